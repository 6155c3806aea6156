"""Questions to the strategies: which is in force, what hangs on which goal, what stands in which section."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..database import db
from .models import Goal, Guidepost, Section, Strategy, StrategyItem, StrategyState

WITH_GOALS = selectinload(Strategy.goals).selectinload(Goal.guideposts)


@dataclass(frozen=True)
class Texts:
    """The texts of a strategy beside goals and guideposts: by section, and the points under each by its id."""

    sections: dict[Section, list[StrategyItem]]
    points: dict[int, list[StrategyItem]]

    def of(self, section: Section | str) -> list[StrategyItem]:
        """Return a section's texts in their order."""
        return self.sections.get(Section(section), [])

    def under(self, item: StrategyItem) -> list[StrategyItem]:
        """Return the points under a principle or a kind of partner."""
        return self.points.get(item.id, [])


def strategy_in_force() -> Strategy | None:
    """Return the strategy in force with goals and guideposts, also past its period; None before one was loaded."""
    return db.session.scalar(select(Strategy).where(Strategy.state == StrategyState.IN_FORCE).options(WITH_GOALS))


def find_strategy(slug: str) -> Strategy | None:
    """Return the strategy of this address with goals and guideposts, or None."""
    return db.session.scalar(select(Strategy).where(Strategy.slug == slug).options(WITH_GOALS))


def list_strategies() -> list[Strategy]:
    """Return every strategy, the newest period first."""
    return list(db.session.scalars(select(Strategy).order_by(Strategy.starts_on.desc(), Strategy.id.desc())))


def predecessor_of(strategy: Strategy) -> Strategy | None:
    """Return the strategy it follows, with goals and guideposts, or None."""
    return db.session.scalar(select(Strategy).where(Strategy.id == strategy.predecessor_id).options(WITH_GOALS))


def texts_of(strategy_id: int, *sections: Section) -> Texts:
    """Return the texts of a strategy, of some sections where they are named."""
    asked = select(StrategyItem).where(StrategyItem.strategy_id == strategy_id)
    if sections:
        asked = asked.where(StrategyItem.section.in_(sections))
    found: dict[Section, list[StrategyItem]] = defaultdict(list)
    points: dict[int, list[StrategyItem]] = defaultdict(list)
    for item in db.session.scalars(asked.order_by(StrategyItem.section, StrategyItem.position, StrategyItem.id)):
        if item.parent_id:
            points[item.parent_id].append(item)
        else:
            found[item.section].append(item)
    return Texts(dict(found), dict(points))


def find_text(what: str, text_id: int) -> Strategy | Goal | Guidepost | StrategyItem | None:
    """Return the text a steward wants to edit, its strategy loaded; `what` is strategy, goal, guidepost or item."""
    if what == "strategy":
        return db.session.get(Strategy, text_id)
    if what == "goal":
        return db.session.scalar(select(Goal).where(Goal.id == text_id).options(joinedload(Goal.strategy)))
    if what == "guidepost":
        loading = joinedload(Guidepost.goal).joinedload(Goal.strategy)
        return db.session.scalar(select(Guidepost).where(Guidepost.id == text_id).options(loading))
    return db.session.scalar(select(StrategyItem).where(StrategyItem.id == text_id).options(joinedload(StrategyItem.strategy)))


def has_draft() -> bool:
    """Tell whether a successor is being drafted."""
    return db.session.scalar(select(Strategy.id).where(Strategy.state == StrategyState.DRAFT)) is not None
