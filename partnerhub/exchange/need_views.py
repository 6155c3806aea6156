"""Labour needs: the list, one need, log, edit, close, open again, repeat next year."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, check, requires
from ..commitments.presenting import put_error
from ..errors import RuleBroken, StaleVersion
from ..occupations.fields import is_searching
from . import conflict, need_service, queries
from .forms import CloseForm, NeedForm
from .kinds import OPENNESS_SCHEMES
from .match_panel import match_panel
from .models import LabourNeed
from .parameters import need_filter
from .scheme_panel import schemes

bp = Blueprint("needs", __name__)
ADVISED = ("rekruttering", "voksenlaerling", "virksomhedspraktik", "amu")


@bp.get("")
@requires(Permission.NEED_VIEW)
def index() -> ResponseReturnValue:
    """List the needs that the user may see, the own partner's first choice."""
    chosen = need_filter(request.args, current_user)
    found = queries.needs(current_user, chosen.filter, request.args.get("efter", ""))
    return render_template("needs/index.html", needs=found.rows, after=found.after, chosen=chosen)


@bp.route("/nyt", methods=["GET", "POST"])
@requires(Permission.NEED_LOG)
def log() -> ResponseReturnValue:
    """Log a need of the own partner."""
    form = NeedForm(current_user.partner)
    if request.method == "GET":
        form.occupation.process_data(request.args.get("erhverv"))
    elif not is_searching(form) and form.validate_on_submit():
        try:
            need = need_service.log_need(current_user, form.terms(), form.shown)
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(_("Behovet er gemt."), "success")
            return redirect(url_for("needs.show", need_id=need.id), 303)
    return _form_page("needs/new.html", form)


@bp.get("/<int:need_id>")
@requires(Permission.NEED_VIEW)
def show(need_id: int) -> ResponseReturnValue:
    """Show one need with what could meet it."""
    need = get_need(need_id)
    return render_template("needs/show.html", **_page(need, _close_form(need)))


@bp.route("/<int:need_id>/ret", methods=["GET", "POST"])
@requires(Permission.NEED_EDIT)
def edit(need_id: int) -> ResponseReturnValue:
    """Edit a need; a stale version shows both texts and loses nothing."""
    need = get_need(need_id)
    check(Permission.NEED_EDIT, need, seen_by=Permission.NEED_VIEW)
    form = NeedForm(need.partner, kept=need)
    if request.method == "GET":
        form.show(need)
    elif request.form.get("act") != "continue" and not is_searching(form) and form.validate_on_submit():
        try:
            need_service.edit_need(current_user, need_id, form.seen_version, form.terms())
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion:
            return _conflict(need_id, form)
        else:
            flash(_("Ændringen er gemt."), "success")
            return redirect(url_for("needs.show", need_id=need_id), 303)
    return _form_page("needs/edit.html", form, need=need)


@bp.post("/<int:need_id>/luk")
@requires(Permission.NEED_EDIT)
def close(need_id: int) -> ResponseReturnValue:
    """Close a need that is met or given up."""
    need = get_need(need_id)
    check(Permission.NEED_EDIT, need, seen_by=Permission.NEED_VIEW)
    form = CloseForm()
    if form.validate_on_submit():
        try:
            need_service.close_need(current_user, need_id, form.seen_version, form.reason.data or "")
        except (RuleBroken, StaleVersion) as fault:
            flash(conflict.told(fault), "error")
        else:
            flash(_("Behovet er lukket. Du kan åbne det igen."), "success")
        return redirect(url_for("needs.show", need_id=need_id), 303)
    return make_response(render_template("needs/show.html", **_page(need, form)), 422)


@bp.post("/<int:need_id>/aabn")
@requires(Permission.NEED_EDIT)
def reopen(need_id: int) -> ResponseReturnValue:
    """Open a closed need again."""
    need = get_need(need_id)
    check(Permission.NEED_EDIT, need, seen_by=Permission.NEED_VIEW)
    try:
        need_service.reopen_need(current_user, need_id, CloseForm().seen_version)
    except (RuleBroken, StaleVersion) as fault:
        flash(conflict.told(fault), "error")
    else:
        flash(_("Behovet er åbnet igen."), "success")
    return redirect(url_for("needs.show", need_id=need_id), 303)


@bp.post("/gentag")
@requires(Permission.NEED_LOG)
def repeat() -> ResponseReturnValue:
    """Write the chosen own needs down again a year later."""
    chosen = [int(text) for text in request.form.getlist("need") if text.isdecimal() and len(text) < 10]
    try:
        made = need_service.repeat_next_year(current_user, chosen)
    except RuleBroken as broken:
        flash(broken.text if chosen else _("Sæt hak ved de behov, der skal gentages."), "error")
    else:
        flash(ngettext("%(num)s behov er gentaget et år frem.", "%(num)s behov er gentaget et år frem.", len(made)), "success")
    return redirect(url_for("needs.index"), 303)


def get_need(need_id: int) -> LabourNeed:
    """Return the need that the current user may see; 404 otherwise."""
    need = queries.find_need(need_id)
    if need is None:
        abort(404)
    check(Permission.NEED_VIEW, need)
    return need


def _form_page(template: str, form: NeedForm, **more: Any) -> ResponseReturnValue:
    page = render_template(template, form=form, schemes=schemes(ADVISED, current_user.partner.kind.value), **more)
    return make_response(page, 422 if form.errors else 200)


def _page(need: LabourNeed, close_form: CloseForm) -> dict[str, Any]:
    """What the page of a need shows; a closed one has no matches."""
    matches = match_panel(need, current_user, shows_hidden=request.args.get("skjulte") == "1") if need.is_open else None
    return {"need": need, "close_form": close_form, "schemes": _schemes(need), "matches": matches}


def _schemes(need: LabourNeed) -> Any:
    return schemes([OPENNESS_SCHEMES[way] for way in need.open_to] or ADVISED, "company")


def _close_form(need: LabourNeed) -> CloseForm:
    form = CloseForm(formdata=None)
    form.version.data = str(need.version)
    return form


def _conflict(need_id: int, form: NeedForm) -> ResponseReturnValue:
    current = get_need(need_id)
    stored = NeedForm(current.partner, kept=current, formdata=None)
    stored.show(current)
    page = render_template(
        "exchange/conflict.html",
        rows=conflict.rows(form, stored),
        version=current.version,
        edit_url=url_for("needs.edit", need_id=need_id),
        show_url=url_for("needs.show", need_id=need_id),
    )
    return make_response(page, 409)
