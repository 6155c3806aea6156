"""Programmes in from a sheet and out as a file: upload, say what the columns mean, see what it would do, one yes."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, public, requires, takes_upload
from ..clock import today
from ..commitments.presenting import put_error
from ..config import UPLOAD_LIMIT
from ..errors import RuleBroken, error_page
from ..language import write_day, write_number
from ..sheets.file_views import download, sent_file
from ..sheets.forms import SheetForm
from ..sheets.plans import Act, Plan, PlanChangedError, Planned, preview
from ..sheets.workbooks import write_workbook
from . import programme_export, programme_importing
from .labels import word
from .programme_export import EXPORT_LIMIT
from .programme_filters import programme_filter
from .programme_import_forms import ColumnsForm
from .programme_import_plan import make_plan
from .programme_importing import Kept
from .programme_sheet import EXPORTED, guide, told
from .programme_views import bp


@bp.get("/eksport.<any(xlsx, csv):kind>")
@public
def export_file(kind: str) -> ResponseReturnValue:
    """Send what the filters show as a file; visitors get public programmes."""
    chosen = programme_filter(request.args, current_user)
    rows = programme_export.exported(chosen.filter, only_public=not current_user.is_authenticated)
    if len(rows) > EXPORT_LIMIT:
        limit = write_number(EXPORT_LIMIT)
        return error_page(422, _("Der er flere end %(limit)s forløb i udvalget. Vælg færre med filtrene, og hent dem igen.", limit=limit))
    return download(programme_export.write(kind, rows), kind, f"forloeb-{today().isoformat()}")


@bp.get("/indlaes/skabelon.xlsx")
@requires(Permission.PROGRAMME_LOG)
def template() -> ResponseReturnValue:
    """Send an empty workbook with the headings and the guide."""
    return download(write_workbook(_("Forløb"), EXPORTED, [], guide()), "xlsx", "skabelon-forloeb")


@bp.route("/indlaes", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_LOG)
@takes_upload(UPLOAD_LIMIT)
def import_file() -> ResponseReturnValue:
    """Take a sheet as the school keeps it; nothing but its rows is kept."""
    form = SheetForm()
    if request.method == "POST":
        try:
            key = programme_importing.keep_file(current_user, *sent_file(form))
            return redirect(url_for("programmes.import_columns", key=key), 303)
        except RuleBroken as broken:
            put_error(form, broken)
    columns = [(column.label, told(column)) for column in EXPORTED]
    return make_response(render_template("programmes/import.html", form=form, columns=columns), 422 if form.errors else 200)


@bp.route("/indlaes/<key>/kolonner", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_LOG)
def import_columns(key: str) -> ResponseReturnValue:
    """Ask what each column means, prefilled, and tell what would be wrong."""
    kept = programme_importing.find_kept(current_user, key)
    if kept is None:
        return _gone()
    form = ColumnsForm()
    if request.method == "GET":
        form.propose(kept, *programme_importing.remembered(current_user))
        return _columns_page(key, kept, form)
    form.read(kept, request.form)
    plan = None
    if form.validate_on_submit():
        try:
            plan = programme_importing.choose(current_user, key, form.chosen, form.usual())
            if plan is None:
                return _gone()
            if not plan.problems:
                return redirect(url_for("programmes.import_plan", key=key), 303)
        except RuleBroken as broken:
            put_error(form, broken)
    return make_response(_columns_page(key, kept, form, plan), 422)


@bp.get("/indlaes/<key>")
@requires(Permission.PROGRAMME_LOG)
def import_plan(key: str) -> ResponseReturnValue:
    """Show what the kept rows would do now."""
    kept = programme_importing.find_kept(current_user, key)
    if kept is None:
        return _gone()
    if kept.usual is None:
        return redirect(url_for("programmes.import_columns", key=key), 303)
    return _plan_page(key, make_plan(current_user, kept.upload, kept.usual), kept.upload.source)


@bp.post("/indlaes/<key>")
@requires(Permission.PROGRAMME_LOG)
def import_confirm(key: str) -> ResponseReturnValue:
    """Carry the kept rows out, all or nothing."""
    try:
        plan = programme_importing.confirm(current_user, key)
    except PlanChangedError as changed:
        return make_response(_plan_page(key, changed.plan, ""), 409)
    if plan is None:
        return _gone()
    new, changed_rows = plan.count(Act.NEW), plan.count(Act.CHANGED)
    parts = [ngettext("%(num)s nyt forløb", "%(num)s nye forløb", new)] if new else []
    parts += [ngettext("%(num)s rettet", "%(num)s rettet", changed_rows)] if changed_rows else []
    flash(_("Indlæst: %(what)s.", what=_(" og ").join(parts)), "success")
    return redirect(url_for("programmes.index", hvis="egne"), 303)


def _columns_page(key: str, kept: Kept, form: ColumnsForm, plan: Plan | None = None) -> str:
    return render_template(
        "programmes/columns.html", form=form, key=key, source=kept.opened.upload.source, plan=plan, upload_form=SheetForm(), **_shown(plan)
    )


def _plan_page(key: str, plan: Plan, source: str) -> str:
    return render_template("programmes/import_plan.html", plan=plan, key=key, source=source, **_shown(plan))


def _shown(plan: Plan | None) -> dict[str, Any]:
    address = {"row_url": lambda row: url_for("programmes.show", programme_id=row.thing_id)}
    return preview(plan, _summary) | address


def _summary(row: Planned) -> str:
    if row.act != Act.NEW:
        return ""
    start = write_day(row.terms.starts_on) if row.terms.starts_on else _("efter aftale")
    seats = ngettext("%(num)s plads", "%(num)s pladser", row.terms.seats)
    return " · ".join([word(row.terms.kind), start, seats])


def _gone() -> ResponseReturnValue:
    flash(_("Indlæsningen er gennemført eller erstattet af en nyere. Send filen igen, hvis der er mere at indlæse."), "info")
    return redirect(url_for("programmes.import_file"), 303)
