"""What an upload would do, row by row: the one form in which every import tells it before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from ..language import write_day
from .columns import Column
from .uploads import Problem

NAMED_CELLS = 6
ROWS_SHOWN = 200
PROBLEMS_SHOWN = 200
CHARACTERS = 120


class Act(StrEnum):
    """What happens with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


WEIGHT = {Act.WRONG: 0, Act.CHANGED: 1, Act.NEW: 1, Act.SAME: 2}


@dataclass(frozen=True)
class Planned:
    """A row with what it would do; `reference` names the known thing it is about, `changes` are (heading, before, after) of cells."""

    number: int
    act: Act
    title: str
    reference: str = ""
    terms: Any = None
    thing_id: int = 0
    version: int = 0
    changes: tuple[tuple[str, Any, Any], ...] = ()
    problems: tuple[Problem, ...] = ()
    owner_id: int = 0
    owner: str = ""


@dataclass(frozen=True)
class Plan:
    """Everything an upload would do."""

    rows: list[Planned]
    notes: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Return every fault, in the order of the file."""
        return [problem for row in self.rows for problem in row.problems]

    @property
    def versions(self) -> dict[str, int]:
        """Return the version of each known thing, by its reference, as it was when the plan was made."""
        return {row.reference: row.version for row in self.rows if row.thing_id}

    def count(self, act: Act | str) -> int:
        """Return how many rows come to this."""
        return sum(row.act == act for row in self.rows)

    @property
    def writes(self) -> int:
        """Return how many rows would be written or changed."""
        return self.count(Act.NEW) + self.count(Act.CHANGED)

    @property
    def does_something(self) -> bool:
        """Tell whether a confirmation would change anything, and may be given."""
        return not self.problems and self.writes > 0


class PlanChangedError(Exception):
    """The confirmed plan no longer holds; `plan` is what the file would do now, with the faults named."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the plan changed")
        self.plan = plan


def told_ignored(columns: Sequence[Column], ignored: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a note for each column whose filled cells were not read, naming them; `ignored` is column key → cells."""
    notes = []
    for column in columns:
        if cells := ignored.get(column.key):
            named = ", ".join(cells[:NAMED_CELLS]) + (" …" if len(cells) > NAMED_CELLS else "")
            notes.append(_("“%(name)s” kan ikke ændres ved indlæsning og er ikke læst i %(cells)s.", name=column.label, cells=named))
    return notes


def preview(plan: Plan | None, summary: Callable[[Planned], str]) -> dict[str, Any]:
    """Return what the pages of an import read of a plan: rows with faults first, unchanged ones last, and how many more there are.

    `summary` tells in one line what was read of a new row.
    """
    if plan is None:
        return {}
    rows = sorted(plan.rows, key=lambda row: (WEIGHT[row.act], row.number))
    return {
        "rows": rows[:ROWS_SHOWN],
        "more_rows": max(0, len(rows) - ROWS_SHOWN),
        "problems": plan.problems[:PROBLEMS_SHOWN],
        "more_problems": max(0, len(plan.problems) - PROBLEMS_SHOWN),
        "shown_cell": shown_cell,
        "summary": summary,
    }


def shown_cell(value: object) -> str:
    """Return a cell's value as a table shows it, with a dash for nothing and long texts cut."""
    text = write_day(value) if isinstance(value, date) else str("–" if value in (None, "") else value)
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"
