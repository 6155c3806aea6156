"""Out of the board as a file, and in from a spreadsheet: export of what the filters show, import with a dry run."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, public, requires, takes_upload
from ..clock import today
from ..config import UPLOAD_LIMIT
from ..errors import RuleBroken, error_page
from ..language import current_locale, write_number
from ..sheets.file_views import download, sent_file
from ..sheets.forms import SheetForm
from ..sheets.plans import Plan, PlanChangedError
from . import export, importing, presenting
from .choices import current_choices
from .export_queries import Exported, exported
from .export_workbook import told, write_workbook
from .import_plan import make_plan
from .import_preview import shown_plan
from .models import Commitment
from .selection import Selection
from .spreadsheet import COLUMNS, PUBLIC_COLUMNS

bp = Blueprint("exchange", __name__)

EXPORT_LIMIT = 10_000


@bp.get("/eksport.<any(xlsx, csv, json, ics):kind>")
@public
def export_file(kind: str) -> ResponseReturnValue:
    """Send exactly what the filters show, as a file; visitors get the public columns."""
    selection = Selection.from_args(request.args, current_user)
    rows = exported(selection, EXPORT_LIMIT + 1)
    if len(rows) > EXPORT_LIMIT:
        limit = write_number(EXPORT_LIMIT)
        return error_page(
            422, _("Der er flere end %(limit)s forpligtelser i udvalget. Vælg færre med filtrene, og hent dem igen.", limit=limit)
        )
    return download(_written(kind, rows, selection.is_public), kind, f"forpligtelser-{today().isoformat()}")


@bp.get("/indlaes/skabelon.xlsx")
@requires(Permission.COMMITMENT_IMPORT)
def template() -> ResponseReturnValue:
    """Send an empty workbook with the headings and the guide."""
    columns = [column for column in COLUMNS if not column.is_read_only]
    return download(write_workbook(columns, [], current_choices(), current_locale()), "xlsx", "skabelon-forpligtelser")


@bp.route("/indlaes", methods=["GET", "POST"])
@requires(Permission.COMMITMENT_IMPORT)
@takes_upload(UPLOAD_LIMIT)
def import_file() -> ResponseReturnValue:
    """Take a spreadsheet and show what it would do; nothing but its rows is kept, and those only when none is at fault."""
    form = SheetForm()
    if request.method == "GET":
        return render_template("commitments/import.html", form=form, columns=_columns())
    plan = None
    source = ""
    try:
        upload = importing.read_upload(*sent_file(form))
        source = upload.source
        plan = make_plan(current_user, upload)
        if not plan.problems:
            importing.check_size(plan)
            return redirect(url_for("exchange.import_plan", key=importing.keep(current_user, upload, plan)), 303)
    except RuleBroken as broken:
        presenting.put_error(form, broken)
    page = render_template("commitments/import.html", form=form, columns=_columns(), plan=plan, source=source, **_shown(plan))
    return make_response(page, 422)


@bp.get("/indlaes/<key>")
@requires(Permission.COMMITMENT_IMPORT)
def import_plan(key: str) -> ResponseReturnValue:
    """Show what the kept rows would do now."""
    kept = importing.find_kept(current_user, key)
    if kept is None:
        return _gone()
    plan = make_plan(current_user, kept[0])
    return render_template("commitments/import_plan.html", plan=plan, key=key, source=kept[0].source, **_shown(plan))


@bp.post("/indlaes/<key>")
@requires(Permission.COMMITMENT_IMPORT)
def import_confirm(key: str) -> ResponseReturnValue:
    """Carry the kept rows out, all or nothing."""
    try:
        made = importing.confirm(current_user, key)
    except PlanChangedError as changed:
        page = render_template("commitments/import_plan.html", plan=changed.plan, key=key, source="", **_shown(changed.plan))
        return make_response(page, 409)
    if not made:
        return _gone()
    flash(_done(made), "success")
    return redirect(url_for("pages.front"), 303)


def _shown(plan: Plan | None) -> dict[str, Any]:
    address = {"row_url": lambda row: url_for("commitments.show", commitment_id=row.thing_id)}
    return shown_plan(plan, current_user.partner_id) | address


def _gone() -> ResponseReturnValue:
    flash(_("Indlæsningen er gennemført eller erstattet af en nyere. Send filen igen, hvis der er mere at indlæse."), "info")
    return redirect(url_for("exchange.import_file"), 303)


def _done(made: Sequence[Commitment]) -> str:
    drafts = sum(commitment.version == 1 for commitment in made)
    edits = len(made) - drafts
    parts = []
    if drafts:
        parts.append(ngettext("%(num)s ny forpligtelse er skrevet", "%(num)s nye forpligtelser er skrevet", drafts))
    if edits:
        parts.append(ngettext("%(num)s er rettet", "%(num)s er rettet", edits))
    told = _("Indlæst: %(what)s.", what=_(" og ").join(parts))
    kept = any(commitment.is_draft for commitment in made)
    return told + (" " + _("Kladderne står under »Jeres kladder« på skrivebordet, til I foreslår dem.") if kept else "")


def _columns() -> list[tuple[str, str]]:
    return [(column.label, told(column)) for column in COLUMNS if not column.is_read_only]


def _written(kind: str, rows: list[Exported], for_visitors: bool) -> bytes:
    columns = PUBLIC_COLUMNS if for_visitors else COLUMNS
    records = [row.record for row in rows]
    address = str(current_app.config["PUBLIC_URL"])
    if kind == "xlsx":
        return write_workbook(columns, records, current_choices(), current_locale(), guide=not for_visitors)
    if kind == "csv":
        return export.write_csv(columns, records)
    if kind == "json":
        return export.write_json(columns, records, address, [row.id for row in rows])
    return export.write_calendar(rows, address, _("Frister i Partnerhub"))
