"""One commitment: log it, see it, edit it. The acts on it stand in `act_views`, its files in `evidence_views`."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, may, public, requires
from ..accounts.models import PartnerKind
from ..errors import RuleBroken, StaleVersion
from ..security import LARGEST_NUMBER
from . import conflict, desk, drafts, presenting, queries, service
from .forms import CommitmentForm
from .models import Commitment

bp = Blueprint("commitments", __name__)
NEW = "ny"


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.COMMITMENT_LOG)
def log() -> ResponseReturnValue:
    """Log a commitment: as a draft, put forward at once, or by the steward on a partner's behalf."""
    form = CommitmentForm(current_user.partner)
    act = request.form.get("act", "")
    if request.method == "GET":
        return _new_page(form, restored=_prefill(form))
    if act not in ("draft", "propose"):  # find, add or remove a co-signer: nothing is stored, everything typed stays
        return _new_page(form)
    if form.validate_on_submit() & form.picker.validate():
        try:
            return _log(form, act)
        except RuleBroken as broken:
            presenting.put_error(form, broken)
    return _new_page(form, status=422)


def _log(form: CommitmentForm, act: str) -> ResponseReturnValue:
    owner_id = form.owner_id.data if "owner_id" in form else None
    if owner_id:
        commitment = service.log_on_behalf(current_user, owner_id, form.terms(), form.shown)
        text = _("Foreslået på partnerens vegne. Den venter på, at partnerens leder tiltræder.")
    else:
        commitment = service.draft(current_user, form.terms(), shown_at=form.shown)
        text = _("Kladden er gemt. Kun I kan se den.")
        if act == "propose":
            commitment = service.propose(current_user, commitment.id, commitment.version)
            text = presenting.proposed_text(commitment)
    drafts.discard_draft(current_user, NEW)
    flash(text, "success")
    return redirect(url_for("commitments.show", commitment_id=commitment.id), 303)


def _prefill(form: CommitmentForm) -> Any:
    """Fill a fresh form from the kept half-filled one, or from a suggestion of the strategy."""
    if request.args.get("forfra"):
        drafts.discard_draft(current_user, NEW)
    elif kept := drafts.find_draft(current_user, NEW):
        presenting.fill(form, kept.values)
        return kept
    presenting.fill(form, {name: request.args[name] for name in ("guidepost_id", "kind", "title") if name in request.args})
    return None


def _new_page(form: CommitmentForm, status: int = 200, restored: Any = None) -> ResponseReturnValue:
    short = current_user.partner.kind == PartnerKind.UNION and request.args.get("kort", "1") == "1"
    page = render_template(
        "commitments/new_short.html" if short else "commitments/new.html",
        form=form,
        restored=restored,
        hints=presenting.missing(request.form) if request.method == "POST" else [],
        suggestions=presenting.suggestions(current_user.partner.kind),
    )
    return make_response(page, status)


@bp.post("/ny/kladde")
@requires(Permission.COMMITMENT_LOG)
def keep() -> ResponseReturnValue:
    """Keep what stands in the half-filled form."""
    drafts.save_draft(
        current_user, NEW, {name: value for name, value in request.form.items() if name not in ("csrf_token", "act", "shown_at")}
    )
    return "", 204


@bp.get("/kladder")
@requires(Permission.COMMITMENT_LOG)
def own_drafts() -> ResponseReturnValue:
    """List the own partner's drafts, newest first, a page at a time."""
    rows = desk.drafts_of(current_user.partner_id, min(request.args.get("efter", 0, type=int), LARGEST_NUMBER))
    shown, more = rows[: desk.DRAFTS], len(rows) > desk.DRAFTS
    return render_template("commitments/drafts.html", rows=shown, after=shown[-1].id if more else None)


@bp.post("/ny/vink")
@requires(Permission.COMMITMENT_LOG)
def hint() -> ResponseReturnValue:
    """Say whether what is typed can be measured."""
    return render_template("commitments/_hint.html", hints=presenting.missing(request.form))


@bp.post("/ny/medunderskrivere")
@requires(Permission.COMMITMENT_LOG)
def pick() -> ResponseReturnValue:
    """Search, add and remove co-signers while the form is filled."""
    form = CommitmentForm(current_user.partner)
    form.picker.validate()
    return render_template("commitments/_cosigners.html", picker=form.picker)


@bp.get("/<int:commitment_id>")
@public
def show(commitment_id: int) -> ResponseReturnValue:
    """Show one commitment: all of it to partners, the public fields of a public one to visitors."""
    commitment = get_commitment(commitment_id)
    if not current_user.is_authenticated:
        return render_template("commitments/public.html", c=presenting.public_fields(commitment))
    return page(commitment)


def get_commitment(commitment_id: int) -> Commitment:
    """Return the commitment that the current user may see; 404 otherwise."""
    commitment = queries.find_commitment(commitment_id)
    if commitment is None:
        abort(404)
    check(Permission.COMMITMENT_VIEW, commitment)
    return commitment


def page(commitment: Commitment, forms: dict[str, Any] | None = None, status: int = 200) -> ResponseReturnValue:
    """Return the commitment's page, with `forms` of acts that were refused in place of fresh ones."""
    which, before = request.args.get("vis", ""), request.args.get("foer", "")
    stream = queries.stream(commitment.id, which, int(before) if before.isdigit() else None)
    shown = presenting.show(commitment, current_user, stream, which, forms or {})
    return make_response(render_template("commitments/show.html", **shown), status)


@bp.route("/<int:commitment_id>/ret", methods=["GET", "POST"])
@requires(Permission.COMMITMENT_EDIT)
def edit(commitment_id: int) -> ResponseReturnValue:
    """Edit a commitment; a stale version shows both texts and loses nothing."""
    commitment = get_commitment(commitment_id)
    check(Permission.COMMITMENT_EDIT, commitment, seen_by=Permission.COMMITMENT_VIEW)
    form = CommitmentForm(commitment.owner, kept=commitment)
    act = request.form.get("act", "")
    if request.method == "GET":
        form.show(commitment)
    elif act == "save" and form.validate_on_submit() & form.picker.validate():
        try:
            service.edit(current_user, commitment_id, form.seen_version, form.terms())
        except RuleBroken as broken:
            presenting.put_error(form, broken)
        except StaleVersion:
            return _conflict_page(commitment_id, form)
        else:
            flash(_("Ændringen er gemt."), "success")
            return redirect(url_for("commitments.show", commitment_id=commitment_id), 303)
    locked = commitment.is_open and not may(current_user, Permission.COMMITMENT_REOPEN, commitment)
    status = 422 if form.errors else 200
    return make_response(render_template("commitments/edit.html", form=form, c=commitment, locked=locked), status)


def _conflict_page(commitment_id: int, form: CommitmentForm) -> ResponseReturnValue:
    current = get_commitment(commitment_id)
    rows = conflict.rows(current, form)
    return make_response(render_template("commitments/conflict.html", c=current, form=form, rows=rows), 409)


from . import act_views, evidence_views, follow_views  # noqa: E402, F401  put the acts and the files on this blueprint
