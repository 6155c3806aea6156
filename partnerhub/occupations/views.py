"""The occupations' pages: what jobs are called, what leads there, and the suggestions while one types. Anyone may read them."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..access import public
from ..language import current_locale
from ..security import limiter
from .finder import MOST_TYPED
from .labels import education_kind_word, level_word, sector_word
from .suggesting import suggestions

bp = Blueprint("occupations", __name__)
LIMIT = "600/minute"  # a whole town hall types from one address


@bp.record_once
def _give_words(state: Any) -> None:
    state.app.jinja_env.globals |= {word.__name__: word for word in (education_kind_word, level_word, sector_word)}


@bp.get("/soeg")
@public
@limiter.limit(LIMIT)
def suggest() -> ResponseReturnValue:
    """Return the occupations that `q` may mean, and a sentence that tells how many, as JSON for the field."""
    return jsonify(suggestions(request.args.get("q", "")[:MOST_TYPED], current_locale()))
