"""The acts on an enquiry: each is a form of its own that works without JavaScript and comes back to where it was sent from."""

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, may, requires
from ..commitments.forms import ActForm
from ..commitments.presenting import put_error
from ..errors import RuleBroken, StaleVersion
from . import conflict, enquiry_results, enquiry_service
from .enquiry_forms import AcceptForm, BecomeCommitmentForm, BecomeProgressForm, DeclineForm, TakeBackForm, WorthForm
from .enquiry_models import Enquiry
from .enquiry_views import bp, get_enquiry, page
from .kinds import EnquiryStatus, Worth


@bp.post("/<int:enquiry_id>/accepter")
@requires(Permission.ENQUIRY_ANSWER)
def accept(enquiry_id: int) -> ResponseReturnValue:
    """Say yes to as many as were asked for or fewer."""
    form = AcceptForm()

    def do() -> Any:
        return enquiry_service.accept(current_user, enquiry_id, form.seen_version, form.number.data, form.note.data or "")

    return _act("accept", enquiry_id, Permission.ENQUIRY_ANSWER, form, do, _("I har sagt ja. Den, der spurgte, får besked."))


@bp.post("/<int:enquiry_id>/afslaa")
@requires(Permission.ENQUIRY_ANSWER)
def decline(enquiry_id: int) -> ResponseReturnValue:
    """Say no with a reason."""
    form = DeclineForm()

    def do() -> Any:
        return enquiry_service.decline(current_user, enquiry_id, form.seen_version, form.reason.data or "")

    return _act("decline", enquiry_id, Permission.ENQUIRY_ANSWER, form, do, _("I har sagt nej. Den, der spurgte, får besked."))


@bp.post("/<int:enquiry_id>/traek-tilbage")
@requires(Permission.ENQUIRY_WITHDRAW)
def withdraw(enquiry_id: int) -> ResponseReturnValue:
    """Take an own enquiry back, or the own yes to one."""
    form = TakeBackForm()

    def do() -> Any:
        return enquiry_service.withdraw(current_user, enquiry_id, form.seen_version, form.reason.data or "")

    return _act("withdraw", enquiry_id, Permission.ENQUIRY_WITHDRAW, form, do, _("Forespørgslen er trukket tilbage."))


@bp.post("/<int:enquiry_id>/gennemfoert")
@requires(Permission.ENQUIRY_END)
def finish(enquiry_id: int) -> ResponseReturnValue:
    """Say that what was agreed has taken place."""
    form = ActForm()

    def do() -> Any:
        return enquiry_service.finish(current_user, enquiry_id, form.seen_version)

    return _act("finish", enquiry_id, Permission.ENQUIRY_END, form, do, _("Godt. Sig nu kort, om det gav værdi."))


@bp.post("/<int:enquiry_id>/vaerdi")
@requires(Permission.ENQUIRY_END)
def value(enquiry_id: int) -> ResponseReturnValue:
    """Say for the own side whether it was worth it."""
    form = WorthForm()

    def do() -> Any:
        return enquiry_service.say_worth(current_user, enquiry_id, Worth(form.worth.data), form.line.data or "")

    return _act("value", enquiry_id, Permission.ENQUIRY_END, form, do, _("Tak for svaret."))


def _act(name: str, enquiry_id: int, permission: Permission, form: ActForm, do: Callable[[], Any], done: str) -> ResponseReturnValue:
    """Check, do, say what happened; what is refused shows the page again with everything typed."""
    enquiry = get_enquiry(enquiry_id)
    if _came_too_late(permission, enquiry):
        return _overtaken(name, enquiry_id, form)
    check(permission, enquiry, seen_by=Permission.ENQUIRY_VIEW)
    if form.validate_on_submit():
        try:
            do()
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion:
            return _overtaken(name, enquiry_id, form)
        else:
            flash(done, "success")
            return redirect(_back(form, enquiry_id), 303)
    return page(get_enquiry(enquiry_id), {name: form}, 422)


def _came_too_late(permission: Permission, enquiry: Enquiry) -> bool:
    """Tell whether the act is the user's side's to do, but no longer, or not yet, as the enquiry stands."""
    both = (enquiry.from_partner_id, enquiry.to_partner_id)
    able_to_take_back = both[:1] if enquiry.status == EnquiryStatus.PENDING else both
    sides = {Permission.ENQUIRY_ANSWER: both[1:], Permission.ENQUIRY_WITHDRAW: able_to_take_back}
    return current_user.partner_id in sides.get(permission, both) and not may(current_user, permission, enquiry)


def _overtaken(name: str, enquiry_id: int, form: ActForm) -> ResponseReturnValue:
    """Somebody acted meanwhile: the page as it stands now, with what was typed."""
    enquiry = get_enquiry(enquiry_id)
    form.validate()
    form.version.data = str(enquiry.version)
    form.form_errors.append(_("Det er ændret i mellemtiden. Se det igen, før du gør mere."))
    return page(enquiry, {name: form}, 409)


def _back(form: ActForm, enquiry_id: int) -> str:
    """An address of our own that the form asks for, else the enquiry's page."""
    target = form.next.data or ""
    if target.startswith("/") and not target.startswith(("//", "/\\")):
        return str(target)
    return url_for("enquiries.show", enquiry_id=enquiry_id)


@bp.route("/<int:enquiry_id>/forpligtelse", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_END)
def become_commitment(enquiry_id: int) -> ResponseReturnValue:
    """Make a draft commitment of an accepted enquiry, the other side asked to sign along."""
    enquiry = get_enquiry(enquiry_id)
    check(Permission.ENQUIRY_END, enquiry, seen_by=Permission.ENQUIRY_VIEW)
    form = BecomeCommitmentForm(enquiry)
    if form.validate_on_submit():
        try:
            made = enquiry_results.become_commitment(current_user, enquiry_id, form.seen_version, form.terms())
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion as stale:
            _see_anew(form, stale)
        else:
            flash(_("Kladden er gemt. Se den igennem, og foreslå den så."), "success")
            return redirect(url_for("commitments.show", commitment_id=made.id), 303)
    return _become_page("enquiries/become_commitment.html", enquiry_id, form)


@bp.route("/<int:enquiry_id>/fremdrift", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_END)
def become_progress(enquiry_id: int) -> ResponseReturnValue:
    """Report what an accepted enquiry gave as progress on an open commitment."""
    enquiry = get_enquiry(enquiry_id)
    check(Permission.ENQUIRY_END, enquiry, seen_by=Permission.ENQUIRY_VIEW)
    form = BecomeProgressForm(enquiry, current_user.partner_id)
    if form.validate_on_submit():
        given = (form.commitment_id.data, form.amount.data or 0, form.note.data or "", form.day)
        try:
            entry = enquiry_results.become_progress(current_user, enquiry_id, form.seen_version, *given)
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion as stale:
            _see_anew(form, stale)
        else:
            flash(_("Fremdriften er meldt."), "success")
            return redirect(url_for("commitments.show", commitment_id=entry.commitment_id), 303)
    return _become_page("enquiries/become_progress.html", enquiry_id, form)


def _see_anew(form: Any, stale: StaleVersion) -> None:
    form.version.data = str(stale.current.version)
    put_error(form, RuleBroken("", conflict.told(stale)))


def _become_page(template: str, enquiry_id: int, form: Any) -> ResponseReturnValue:
    enquiry = get_enquiry(enquiry_id)
    other = enquiry.to_partner if enquiry.from_partner_id == current_user.partner_id else enquiry.from_partner
    status = 422 if request.method == "POST" else 200
    return make_response(render_template(template, enquiry=enquiry, form=form, other=other), status)
