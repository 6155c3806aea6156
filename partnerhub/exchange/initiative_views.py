"""Initiatives: the list, one initiative, log, edit, count, close, open again."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, public, requires
from ..commitments.presenting import put_error
from ..errors import RuleBroken, StaleVersion
from ..occupations.fields import is_searching
from . import conflict, initiative_queries, initiative_service
from .forms import CloseForm
from .initiative_forms import CountForm, InitiativeForm
from .initiative_parameters import initiative_filter
from .initiative_terms import KIND_SCHEMES
from .kinds import InitiativeKind
from .match_panel import needs_panel
from .scheme_panel import schemes
from .training_models import Initiative

bp = Blueprint("initiatives", __name__)


@bp.get("")
@requires(Permission.INITIATIVE_VIEW)
def index() -> ResponseReturnValue:
    """List what partners do beside places and programmes."""
    chosen = initiative_filter(request.args, current_user)
    found = initiative_queries.initiatives(chosen.filter, request.args.get("efter", ""))
    return render_template("initiatives/index.html", initiatives=found.rows, after=found.after, chosen=chosen)


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.INITIATIVE_LOG)
def log() -> ResponseReturnValue:
    """Log an initiative of the own partner."""
    form = InitiativeForm(current_user.partner)
    if request.method == "GET":
        form.kind.data = request.args.get("slags")
    elif not is_searching(form) and form.validate_on_submit():
        try:
            made = initiative_service.log_initiative(current_user, form.terms(), form.shown)
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(_("Indsatsen er gemt."), "success")
            return redirect(url_for("initiatives.show", initiative_id=made.id), 303)
    return _form_page("initiatives/new.html", form)


@bp.post("/vink")
@requires(Permission.INITIATIVE_LOG)
def hint() -> ResponseReturnValue:
    """Show the schemes that go with the kind chosen in the form."""
    return render_template("placements/_hint.html", schemes=_schemes_of(request.form.get("kind")))


@bp.get("/<int:initiative_id>")
@public
def show(initiative_id: int) -> ResponseReturnValue:
    """Show one initiative; a visitor sees a public one without what is between the partners."""
    initiative = get_initiative(initiative_id)
    if not current_user.is_authenticated:
        return render_template("initiatives/public.html", initiative=initiative, schemes=_schemes_of(initiative.kind))
    return _page(initiative)


@bp.route("/<int:initiative_id>/ret", methods=["GET", "POST"])
@requires(Permission.INITIATIVE_EDIT)
def edit(initiative_id: int) -> ResponseReturnValue:
    """Edit an initiative; a stale version shows both texts and loses nothing."""
    initiative = get_initiative(initiative_id)
    check(Permission.INITIATIVE_EDIT, initiative, seen_by=Permission.INITIATIVE_VIEW)
    form = InitiativeForm(initiative.partner, kept=initiative)
    if request.method == "GET":
        form.show(initiative)
    elif request.form.get("act") != "continue" and not is_searching(form) and form.validate_on_submit():
        try:
            initiative_service.edit_initiative(current_user, initiative_id, form.seen_version, form.terms())
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion:
            return _conflict(initiative_id, form)
        else:
            flash(_("Ændringen er gemt."), "success")
            return redirect(url_for("initiatives.show", initiative_id=initiative_id), 303)
    return _form_page("initiatives/edit.html", form, initiative=initiative)


@bp.post("/<int:initiative_id>/tal")
@requires(Permission.INITIATIVE_EDIT)
def count(initiative_id: int) -> ResponseReturnValue:
    """Tell how many were reached and went on so far."""
    form = CountForm()

    def do() -> Any:
        numbers = (form.reached.data or 0, form.went_on.data or 0)
        return initiative_service.count_initiative(current_user, initiative_id, form.seen_version, *numbers)

    return _act(initiative_id, {"count": form}, do, _("Tallene er gemt."))


@bp.post("/<int:initiative_id>/luk")
@requires(Permission.INITIATIVE_EDIT)
def close(initiative_id: int) -> ResponseReturnValue:
    """Close an initiative."""
    form = CloseForm()

    def do() -> Any:
        return initiative_service.close_initiative(current_user, initiative_id, form.seen_version, form.reason.data or "")

    return _act(initiative_id, {"close": form}, do, _("Indsatsen er lukket. Du kan åbne den igen."))


@bp.post("/<int:initiative_id>/aabn")
@requires(Permission.INITIATIVE_EDIT)
def reopen(initiative_id: int) -> ResponseReturnValue:
    """Open a closed initiative again."""
    form = CloseForm()

    def do() -> Any:
        return initiative_service.reopen_initiative(current_user, initiative_id, form.seen_version)

    return _act(initiative_id, {"close": form}, do, _("Indsatsen er åbnet igen."))


def get_initiative(initiative_id: int) -> Initiative:
    """Return the initiative that the current user may see; 404 otherwise."""
    initiative = initiative_queries.find_initiative(initiative_id)
    if initiative is None:
        abort(404)
    check(Permission.INITIATIVE_VIEW, initiative)
    return initiative


def _act(initiative_id: int, forms: dict[str, Any], do: Callable[[], Any], done: str) -> ResponseReturnValue:
    """Check, do, say what happened; what is refused shows the page again with everything typed."""
    check(Permission.INITIATIVE_EDIT, get_initiative(initiative_id), seen_by=Permission.INITIATIVE_VIEW)
    form = next(iter(forms.values()))
    status = 422
    if form.validate_on_submit():
        try:
            do()
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion as stale:
            form.version.data, status = str(stale.current.version), 409
            put_error(form, RuleBroken("", conflict.told(stale)))
        else:
            flash(done, "success")
            return redirect(url_for("initiatives.show", initiative_id=initiative_id), 303)
    return _page(get_initiative(initiative_id), forms, status)


def _page(initiative: Initiative, refused: dict[str, Any] | None = None, status: int = 200) -> ResponseReturnValue:
    forms: dict[str, Any] = {"count": CountForm(formdata=None, obj=initiative), "close": CloseForm(formdata=None)}
    for form in forms.values():
        form.version.data = str(initiative.version)
    forms |= refused or {}
    forms["count"] = forms["count"].scoped("count")
    served = needs_panel(initiative, current_user, shows_hidden=request.args.get("skjulte") == "1") if initiative.is_open else None
    page = render_template(
        "initiatives/show.html", needs_for=served, initiative=initiative, forms=forms, schemes=_schemes_of(initiative.kind)
    )
    return make_response(page, status)


def _schemes_of(kind: str | None) -> Any:
    known = kind in set(InitiativeKind)
    audience = current_user.partner.kind.value if current_user.is_authenticated else "citizen"
    return schemes(KIND_SCHEMES[InitiativeKind(kind)], audience) if kind and known else []


def _form_page(template: str, form: InitiativeForm, **more: Any) -> ResponseReturnValue:
    page = render_template(template, form=form, schemes=_schemes_of(form.kind.data), **more)
    return make_response(page, 422 if form.errors or form.form_errors else 200)


def _conflict(initiative_id: int, form: InitiativeForm) -> ResponseReturnValue:
    current = get_initiative(initiative_id)
    stored = InitiativeForm(current.partner, kept=current, formdata=None)
    stored.show(current)
    page = render_template(
        "exchange/conflict.html",
        rows=conflict.rows(form, stored),
        version=current.version,
        edit_url=url_for("initiatives.edit", initiative_id=initiative_id),
        show_url=url_for("initiatives.show", initiative_id=initiative_id),
    )
    return make_response(page, 409)
