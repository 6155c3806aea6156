"""A row of an upload as terms of a commitment: cells read by their columns, faults collected by cell."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from ..errors import RuleBroken
from ..sheets import cells
from ..sheets.cells import CellError, Names, plain
from ..sheets.columns import Holds
from ..sheets.files import Formula, cell_name
from ..sheets.headings import Table
from ..typed_text import clean
from . import sheet_cells
from .kinds import KIND_FACTS, TEXT_LIMIT, TITLE_LIMIT, Answer, Kind, Visibility
from .models import Commitment
from .spreadsheet import BY_KEY, COLUMNS, REQUIRED, Record, shown
from .terms import Terms, check_text

TERM_OF = {"guidepost": "guidepost_id", "workplace": "workplace_id"}
EDITABLE = tuple(column.key for column in COLUMNS if not column.is_read_only and column.key not in ("reference", "owner"))


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

    @property
    def reference(self) -> str:
        """Return the reference number, "" for a new commitment."""
        return _text(self.cells.get("reference")).upper()

    @property
    def title(self) -> str:
        """Return the title as far as it can be read."""
        return _text(self.cells.get("title"))[:TITLE_LIMIT]

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
    def of(cls, source: str, table: Table) -> "Upload":
        """Take what a commitment needs from a recognised table; rows with nothing of ours in them are left out."""
        rows = []
        for row in table.rows:
            cells = {key: _kept(row.cells[number]) for key, number in table.columns.items() if number in row.cells}
            if any(not BY_KEY[key].is_read_only for key in cells):
                rows.append(UploadRow(row.number, cells, table.columns))
        if not rows:
            raise RuleBroken("file", _("Der er ingen rækker under overskrifterne. Skriv mindst én forpligtelse."))
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


@dataclass(frozen=True)
class Lookups:
    """What names and codes in cells can mean."""

    own_id: int
    partners: Names
    names: dict[int, str]
    active: frozenset[int]
    codes: dict[str, int]
    workplaces: dict[int, dict[str, int]]
    may_log_for_others: bool


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
            return reader(_unkept(self.row.cells.get(key)), *more)
        except CellError as wrong:
            self.add(key, str(wrong))
        except RuleBroken as broken:
            self.add(key, broken.text)
        return None


def read_owner(row: UploadRow, lookups: Lookups, faults: CellFaults) -> int:
    """Return the owner of a new commitment: the own partner, or the one named, which only the steward may write for."""
    if not row.cells.get("owner"):
        return lookups.own_id
    owner_id = faults.read("owner", sheet_cells.read_partner, lookups.partners)
    if owner_id is None or owner_id == lookups.own_id:
        return lookups.own_id
    if not lookups.may_log_for_others:
        faults.add("owner", _("Du kan kun indlæse for din egen partner, %(name)s.", name=lookups.names.get(lookups.own_id, "")))
    elif owner_id not in lookups.active:
        faults.add("owner", _("%(name)s er ikke længere med i partnerskabet.", name=lookups.names[owner_id]))
    return int(owner_id)


def read_new(row: UploadRow, owner_id: int, lookups: Lookups, faults: CellFaults) -> Terms | None:
    """Return the terms of a new commitment, None when a cell is at fault."""
    values = _values(row, [*EDITABLE], owner_id, lookups, faults)
    if faults.found:
        return None
    return _with_unit(Terms(**{key: value for key, value in values.items() if value is not None}))


def read_changes(
    row: UploadRow, changed: list[str], before: Terms, commitment: Commitment, lookups: Lookups, faults: CellFaults
) -> Terms | None:
    """Return the terms with the changed cells put in, None when a cell is at fault; co-signers who declined stay as they are."""
    if "owner" in changed:
        faults.add("owner", _("Ejeren kan ikke skiftes. Lad cellen stå, som den var."))
        changed = [key for key in changed if key != "owner"]
    values = _values(row, changed, commitment.owner_id, lookups, faults)
    if faults.found:
        return None
    if "cosigners" in values:
        named = {partner_id for partner_id, _share in values["cosigners"]}
        kept = [(c.partner_id, c.share) for c in commitment.cosigners if c.answer == Answer.DECLINED and c.partner_id not in named]
        values["cosigners"] = (*values["cosigners"], *kept)
    return _with_unit(replace(before, **values))


def changed_cells(row: UploadRow, record: Record) -> list[str]:
    """Return the columns in the file whose cells differ from what an export would write."""
    return [key for key in ("owner", *EDITABLE) if key in row.columns and not _is_as_exported(row, key, record)]


def typed(row: UploadRow, key: str) -> Any:
    """Return a cell as what its column holds, as it was written where that cannot be read."""
    value = _unkept(row.cells.get(key))
    try:
        readers = {Holds.NUMBER: cells.read_number, Holds.DAY: cells.read_date}
        return readers.get(BY_KEY[key].holds, cells.read_text)(value)
    except CellError:
        return getattr(value, "text", value)


def changed_read_only(row: UploadRow, record: Record | None) -> list[str]:
    """Return the filled read-only columns that differ from what stands; of a new row all that are filled."""
    keys = [column.key for column in COLUMNS if column.is_read_only and row.cells.get(column.key) is not None]
    return [key for key in keys if record is None or not _is_as_exported(row, key, record)]


def _is_as_exported(row: UploadRow, key: str, record: Record) -> bool:
    value, column = _unkept(row.cells.get(key)), BY_KEY[key]
    stands = shown(column, record.get(key))
    try:
        text = cells.read_text(value)
        if stands is None or not text:
            return stands is None and not text or (key == "owner" and not text)
        if column.holds == Holds.NUMBER:
            return cells.read_number(value) == stands
        if column.holds == Holds.DAY:
            return cells.read_date(value) == stands
        if column.holds == Holds.CHOICE:
            return sheet_cells.read_choice(key, value) == record[key]
        if key == "guidepost":
            return sheet_cells.read_code(value, {str(stands): 1}) == 1
    except CellError:
        return False
    return text == clean(str(stands)) or (key in ("owner", "workplace", "cosigners") and plain(text) == plain(str(stands)))


def _values(row: UploadRow, keys: list[str], owner_id: int, lookups: Lookups, faults: CellFaults) -> dict[str, Any]:
    readers: dict[str, tuple[Any, ...]] = {
        "guidepost": (sheet_cells.read_code, lookups.codes),
        "title": (_title,),
        "what": (_what,),
        "kind": (lambda value: sheet_cells.read_choice("kind", value),),
        "quantity": (cells.read_number,),
        "unit": (lambda value: sheet_cells.read_choice("unit", value),),
        "start_on": (cells.read_date,),
        "due_on": (cells.read_date,),
        "visibility": (lambda value: sheet_cells.read_choice("visibility", value) or Visibility.PARTNERSHIP,),
        "cosigners": (sheet_cells.read_cosigners, lookups.partners),
        "workplace": (_workplace, lookups.workplaces.get(owner_id, {})),
    }
    for key in REQUIRED:
        if key in keys and not row.cells.get(key):
            faults.add(key, _("Cellen er tom. “%(name)s” skal udfyldes.", name=BY_KEY[key].label))
    empty = {problem.cell for problem in faults.found if problem.cell}
    return {TERM_OF.get(key, key): faults.read(key, *readers[key]) for key in keys if row.cell(key) not in empty}


def _with_unit(terms: Terms) -> Terms:
    """A number without a unit counts what its kind counts; no number, no unit."""
    if terms.quantity is None:
        return replace(terms, unit=None)
    return terms if terms.unit else replace(terms, unit=KIND_FACTS[Kind(terms.kind)].unit)


def _title(value: Any) -> str:
    return check_text("title", " ".join(cells.read_text(value).split()), TITLE_LIMIT, _("Skriv en titel."))


def _what(value: Any) -> str:
    return check_text("what", cells.read_text(value), TEXT_LIMIT)


def _workplace(value: Any, places: dict[str, int]) -> int | None:
    text = cells.read_text(value)
    if not text:
        return None
    if plain(text) not in places:
        raise CellError(
            _("“%(typed)s” er ikke et af ejerens arbejdssteder. Skriv navnet, som det står på partnerens side.", typed=text[:40])
        )
    return places[plain(text)]


def _text(value: Any) -> str:
    try:
        return cells.read_text(_unkept(value))
    except CellError:
        return ""


def _kept(value: Any) -> Any:
    """A cell in JSON's own types; a day as ISO text says the same."""
    if isinstance(value, Formula):
        return {"formula": value.text[:200]}
    if isinstance(value, date):
        return value.isoformat().removesuffix("T00:00:00").partition("T")[0]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _unkept(value: Any) -> Any:
    return Formula(value["formula"]) if isinstance(value, dict) else value
