"""A column of a spreadsheet: what it is called, what its cells hold, who may see it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import get_locale

Cell = str | int | date | None
"""What a written cell holds; None leaves it empty."""


class Holds(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """A column: its heading in both languages, what it holds, who may see it and whether an import reads it."""

    key: str
    danish: str
    english: str
    holds: Holds = Holds.TEXT
    width: int = 16
    also: tuple[str, ...] = ()
    is_read_only: bool = False
    is_public: bool = True

    @property
    def label(self) -> str:
        """Return the heading in the user's language."""
        return self.english if str(get_locale()) == "en" else self.danish

    @property
    def names(self) -> tuple[str, ...]:
        """Return every heading that means this column."""
        return (self.key, self.danish, self.english, *self.also)
