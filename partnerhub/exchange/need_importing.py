"""Import of needs: read a file, keep it between dry run and confirmation, and carry it out all or nothing."""

from flask_babel import gettext as _

from ..access import Permission
from ..accounts.models import User
from ..commitments import kept_uploads
from ..database import writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from ..language import write_number
from ..sheets import uploads
from ..sheets.plans import Act, Plan, PlanChangedError, Planned
from ..sheets.uploads import Upload
from . import need_service
from .changing import allow
from .models import LabourNeed
from .need_plan import make_plan
from .need_sheet import LAYOUT

KEPT_AS = "import-needs:"
CHANGES_LIMIT = 1_000  # written in one transaction; other writers wait


def read_upload(source: str, data: bytes) -> Upload:
    """Return the rows of a file. Raises RuleBroken("file", sentence) when it cannot be used as it is."""
    return uploads.read_upload(source, data, LAYOUT, _("Der er ingen rækker under overskrifterne. Skriv mindst ét behov."))


def check_size(plan: Plan) -> None:
    """Refuse a plan that would keep every other writer waiting too long. Raises RuleBroken("file", sentence)."""
    if plan.writes > CHANGES_LIMIT:
        number, limit = write_number(plan.writes), write_number(CHANGES_LIMIT)
        text = _("Filen ville skrive eller rette %(number)s behov. Højst %(limit)s ad gangen: del den i flere filer.")
        raise RuleBroken("file", text % {"number": number, "limit": limit})


def keep(by: User, upload: Upload, plan: Plan) -> str:
    """Keep the rows for the confirmation, in place of the user's earlier ones; return the key that finds them again."""
    return kept_uploads.keep(by, KEPT_AS, upload, plan)


def find_kept(by: User, key: str) -> tuple[Upload, dict[str, int]] | None:
    """Return the user's kept rows and the versions they were planned against, None when they are gone."""
    return kept_uploads.find(by, KEPT_AS, key)


def confirm(by: User, key: str) -> list[LabourNeed]:
    """Carry out the kept rows and throw them away, in one transaction; return what was written, [] when they are gone.

    Raises PlanChangedError, with nothing written, when a row cannot be carried out any more or a need was changed by others.
    """
    with writing():
        kept = find_kept(by, key)
        if kept is None:
            return []
        upload, versions = kept
        made = carry_out(by, upload, versions)
        kept_uploads.drop(by, KEPT_AS, key)
    return made


def carry_out(by: User, upload: Upload, seen: dict[str, int] | None = None) -> list[LabourNeed]:
    """Write new needs and edits with an event each, all or nothing. Raises PlanChangedError when a row is at fault."""
    with writing():
        allow(by, Permission.NEED_LOG)
        plan = make_plan(by, upload, seen)
        if plan.problems:
            raise PlanChangedError(plan)
        made = [_carry_out_row(by, row, upload) for row in plan.rows if row.act in (Act.NEW, Act.CHANGED)]
        for need in made:
            record("need.imported", need, by, source=upload.source)
    return made


def _carry_out_row(by: User, row: Planned, upload: Upload) -> LabourNeed:
    try:
        if row.act == Act.CHANGED:
            return need_service.edit_need(by, row.thing_id, row.version, row.terms)
        return need_service.log_need(by, row.terms)
    except (RuleBroken, StaleVersion) as broken:
        source = next(known for known in upload.rows if known.number == row.number)
        text = broken.text if isinstance(broken, RuleBroken) else _("Behovet er ændret af andre. Se det igennem igen.")
        wrong = Planned(row.number, Act.WRONG, row.title, problems=(source.problem("occupation", text),))
        raise PlanChangedError(Plan([wrong])) from None
