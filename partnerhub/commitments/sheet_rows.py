"""A row of an upload as terms of a commitment: cells read by their columns, faults collected by cell."""

from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from ..sheets import cells
from ..sheets.cells import CellError, Names, plain
from ..sheets.columns import Holds
from ..sheets.uploads import CellFaults, UploadRow
from ..typed_text import clean
from . import sheet_cells
from .kinds import KIND_FACTS, TEXT_LIMIT, TITLE_LIMIT, Answer, Kind, Visibility
from .models import Commitment
from .spreadsheet import BY_KEY, COLUMNS, REQUIRED, Record, shown
from .terms import Terms, check_text

TERM_OF = {"guidepost": "guidepost_id", "workplace": "workplace_id"}
EDITABLE = tuple(column.key for column in COLUMNS if not column.is_read_only and column.key not in ("reference", "owner"))


def reference_of(row: UploadRow) -> str:
    """Return the row's reference number, "" for a new commitment."""
    return row.text("reference").upper()


def title_of(row: UploadRow) -> str:
    """Return the row's title as far as it can be read."""
    return row.text("title")[:TITLE_LIMIT]


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


def changed_read_only(row: UploadRow, record: Record | None) -> list[str]:
    """Return the filled read-only columns that differ from what stands; of a new row all that are filled."""
    keys = [column.key for column in COLUMNS if column.is_read_only and row.cells.get(column.key) is not None]
    return [key for key in keys if record is None or not _is_as_exported(row, key, record)]


def _is_as_exported(row: UploadRow, key: str, record: Record) -> bool:
    value, column = row.value(key), BY_KEY[key]
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
