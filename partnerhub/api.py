"""The JSON API: read-only and the same for everyone: it ignores cookies, so signed in or not one sees what is public."""

import base64
import binascii
import json
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, request
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from .access import public
from .commitments.kinds import Kind, Phase
from .commitments.public_queries import PublicCommitment, Selection, public_page
from .errors import API_PREFIX, problem
from .language import LOCALES
from .openapi import LIMIT, document
from .security import limiter
from .strategy.queries import strategy_in_force

bp = Blueprint("api", __name__)
COOKIELESS = (API_PREFIX, "/assistent/indlejret")
FRESH = "public, max-age=60"
DEFAULT_LIMIT = 50
TEXT_LIMIT = 200
MARK = "c1"  # of cursors among commitments
PHASES = [phase.value for phase in Phase if phase != Phase.DRAFT]


class CookielessApi(SecureCookieSessionInterface):
    """Sessions for pages only: under /api/ no cookie is read and none is set, so that caches may keep one answer for all.

    Nor in the chat that stands in other people's pages.
    """

    def open_session(self, app: Any, request: Any) -> Any:
        """Return the page's session, for the API an empty one."""
        return self.session_class() if request.path.startswith(COOKIELESS) else super().open_session(app, request)

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        """Save a page's session; the API has none."""
        if not request.path.startswith(COOKIELESS):
            super().save_session(app, session, response)


class ParameterError(Exception):
    """A parameter cannot be used; the text says in the caller's language what to write."""


@bp.record_once
def _forget_cookies(state: Any) -> None:
    state.app.session_interface = CookielessApi()


@bp.url_value_preprocessor
def _choose_language(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """By `lang`, else by the browser's wish; never by who is signed in. Runs before anything asks for the user."""
    asked = request.args.get("lang")
    g.locale = asked if asked in LOCALES else request.accept_languages.best_match(LOCALES, "da")


@bp.after_request
def _mark(response: Response) -> Response:
    response.headers["Cache-Control"] = FRESH if response.status_code == 200 else "no-store"
    response.vary.add("Accept-Language")
    return response


@bp.errorhandler(ParameterError)
def _refuse(error: ParameterError) -> Response:
    return problem(400, str(error))


@bp.get("/commitments")
@limiter.limit("120/minute")
@public
def commitments() -> ResponseReturnValue:
    """Return a page of public commitments."""
    selection, limit, before_id = _read_selection()
    found, next_id = public_page(selection, limit, before_id)
    return jsonify(commitments=[_plain(item) for item in found], next=cursor_of(next_id, MARK))


@bp.get("/strategy")
@limiter.limit("120/minute")
@public
def strategy() -> ResponseReturnValue:
    """Return the goals and guideposts of the strategy in force: what the codes in the other answers mean."""
    found = strategy_in_force()
    if found is None:
        abort(404)
    return jsonify(
        title=found.title(g.locale),
        starts=found.starts_on.isoformat(),
        ends=found.ends_on.isoformat(),
        goals=[
            {
                "code": goal.code,
                "title": goal.title(g.locale),
                "guideposts": [{"code": post.code, "title": post.title(g.locale)} for post in goal.guideposts],
            }
            for goal in found.goals
        ],
    )


@bp.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    """Describe the API in OpenAPI 3.1."""
    return jsonify(document(str(current_app.config["PUBLIC_URL"]), str(current_app.config["MUNICIPALITY_NAME"])))


def read_parameters(known: set[str]) -> dict[str, str]:
    """Return the request's parameters, each given once and known; ParameterError with a sentence that says what to write."""
    known = known | {"lang"}
    for name in request.args:
        if name not in known:
            raise ParameterError(_("Parameteren »%(name)s« findes ikke. Brug: %(known)s.", name=name[:40], known=", ".join(sorted(known))))
        if len(request.args.getlist(name)) > 1:
            raise ParameterError(_("Skriv parameteren »%(name)s« én gang.", name=name))
    values = {name: value.strip() for name, value in request.args.items()}
    for name, value in values.items():
        if len(value) > TEXT_LIMIT or not value.isprintable():
            raise ParameterError(_("»%(name)s« må højst fylde %(limit)s tegn og ikke indeholde styretegn.", name=name, limit=TEXT_LIMIT))
    one_of("lang", values.get("lang", ""), list(LOCALES))
    return values


def _read_selection() -> tuple[Selection, int, int | None]:
    values = read_parameters({"goal", "guidepost", "partner", "kind", "status", "q", "after", "limit"})
    kind = one_of("kind", values.get("kind", ""), [kind.value for kind in Kind])
    status = one_of("status", values.get("status", ""), PHASES)
    selection = Selection(
        goal=values.get("goal", ""),
        guidepost=values.get("guidepost", ""),
        partner=values.get("partner", ""),
        kind=Kind(kind) if kind else None,
        phase=Phase(status) if status else None,
        q=values.get("q", ""),
    )
    return selection, page_limit(values), place_of(values, MARK)


def one_of(name: str, value: str, choices: list[str]) -> str:
    """Return the value of a parameter, which is empty or one of the choices; ParameterError otherwise."""
    if value and value not in choices:
        raise ParameterError(_("»%(name)s« skal være en af: %(choices)s.", name=name, choices=", ".join(choices)))
    return value


def page_limit(values: dict[str, str]) -> int:
    """Return how many a page holds; ParameterError for a number that is not offered."""
    text = values.get("limit", "")
    if not text:
        return DEFAULT_LIMIT
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= number <= LIMIT:
        raise ParameterError(_("»limit« skal være et helt tal fra 1 til %(limit)s.", limit=LIMIT))
    return number


def cursor_of(place: int | None, mark: str) -> str | None:
    """Return the `next` of an answer: the id that the following page starts below, with the mark of its list; None at the end."""
    return base64.urlsafe_b64encode(json.dumps([mark, place]).encode()).decode().rstrip("=") if place else None


def place_of(values: dict[str, str], mark: str) -> int | None:
    """Return the id that a page starts below; ParameterError unless `after` was the `next` of an earlier answer of the same list."""
    cursor = values.get("after", "")
    if not cursor:
        return None
    try:
        found, place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error):
        found, place = None, None
    if found != mark or type(place) is not int or not 0 < place < 2**31:
        raise ParameterError(_("»after« skal være det, der stod i »next« i et tidligere svar."))
    return place


def _plain(item: PublicCommitment) -> dict[str, Any]:
    return {
        "reference": item.reference,
        "title": item.title,
        "owner": item.owner,
        "goal": item.goal,
        "guidepost": item.guidepost,
        "kind": item.kind.value,
        "quantity": item.quantity,
        "unit": item.unit.value if item.unit else None,
        "start": item.start_on.isoformat() if item.start_on else None,
        "due": item.due_on.isoformat() if item.due_on else None,
        "status": item.phase.value,
        "totals": {"reported": item.reported, "confirmed": item.confirmed},
        "cosigners": list(item.cosigners),
    }
