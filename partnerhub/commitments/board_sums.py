"""Counts and sums of the board's columns: from the running totals while nothing but goal or guidepost is chosen, else counted."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, case, func, select

from ..clock import today
from ..database import db
from .goal_queries import SHOWN_UNITS, UnitSum
from .kinds import Column, Status, Unit
from .models import STAGES, Commitment
from .selection import Selection
from .totals import NO_UNIT, CommitmentTotal


@dataclass
class ColumnSum:
    """How many commitments stand in a column, and what they promise by unit; what was withdrawn is counted, but adds nothing."""

    count: int = 0
    units: list[UnitSum] = field(default_factory=list)

    @property
    def shown_units(self) -> list[UnitSum]:
        """Return the three units with the largest promises."""
        return sorted(self.units, key=lambda u: (-u.promised, -u.reported, u.unit.value))[:SHOWN_UNITS]

    @property
    def hidden_units(self) -> int:
        """Return how many units stand behind "+2"."""
        return max(0, len(self.units) - SHOWN_UNITS)


Figures = tuple[int, int, int, int]  # count, promised, reported, confirmed
Line = tuple[Any, Column, str, Figures]  # lane, column, unit, figures


def column_sums(selection: Selection) -> dict[Column, ColumnSum]:
    """Return the sums of every column; one or two queries."""
    plain = set(selection.chosen()) <= {"goal_id", "guidepost_id"}
    lines = _from_totals(selection) if plain else _counted(selection, None)
    return _summed(lines).get(None) or {column: ColumnSum() for column in Column}


def lane_sums(selection: Selection, lane: Any, name: Callable[[Any], Any] = lambda value: value) -> dict[Any, dict[Column, ColumnSum]]:
    """Return the sums of every column in each lane, such as `Commitment.goal_id`, values of one `name` together; one query."""
    return _summed((name(value), *rest) for value, *rest in _counted(selection, lane))


def _summed(lines: Iterable[Line]) -> dict[Any, dict[Column, ColumnSum]]:
    added: dict[Any, dict[Column, dict[str, list[int]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0, 0, 0, 0])))
    for lane, column, unit, figures in lines:
        kept = added[lane][column][unit]
        for place, number in enumerate(figures):
            kept[place] += number
    return {lane: {column: _column_sum(columns.get(column, {})) for column in Column} for lane, columns in added.items()}


def _column_sum(units: dict[str, list[int]]) -> ColumnSum:
    sums = [UnitSum(Unit(unit), *numbers[1:]) for unit, numbers in units.items() if unit and any(numbers[1:])]
    return ColumnSum(sum(numbers[0] for numbers in units.values()), sums)


def _from_totals(selection: Selection) -> list[Line]:
    """Agreed commitments count as active, less those whose start lies ahead: their index is asked."""
    total = CommitmentTotal
    asked = select(
        total.status, total.unit, func.sum(total.count), func.sum(total.promised), func.sum(total.reported), func.sum(total.confirmed)
    ).where(total.status != Status.DRAFT)
    same = {total.goal_id: selection.goal_id, total.guidepost_id: selection.guidepost_id}
    asked = asked.where(*(column == value for column, value in same.items() if value is not None))
    if selection.is_public:
        asked = asked.where(total.is_public.is_(True))
    lines = []
    for row in db.session.execute(asked.group_by(total.status, total.unit)):
        status, figures = row[0], _figures(*row[2:])
        column = _COLUMN_OF_STAGE[STAGES[status]]
        lines.append((None, column, row[1], (figures[0], 0, 0, 0) if status == Status.WITHDRAWN else figures))
    ahead = select(Commitment.unit, *_SUMS).where(Commitment.stage == 2, Commitment.start_key > today(), *selection.clauses())
    for planned in db.session.execute(ahead.group_by(Commitment.unit)):
        unit = planned[0]
        count, promised, reported, confirmed = _figures(*planned[1:])
        lines.append((None, Column.AGREED, unit or NO_UNIT, (count, promised, reported, confirmed)))
        lines.append((None, Column.ACTIVE, unit or NO_UNIT, (-count, -promised, -reported, -confirmed)))
    return lines


def _counted(selection: Selection, lane: Any) -> list[Line]:
    withdrawn = case((Commitment.status == Status.WITHDRAWN, 1), else_=0)
    ahead = case((and_(Commitment.stage == 2, Commitment.start_key > today()), 1), else_=0)
    groups = [Commitment.stage, withdrawn, ahead, Commitment.unit, *([lane] if lane is not None else [])]
    lines: list[Line] = []
    for row in db.session.execute(select(*groups, *_SUMS).where(*selection.clauses()).group_by(*groups)):
        stage, is_withdrawn, is_ahead, unit = row[:4]
        figures = _figures(*row[-4:])
        column = Column.AGREED if is_ahead else _COLUMN_OF_STAGE[stage]
        lines.append((row[4] if lane is not None else None, column, unit or NO_UNIT, (figures[0], 0, 0, 0) if is_withdrawn else figures))
    return lines


_COLUMN_OF_STAGE = {1: Column.PROPOSED, 2: Column.ACTIVE, 3: Column.FINISHED}
_SUMS = (
    func.count(Commitment.id),
    func.sum(Commitment.quantity),
    func.sum(Commitment.reported),
    func.sum(Commitment.confirmed),
)


def _figures(*numbers: Any) -> Figures:
    count, promised, reported, confirmed = (int(number or 0) for number in numbers)
    return count, promised, reported, confirmed
