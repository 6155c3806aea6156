"""The build of a draft: goals, guideposts and texts added, removed and put in order. An opened strategy keeps its build."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.models import User
from ..database import writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from .editing import TEXTS, Words, still_there
from .models import COPIED_TEXTS, Goal, Guidepost, Section, Strategy, StrategyItem
from .succession import draft_under_lock

PARENTS = {Section.POINT: Section.PRINCIPLE, Section.CONTRIBUTION_ITEM: Section.CONTRIBUTION}


def add_goal(by: User, strategy_id: int, words: Words, audience: str = "") -> Goal:
    """Add a goal at the end of a draft."""
    with writing() as session:
        strategy = draft_under_lock(by, session, strategy_id)
        used = {goal.code for goal in strategy.goals} | _codes_before(session, strategy)
        goal = Goal(strategy_id=strategy.id, code=_next_code("", used), audience=audience, position=_next_position(strategy.goals))
        _fill(goal, words, short_da=words.short_da or words.title_da[:40])
        _added(session, by, goal, strategy, f"goal {goal.code}")
    return goal


def add_guidepost(by: User, goal_id: int, words: Words) -> Guidepost:
    """Add a guidepost at the end of a draft's goal; its code is new also to the strategy before, so that none is taken for another."""
    with writing() as session:
        goal = still_there(session, Goal, goal_id)
        strategy = draft_under_lock(by, session, goal.strategy_id)
        used = {post.code for post in goal.guideposts} | _codes_before(session, strategy)
        post = Guidepost(goal_id=goal.id, code=_next_code(f"{goal.code}.", used), position=_next_position(goal.guideposts))
        _fill(post, words)
        _added(session, by, post, strategy, f"guidepost {post.code}")
    return post


def add_item(by: User, strategy_id: int, section: Section, parent_id: int | None, words: Words) -> StrategyItem:
    """Add a text to a section of a draft; points need the principle or the kind of partner that they belong to."""
    with writing() as session:
        strategy = draft_under_lock(by, session, strategy_id)
        parent = session.get(StrategyItem, parent_id) if parent_id else None
        wanted = PARENTS.get(section)
        fits = (parent.section if parent else None) == wanted and (parent is None or parent.strategy_id == strategy.id)
        if not fits or section == Section.CONTRIBUTION:  # there are four kinds of partner
            raise RuleBroken("", _("Teksten kan ikke stå der. Gå tilbage, og vælg afsnittet igen."))
        siblings = select(func.coalesce(func.max(StrategyItem.position), -1)).where(
            StrategyItem.strategy_id == strategy.id, StrategyItem.section == section, StrategyItem.parent_id.is_not_distinct_from(parent_id)
        )
        kind = parent.partner_kind if parent else None
        item = StrategyItem(
            strategy_id=strategy.id,
            section=section,
            parent_id=parent_id,
            partner_kind=kind,
            position=(session.scalar(siblings) or 0) + 1,
        )
        _fill(item, words)
        _added(session, by, item, strategy, f"item {section.value}")
    return item


def remove(by: User, what: str, text_id: int, version: int) -> None:
    """Take a text out of a draft; raises RuleBroken for a goal with guideposts or a text with points under it."""
    with writing() as session:
        thing, strategy = _of_draft(by, session, what, text_id)
        if thing.version != version:
            raise StaleVersion(thing)
        if isinstance(thing, Goal) and thing.guideposts:
            raise RuleBroken("", _("Fjern først målets pejlemærker."))
        if isinstance(thing, StrategyItem) and session.scalar(select(StrategyItem.id).where(StrategyItem.parent_id == thing.id).limit(1)):
            raise RuleBroken("", _("Fjern først punkterne under teksten."))
        strategy.version += 1
        record("strategy.edited", strategy, by, what=f"{what} {getattr(thing, 'code', thing.id)}", before=_words_of(thing), after=None)
        session.delete(thing)


def move(by: User, what: str, text_id: int, step: int) -> None:
    """Move a text one place up (-1) or down (1) among its siblings in a draft; at the end nothing happens."""
    with writing() as session:
        thing, strategy = _of_draft(by, session, what, text_id)
        siblings = _siblings(session, thing, strategy)
        place = siblings.index(thing)
        if not 0 <= place + step < len(siblings):
            return
        siblings.insert(place + step, siblings.pop(place))
        for position, sibling in enumerate(siblings):
            sibling.position = position
        strategy.version += 1
        name = f"{what} {getattr(thing, 'code', thing.id)}"
        record("strategy.edited", strategy, by, what=name, before={"place": place}, after={"place": place + step})


def _of_draft(by: User, session: Session, what: str, text_id: int) -> tuple[Any, Strategy]:
    thing: Any = still_there(session, TEXTS[what], text_id)
    strategy_id = thing.goal.strategy_id if isinstance(thing, Guidepost) else thing.strategy_id
    return thing, draft_under_lock(by, session, strategy_id)


def _siblings(session: Session, thing: Any, strategy: Strategy) -> list[Any]:
    if isinstance(thing, Goal):
        return list(strategy.goals)
    if isinstance(thing, Guidepost):
        return list(thing.goal.guideposts)
    asked = select(StrategyItem).where(
        StrategyItem.strategy_id == strategy.id,
        StrategyItem.section == thing.section,
        StrategyItem.parent_id.is_not_distinct_from(thing.parent_id),
    )
    return list(session.scalars(asked.order_by(StrategyItem.position, StrategyItem.id)))


def _fill(thing: Any, words: Words, **more: str) -> None:
    if not words.title_da:
        raise RuleBroken("title_da", _("Skriv en dansk titel."))
    for name, value in (words.of(thing) | more).items():
        setattr(thing, name, value)


def _added(session: Session, by: User, thing: Any, strategy: Strategy, what: str) -> None:
    session.add(thing)
    session.flush()
    strategy.version += 1
    record("strategy.edited", thing, by, what=what, before=None, after=_words_of(thing))


def _words_of(thing: Any) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in COPIED_TEXTS}


def _codes_before(session: Session, strategy: Strategy) -> set[str]:
    goals = select(Goal.code).where(Goal.strategy_id == strategy.predecessor_id)
    posts = select(Guidepost.code).join(Guidepost.goal).where(Goal.strategy_id == strategy.predecessor_id)
    return set(session.scalars(goals.union(posts)))


def _next_code(prefix: str, used: set[str]) -> str:
    number = 1
    while f"{prefix}{number}" in used:
        number += 1
    return f"{prefix}{number}"


def _next_position(siblings: list[Any]) -> int:
    return max((sibling.position for sibling in siblings), default=-1) + 1
