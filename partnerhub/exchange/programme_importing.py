"""Read a school's sheet in: kept from upload to confirmation, its columns remembered for the school, carried out all or nothing."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from ..access import Permission
from ..accounts.models import User
from ..clock import now
from ..commitments.models import FormDraft
from ..database import db, writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from ..language import write_number
from ..sheets.files import read_sheets
from ..sheets.headings import plain_heading
from ..sheets.mapping import Opened, check_chosen, open_sheet
from ..sheets.plans import Act, Plan, PlanChangedError, Planned
from ..sheets.uploads import Upload, source_name
from . import programme_service
from .changing import allow
from .kinds import ProgrammeKind
from .programme_import_plan import make_plan, versions
from .programme_rows import Usual
from .programme_sheet import LAYOUT
from .training_models import Programme

KEPT_AS = "programmes:"
REMEMBERED_AS = "programme-columns"
CHANGES_LIMIT = 1_000


@dataclass(frozen=True)
class Kept:
    """A sheet on its way in: as it was opened, and what its reader has said of it so far."""

    opened: Opened
    chosen: dict[str, str]
    usual: Usual | None
    versions: dict[str, int]

    @property
    def upload(self) -> Upload:
        """Return the rows by our columns."""
        return self.opened.mapped(self.chosen)


def keep_file(by: User, name: str, data: bytes) -> str:
    """Keep a file's rows in place of the user's earlier ones; return the key that finds them again.

    Raises RuleBroken("file", sentence) when it cannot be used as it is.
    """
    opened = open_sheet(
        source_name(name), read_sheets(data), LAYOUT, _("Der er ingen rækker under overskrifterne. Skriv mindst ét forløb.")
    )
    key = secrets.token_hex(8)
    with writing() as session:
        allow(by, Permission.PROGRAMME_LOG)
        session.execute(delete(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form.startswith(KEPT_AS, autoescape=True)))
        values = {"upload": opened.upload.to_json(), "headings": opened.headings, "chosen": {}, "usual": None, "versions": {}}
        session.add(FormDraft(user_id=by.id, form=KEPT_AS + key, values=values, saved_at=now()))
    return key


def find_kept(by: User, key: str) -> Kept | None:
    """Return the user's kept sheet, None when it is gone."""
    draft = _draft(by, key)
    if draft is None:
        return None
    values = draft.values
    usual = values["usual"]
    return Kept(
        Opened(Upload.from_json(values["upload"]), values["headings"]),
        values["chosen"],
        Usual(ProgrammeKind(usual["kind"]), usual["price_year"]) if usual else None,
        values["versions"],
    )


def unfinished(by: User) -> str | None:
    """Return the key of the sheet that the user has sent and not yet said yes to, None without one."""
    query = select(FormDraft.form).where(FormDraft.user_id == by.id, FormDraft.form.startswith(KEPT_AS, autoescape=True))
    found: str | None = db.session.scalar(query.limit(1))
    return found.removeprefix(KEPT_AS) if found else None


def choose(by: User, key: str, chosen: Mapping[str, str], usual: Usual) -> Plan | None:
    """Say what the columns mean, remember it for the school, and return what the sheet would do; None when it is gone.

    Raises RuleBroken("columns", sentence) for a choice that cannot be, RuleBroken("file", sentence) for too much at once.
    """
    with writing() as session:
        draft, kept = _draft(by, key), find_kept(by, key)
        if draft is None or kept is None:
            return None
        clean = {number: picked for number, picked in chosen.items() if number in kept.opened.headings and picked in ("", *LAYOUT.by_key)}
        check_chosen(clean, kept.opened.headings, LAYOUT)
        _remember(session, by, kept.opened.headings, clean, usual)
        plan = make_plan(by, kept.opened.mapped(clean), usual)
        told = {"kind": usual.kind.value, "price_year": usual.price_year}
        draft.values = draft.values | {"chosen": clean, "usual": told, "versions": versions(plan)}
    if plan.writes > CHANGES_LIMIT:
        number, limit = write_number(plan.writes), write_number(CHANGES_LIMIT)
        told_size = _("Filen ville skrive eller rette %(number)s forløb. Højst %(limit)s ad gangen: del den i flere filer.")
        raise RuleBroken("file", told_size % {"number": number, "limit": limit})
    return plan


def remembered(by: User) -> tuple[dict[str, str], Usual | None]:
    """Return what the user's school last said its columns mean, by plain heading, and what held for every row."""
    query = select(FormDraft).join(User, User.id == FormDraft.user_id)
    query = query.where(User.partner_id == by.partner_id, FormDraft.form == REMEMBERED_AS).order_by(FormDraft.saved_at.desc())
    last = db.session.scalar(query.limit(1))
    if last is None:
        return {}, None
    return last.values["columns"], Usual(ProgrammeKind(last.values["kind"]), last.values["price_year"])


def confirm(by: User, key: str) -> Plan | None:
    """Carry out the kept rows and throw them away, in one transaction; return what was done, None when they are gone.

    Raises PlanChangedError, with nothing written, when a row cannot be carried out any more or a programme was changed by others.
    """
    with writing() as session:
        kept = find_kept(by, key)
        if kept is None or kept.usual is None:
            return None
        plan = carry_out(by, kept.upload, kept.usual, kept.versions)
        session.execute(delete(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == KEPT_AS + key))
    return plan


def carry_out(by: User, upload: Upload, usual: Usual, seen: dict[str, int] | None = None) -> Plan:
    """Write new programmes and changes with an event each, all or nothing. Raises PlanChangedError when a row is at fault."""
    with writing():
        allow(by, Permission.PROGRAMME_LOG)
        plan = make_plan(by, upload, usual, seen)
        if plan.problems:
            raise PlanChangedError(plan)
        for row in plan.rows:
            if row.act in (Act.NEW, Act.CHANGED):
                record("programme.imported", _carry_out_row(by, row, upload), by, source=upload.source)
    return plan


def _carry_out_row(by: User, row: Planned, upload: Upload) -> Programme:
    try:
        if row.act == Act.CHANGED:
            return programme_service.edit_programme(by, row.thing_id, row.version, row.terms)
        return programme_service.log_programme(by, row.terms)
    except (RuleBroken, StaleVersion) as broken:
        source = next(known for known in upload.rows if known.number == row.number)
        text = broken.text if isinstance(broken, RuleBroken) else _("Forløbet er ændret af andre. Se det igennem igen.")
        raise PlanChangedError(Plan([Planned(row.number, Act.WRONG, row.title, problems=(source.problem("title", text),))])) from None


def _draft(by: User, key: str) -> FormDraft | None:
    found: FormDraft | None = db.session.scalar(select(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == KEPT_AS + key))
    return found


def _remember(session: Any, by: User, headings: Mapping[str, str], chosen: Mapping[str, str], usual: Usual) -> None:
    before, _usual = remembered(by)
    columns = before | {plain_heading(text): chosen.get(number, "") for number, text in headings.items()}
    values = {"columns": columns, "kind": usual.kind.value, "price_year": usual.price_year}
    kept = session.scalar(select(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == REMEMBERED_AS))
    if kept is None:
        session.add(FormDraft(user_id=by.id, form=REMEMBERED_AS, values=values, saved_at=now()))
    else:
        kept.values, kept.saved_at = values, now()
