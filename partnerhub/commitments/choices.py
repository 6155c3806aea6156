"""What a selection can be made of: goals, guideposts and partners, kept in memory until the next event."""

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import exists, select

from ..accounts.models import Partner, PartnerKind
from ..database import db
from ..events import latest_seq
from ..strategy.models import Goal, Guidepost, Strategy, StrategyState
from .kinds import Visibility
from .models import Commitment


@dataclass(frozen=True)
class GoalChoice:
    """A goal or a guidepost as filters and cards name it."""

    id: int
    code: str
    title_da: str
    title_en: str
    short_da: str
    short_en: str
    goal_id: int
    is_in_force: bool

    def title(self, locale: str) -> str:
        """Return the title in the language, Danish where there is no other."""
        return (self.title_en if locale == "en" else "") or self.title_da

    def short(self, locale: str) -> str:
        """Return the name for a chip."""
        return (self.short_en if locale == "en" else "") or self.short_da


@dataclass(frozen=True)
class PartnerChoice:
    """A partner as filters and cards name it."""

    id: int
    name: str
    shown_name: str
    kind: PartnerKind
    is_active: bool
    consultant_id: int | None


@dataclass(frozen=True)
class Choices:
    """Everything a selection can name, as of event number `seq`."""

    seq: int
    goals: dict[int, GoalChoice]
    guideposts: dict[int, GoalChoice]
    partners: dict[int, PartnerChoice]

    def partner(self, partner_id: int) -> PartnerChoice:
        """Return a partner, also one that joined between this reading and the caller's."""
        if partner_id not in self.partners:
            self.partners.update(_partners())
        return self.partners[partner_id]

    def goal(self, goal_id: int) -> GoalChoice:
        """Return a goal, also one of a strategy that was opened between this reading and the caller's."""
        if goal_id not in self.goals:
            self.goals.update(_goals()[0])
        return self.goals[goal_id]

    @cached_property
    def consultant_ids(self) -> frozenset[int]:
        """Return the users who are some partner's contact in the municipality."""
        return frozenset(partner.consultant_id for partner in self.partners.values() if partner.consultant_id)

    @cached_property
    def goals_in_force(self) -> list[GoalChoice]:
        """Return the goals of the strategy in force, in order."""
        return [goal for goal in self.goals.values() if goal.is_in_force]

    @cached_property
    def guideposts_in_force(self) -> list[GoalChoice]:
        """Return the guideposts of the strategy in force, in order."""
        return [post for post in self.guideposts.values() if post.is_in_force]

    @cached_property
    def public_partner_ids(self) -> frozenset[int]:
        """Return the partners that visitors may know of: owners of public commitments. Who else is a partner is not public."""
        shown = exists().where(
            Commitment.owner_id == Partner.id, Commitment.visibility == Visibility.PUBLIC, Commitment.agreed_at.is_not(None)
        )
        return frozenset(db.session.scalars(select(Partner.id).where(shown)))


_kept: WeakKeyDictionary[Any, Choices] = WeakKeyDictionary()
_lock = Lock()


def current_choices() -> Choices:
    """Return goals, guideposts and partners as they stand; one query while nothing has happened."""
    seq = latest_seq()
    kept = _kept.get(db.engine)
    if kept is None or kept.seq != seq:
        kept = Choices(seq, *_goals(), _partners())
        with _lock:
            _kept[db.engine] = kept
    return kept


def _goals() -> tuple[dict[int, GoalChoice], dict[int, GoalChoice]]:
    asked = (
        select(Goal, Strategy.state)
        .join(Strategy, Strategy.id == Goal.strategy_id)
        .where(Strategy.state != StrategyState.DRAFT)  # a successor is the steward's alone until it is opened
        .order_by(Strategy.starts_on.desc(), Strategy.id.desc(), Goal.position)
    )
    goals = {
        goal.id: GoalChoice(
            goal.id, goal.code, goal.title_da, goal.title_en, goal.short_da, goal.short_en, goal.id, state == StrategyState.IN_FORCE
        )
        for goal, state in db.session.execute(asked)
    }
    listed = db.session.scalars(select(Guidepost).where(Guidepost.goal_id.in_(goals)))
    found = sorted(listed, key=lambda post: (list(goals).index(post.goal_id), post.position))
    posts = {
        post.id: GoalChoice(
            post.id, post.code, post.title_da, post.title_en, post.code, post.code, post.goal_id, goals[post.goal_id].is_in_force
        )
        for post in found
    }
    return goals, posts


def _partners() -> dict[int, PartnerChoice]:
    asked = select(Partner.id, Partner.name, Partner.short_name, Partner.kind, Partner.deactivated_at, Partner.consultant_id).order_by(
        Partner.sort_key, Partner.id
    )
    return {
        row.id: PartnerChoice(row.id, row.name, row.short_name or row.name, row.kind, row.deactivated_at is None, row.consultant_id)
        for row in db.session.execute(asked)
    }
