"""The steward's pages of needs rounds: the list, a new one, choosing companies, coverage, reminder, phone list, closing."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, requires
from ..clock import today
from ..commitments.presenting import put_error
from ..errors import RuleBroken, StaleVersion
from ..language import write_moment
from ..sheets.file_views import download
from . import conflict, phone_list, round_mail, round_service
from . import round_queries as queries
from .enquiry_models import NeedsRound
from .forms import CloseForm, PlainForm
from .round_answer_views import answering
from .round_answering import How
from .round_choosing import Choosing
from .round_forms import RoundForm

bp = Blueprint("rounds", __name__)


@bp.get("")
@requires(Permission.ROUND_RUN)
def index() -> ResponseReturnValue:
    """List the rounds, the newest first, with how many have answered."""
    return render_template("rounds/index.html", rounds=queries.rounds())


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.ROUND_RUN)
def new() -> ResponseReturnValue:
    """Make a round; the companies are chosen next."""
    form = RoundForm()
    if form.validate_on_submit():
        try:
            made = round_service.create_round(current_user, form.terms(), form.shown)
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            return redirect(url_for("rounds.choose", round_id=made.id), 303)
    return make_response(render_template("rounds/new.html", form=form), 422 if form.errors else 200)


@bp.get("/<int:round_id>")
@requires(Permission.ROUND_RUN)
def show(round_id: int) -> ResponseReturnValue:
    """Show a round's coverage: who has answered what, and who has not."""
    needs_round = get_round(round_id)
    return render_template("rounds/show.html", round=needs_round, coverage=_coverage(needs_round), form=_version_form(needs_round))


@bp.route("/<int:round_id>/ret", methods=["GET", "POST"])
@requires(Permission.ROUND_RUN)
def edit(round_id: int) -> ResponseReturnValue:
    """Change a round's words or due date."""
    needs_round = get_round(round_id)
    form = RoundForm(kept=needs_round)
    if request.method == "GET":
        form.show(needs_round)
    elif request.form.get("act") != "continue" and form.validate_on_submit():
        try:
            round_service.edit_round(current_user, round_id, form.seen_version, form.terms())
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion:
            return _conflict(round_id, form)
        else:
            flash(_("Ændringen er gemt."), "success")
            return redirect(url_for("rounds.show", round_id=round_id), 303)
    return make_response(render_template("rounds/edit.html", form=form, round=needs_round), 422 if form.errors else 200)


@bp.route("/<int:round_id>/vaelg", methods=["GET", "POST"])
@requires(Permission.ROUND_RUN)
def choose(round_id: int) -> ResponseReturnValue:
    """Choose the companies to ask, read the mail, send it."""
    needs_round, form = get_round(round_id), PlainForm()
    choosing = Choosing.read(request.values)
    if request.method == "POST" and choosing.is_sending:
        try:
            made = round_service.ask(current_user, round_id, choosing.chosen)
        except RuleBroken as broken:
            form.form_errors.append(broken.text)
        else:
            flash(ngettext("%(num)s virksomhed er spurgt.", "%(num)s virksomheder er spurgt.", len(made)), "success")
            return redirect(url_for("rounds.show", round_id=round_id), 303)
    page = render_template(
        "rounds/choose.html",
        round=needs_round,
        form=form,
        choosing=choosing,
        companies=queries.candidates(needs_round, choosing.choice, current_user.id, choosing.name),
        recipients=round_mail.recipients,
        mail=round_mail.mail_text(needs_round, _("virksomhedens navn"), "…"),
    )
    return make_response(page, 422 if form.form_errors else 200)


@bp.post("/<int:round_id>/paamind")
@requires(Permission.ROUND_RUN)
def remind(round_id: int) -> ResponseReturnValue:
    """Remind those who have not answered."""
    get_round(round_id)
    try:
        number, when = round_service.remind(current_user, round_id)
    except RuleBroken as broken:
        flash(broken.text, "error")
    else:
        text = ngettext("%(num)s virksomhed får en påmindelse", "%(num)s virksomheder får en påmindelse", number)
        flash(f"{text}: {write_moment(when)}.", "success")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.post("/<int:round_id>/luk")
@requires(Permission.ROUND_RUN)
def close(round_id: int) -> ResponseReturnValue:
    """Close a round."""
    return _turn(round_id, round_service.close_round, _("Runden er lukket. Du kan åbne den igen."))


@bp.post("/<int:round_id>/aabn")
@requires(Permission.ROUND_RUN)
def reopen(round_id: int) -> ResponseReturnValue:
    """Open a closed round again."""
    return _turn(round_id, round_service.reopen_round, _("Runden er åbnet igen."))


@bp.get("/<int:round_id>/ringeliste")
@requires(Permission.ROUND_RUN)
def calls(round_id: int) -> ResponseReturnValue:
    """Show whom to call, on a page for printing."""
    needs_round = get_round(round_id)
    return render_template("rounds/calls.html", round=needs_round, calls=phone_list.calls(needs_round))


@bp.get("/<int:round_id>/ringeliste.csv")
@requires(Permission.ROUND_RUN)
def calls_csv(round_id: int) -> ResponseReturnValue:
    """Return whom to call as csv."""
    needs_round = get_round(round_id)
    return download(phone_list.as_csv(needs_round), "csv", f"ringeliste-{round_id}-{today().isoformat()}")


@bp.route("/<int:round_id>/svar/<int:request_id>", methods=["GET", "POST"])
@requires(Permission.ROUND_RUN)
def phone(round_id: int, request_id: int) -> ResponseReturnValue:
    """Enter what a company answers on the phone."""
    asked = queries.find_request(request_id)
    if asked is None or asked.round_id != round_id:
        abort(404)
    address = url_for("rounds.phone", round_id=round_id, request_id=request_id)
    return answering(asked, How.PHONE, current_user, address, url_for("rounds.show", round_id=round_id))


def get_round(round_id: int) -> NeedsRound:
    """Return a round, or 404."""
    found = queries.find_round(round_id)
    if found is None:
        abort(404)
    return found


def _turn(round_id: int, act: Any, told: str) -> ResponseReturnValue:
    get_round(round_id)
    try:
        act(current_user, round_id, CloseForm().seen_version)
    except (RuleBroken, StaleVersion) as fault:
        flash(conflict.told(fault), "error")
    else:
        flash(told, "success")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


def _coverage(needs_round: NeedsRound) -> dict[str, Any]:
    answered = [request for request in needs_round.requests if request.answered_at is not None]
    silent = [request for request in needs_round.requests if request.answered_at is None]
    return {"asked": len(needs_round.requests), "answered": answered, "silent": silent, "needs": queries.answers(needs_round.id)}


def _version_form(needs_round: NeedsRound) -> CloseForm:
    form = CloseForm(formdata=None)
    form.version.data = str(needs_round.version)
    return form


def _conflict(round_id: int, form: RoundForm) -> ResponseReturnValue:
    current = get_round(round_id)
    stored = RoundForm(kept=current, formdata=None)
    stored.show(current)
    page = render_template(
        "exchange/conflict.html",
        rows=conflict.rows(form, stored),
        version=current.version,
        edit_url=url_for("rounds.edit", round_id=round_id),
        show_url=url_for("rounds.show", round_id=round_id),
    )
    return make_response(page, 409)
