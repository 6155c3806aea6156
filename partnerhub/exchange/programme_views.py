"""Programmes: the list, one programme, new ones, edit, close, open again."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, check, public, requires
from ..commitments.presenting import put_error
from ..errors import RuleBroken, StaleVersion
from ..occupations.fields import is_searching
from . import conflict, programme_queries, programme_service
from .forms import CloseForm
from .kinds import PROGRAMME_SCHEMES, ProgrammeKind
from .match_panel import needs_panel
from .programme_filters import programme_filter
from .programme_forms import ProgrammeFieldsForm
from .scheme_panel import schemes
from .training_models import Programme

bp = Blueprint("programmes", __name__)
ADVISED = ("amu", "euv", "voksenlaerling", "kompetencefond")


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """List programmes with free seats first in sight; visitors see the public ones."""
    chosen = programme_filter(request.args, current_user)
    found = programme_queries.programmes(chosen.filter, request.args.get("efter", ""), only_public=not current_user.is_authenticated)
    return render_template(
        "programmes/index.html", programmes=found.rows, after=found.after, chosen=chosen, providers=programme_queries.providers()
    )


@bp.route("/nyt", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_LOG)
def log() -> ResponseReturnValue:
    """Log a programme of the own partner, once for each start."""
    form = ProgrammeFieldsForm(current_user.partner)
    if request.method == "GET":
        form.kind.data = request.args.get("slags")
        form.occupations.process_data([request.args["erhverv"]] if request.args.get("erhverv") else [])
    elif not is_searching(form) and form.validate_on_submit():
        try:
            made = programme_service.log_programmes(current_user, form.terms(), form.more_starts.data, form.shown)
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(ngettext("Forløbet er gemt.", "%(num)s forløb er gemt, et for hver start.", len(made)), "success")
            if len(made) > 1:
                return redirect(url_for("programmes.index", hvis="egne"), 303)
            return redirect(url_for("programmes.show", programme_id=made[0].id), 303)
    return form_page("programmes/new.html", form)


@bp.post("/vink")
@requires(Permission.PROGRAMME_LOG)
def hint() -> ResponseReturnValue:
    """Show the scheme that goes with the kind chosen in the form."""
    return render_template("programmes/_hint.html", schemes=schemes_of(request.form.get("kind")))


@bp.get("/<int:programme_id>")
@public
def show(programme_id: int) -> ResponseReturnValue:
    """Show one programme; a visitor sees a public one."""
    programme = get_programme(programme_id)
    return render_template("programmes/show.html", **_page(programme, _close_form(programme)))


@bp.route("/<int:programme_id>/ret", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_EDIT)
def edit(programme_id: int) -> ResponseReturnValue:
    """Edit a programme; a stale version shows both texts and loses nothing."""
    programme = get_programme(programme_id)
    check(Permission.PROGRAMME_EDIT, programme, seen_by=Permission.PROGRAMME_VIEW)
    form = ProgrammeFieldsForm(programme.partner, kept=programme)
    if request.method == "GET":
        form.show(programme)
    elif request.form.get("act") != "continue" and not is_searching(form) and form.validate_on_submit():
        try:
            programme_service.edit_programme(current_user, programme_id, form.seen_version, form.terms())
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion:
            return _conflict(programme_id, form)
        else:
            flash(_("Ændringen er gemt."), "success")
            return redirect(url_for("programmes.show", programme_id=programme_id), 303)
    return form_page("programmes/edit.html", form, programme=programme)


@bp.post("/<int:programme_id>/luk")
@requires(Permission.PROGRAMME_EDIT)
def close(programme_id: int) -> ResponseReturnValue:
    """Cancel a programme, or close it to further enquiries."""
    programme = get_programme(programme_id)
    check(Permission.PROGRAMME_EDIT, programme, seen_by=Permission.PROGRAMME_VIEW)
    form = CloseForm()
    if not form.validate_on_submit():
        return make_response(render_template("programmes/show.html", **_page(programme, form)), 422)
    try:
        programme_service.close_programme(current_user, programme_id, form.seen_version, form.reason.data or "")
    except (RuleBroken, StaleVersion) as fault:
        flash(conflict.told(fault), "error")
    else:
        flash(_("Forløbet er lukket. Du kan åbne det igen."), "success")
    return redirect(url_for("programmes.show", programme_id=programme_id), 303)


@bp.post("/<int:programme_id>/aabn")
@requires(Permission.PROGRAMME_EDIT)
def reopen(programme_id: int) -> ResponseReturnValue:
    """Open a closed programme again."""
    programme = get_programme(programme_id)
    check(Permission.PROGRAMME_EDIT, programme, seen_by=Permission.PROGRAMME_VIEW)
    try:
        programme_service.reopen_programme(current_user, programme_id, CloseForm().seen_version)
    except (RuleBroken, StaleVersion) as fault:
        flash(conflict.told(fault), "error")
    else:
        flash(_("Forløbet er åbnet igen."), "success")
    return redirect(url_for("programmes.show", programme_id=programme_id), 303)


def get_programme(programme_id: int) -> Programme:
    """Return the programme that the current user may see; 404 otherwise."""
    programme = programme_queries.find_programme(programme_id)
    if programme is None:
        abort(404)
    check(Permission.PROGRAMME_VIEW, programme)
    return programme


def schemes_of(kind: str | None) -> Any:
    """Return the scheme that goes with a kind of programme, or the usual ones for none."""
    return schemes([PROGRAMME_SCHEMES[ProgrammeKind(kind)]] if kind in set(ProgrammeKind) else ADVISED, "school")


def form_page(template: str, form: ProgrammeFieldsForm, **more: Any) -> ResponseReturnValue:
    """Show a form of a programme, with 422 when something is wrong with it."""
    page = render_template(template, form=form, schemes=schemes_of(form.kind.data), **more)
    return make_response(page, 422 if form.errors else 200)


def _page(programme: Programme, close_form: CloseForm) -> dict[str, Any]:
    """What the page of a programme shows; to partners also the needs that an open one serves."""
    may_match = current_user.is_authenticated and programme.is_open
    served = needs_panel(programme, current_user, shows_hidden=request.args.get("skjulte") == "1") if may_match else None
    return {"programme": programme, "close_form": close_form, "schemes": schemes_of(programme.kind), "needs_for": served}


def _close_form(programme: Programme) -> CloseForm:
    form = CloseForm(formdata=None)
    form.version.data = str(programme.version)
    return form


def _conflict(programme_id: int, form: ProgrammeFieldsForm) -> ResponseReturnValue:
    current = get_programme(programme_id)
    stored = ProgrammeFieldsForm(current.partner, kept=current, formdata=None)
    stored.show(current)
    page = render_template(
        "exchange/conflict.html",
        rows=conflict.rows(form, stored),
        version=current.version,
        edit_url=url_for("programmes.edit", programme_id=programme_id),
        show_url=url_for("programmes.show", programme_id=programme_id),
    )
    return make_response(page, 409)
