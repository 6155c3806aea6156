"""A successor: drafted as a copy of the strategy in force, opened when it is ready."""

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..accounts.models import User
from ..clock import now
from ..database import writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from .editing import Frame, check_period, must_be_steward, still_there
from .models import COPIED_TEXTS, Goal, Guidepost, Strategy, StrategyItem, StrategyState
from .queries import strategy_in_force


def draft_successor(by: User, frame: Frame) -> Strategy:
    """Draft the strategy that is to follow the one in force, with its goals, guideposts and texts as a start.

    Raises RuleBroken when a draft exists already or the period is impossible.
    """
    with writing() as session:
        must_be_steward(by)
        check_period(frame)
        old = strategy_in_force()
        if old is None:
            raise RuleBroken("", _("Der er ingen strategi at bygge videre på."))
        if session.scalar(select(Strategy.id).where(Strategy.state == StrategyState.DRAFT)):
            raise RuleBroken("", _("Der er allerede en kladde til en efterfølger. Ret den, eller slet den først."))
        new = Strategy(slug=_free_slug(session, frame), predecessor_id=old.id, **vars(frame))
        session.add(new)
        session.flush()
        new.goals = [_copied_goal(goal) for goal in old.goals]
        session.flush()
        _copy_items(session, old.id, new.id)
        record("strategy.created", new, by, slug=new.slug)
    return new


def remove_draft(by: User, strategy_id: int, version: int) -> None:
    """Delete a draft with everything in it; raises RuleBroken for one that was ever in force."""
    with writing() as session:
        strategy = draft_under_lock(by, session, strategy_id, version)
        goals = select(Goal.id).where(Goal.strategy_id == strategy.id)
        record("strategy.removed", strategy, by, slug=strategy.slug)
        session.execute(delete(Guidepost).where(Guidepost.goal_id.in_(goals)))
        session.execute(delete(Goal).where(Goal.strategy_id == strategy.id))
        session.execute(delete(StrategyItem).where(StrategyItem.strategy_id == strategy.id, StrategyItem.parent_id.is_not(None)))
        session.execute(delete(StrategyItem).where(StrategyItem.strategy_id == strategy.id))
        session.execute(delete(Strategy).where(Strategy.id == strategy.id))


def open_strategy(by: User, strategy_id: int, version: int) -> Strategy:
    """Put a draft in force; the one before becomes succeeded.

    Raises StaleVersion when the draft changed since `version`, RuleBroken when a goal has no guidepost.
    """
    with writing() as session:
        strategy = draft_under_lock(by, session, strategy_id, version)
        bare = [goal.code for goal in strategy.goals if not goal.guideposts]
        if not strategy.goals or bare:
            raise RuleBroken("", _("Hvert mål skal have mindst ét pejlemærke, før strategien kan åbnes."))
        old = strategy_in_force()
        if old is not None:
            old.state = StrategyState.SUCCEEDED
            old.version += 1
        strategy.state = StrategyState.IN_FORCE
        strategy.opened_at = now()
        strategy.version += 1
        record("strategy.opened", strategy, by, slug=strategy.slug)
    return strategy


def draft_under_lock(by: User, session: Session, strategy_id: int, version: int | None = None) -> Strategy:
    """Return a draft under the lock; raises RuleBroken for an opened strategy, StaleVersion when it changed since `version`."""
    must_be_steward(by)
    strategy = still_there(session, Strategy, strategy_id)
    if strategy.state != StrategyState.DRAFT:
        raise RuleBroken("", _("Strategien er åbnet. Teksterne kan rettes, men mål og pejlemærker ligger fast."))
    if version is not None and strategy.version != version:
        raise StaleVersion(strategy)
    return strategy


def _copied_goal(goal: Goal) -> Goal:
    copy = Goal(**{name: getattr(goal, name) for name in (*COPIED_TEXTS, "code", "audience", "short_da", "short_en", "position")})
    copy.guideposts = [
        Guidepost(**{name: getattr(post, name) for name in (*COPIED_TEXTS, "code", "position", "kinds")}) for post in goal.guideposts
    ]
    return copy


def _copy_items(session: Session, old_id: int, new_id: int) -> None:
    """Parents first, so that the points find the copy of theirs."""
    columns = (*COPIED_TEXTS, "section", "key", "partner_kind", "kinds", "guidepost_codes", "position")
    rows = session.scalars(select(StrategyItem).where(StrategyItem.strategy_id == old_id).order_by(StrategyItem.id)).all()
    copies = {row.id: StrategyItem(strategy_id=new_id, **{name: getattr(row, name) for name in columns}) for row in rows}
    session.add_all([copies[row.id] for row in rows if row.parent_id is None])
    session.flush()
    for row in rows:
        if row.parent_id is not None:
            copies[row.id].parent_id = copies[row.parent_id].id
            session.add(copies[row.id])
    session.flush()


def _free_slug(session: Session, frame: Frame) -> str:
    wanted = f"{frame.starts_on.year}-{frame.ends_on.year}"
    taken = set(session.scalars(select(Strategy.slug).where(Strategy.slug.like(f"{wanted}%"))))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, 100))) if slug not in taken)
