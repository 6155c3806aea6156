"""Import: read a file, keep it between dry run and confirmation, and carry it out all or nothing."""

from typing import Any

from flask_babel import gettext as _

from ..access import Permission, may
from ..accounts.models import User
from ..database import writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from ..language import write_number
from ..sheets import uploads
from ..sheets.plans import Act, Plan, PlanChangedError, Planned
from ..sheets.uploads import Upload
from . import kept_uploads, service
from .changing import refusal
from .import_plan import make_plan
from .models import Commitment
from .spreadsheet import LAYOUT

KEPT_AS = "import:"
CHANGES_LIMIT = 1_000  # written in one transaction, about ten seconds; other writers wait fifteen


def read_upload(source: str, data: bytes) -> Upload:
    """Return the rows of a file. Raises RuleBroken("file", sentence) when it cannot be used as it is."""
    return uploads.read_upload(source, data, LAYOUT, _("Der er ingen rækker under overskrifterne. Skriv mindst én forpligtelse."))


def check_size(plan: Plan) -> None:
    """Refuse a plan that would keep every other writer waiting too long. Raises RuleBroken("file", sentence)."""
    if plan.writes > CHANGES_LIMIT:
        number, limit = write_number(plan.writes), write_number(CHANGES_LIMIT)
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
    return kept_uploads.keep(by, KEPT_AS, upload, plan)


def find_kept(by: User, key: str) -> tuple[Upload, dict[str, int]] | None:
    """Return the user's kept rows and the versions they were planned against, None when they are gone."""
    return kept_uploads.find(by, KEPT_AS, key)


def confirm(by: User, key: str) -> list[Commitment]:
    """Carry out the kept rows and throw them away, in one transaction; return what was written, [] when they are gone.

    Raises PlanChangedError, with nothing written, when a row cannot be carried out any more or a commitment was changed by others.
    """
    with writing():
        kept = find_kept(by, key)
        if kept is None:
            return []
        upload, versions = kept
        made = carry_out(by, upload, versions)
        kept_uploads.drop(by, KEPT_AS, key)
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
            commitment = service.edit(by, row.thing_id, row.version, terms)
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
