"""The schemes' own pages: all of them by state, and one with its life, answers, rates and sources. Anyone may read them."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from ..access import public
from ..clock import today
from ..language import current_locale
from .keeping import current_knowledge
from .labels import audience_word, facet_question, source_year, stage_time, stage_word, status_word
from .listing import groups
from .presenting import Reader
from .scheme_page import page_for
from .terms import Audience

bp = Blueprint("schemes", __name__)
MOST_TYPED = 80


@bp.record_once
def _give_words(state: Any) -> None:
    words = (audience_word, facet_question, source_year, stage_time, stage_word, status_word)
    state.app.jinja_env.globals |= {word.__name__: word for word in words}


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """List the schemes by state; `q` and `for` narrow the list."""
    typed = " ".join(request.args.get("q", "").split())[:MOST_TYPED]
    audience = _audience()
    return render_template(
        "schemes/index.html",
        groups=groups(current_knowledge(), typed, audience, current_locale(), today()),
        typed=typed,
        audience=audience,
        audiences=list(Audience),
    )


@bp.get("/<scheme_id>", endpoint="show")
@public
def show_page(scheme_id: str) -> ResponseReturnValue:
    """Show one scheme; `for` chooses whose wording is shown."""
    knowledge = current_knowledge()
    scheme = knowledge.schemes.get(scheme_id)
    if scheme is None:
        abort(404)
    audience = _audience()
    page = page_for(scheme, knowledge, Reader(audience, current_locale(), today()))
    return render_template("schemes/show.html", page=page, audience=audience)


def _audience() -> str | None:
    asked = request.args.get("for", "")
    return asked if asked in set(Audience) else None
