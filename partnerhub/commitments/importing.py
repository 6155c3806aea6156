"""Import: read a file, keep it between dry run and confirmation, and carry it out all or nothing."""

import secrets
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from ..access import Permission, may
from ..accounts.models import User
from ..clock import now
from ..cpr import find_cpr
from ..database import db, writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from ..language import write_number
from ..sheets.files import read_sheets
from ..sheets.headings import recognise
from . import service
from .changing import refusal
from .import_plan import Act, Plan, Planned, make_plan
from .models import Commitment, FormDraft
from .sheet_rows import Upload
from .spreadsheet import LAYOUT

KEPT_AS = "import:"
SOURCE_LIMIT = 120
CHANGES_LIMIT = 1_000  # written in one transaction, about ten seconds; other writers wait fifteen


class PlanChangedError(Exception):
    """The confirmed plan no longer holds; `plan` is what the file would do now, with the faults named."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the plan changed")
        self.plan = plan


def read_upload(source: str, data: bytes) -> Upload:
    """Return the rows of a file. Raises RuleBroken("file", sentence) when it cannot be used as it is."""
    source = source.replace("\\", "/").rpartition("/")[2].strip()[:SOURCE_LIMIT] or _("en fil")
    if find_cpr(source):
        raise RuleBroken("file", _("Filens navn ligner et CPR-nummer. Giv filen et andet navn."))
    return Upload.of(source, recognise(read_sheets(data), LAYOUT))


def check_size(plan: Plan) -> None:
    """Refuse a plan that would keep every other writer waiting too long. Raises RuleBroken("file", sentence)."""
    changes = plan.count(Act.NEW) + plan.count(Act.CHANGED)
    if changes > CHANGES_LIMIT:
        number, limit = write_number(changes), write_number(CHANGES_LIMIT)
        raise RuleBroken(
            "file",
            _(
                "Filen ville skrive eller rette %(number)s forpligtelser. Højst %(limit)s ad gangen: del den i flere filer.",
                number=number,
                limit=limit,
            ),
        )


def keep(by: User, upload: Upload, plan: Plan) -> str:
    """Keep the rows for the confirmation, in place of the user's earlier ones; return the key that finds them again."""
    key = secrets.token_hex(8)
    with writing() as session:
        session.execute(delete(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form.startswith(KEPT_AS, autoescape=True)))
        values = upload.to_json() | {"versions": plan.versions}
        session.add(FormDraft(user_id=by.id, form=KEPT_AS + key, values=values, saved_at=now()))
    return key


def find_kept(by: User, key: str) -> tuple[Upload, dict[str, int]] | None:
    """Return the user's kept rows and the versions they were planned against, None when they are gone."""
    kept: FormDraft | None = db.session.scalar(select(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == KEPT_AS + key))
    return (Upload.from_json(kept.values), kept.values["versions"]) if kept else None


def confirm(by: User, key: str) -> list[Commitment]:
    """Carry out the kept rows and throw them away, in one transaction; return what was written, [] when they are gone.

    Raises PlanChangedError, with nothing written, when a row cannot be carried out any more or a commitment was changed by others.
    """
    with writing() as session:
        kept = find_kept(by, key)
        if kept is None:
            return []
        upload, versions = kept
        made = carry_out(by, upload, versions)
        session.execute(delete(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == KEPT_AS + key))
    return made


def carry_out(by: User, upload: Upload, seen: dict[str, int] | None = None) -> list[Commitment]:
    """Write new drafts and edits with an event each, all or nothing. Raises PlanChangedError when a row is at fault."""
    with writing():
        if not may(by, Permission.COMMITMENT_IMPORT):
            raise refusal()
        plan = make_plan(by, upload, seen)
        if plan.problems:
            raise PlanChangedError(plan)
        made = []
        for row in plan.rows:
            if row.act in (Act.NEW, Act.CHANGED):
                made.append(_carry_out_row(by, row, upload))
    return made


def _carry_out_row(by: User, row: Planned, upload: Upload) -> Commitment:
    terms: Any = row.terms
    try:
        if row.act == Act.CHANGED:
            commitment = service.edit(by, row.commitment_id, row.version, terms)
        elif row.owner_id == by.partner_id:
            commitment = service.draft(by, terms)
        else:
            commitment = service.log_on_behalf(by, row.owner_id, terms)
    except (RuleBroken, StaleVersion) as broken:
        source = next(known for known in upload.rows if known.number == row.number)
        text = broken.text if isinstance(broken, RuleBroken) else _("Forpligtelsen er ændret af andre. Se den igennem igen.")
        raise PlanChangedError(Plan([Planned(row.number, Act.WRONG, row.title, problems=(source.problem("title", text),))])) from None
    record("commitment.imported", commitment, by, source=upload.source)
    return commitment
