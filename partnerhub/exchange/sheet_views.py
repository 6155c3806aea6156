"""Needs out as a file and in from a spreadsheet, with a dry run; places out as a file."""

import json
from collections.abc import Sequence
from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, requires, takes_upload
from ..clock import today
from ..commitments.presenting import put_error
from ..config import UPLOAD_LIMIT
from ..errors import RuleBroken, error_page
from ..language import write_number
from ..sheets.file_views import download, sent_file
from ..sheets.forms import SheetForm
from ..sheets.plans import Act, Plan, PlanChangedError, Planned, preview
from . import need_importing, need_sheet, placement_sheet, queries
from .labels import quarter_label, word
from .models import LabourNeed
from .need_plan import make_plan
from .need_views import bp
from .parameters import need_filter, placement_filter
from .placement_views import bp as placements_bp
from .quarters import code_of

EXPORT_LIMIT = 10_000


@bp.get("/eksport.<any(xlsx, csv, json):kind>")
@requires(Permission.NEED_VIEW)
def export_file(kind: str) -> ResponseReturnValue:
    """Send the needs that the list's filters show, as a file."""
    found = queries.all_needs(current_user, need_filter(request.args, current_user).filter, EXPORT_LIMIT + 1)
    if len(found) > EXPORT_LIMIT:
        return _too_many()
    written = {"xlsx": need_sheet.write_workbook, "csv": need_sheet.write_csv, "json": _json}[kind](found)
    return download(written, kind, f"behov-{today().isoformat()}")


@placements_bp.get("/eksport.<any(xlsx, csv, json):kind>")
@requires(Permission.PLACEMENT_VIEW)
def export_placements(kind: str) -> ResponseReturnValue:
    """Send the places that the list's filters show, as a file."""
    found = queries.all_placements(placement_filter(request.args, current_user).filter, EXPORT_LIMIT + 1)
    if len(found) > EXPORT_LIMIT:
        return _too_many()
    written = {"xlsx": placement_sheet.write_workbook, "csv": placement_sheet.write_csv, "json": placement_sheet.write_json}[kind](found)
    return download(written, kind, f"pladser-{today().isoformat()}")


@bp.get("/indlaes/skabelon.xlsx")
@requires(Permission.NEED_LOG)
def template() -> ResponseReturnValue:
    """Send an empty workbook with the headings and the guide."""
    return download(need_sheet.write_template(), "xlsx", "skabelon-behov")


@bp.route("/indlaes", methods=["GET", "POST"])
@requires(Permission.NEED_LOG)
@takes_upload(UPLOAD_LIMIT)
def import_file() -> ResponseReturnValue:
    """Take a spreadsheet and show what it would do; nothing but its rows is kept, and those only when none is at fault."""
    form = SheetForm()
    plan = None
    source = ""
    if request.method == "POST":
        try:
            upload = need_importing.read_upload(*sent_file(form))
            source = upload.source
            plan = make_plan(current_user, upload)
            if not plan.problems:
                need_importing.check_size(plan)
                return redirect(url_for("needs.import_plan", key=need_importing.keep(current_user, upload, plan)), 303)
        except RuleBroken as broken:
            put_error(form, broken)
    columns = [(column.label, need_sheet.told(column)) for column in need_sheet.COLUMNS if not column.is_read_only]
    page = render_template("needs/import.html", form=form, columns=columns, plan=plan, source=source, **_shown(plan))
    return make_response(page, 422 if request.method == "POST" else 200)


@bp.get("/indlaes/<key>")
@requires(Permission.NEED_LOG)
def import_plan(key: str) -> ResponseReturnValue:
    """Show what the kept rows would do now."""
    kept = need_importing.find_kept(current_user, key)
    if kept is None:
        return _gone()
    return _plan_page(make_plan(current_user, kept[0]), key, kept[0].source)


@bp.post("/indlaes/<key>")
@requires(Permission.NEED_LOG)
def import_confirm(key: str) -> ResponseReturnValue:
    """Carry the kept rows out, all or nothing."""
    try:
        made = need_importing.confirm(current_user, key)
    except PlanChangedError as changed:
        return make_response(_plan_page(changed.plan, key, ""), 409)
    if not made:
        return _gone()
    flash(_done(made), "success")
    return redirect(url_for("needs.index", hvis="egne"), 303)


def _plan_page(plan: Plan, key: str, source: str) -> str:
    return render_template("needs/import_plan.html", plan=plan, key=key, source=source, **_shown(plan))


def _shown(plan: Plan | None) -> dict[str, Any]:
    return preview(plan, _summary) | {"row_url": lambda row: url_for("needs.show", need_id=row.thing_id)}


def _summary(row: Planned) -> str:
    """Tell what was read of a new need in one line: "8 · 1. kvt. 2027 · Sikker · Skiftehold"."""
    if row.terms is None or row.act != Act.NEW:
        return ""
    terms = row.terms
    ways = ", ".join(word(way) for way in terms.openness)
    parts = [write_number(terms.headcount), quarter_label(terms.quarter), word(terms.certainty), word(terms.shift), ways]
    return " · ".join(part for part in parts if part)


def _done(made: Sequence[LabourNeed]) -> str:
    fresh = sum(need.version == 1 for need in made)
    edits = len(made) - fresh
    parts = []
    if fresh:
        parts.append(ngettext("%(num)s nyt behov er skrevet", "%(num)s nye behov er skrevet", fresh))
    if edits:
        parts.append(ngettext("%(num)s er rettet", "%(num)s er rettet", edits))
    return _("Indlæst: %(what)s.", what=_(" og ").join(parts))


def _gone() -> ResponseReturnValue:
    flash(_("Indlæsningen er gennemført eller erstattet af en nyere. Send filen igen, hvis der er mere at indlæse."), "info")
    return redirect(url_for("needs.import_file"), 303)


def _too_many() -> ResponseReturnValue:
    limit = write_number(EXPORT_LIMIT)
    return error_page(422, _("Der er flere end %(limit)s rækker i udvalget. Vælg færre med filtrene, og hent dem igen.", limit=limit))


def _json(needs: Sequence[LabourNeed]) -> bytes:
    address = str(current_app.config["PUBLIC_URL"]).rstrip("/")
    found = [
        {
            "number": need.id,
            "partner": need.partner.name,
            "occupation": need.occupation_id,
            "occupation_text": need.occupation_text,
            "headcount": need.headcount,
            "quarter": code_of(need.quarter),
            **{name: getattr(need, name).value for name in ("certainty", "shift", "language", "audience")},
            "openness": [way.value for way in need.open_to],
            "workplace": need.workplace.name if need.workplace else None,
            "notes": need.notes,
            "is_open": need.is_open,
            "url": f"{address}{url_for('needs.show', need_id=need.id)}",
        }
        for need in needs
    ]
    return json.dumps({"needs": found}, ensure_ascii=False, indent=1).encode()
