"""The acts on a commitment: each is a form of its own that works without JavaScript and comes back to where it was sent from."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, holds, may, requires
from ..errors import RuleBroken, StaleVersion, error_page
from . import history, presenting, queries, service, voices
from .forms import ActForm, AnswerForm, CommentForm, ConfirmForm, CorrectForm, FinishForm, MarkForm, ReasonForm, ReportForm
from .models import Commitment, Progress
from .views import bp, get_commitment, page


def _act(
    name: str, commitment_id: int, permission: Permission, form: ActForm, do: Callable[[], Any], done: Callable[[], str]
) -> ResponseReturnValue:
    """Check, do, say what happened; what is refused shows the page again with everything typed."""
    commitment = get_commitment(commitment_id)
    check(permission, commitment, seen_by=Permission.COMMITMENT_VIEW)
    if form.validate_on_submit():
        try:
            do()
        except RuleBroken as broken:
            presenting.put_error(form, broken)
        except StaleVersion:
            return stale_page(commitment_id)
        else:
            flash(done(), "success")
            return redirect(_back(form, commitment_id), 303)
    return page(get_commitment(commitment_id), {name: form}, 422)


def _back(form: ActForm, commitment_id: int) -> str:
    """An address of our own that the form asks for, else the commitment's page."""
    target = form.next.data or ""
    if target.startswith("/") and not target.startswith(("//", "/\\")):
        return str(target)
    return url_for("commitments.show", commitment_id=commitment_id)


def stale_page(commitment_id: int) -> ResponseReturnValue:
    """Say that the commitment changed since the person saw it, and what changed last."""
    current = get_commitment(commitment_id)
    lines = history.lines(queries.stream(commitment_id, "aendringer"), current_user)[:3]
    typed = [value for name, value in request.form.items() if name not in ("csrf_token", "version", "next", "accepts") and value.strip()]
    return make_response(render_template("commitments/stale.html", c=current, lines=lines, typed=typed), 409)


@bp.post("/<int:commitment_id>/foreslaa")
@requires(Permission.COMMITMENT_PROPOSE)
def propose(commitment_id: int) -> ResponseReturnValue:
    """Put a draft forward."""
    form = ActForm()
    done: list[Commitment] = []
    return _act(
        "propose",
        commitment_id,
        Permission.COMMITMENT_PROPOSE,
        form,
        lambda: done.append(service.propose(current_user, commitment_id, form.seen_version)),
        lambda: presenting.proposed_text(done[0]),
    )


@bp.post("/<int:commitment_id>/godkend")
@requires(Permission.COMMITMENT_APPROVE)
def approve(commitment_id: int) -> ResponseReturnValue:
    """Approve as the owner's manager."""
    form = ActForm()

    def do() -> Any:
        return service.approve(current_user, commitment_id, form.seen_version)

    return _act("approve", commitment_id, Permission.COMMITMENT_APPROVE, form, do, lambda: _("Du har godkendt forpligtelsen."))


@bp.post("/<int:commitment_id>/tiltraed")
@requires(Permission.COMMITMENT_ACCEPT)
def accept(commitment_id: int) -> ResponseReturnValue:
    """Accept what the municipality wrote."""
    form = ActForm()

    def do() -> Any:
        return service.accept(current_user, commitment_id, form.seen_version)

    return _act("accept", commitment_id, Permission.COMMITMENT_ACCEPT, form, do, lambda: _("Du har tiltrådt forpligtelsen."))


@bp.post("/<int:commitment_id>/svar")
@requires(Permission.COMMITMENT_ANSWER)
def answer(commitment_id: int) -> ResponseReturnValue:
    """Sign along or decline."""
    form = AnswerForm()
    accepts = form.accepts.data == "1"

    def do() -> Any:
        return service.answer(current_user, commitment_id, form.seen_version, accepts, form.reason.data or "")

    def done() -> str:
        return _("Du har skrevet under.") if accepts else _("Du har sagt nej. Ejeren kan se din begrundelse.")

    commitment = get_commitment(commitment_id)
    if commitment.has_signed(current_user.partner_id) and may(current_user, Permission.COMMITMENT_VIEW, commitment):
        return error_page(409, _("I har allerede skrevet under."))
    return _act("answer", commitment_id, Permission.COMMITMENT_ANSWER, form, do, done)


@bp.post("/<int:commitment_id>/fremdrift")
@requires(Permission.COMMITMENT_REPORT)
def report(commitment_id: int) -> ResponseReturnValue:
    """Report progress."""
    form = ReportForm()

    def do() -> Any:
        return voices.report(current_user, commitment_id, form.amount.data or 0, form.note.data or "", form.day, form.shown)

    return _act("report", commitment_id, Permission.COMMITMENT_REPORT, form, do, lambda: _("Tak. Fremdriften er meldt."))


@bp.post("/<int:commitment_id>/afslut")
@requires(Permission.COMMITMENT_FINISH)
def finish(commitment_id: int) -> ResponseReturnValue:
    """Report the outcome."""
    form = FinishForm()

    def do() -> Any:
        return service.finish(current_user, commitment_id, form.seen_version, form.status, form.note.data or "")

    return _act("finish", commitment_id, Permission.COMMITMENT_FINISH, form, do, lambda: _("Forpligtelsen er afsluttet."))


@bp.post("/<int:commitment_id>/traek-tilbage")
@requires(Permission.COMMITMENT_WITHDRAW)
def withdraw(commitment_id: int) -> ResponseReturnValue:
    """Withdraw with a reason."""
    form = ReasonForm()

    def do() -> Any:
        return service.withdraw(current_user, commitment_id, form.seen_version, form.reason.data or "")

    return _act("withdraw", commitment_id, Permission.COMMITMENT_WITHDRAW, form, do, lambda: _("Forpligtelsen er trukket tilbage."))


@bp.post("/<int:commitment_id>/genaabn")
@requires(Permission.COMMITMENT_REOPEN)
def reopen(commitment_id: int) -> ResponseReturnValue:
    """Reopen with a reason, as the steward."""
    form = ReasonForm()

    def do() -> Any:
        return service.reopen(current_user, commitment_id, form.seen_version, form.reason.data or "")

    return _act("reopen", commitment_id, Permission.COMMITMENT_REOPEN, form, do, lambda: _("Forpligtelsen er genåbnet."))


@bp.post("/<int:commitment_id>/efterfoelger")
@requires(Permission.COMMITMENT_SUCCEED)
def succeed(commitment_id: int) -> ResponseReturnValue:
    """Make a draft that follows up, and go on editing it."""
    commitment = get_commitment(commitment_id)
    check(Permission.COMMITMENT_SUCCEED, commitment, seen_by=Permission.COMMITMENT_VIEW)
    made = service.succeed(current_user, commitment_id)
    flash(_("Her er en kladde med det samme løfte. Sæt nye datoer."), "success")
    return redirect(url_for("commitments.edit", commitment_id=made.id), 303)


@bp.post("/<int:commitment_id>/kommentar")
@requires(Permission.COMMITMENT_COMMENT)
def comment(commitment_id: int) -> ResponseReturnValue:
    """Comment."""
    form = CommentForm()

    def do() -> Any:
        return voices.comment(current_user, commitment_id, form.text.data or "", form.shown)

    return _act("comment", commitment_id, Permission.COMMITMENT_COMMENT, form, do, lambda: _("Kommentaren er gemt."))


@bp.post("/<int:commitment_id>/tillidsmaerke")
@requires(Permission.COMMITMENT_MARK)
def mark(commitment_id: int) -> ResponseReturnValue:
    """Give the members' voice."""
    form = MarkForm()

    def do() -> Any:
        return voices.mark(current_user, commitment_id, form.agrees.data == "1", form.note.data or "")

    return _act("mark", commitment_id, Permission.COMMITMENT_MARK, form, do, lambda: _("Dit mærke er sat."))


@bp.post("/<int:commitment_id>/slet")
@requires(Permission.COMMITMENT_PROPOSE)
def delete(commitment_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    commitment = get_commitment(commitment_id)
    check(Permission.COMMITMENT_PROPOSE, commitment, seen_by=Permission.COMMITMENT_VIEW)
    form = ActForm()
    if not form.validate_on_submit():
        return page(commitment, {"propose": form}, 422)
    try:
        service.delete_draft(current_user, commitment_id, form.seen_version)
    except RuleBroken as broken:
        presenting.put_error(form, broken)
        return page(get_commitment(commitment_id), {"propose": form}, 422)
    except StaleVersion:
        return stale_page(commitment_id)
    flash(_("Kladden er slettet."), "success")
    return redirect(url_for("board.board"), 303)


@bp.post("/fremdrift/<int:entry_id>/bekraeft")
@requires(Permission.COMMITMENT_CONFIRM)
def confirm(entry_id: int) -> ResponseReturnValue:
    """Vouch for a progress entry."""
    entry = _get_entry(entry_id)
    if entry.confirmation is not None and holds(current_user, Permission.COMMITMENT_CONFIRM):
        return error_page(409, _("Meldingen er allerede bekræftet."))
    _allowed(Permission.COMMITMENT_CONFIRM, entry)
    form = ConfirmForm()

    def do() -> Any:
        return voices.confirm(current_user, entry_id, form.amount.data or 0)

    return _entry_act(f"confirm-{entry_id}", entry, form, do, _("Bekræftet."))


@bp.post("/fremdrift/<int:entry_id>/ret")
@requires(Permission.COMMITMENT_CORRECT)
def correct(entry_id: int) -> ResponseReturnValue:
    """Correct an own progress entry."""
    entry = _get_entry(entry_id)
    _allowed(Permission.COMMITMENT_CORRECT, entry)
    form = CorrectForm()

    def do() -> Any:
        return voices.correct(current_user, entry_id, form.amount.data or 0, form.note.data or "", form.day)

    return _entry_act(f"correct-{entry_id}", entry, form, do, _("Meldingen er rettet. Den skal bekræftes igen."))


def _get_entry(entry_id: int) -> Progress:
    """404 for an entry of a commitment that may not be seen."""
    entry = queries.find_entry(entry_id)
    if entry is None:
        abort(404)
    check(Permission.COMMITMENT_VIEW, entry.commitment)
    return entry


def _allowed(permission: Permission, entry: Progress) -> None:
    """403 when the entry may be seen but not acted on."""
    if not may(current_user, permission, entry):
        abort(403)


def _entry_act(name: str, entry: Progress, form: ActForm, do: Callable[[], Any], done: str) -> ResponseReturnValue:
    commitment_id = entry.commitment_id
    if form.validate_on_submit():
        try:
            do()
        except RuleBroken as broken:
            if not broken.field:  # somebody was faster, and the form is no longer on the page
                return error_page(409, _("En anden nåede det først. Se, hvordan forpligtelsen står nu."))
            presenting.put_error(form, broken)
        else:
            flash(done, "success")
            return redirect(_back(form, commitment_id), 303)
    return page(get_commitment(commitment_id), {name: form}, 422)
