"""What was promised, reported and confirmed for each goal and guidepost, and how many commitments keep pace.

Promised counts what is agreed or was finished; drafts, proposals and what was withdrawn are promises no more or not yet. The share on track
counts withdrawn ones among the measurable: a withdrawn promise is a promise not kept.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from ..clock import today
from ..database import db
from ..events import latest_seq
from ..strategy.models import Goal
from .kinds import Status, Unit, Visibility
from .memory import remembered
from .models import Commitment
from .pace import is_on_track, is_overdue, is_silent

PROMISED = (Status.AGREED, Status.FULFILLED, Status.PARTLY, Status.NOT_FULFILLED)
SHOWN_UNITS = 3


@dataclass(frozen=True)
class UnitSum:
    """Sums within one unit; numbers of different units are never added."""

    unit: Unit
    promised: int
    reported: int
    confirmed: int


@dataclass
class Tally:
    """The figures of a goal or a guidepost."""

    count: int = 0
    proposed: int = 0
    withdrawn: int = 0
    measurable: int = 0
    on_track: int = 0
    overdue: int = 0
    silent: int = 0
    units: list[UnitSum] = field(default_factory=list)

    @property
    def shown_units(self) -> list[UnitSum]:
        """Return the three units with the largest promises."""
        return sorted(self.units, key=lambda u: (-u.promised, -u.reported, u.unit.value))[:SHOWN_UNITS]

    @property
    def hidden_units(self) -> int:
        """Return how many units stand behind "+2"."""
        return max(0, len(self.units) - SHOWN_UNITS)


@dataclass(frozen=True)
class Tallies:
    """The figures of one strategy by goal id and by guidepost id."""

    goals: dict[int, Tally]
    guideposts: dict[int, Tally]

    def goal(self, goal_id: int) -> Tally:
        """Return a goal's figures, zeros where nothing was promised."""
        return self.goals.get(goal_id) or Tally()

    def guidepost(self, guidepost_id: int) -> Tally:
        """Return a guidepost's figures, zeros where nothing was promised."""
        return self.guideposts.get(guidepost_id) or Tally()


def tallies(strategy_id: int, public_only: bool) -> Tallies:
    """Return the figures of a strategy for visitors (public commitments only) or for partners.

    Kept in memory until the next event or the next day: every change records an event.
    """
    return remembered(latest_seq(), ("tallies", strategy_id, public_only), lambda: count_tallies(strategy_id, public_only))


def count_tallies(strategy_id: int, public_only: bool) -> Tallies:
    """Count the figures of a strategy anew, in one query."""
    goals: dict[int, Tally] = {}
    guideposts: dict[int, Tally] = {}
    sums: dict[tuple[str, int, Unit], list[int]] = {}
    for row in db.session.execute(_grouped(strategy_id, public_only)):
        places = (("goal", row.goal_id, goals), ("guidepost", row.guidepost_id, guideposts))
        for kind, place_id, found in places:
            tally = found.setdefault(place_id, Tally())
            for name in ("count", "proposed", "withdrawn", "measurable", "on_track", "overdue", "silent"):
                setattr(tally, name, getattr(tally, name) + int(getattr(row, f"{name}_sum") or 0))
            if row.unit is not None and (row.promised or row.reported):
                kept = sums.setdefault((kind, place_id, row.unit), [0, 0, 0])
                for place, number in enumerate((row.promised, row.reported, row.confirmed)):
                    kept[place] += int(number or 0)
    for (kind, place_id, unit), numbers in sums.items():
        (goals if kind == "goal" else guideposts)[place_id].units.append(UnitSum(unit, *numbers))
    return Tallies(goals, guideposts)


def _grouped(strategy_id: int, public_only: bool) -> Any:
    """One row a guidepost and unit."""
    promised = Commitment.status.in_(PROMISED)
    measurable = and_(
        Commitment.quantity.is_not(None),
        Commitment.due_on.is_not(None),
        or_(promised, and_(Commitment.status == Status.WITHDRAWN, Commitment.agreed_at.is_not(None))),
    )
    asked = (
        select(
            Commitment.goal_id,
            Commitment.guidepost_id,
            Commitment.unit,
            _count(promised, "count"),
            _count(Commitment.status == Status.PROPOSED, "proposed"),
            _count(Commitment.status == Status.WITHDRAWN, "withdrawn"),
            _count(measurable, "measurable"),
            _count(and_(measurable, is_on_track(today())), "on_track"),
            _count(is_overdue(today()), "overdue"),
            _count(is_silent(today()), "silent"),
            func.sum(case((promised, func.coalesce(Commitment.quantity, 0)), else_=0)).label("promised"),
            func.sum(case((promised, Commitment.reported), else_=0)).label("reported"),
            func.sum(case((promised, Commitment.confirmed), else_=0)).label("confirmed"),
        )
        .join(Goal, Goal.id == Commitment.goal_id)
        .where(Goal.strategy_id == strategy_id, Commitment.status != Status.DRAFT)
        .group_by(Commitment.goal_id, Commitment.guidepost_id, Commitment.unit)
    )
    if public_only:
        asked = asked.where(Commitment.visibility == Visibility.PUBLIC, Commitment.agreed_at.is_not(None))
    return asked


def _count(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0)).label(f"{name}_sum")


def open_by_guidepost(strategy_id: int) -> dict[int, int]:
    """Return how many proposed and agreed commitments each guidepost of a strategy has; guideposts without any are left out."""
    asked = (
        select(Commitment.guidepost_id, func.count())
        .join(Goal, Goal.id == Commitment.goal_id)
        .where(Goal.strategy_id == strategy_id, Commitment.status.in_((Status.PROPOSED, Status.AGREED)))
        .group_by(Commitment.guidepost_id)
    )
    return {row.guidepost_id: row[1] for row in db.session.execute(asked)}


def open_by_strategy() -> dict[int, int]:
    """Return how many proposed and agreed commitments hang on each strategy."""
    asked = (
        select(Goal.strategy_id, func.count())
        .join(Commitment, Commitment.goal_id == Goal.id)
        .where(Commitment.status.in_((Status.PROPOSED, Status.AGREED)))
        .group_by(Goal.strategy_id)
    )
    return {row.strategy_id: row[1] for row in db.session.execute(asked)}
