"""Enquiries: the list, ask, one enquiry. The acts on it stand in `enquiry_act_views`."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, may, requires
from ..commitments.forms import ActForm
from ..commitments.presenting import put_error
from ..errors import RuleBroken
from ..security import LARGEST_NUMBER
from . import enquiry_panel, enquiry_queries, enquiry_service
from .enquiry_forms import AskForm
from .enquiry_models import Enquiry
from .enquiry_parameters import enquiry_filter
from .forms import id_or_none
from .kinds import EnquiryAbout
from .models import LabourNeed, Placement
from .training_models import Programme

bp = Blueprint("enquiries", __name__)
ABOUT = {"plads": "placement_id", "forloeb": "programme_id", "behov": "need_id", "partner": "partner_id"}


@bp.get("")
@requires(Permission.ENQUIRY_VIEW)
def index() -> ResponseReturnValue:
    """List the enquiries of the own partner, received and sent; the steward may see everybody's."""
    chosen = enquiry_filter(request.args, current_user)
    found = enquiry_queries.enquiries(current_user, chosen.filter, request.args.get("efter", ""))
    is_steward = may(current_user, Permission.PARTNER_MANAGE)
    return render_template("enquiries/index.html", enquiries=found.rows, after=found.after, chosen=chosen, is_steward=is_steward)


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_SEND)
def ask() -> ResponseReturnValue:
    """Ask about a placement (`plads`), a programme (`forloeb`) or a need (`behov`), or ask a `partner` for a meeting."""
    name, row_id = next(((name, number) for name in ABOUT if (number := id_or_none(request.args.get(name)))), ("", 0))
    if row_id > LARGEST_NUMBER:
        abort(404)
    thing = enquiry_queries.find_asked(**{key: row_id if name == word else None for word, key in ABOUT.items()})
    if thing is None:
        abort(404)
    if isinstance(thing, LabourNeed):
        check(Permission.NEED_VIEW, thing)
    about = _about(thing, request.args.get("om", ""))
    form = AskForm(about, dated=thing if about == EnquiryAbout.SEATS else None)
    if form.validate_on_submit():
        try:
            enquiry = enquiry_service.send(current_user, form.terms(**{ABOUT[name]: row_id, **_meeting_with(thing, form)}), form.shown)
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(_("Forespørgslen er sendt. I får besked, når der er svar."), "success")
            return redirect(url_for("enquiries.show", enquiry_id=enquiry.id), 303)
    return _ask_page(form, thing, name)


def _about(thing: Any, wish: str) -> EnquiryAbout:
    """What is asked for; a meeting may be asked for about anything."""
    if wish != "moede":
        if isinstance(thing, Placement):
            return EnquiryAbout.PLACES
        if isinstance(thing, Programme):
            return EnquiryAbout.SEATS
    return EnquiryAbout.MEETING


def _meeting_with(thing: Any, form: AskForm) -> dict[str, int]:
    """A meeting about places is a meeting with the partner that offers them."""
    is_offer = isinstance(thing, Placement | Programme)
    return {"partner_id": thing.partner_id} if is_offer and form.about == EnquiryAbout.MEETING else {}


def _ask_page(form: AskForm, thing: Any, name: str) -> ResponseReturnValue:
    partner = thing if name == "partner" else thing.partner
    places, courses = enquiry_queries.offered_by(partner.id) if name == "partner" else ([], [])
    args = {name: thing.id} | ({"om": request.args["om"]} if "om" in request.args else {})
    page = render_template(
        "enquiries/ask.html", form=form, thing=thing, name=name, partner=partner, places=places, courses=courses, args=args
    )
    return make_response(page, 422 if form.errors or form.form_errors else 200)


@bp.get("/<int:enquiry_id>")
@requires(Permission.ENQUIRY_VIEW)
def show(enquiry_id: int) -> ResponseReturnValue:
    """Show one enquiry with its history to both sides and the steward."""
    return page(get_enquiry(enquiry_id))


def get_enquiry(enquiry_id: int) -> Enquiry:
    """Return the enquiry that the current user may see; 404 otherwise."""
    enquiry = enquiry_queries.find_enquiry(enquiry_id)
    if enquiry is None:
        abort(404)
    check(Permission.ENQUIRY_VIEW, enquiry)
    return enquiry


def page(enquiry: Enquiry, refused: dict[str, ActForm] | None = None, status: int = 200) -> ResponseReturnValue:
    """Return the enquiry's page, with forms that were refused as they were typed."""
    return make_response(render_template("enquiries/show.html", **enquiry_panel.show(enquiry, current_user, refused)), status)


from . import enquiry_act_views  # noqa: E402, F401  puts the acts on this blueprint
