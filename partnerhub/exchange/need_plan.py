"""What an upload of needs would do: each row compared with what stands, each fault named by its cell; nothing is changed here."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..access import Permission, may
from ..accounts.models import User, Workplace
from ..database import db
from ..errors import RuleBroken
from ..occupations.keeping import name_of
from ..sheets import cells
from ..sheets.cells import plain
from ..sheets.columns import Cell
from ..sheets.plans import Act, Plan, Planned, told_ignored
from ..sheets.uploads import CellFaults, Upload, UploadRow
from . import need_cells
from .kinds import Audience, Certainty, Shift, WorkLanguage
from .models import LabourNeed
from .need_cells import Read
from .need_sheet import BY_KEY, CHOICES, COLUMNS, REQUIRED, known_words, record, words
from .need_terms import NeedTerms, checked, likeness, terms_of
from .quarters import this_quarter

EDITABLE = tuple(column.key for column in COLUMNS if not column.is_read_only and column.key != "number")
TERMS = {"quarter": "quarter", "headcount": "headcount", "notes": "notes", "workplace": "workplace_id", "openness": "openness"}
DEFAULTS = {"certainty": Certainty.EXPECTED, "shift": Shift.DAY, "language": WorkLanguage.DANISH, "audience": Audience.MUNICIPALITY}
# What to put in place of a refused value so that the next rule can be checked too: one fault in a row must not hide another.
HARMLESS: dict[str, dict[str, Any]] = {
    "occupation": {"occupation_id": None, "occupation_text": "x"},
    "headcount": {"headcount": 1},
    "workplace_id": {"workplace_id": None},
    "notes": {"notes": ""},
}
FIELD_COLUMNS = {"workplace_id": "workplace"}
LIKE_TOLD = 20
NUMBERS = range(1, 2**31)


def make_plan(by: User, upload: Upload, seen: dict[str, int] | None = None) -> Plan:
    """Return what the upload would do for this user now.

    With `seen`, the versions of an earlier plan, a change of a need that has moved on since then is a fault.
    """
    numbers = {row.number: row.text("number") for row in upload.rows}
    found = _known(by, numbers.values())
    places = _places(by)
    rows: list[Planned] = []
    used: dict[str, int] = {}
    notes: list[str] = []
    ignored: dict[str, list[str]] = {}
    for row in upload.rows:
        number = numbers[row.number]
        need = found.get(number)
        stands = record(need) if need else None
        planned = _known_row(by, row, number, need, stands, places, notes) if number else _new(by, row, places, notes)
        if number and number in used:
            text = _("Nr %(number)s står også i række %(row)s. Slet den ene række.", number=number[:12], row=used[number])
            planned = replace(planned, act=Act.WRONG, problems=(*planned.problems, row.problem("number", text)))
        used.setdefault(number, row.number)
        if seen is not None and planned.act == Act.CHANGED and planned.version != seen.get(planned.reference):
            text = _("Behovet er ændret af andre, siden du så forhåndsvisningen. Se det igennem igen.")
            planned = replace(planned, act=Act.WRONG, problems=(row.problem("number", text),))
        rows.append(planned)
        for key in _changed_read_only(row, stands):
            ignored.setdefault(key, []).append(row.cell(key))
    return Plan(rows, [*upload.notes, *told_ignored(COLUMNS, ignored), *notes, *_told_likes(by, rows)])


def _known(by: User, numbers: Any) -> dict[str, LabourNeed]:
    """Needs by number; what the user may not see is as unknown as what does not exist."""
    ids = {int(text) for text in numbers if text.isdecimal() and len(text) < 11 and int(text) in NUMBERS}
    if not ids:
        return {}
    query = select(LabourNeed).where(LabourNeed.id.in_(ids)).options(joinedload(LabourNeed.partner), joinedload(LabourNeed.workplace))
    needs = db.session.scalars(query.execution_options(populate_existing=True))
    return {str(need.id): need for need in needs if may(by, Permission.NEED_VIEW, need)}


def _places(by: User) -> dict[str, int]:
    query = select(Workplace).where(Workplace.partner_id == by.partner_id, Workplace.removed_at.is_(None)).order_by(Workplace.id.desc())
    return {plain(place.name): place.id for place in db.session.scalars(query)}


def _new(by: User, row: UploadRow, places: dict[str, int], notes: list[str]) -> Planned:
    faults = CellFaults(row)
    values = _values(row, EDITABLE, places, faults, notes)
    terms = None
    if not faults.found:
        terms = NeedTerms(**values)
        _check(by.partner_id, terms, None, faults)
    act = Act.WRONG if faults.found else Act.NEW
    return Planned(row.number, act, row.text("occupation")[:120], terms=terms, problems=tuple(faults.found), owner=by.partner.name)


def _known_row(
    by: User,
    row: UploadRow,
    number: str,
    need: LabourNeed | None,
    stands: dict[str, Cell] | None,
    places: dict[str, int],
    notes: list[str],
) -> Planned:
    if need is None or stands is None:
        text = _("Nr “%(number)s” findes ikke. Lad cellen stå tom for at oprette et nyt behov.", number=number[:12])
        return Planned(row.number, Act.WRONG, row.text("occupation")[:120], number, problems=(row.problem("number", text),))
    faults = CellFaults(row)
    differs = [key for key in EDITABLE if key in row.columns and not _stands(row, key, stands[key])]
    before = terms_of(need)
    terms = replace(before, **_values(row, differs, places, faults, notes)) if differs else before
    if differs and not may(by, Permission.NEED_EDIT, need):
        faults.found.clear()
        faults.add(differs[0], _("Behovet tilhører %(owner)s. Kun partneren selv kan ændre det.", owner=need.partner.shown_name))
    elif terms != before and not faults.found:
        _check(need.partner_id, terms, need, faults)
    changes = terms != before or bool(faults.found)
    act = Act.WRONG if faults.found else Act.CHANGED if changes else Act.SAME
    return Planned(
        row.number,
        act,
        name_of(need.occupation_id, "da", need.occupation_text),
        number,
        terms,
        need.id,
        need.version,
        tuple((BY_KEY[key].label, stands[key], row.typed(BY_KEY[key])) for key in differs) if changes else (),
        tuple(faults.found),
        need.partner_id,
        need.partner.name,
    )


def _stands(row: UploadRow, key: str, stands: Cell) -> bool:
    """Tell whether a cell holds what an export would write there."""
    return plain(row.text(key)) == plain(str(stands if stands is not None else "")) and not isinstance(row.cells.get(key), dict)


def _values(row: UploadRow, keys: Any, places: dict[str, int], faults: CellFaults, notes: list[str]) -> dict[str, Any]:
    readers: dict[str, tuple[Any, ...]] = {
        "headcount": (cells.read_number,),
        "quarter": (need_cells.read_quarter_cell,),
        "occupation": (need_cells.read_occupation,),
        "openness": (need_cells.read_openness,),
        "workplace": (need_cells.read_workplace, places),
        "notes": (cells.read_text,),
    }
    found: dict[str, Any] = {}
    for key in keys:
        if key in REQUIRED and row.cells.get(key) is None:
            faults.add(key, _("Cellen er tom. “%(name)s” skal udfyldes.", name=BY_KEY[key].label))
            continue
        reader = readers.get(key) or (cells.read_choice, known_words(key), words(key))
        value = faults.read(key, *reader)
        if isinstance(value, Read):
            if value.note:
                notes.append(f"{row.cell(key)}: {value.note}")
            value = value.value
        if key == "occupation":
            found["occupation_id"], found["occupation_text"] = value or (None, "")
        elif key in CHOICES:
            found[key] = value or DEFAULTS[key]
        else:
            found[TERMS[key]] = value
    return found


def _check(partner_id: int, terms: NeedTerms, before: LabourNeed | None, faults: CellFaults) -> None:
    """Hold the terms against the rules of the service, each rule in turn."""
    for _attempt in range(len(HARMLESS) + 1):
        try:
            checked(partner_id, terms, before)
            return
        except RuleBroken as broken:
            faults.add(FIELD_COLUMNS.get(broken.field, broken.field), broken.text)
            if broken.field == "quarter":
                harmless: dict[str, Any] = {"quarter": this_quarter()}
            elif broken.field in HARMLESS:
                harmless = HARMLESS[broken.field]
            else:
                return
            terms = replace(terms, **harmless)


def _changed_read_only(row: UploadRow, stands: dict[str, Cell] | None) -> list[str]:
    keys = [column.key for column in COLUMNS if column.is_read_only and row.cells.get(column.key) is not None]
    return [key for key in keys if stands is not None and not _stands(row, key, stands[key])]


def _told_likes(by: User, rows: list[Planned]) -> list[str]:
    """Say which new rows say the same as another row or a need that stands: a file sent twice writes its new rows twice."""
    new: dict[Any, int] = {}
    notes = []
    for row in rows:
        if row.act == Act.NEW:
            if (like := likeness(row.terms)) in new:
                notes.append(_("Række %(row)s ligner række %(other)s. Er det et andet behov?", row=row.number, other=new[like]))
            new.setdefault(like, row.number)
    if not new:
        return notes
    quarters = {row.terms.quarter for row in rows if row.act == Act.NEW}
    query = select(LabourNeed).where(
        LabourNeed.partner_id == by.partner_id, LabourNeed.quarter.in_(quarters), LabourNeed.closed_at.is_(None)
    )
    for need in db.session.scalars(query.order_by(LabourNeed.id)):
        if number := new.pop(likeness(terms_of(need)), None):
            notes.append(_("Række %(row)s ligner Nr %(number)s, som I allerede har. Er det et nyt behov?", row=number, number=need.id))
    return notes[:LIKE_TOLD]
