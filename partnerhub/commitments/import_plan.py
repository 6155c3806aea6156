"""What an upload would do: each row compared with what stands, each fault named by its cell; nothing is changed here."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..access import Permission, may
from ..accounts.models import User, Workplace
from ..database import db
from ..errors import RuleBroken
from ..sheets.cells import Names, plain
from ..sheets.plans import Act, Plan, Planned, told_ignored
from ..sheets.uploads import CellFaults, Upload, UploadRow
from . import agreement, sheet_rows
from .choices import current_choices
from .export_queries import records_of
from .labels import phase_label
from .models import Commitment
from .sheet_rows import Lookups
from .spreadsheet import BY_KEY, COLUMNS, Record, shown
from .terms import Terms, check_terms

FIELD_COLUMNS = {"guidepost_id": "guidepost", "workplace_id": "workplace", "owner_id": "owner"}
# What to leave out of the terms so that the next rule can be checked too: one fault in a row must not hide another.
HARMLESS: dict[str, dict[str, Any]] = {
    "title": {"title": "x"},
    "what": {"what": ""},
    "quantity": {"quantity": None, "cosigners": ()},
    "unit": {"quantity": None, "cosigners": ()},
    "start_on": {"start_on": None},
    "due_on": {"due_on": None},
    "workplace_id": {"workplace_id": None},
    "cosigners": {"cosigners": ()},
}


def make_plan(by: User, upload: Upload, seen: dict[str, int] | None = None) -> Plan:
    """Return what the upload would do for this user now.

    With `seen`, the versions of an earlier plan, a change of a commitment that has moved on since then is a fault.
    """
    references = {row.number: sheet_rows.reference_of(row) for row in upload.rows}
    found = _known(by, {reference for reference in references.values() if reference})
    records = records_of(commitment.id for commitment in found.values())
    lookups = _lookups(by, upload)
    rows: list[Planned] = []
    used: dict[str, int] = {}
    ignored: dict[str, list[str]] = {}
    for row in upload.rows:
        reference = references[row.number]
        commitment = found.get(reference)
        record = records[commitment.id] if commitment else None
        planned = _known_row(by, row, commitment, record, lookups) if reference else _new(by, row, lookups)
        if reference and reference in used:
            text = _("Referencen står også i række %(row)s. Slet den ene række.", row=used[reference])
            planned = replace(planned, act=Act.WRONG, problems=(*planned.problems, row.problem("reference", text)))
        used.setdefault(reference, row.number)
        if seen is not None and planned.act == Act.CHANGED and planned.version != seen.get(planned.reference):
            text = _("Forpligtelsen er ændret af andre, siden du så forhåndsvisningen. Se den igennem igen.")
            planned = replace(planned, act=Act.WRONG, problems=(row.problem("reference", text),))
        rows.append(planned)
        for key in sheet_rows.changed_read_only(row, record):
            ignored.setdefault(key, []).append(row.cell(key))
    return Plan(rows, [*upload.notes, *told_ignored(COLUMNS, ignored), *_told_doubles(by, rows)])


def _known(by: User, references: set[str]) -> dict[str, Commitment]:
    """Commitments by reference; what the user may not see is as unknown as what does not exist."""
    asked = select(Commitment).where(Commitment.reference.in_(references)).options(selectinload(Commitment.cosigners))
    if not references:
        return {}
    rows = db.session.scalars(asked.execution_options(populate_existing=True))
    return {row.reference: row for row in rows if may(by, Permission.COMMITMENT_VIEW, row)}


def _lookups(by: User, upload: Upload) -> Lookups:
    choices = current_choices()
    partners = choices.partners.values()
    codes: dict[str, int] = {}
    for post in choices.guideposts_in_force:
        codes.setdefault(post.code, post.id)
    written = {plain(str(row.cells["workplace"])) for row in upload.rows if row.cells.get("workplace")}
    places: dict[int, dict[str, int]] = {}
    if written:
        found = db.session.scalars(select(Workplace).where(Workplace.removed_at.is_(None)).order_by(Workplace.id))
        for place in found:
            if plain(place.name) in written:
                places.setdefault(place.partner_id, {}).setdefault(plain(place.name), place.id)
    return Lookups(
        own_id=by.partner_id,
        partners=Names.of([(p.name, p.id) for p in partners] + [(p.shown_name, p.id) for p in partners]),
        names={p.id: p.name for p in partners},
        active=frozenset(p.id for p in partners if p.is_active),
        codes=codes,
        workplaces=places,
        may_log_for_others=may(by, Permission.COMMITMENT_LOG_ON_BEHALF),
    )


def _new(by: User, row: UploadRow, lookups: Lookups) -> Planned:
    faults = CellFaults(row)
    owner_id = sheet_rows.read_owner(row, lookups, faults)
    terms = sheet_rows.read_new(row, owner_id, lookups, faults)
    if terms is not None:
        _check(row, owner_id, terms, None, faults)
    problems = tuple(faults.found)
    act = Act.WRONG if problems else Act.NEW
    name = lookups.names.get(owner_id, "")
    return Planned(row.number, act, sheet_rows.title_of(row), terms=terms, problems=problems, owner_id=owner_id, owner=name)


def _known_row(by: User, row: UploadRow, commitment: Commitment | None, record: Record | None, lookups: Lookups) -> Planned:
    if commitment is None or record is None:
        named = sheet_rows.reference_of(row)
        text = _("Referencen “%(reference)s” findes ikke. Lad cellen stå tom for at oprette en ny.", reference=named[:20])
        return Planned(row.number, Act.WRONG, sheet_rows.title_of(row), named, problems=(row.problem("reference", text),))
    changed = sheet_rows.changed_cells(row, record)
    faults = CellFaults(row)
    terms = None
    if changed and (text := _closed(by, commitment)):
        faults.add(changed[0], text)
    elif changed:
        terms = sheet_rows.read_changes(row, changed, agreement.terms_of(commitment), commitment, lookups, faults)
        if terms is not None:
            _check(row, commitment.owner_id, terms, commitment, faults)
    act = Act.WRONG if faults.found else Act.CHANGED if changed else Act.SAME
    return Planned(
        row.number,
        act,
        commitment.title,
        commitment.reference,
        terms,
        commitment.id,
        commitment.version,
        tuple((BY_KEY[key].label, shown(BY_KEY[key], record.get(key)), row.typed(BY_KEY[key])) for key in changed),
        tuple(faults.found),
        commitment.owner_id,
        str(record["owner"]),
    )


def _closed(by: User, commitment: Commitment) -> str:
    """Why an import may not change the commitment, "" when it may."""
    if commitment.stage > 1:
        state = phase_label(commitment.phase).lower()
        return _("Forpligtelsen er %(state)s og kan ikke ændres ved indlæsning. Ret den på dens egen side.", state=state)
    if not may(by, Permission.COMMITMENT_EDIT, commitment):
        return _("Forpligtelsen tilhører %(owner)s. Kun ejeren kan ændre den.", owner=commitment.owner.shown_name)
    return ""


def _check(row: UploadRow, owner_id: int, terms: Terms, before: Commitment | None, faults: CellFaults) -> None:
    """Hold the terms against the rules of the service, each rule in turn."""
    for _attempt in range(len(HARMLESS) + 1):
        try:
            check_terms(owner_id, terms, before)
            return
        except RuleBroken as broken:
            faults.add(FIELD_COLUMNS.get(broken.field, broken.field), broken.text)
            if broken.field not in HARMLESS:
                return
            terms = replace(terms, **HARMLESS[broken.field])


def _told_doubles(by: User, rows: list[Planned]) -> list[str]:
    """A file that is sent twice would write its new rows twice: say which of them stand already."""
    new = {row.title.casefold()[:240]: row.number for row in rows if row.act == Act.NEW and row.owner_id == by.partner_id}
    if not new:
        return []
    asked = select(Commitment.title_key, Commitment.reference).where(
        Commitment.owner_id == by.partner_id, Commitment.title_key.in_(new), Commitment.stage < 3
    )
    return [
        _("Række %(row)s har samme titel som %(reference)s. Er det en ny?", row=new[row.title_key], reference=row.reference)
        for row in db.session.execute(asked.order_by(Commitment.id).limit(20))
    ]
