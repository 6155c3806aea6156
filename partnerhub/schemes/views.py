"""The schemes' own pages: all of them by state, and one with its life, answers, rates and sources. Anyone may read them."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from ..access import public
from ..clock import today
from ..language import current_locale
from .keeping import current_knowledge
from .knowledge import Knowledge
from .labels import audience_word, facet_question, source_year, stage_time, stage_word, status_word
from .left_out import unanswerable_sentence
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
        return _left_out(knowledge, scheme_id)
    audience = _audience()
    page = page_for(scheme, knowledge, Reader(audience, current_locale(), today()))
    return render_template("schemes/show.html", page=page, audience=audience)


def _left_out(knowledge: Knowledge, scheme_id: str) -> ResponseReturnValue:
    """Say of a scheme that cannot be told about that it is there, 404 of one that is not."""
    left_out = knowledge.left_out.get(scheme_id)
    if left_out is None:
        abort(404)
    name = left_out.name.in_language(current_locale())
    return render_template("schemes/left_out.html", name=name, sentence=unanswerable_sentence(name)), 503


def _audience() -> str | None:
    asked = request.args.get("for", "")
    return asked if asked in set(Audience) else None
