"""Matches: all own needs with their best offers, and putting a match away."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, requires
from ..commitments.presenting import put_error
from ..errors import RuleBroken
from . import finding, match_service, queries
from .kinds import OfferKind
from .match_forms import HideForm
from .need_views import get_need
from .queries import NeedFilter

bp = Blueprint("matches", __name__)
NEEDS_A_PAGE = 10
BEST = 3
PAGES = {
    OfferKind.PROGRAMME: ("programmes.show", "programme_id"),
    OfferKind.PLACEMENT: ("placements.show", "placement_id"),
    OfferKind.INITIATIVE: ("initiatives.show", "initiative_id"),
    OfferKind.COMMITMENT: ("commitments.show", "commitment_id"),
}


@bp.get("")
@requires(Permission.NEED_VIEW)
def index() -> ResponseReturnValue:
    """List the own open needs, soonest first, each with the offers that meet it best."""
    partner_id = current_user.partner_id
    page = queries.needs(current_user, NeedFilter(partner_id=partner_id), request.args.get("efter", ""), size=NEEDS_A_PAGE)
    found = finding.offers_for_all(page.rows, partner_id, BEST)
    return render_template("matches/index.html", needs=page.rows, after=page.after, found=found)


@bp.post("/<int:need_id>/skjul")
@requires(Permission.MATCH_HIDE)
def hide(need_id: int) -> ResponseReturnValue:
    """Put a match away for the own partner, with the reason."""
    need = get_need(need_id)
    form = HideForm()
    if form.validate_on_submit():
        try:
            match_service.hide(current_user, need_id, form.kind, form.number, form.reason.data or "")
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(_("Matchet er skjult for jer. I kan altid vise det igen."), "success")
            return redirect(_back(need_id, form), 303)
    return make_response(render_template("matches/hide.html", need=need, form=form, back_url=_back(need_id, form)), 422)


@bp.post("/<int:need_id>/vis")
@requires(Permission.MATCH_HIDE)
def show_again(need_id: int) -> ResponseReturnValue:
    """Take a hidden match out again."""
    get_need(need_id)
    form = HideForm()
    try:
        match_service.show_again(current_user, need_id, form.kind, form.number)
    except RuleBroken as broken:
        flash(broken.text, "error")
    else:
        flash(_("Matchet vises igen."), "success")
    return redirect(_back(need_id, form), 303)


def _back(need_id: int, form: HideForm) -> str:
    """The page that the button stood on: the list, the offer's or the need's."""
    if form.back.data == "liste":
        return url_for("matches.index")
    endpoint, name = PAGES[form.kind]
    if form.back.data == "tilbud" and form.number:
        values: dict[str, Any] = {name: form.number}
        return url_for(endpoint, **values, _anchor="needs-for")
    return url_for("needs.show", need_id=need_id, _anchor="matches")
