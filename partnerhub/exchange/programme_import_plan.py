"""What a school's sheet would do: each row compared with the programmes that stand, each fault named by its cell."""

from dataclasses import dataclass, field, replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..accounts.models import User
from ..clock import today
from ..database import db
from ..language import write_day
from ..sheets.cells import plain
from ..sheets.days import read_day_cell
from ..sheets.plans import Act, Plan, Planned
from ..sheets.uploads import CellFaults, Upload, UploadRow
from .programme_rows import Key, Unclear, Usual, check, key_of, read_occupations, read_start, read_terms
from .programme_sheet import BY_KEY, EXPORTED, shown_cells
from .programme_terms import ProgrammeTerms, terms_of
from .training_models import Programme

NOTES_SHOWN = 12
SUMS = frozenset({"i alt", "ialt", "total", "total i alt", "sum", "samlet", "sum i alt", "totalt", "total sum"})


@dataclass
class _Told:
    """What is told of the file as a whole."""

    unclear: list[Unclear] = field(default_factory=list)
    over: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)


def make_plan(by: User, upload: Upload, usual: Usual, seen: dict[str, int] | None = None) -> Plan:
    """Return what the sheet would do for this user's partner now.

    With `seen`, the versions of an earlier plan by id, a change of a programme that has moved on since then is a fault.
    """
    known, told, rows = _known(by.partner_id), _Told(), []
    used: dict[Key, int] = {}
    for row in upload.rows:
        faults = CellFaults(row)
        start = read_start(row, CellFaults(row))[0]
        key = key_of(row.text("course_code"), start, row.text("title"))
        programme = known.get(key)
        if programme is None and _is_over(row, start):
            told.over.append(row.number)
            continue
        if programme is None and _is_sum(row):
            told.sums.append(row.number)
            continue
        if key in used and (key[0] or key[2]):
            faults.add("course_code" if key[0] else "title", _doubled(used[key], key))
        used.setdefault(key, row.number)
        planned = _planned(by, row, usual, programme, faults, told)
        if seen is not None and planned.act == Act.CHANGED and planned.version != seen.get(str(planned.thing_id)):
            text = _("Forløbet er ændret af andre, siden du så forhåndsvisningen. Se det igennem igen.")
            planned = replace(planned, act=Act.WRONG, problems=(row.problem("title", text),))
        rows.append(planned)
    return Plan(rows, [*upload.notes, *_notes(told)])


def versions(plan: Plan) -> dict[str, int]:
    """Return the version of each known programme by its id, as it was when the plan was made."""
    return {str(row.thing_id): row.version for row in plan.rows if row.thing_id}


def _known(partner_id: int) -> dict[Key, Programme]:
    """The own programmes by what they are known by; of two alike the open one, then the older."""
    query = select(Programme).where(Programme.partner_id == partner_id).options(selectinload(Programme.occupations))
    rows = db.session.scalars(query.order_by(Programme.closed_at.is_not(None), Programme.id).execution_options(populate_existing=True))
    found: dict[Key, Programme] = {}
    for row in rows:
        found.setdefault(key_of(row.course_code, row.starts_on, row.title), row)
    return found


def _planned(by: User, row: UploadRow, usual: Usual, programme: Programme | None, faults: CellFaults, told: _Told) -> Planned:
    stands = terms_of(programme) if programme else None
    terms = read_terms(row, usual, programme, stands, faults)
    occupations, unclear = read_occupations(row)
    if stands is None or (row.text("occupations") and not unclear):
        terms = replace(terms, occupations=occupations)
    if unclear and not terms.occupations:
        told.unclear += unclear
    terms = check(by.partner_id, terms, programme, faults)
    title = row.text("title")[:120]
    if programme is None or stands is None:
        act = Act.WRONG if faults.found else Act.NEW
        return Planned(row.number, act, title, terms=terms, problems=tuple(faults.found))
    changes = _changes(stands, terms, programme.accepted)
    act = Act.WRONG if faults.found else Act.CHANGED if changes else Act.SAME
    reference = " · ".join(part for part in (programme.course_code, write_day(programme.starts_on)) if part) or title
    return Planned(
        row.number, act, title, reference, terms, programme.id, programme.version, () if faults.found else changes, tuple(faults.found)
    )


def _changes(before: ProgrammeTerms, after: ProgrammeTerms, accepted: int) -> tuple[tuple[str, object, object], ...]:
    old, new = shown_cells(before, accepted), shown_cells(after, accepted)
    return tuple((BY_KEY[column.key].label, old[column.key], new[column.key]) for column in EXPORTED if old[column.key] != new[column.key])


def _is_over(row: UploadRow, start: date | None) -> bool:
    """A sheet that is kept for years begins with what is over; a new row of that kind is left out and told."""
    if start is None or start >= today():
        return False
    last = CellFaults(row).read("ends_on", read_day_cell) or read_start(row, CellFaults(row))[1]
    return (last or start) < today()


def _is_sum(row: UploadRow) -> bool:
    """A sheet often ends in the sum of its numbers, which is no class: named so, without course number and start."""
    is_bare = all(row.cells.get(name) is None for name in ("course_code", "starts_on", "week"))
    return is_bare and plain(row.text("title")).strip(" :.") in SUMS


def _doubled(number: int, key: Key) -> str:
    if key[0]:
        return _(
            "Samme kursusnummer og start står i række %(row)s. Læg pladserne sammen i én række, eller giv holdene hver sit nummer.",
            row=number,
        )
    return _("Samme titel og start står i række %(row)s. Slet den ene, eller giv holdene hver sit nummer.", row=number)


def _notes(told: _Told) -> list[str]:
    notes = []
    if told.over:
        notes.append(_("Disse rækker er forløb, der er slut, og de bliver ikke skrevet: %(rows)s.", rows=_named(told.over)))
    if told.sums:
        notes.append(_("Disse rækker er summer og ikke forløb, og de bliver ikke skrevet: %(rows)s.", rows=_named(told.sums)))
    untold = [one.row for one in told.unclear if one.is_title]
    if untold:
        text = _(
            "Vi kan ikke se af titlen, hvilket erhverv disse rækker er til: %(rows)s. Vælg det på forløbets side.", rows=_named(untold)
        )
        notes.append(text)
    unclear = [one for one in told.unclear if not one.is_title]
    for one in unclear[:NOTES_SHOWN]:
        if one.nearest:
            text = _(
                "Række %(row)s: vi er ikke sikre på, hvilket erhverv “%(text)s” er. Det nærmeste er %(near)s. Vælg det på forløbets side."
            )
            notes.append(text % {"row": one.row, "text": one.text, "near": one.nearest})
        else:
            notes.append(
                _("Række %(row)s: “%(text)s” er ikke et erhverv, vi kender. Vælg det på forløbets side.", row=one.row, text=one.text)
            )
    rest = len(unclear) - NOTES_SHOWN
    if rest > 0:
        notes.append(_("Og %(number)s rækker til uden et klart erhverv.", number=rest))
    return notes


def _named(rows: list[int]) -> str:
    return ", ".join(str(number) for number in rows[:NOTES_SHOWN]) + (" …" if len(rows) > NOTES_SHOWN else "")
