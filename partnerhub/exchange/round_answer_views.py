"""Answering a needs round: by the signed link without an account, or signed in. The steward enters what is told on the phone elsewhere."""

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, public, requires
from ..accounts.models import User
from ..errors import RuleBroken, StaleVersion
from ..security import limiter
from . import round_queries as queries
from .enquiry_models import RoundRequest
from .round_answering import How, Line, answer, line_of
from .round_forms import AnswerSheet

bp = Blueprint("round_answers", __name__)
LIMIT = "60/minute"
_NO_NEEDS = ("none", "none-sure")  # the second is said when needs that stand are closed by it


@bp.after_request
def _keep_link_secret(response: Response) -> Response:
    """The link is the key: it is neither stored, nor told to the next page, nor found by a search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.route("/<token>", methods=["GET", "POST"])
@public
@limiter.limit(LIMIT)
def by_link(token: str) -> ResponseReturnValue:
    """Ask the one company that the link belongs to, and store what it answers; nothing else is shown."""
    asked = queries.request_of_link(token)
    if asked is None:
        return make_response(render_template("rounds/gone.html", asked=None), 404)
    return answering(asked, How.LINK, None, url_for("round_answers.by_link", token=token))


@bp.route("/svar/<int:request_id>", methods=["GET", "POST"])
@requires(Permission.ROUND_ANSWER)
def signed_in(request_id: int) -> ResponseReturnValue:
    """Ask the own company on the same page, without a link."""
    asked = queries.find_request(request_id)
    if asked is None:
        abort(404)
    check(Permission.ROUND_ANSWER, asked)
    return answering(asked, How.SIGNED_IN, current_user, url_for("round_answers.signed_in", request_id=request_id))


def answering(asked: RoundRequest, how: How, by: User | None, address: str, done: str = "") -> ResponseReturnValue:
    """Show the page of one request or store its answer; `done` is where an answer leads, the thanks at the same address by default."""
    if request.method == "POST":
        return _store(asked, how, by, address, done or address)
    if not asked.round.is_open or not asked.partner.is_active:
        return make_response(render_template("rounds/gone.html", asked=asked), 410)
    may_answer = asked.may_be_answered or how is How.PHONE
    if asked.answered_at is not None and not (may_answer and request.args.get("ret")) and how is not How.PHONE:
        edit_url = _with(address, "ret=1") if may_answer else ""
        return render_template("rounds/thanks.html", asked=asked, needs=queries.answered_needs(asked), how=how, edit_url=edit_url)
    sheet = AnswerSheet(None, _lines(asked), asked.round.quarter)
    return _page(asked, how, address, sheet, asked.stamp)


def _store(asked: RoundRequest, how: How, by: User | None, address: str, done: str) -> ResponseReturnValue:
    """What was typed stays on the page until it is stored, whatever happened meanwhile."""
    sheet, seen = AnswerSheet(request.form, [], asked.round.quarter), request.form.get("seen", "")
    act = request.form.get("act", "")
    if sheet.is_asking_for_more or sheet.is_searching:
        return _page(asked, how, address, sheet, seen, 422 if sheet.errors else 200)
    if act not in _NO_NEEDS and not sheet.is_whole():
        return _page(asked, how, address, sheet, seen, 422)
    if act == "none" and sheet.known_ids():
        return _page(asked, how, address, sheet, seen, closing=True)
    lines, gone = ([], sheet.known_ids()) if act in _NO_NEEDS else sheet.answer()
    if act not in _NO_NEEDS and not lines and not gone:
        sheet.form_errors.append(_("Skriv mindst ét behov, eller tryk “Vi har ingen behov lige nu”."))
        return _page(asked, how, address, sheet, seen, 422)
    try:
        answer(asked.id, how, by, seen, lines, gone)
    except RuleBroken as broken:
        sheet.put_error(broken.field, broken.text)
        return _page(asked, how, address, sheet, seen, 422)
    except StaleVersion as stale:
        return _page(stale.current, how, address, sheet, stale.current.stamp, 409, queries.answered_needs(stale.current))
    if how is not How.LINK:
        flash(_("Svaret er gemt."), "success")
    return redirect(done, 303)


def _page(
    asked: RoundRequest,
    how: How,
    address: str,
    sheet: AnswerSheet,
    seen: str,
    status: int = 200,
    stored: object = None,
    closing: bool = False,
) -> ResponseReturnValue:
    """`closing` asks first whether the needs that stand shall be closed."""
    shown = {"asked": asked, "how": how, "address": address, "sheet": sheet, "seen": seen, "stored": stored, "closing": closing}
    others = queries.count_others(asked, sheet.known_ids()) if sheet.known_ids() else 0
    return make_response(render_template("rounds/answer.html", others=others, **shown), status)


def _lines(asked: RoundRequest) -> list[Line]:
    """What stands for the asked time, to be kept or changed; else what was said last time, as new lines."""
    standing = queries.standing_needs(asked)
    if standing or asked.answered_at is not None:
        return [line_of(need) for need in standing]
    return [line_of(need, asked.round.quarter) for need in queries.last_said(asked)]


def _with(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"
