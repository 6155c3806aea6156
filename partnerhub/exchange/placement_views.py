"""Placements: the list, one placement, offer, edit, close, open again."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, public, requires
from ..commitments.kinds import KIND_FACTS, Kind
from ..commitments.presenting import put_error
from ..errors import RuleBroken, StaleVersion
from ..occupations.fields import is_searching
from . import conflict, placement_service, queries
from .forms import CloseForm, PlacementForm
from .kinds import PLACEMENT_KINDS
from .match_panel import needs_panel
from .models import Placement
from .parameters import placement_filter
from .scheme_panel import schemes

bp = Blueprint("placements", __name__)


@bp.get("")
@requires(Permission.PLACEMENT_VIEW)
def index() -> ResponseReturnValue:
    """List the places that partners offer."""
    chosen = placement_filter(request.args, current_user)
    found = queries.placements(chosen.filter, request.args.get("efter", ""))
    return render_template("placements/index.html", placements=found.rows, after=found.after, chosen=chosen)


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_LOG)
def offer() -> ResponseReturnValue:
    """Offer places of the own partner."""
    form = PlacementForm(current_user.partner)
    if request.method == "GET":
        form.occupation.process_data(request.args.get("erhverv"))
        form.kind.data = request.args.get("slags")
    elif not is_searching(form) and form.validate_on_submit():
        try:
            placement = placement_service.offer_placement(current_user, form.terms(), form.shown)
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(_("Pladserne er gemt."), "success")
            return redirect(url_for("placements.show", placement_id=placement.id), 303)
    return _form_page("placements/new.html", form)


@bp.post("/vink")
@requires(Permission.PLACEMENT_LOG)
def hint() -> ResponseReturnValue:
    """Show the scheme that goes with the kind chosen in the form."""
    return render_template("placements/_hint.html", schemes=_schemes_of(request.form.get("kind")))


@bp.get("/<int:placement_id>")
@public
def show(placement_id: int) -> ResponseReturnValue:
    """Show one placement; a visitor sees a public one without what is between the partners."""
    placement = get_placement(placement_id)
    if not current_user.is_authenticated:
        return render_template("placements/public.html", placement=placement, schemes=_schemes_of(placement.kind))
    return render_template("placements/show.html", **_page(placement, _close_form(placement)))


@bp.route("/<int:placement_id>/ret", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def edit(placement_id: int) -> ResponseReturnValue:
    """Edit a placement; a stale version shows both texts and loses nothing."""
    placement = get_placement(placement_id)
    check(Permission.PLACEMENT_EDIT, placement, seen_by=Permission.PLACEMENT_VIEW)
    form = PlacementForm(placement.partner, kept=placement)
    if request.method == "GET":
        form.show(placement)
    elif request.form.get("act") != "continue" and not is_searching(form) and form.validate_on_submit():
        try:
            placement_service.edit_placement(current_user, placement_id, form.seen_version, form.terms())
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion:
            return _conflict(placement_id, form)
        else:
            flash(_("Ændringen er gemt."), "success")
            return redirect(url_for("placements.show", placement_id=placement_id), 303)
    return _form_page("placements/edit.html", form, placement=placement)


@bp.post("/<int:placement_id>/luk")
@requires(Permission.PLACEMENT_EDIT)
def close(placement_id: int) -> ResponseReturnValue:
    """Close places to further enquiries."""
    placement = get_placement(placement_id)
    check(Permission.PLACEMENT_EDIT, placement, seen_by=Permission.PLACEMENT_VIEW)
    form = CloseForm()
    if not form.validate_on_submit():
        return make_response(render_template("placements/show.html", **_page(placement, form)), 422)
    try:
        placement_service.close_placement(current_user, placement_id, form.seen_version, form.reason.data or "")
    except (RuleBroken, StaleVersion) as fault:
        flash(conflict.told(fault), "error")
    else:
        flash(_("Pladserne er lukket. Du kan åbne dem igen."), "success")
    return redirect(url_for("placements.show", placement_id=placement_id), 303)


@bp.post("/<int:placement_id>/aabn")
@requires(Permission.PLACEMENT_EDIT)
def reopen(placement_id: int) -> ResponseReturnValue:
    """Open closed places again."""
    placement = get_placement(placement_id)
    check(Permission.PLACEMENT_EDIT, placement, seen_by=Permission.PLACEMENT_VIEW)
    try:
        placement_service.reopen_placement(current_user, placement_id, CloseForm().seen_version)
    except (RuleBroken, StaleVersion) as fault:
        flash(conflict.told(fault), "error")
    else:
        flash(_("Pladserne er åbnet igen."), "success")
    return redirect(url_for("placements.show", placement_id=placement_id), 303)


def get_placement(placement_id: int) -> Placement:
    """Return the placement that the current user may see; 404 otherwise."""
    placement = queries.find_placement(placement_id)
    if placement is None:
        abort(404)
    check(Permission.PLACEMENT_VIEW, placement)
    return placement


def _page(placement: Placement, close_form: CloseForm) -> dict[str, Any]:
    """What the page of a placement shows to partners; a closed one serves no need."""
    served = needs_panel(placement, current_user, shows_hidden=request.args.get("skjulte") == "1") if placement.is_open else None
    return {"placement": placement, "close_form": close_form, "schemes": _schemes_of(placement.kind), "needs_for": served}


def _schemes_of(kind: str | None) -> Any:
    return schemes([KIND_FACTS[Kind(kind)].scheme], "company") if kind in set(PLACEMENT_KINDS) else []


def _form_page(template: str, form: PlacementForm, **more: Any) -> ResponseReturnValue:
    page = render_template(template, form=form, schemes=_schemes_of(form.kind.data), **more)
    return make_response(page, 422 if form.errors else 200)


def _close_form(placement: Placement) -> CloseForm:
    form = CloseForm(formdata=None)
    form.version.data = str(placement.version)
    return form


def _conflict(placement_id: int, form: PlacementForm) -> ResponseReturnValue:
    current = get_placement(placement_id)
    stored = PlacementForm(current.partner, kept=current, formdata=None)
    stored.show(current)
    page = render_template(
        "exchange/conflict.html",
        rows=conflict.rows(form, stored),
        version=current.version,
        edit_url=url_for("placements.edit", placement_id=placement_id),
        show_url=url_for("placements.show", placement_id=placement_id),
    )
    return make_response(page, 409)
