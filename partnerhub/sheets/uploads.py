"""An upload as it is kept between dry run and confirmation: rows by column, and their faults by cell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from ..cpr import find_cpr
from ..errors import RuleBroken
from ..typed_text import clean, is_readable
from . import cells
from .cells import CellError
from .columns import Column, Holds
from .files import Formula, cell_name, read_sheets
from .headings import Layout, Table, recognise

SOURCE_LIMIT = 120
FORMULA_LIMIT = 200


@dataclass(frozen=True)
class Problem:
    """A fault with the cell that has it, "" for the whole row."""

    cell: str
    row: int
    text: str

    def __str__(self) -> str:
        place = _("Celle %(cell)s", cell=self.cell) if self.cell else _("Række %(row)s", row=self.row)
        return f"{place}: {self.text}"


@dataclass(frozen=True)
class UploadRow:
    """A row with its filled cells by column key, and where those columns stand."""

    number: int
    cells: dict[str, Any]
    columns: dict[str, int]

    def text(self, key: str) -> str:
        """Return a cell as text as far as it can be read, "" for an empty one."""
        try:
            return cells.read_text(self.value(key))
        except CellError:
            return ""

    def value(self, key: str) -> Any:
        """Return a cell's value as the file had it."""
        value = self.cells.get(key)
        return Formula(value["formula"]) if isinstance(value, dict) else value

    def typed(self, column: Column) -> Any:
        """Return a cell as what its column holds, as it was written where that cannot be read."""
        value = self.value(column.key)
        try:
            readers = {Holds.NUMBER: cells.read_number, Holds.DAY: cells.read_date}
            return readers.get(column.holds, cells.read_text)(value)
        except CellError:
            return getattr(value, "text", value)

    def cell(self, key: str) -> str:
        """Return the name of the cell of a column, "" when the file has no such column."""
        return cell_name(self.number, self.columns[key]) if key in self.columns else ""

    def problem(self, key: str, text: str) -> Problem:
        """Return a fault of one cell."""
        return Problem(self.cell(key), self.number, text)


@dataclass(frozen=True)
class Upload:
    """A file as it is kept between dry run and confirmation: known columns, rows with something in them, notes."""

    source: str
    columns: dict[str, int]
    rows: list[UploadRow]
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, source: str, table: Table, layout: Layout, empty: str) -> "Upload":
        """Take what the layout knows from a recognised table; rows with nothing of ours in them are left out.

        Raises RuleBroken("file", `empty`) when no row is left.
        """
        rows = []
        for row in table.rows:
            found = {key: _kept(row.cells[number]) for key, number in table.columns.items() if number in row.cells}
            if any(not layout.by_key[key].is_read_only for key in found):
                rows.append(UploadRow(row.number, found, table.columns))
        if not rows:
            raise RuleBroken("file", empty)
        return cls(source, table.columns, rows, table.notes)

    def to_json(self) -> dict[str, Any]:
        """Return the upload in JSON's own types."""
        rows = [[row.number, row.cells] for row in self.rows]
        return {"source": self.source, "columns": self.columns, "rows": rows, "notes": self.notes}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Upload":
        """Return the upload that `to_json` wrote."""
        columns = values["columns"]
        return cls(values["source"], columns, [UploadRow(number, cells, columns) for number, cells in values["rows"]], values["notes"])


def read_upload(source: str, data: bytes, layout: Layout, empty: str) -> Upload:
    """Return the rows of a file. Raises RuleBroken("file", sentence) when it cannot be used as it is; `empty` is the one for no rows."""
    return Upload.of(source_name(source), recognise(read_sheets(data), layout), layout, empty)


def source_name(source: str) -> str:
    """Return a file's name as it is told and kept, without signs that nobody sees or that turn it around.

    Raises RuleBroken("file", sentence) for one like a CPR number.
    """
    seen = "".join(sign for sign in clean(source) if is_readable(sign))
    name = seen.replace("\\", "/").rpartition("/")[2].strip()[:SOURCE_LIMIT] or _("en fil")
    if find_cpr(name):
        raise RuleBroken("file", _("Filens navn ligner et CPR-nummer. Giv filen et andet navn."))
    return name


@dataclass
class CellFaults:
    """The faults of one row, one a cell."""

    row: UploadRow
    found: list[Problem] = field(default_factory=list)

    def add(self, key: str, text: str) -> None:
        """Note a fault of a column's cell, unless it has one."""
        problem = self.row.problem(key, text)
        if problem.cell not in {known.cell for known in self.found if known.cell}:
            self.found.append(problem)

    def read(self, key: str, reader: Callable[..., Any], *more: Any) -> Any:
        """Return what a reader makes of the cell, None after a fault."""
        try:
            return reader(self.row.value(key), *more)
        except CellError as wrong:
            self.add(key, str(wrong))
        except RuleBroken as broken:
            self.add(key, broken.text)
        return None


def _kept(value: Any) -> Any:
    """A cell in JSON's own types; a day as ISO text says the same."""
    if isinstance(value, Formula):
        return {"formula": value.text[:FORMULA_LIMIT]}
    if isinstance(value, date):
        return value.isoformat().removesuffix("T00:00:00").partition("T")[0]
    return value if isinstance(value, str | int | float | bool) else str(value)
