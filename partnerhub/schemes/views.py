"""The schemes' own pages: all of them by state, and one with its life, answers, rates and sources. Anyone may read them."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from ..access import public
from ..clock import today
from ..language import current_locale
from .keeping import current_knowledge
from .labels import audience_word, facet_question, status_word
from .life import alternatives_for, phase_on, rate_is_old
from .listing import groups
from .presenting import Reader, show
from .terms import Audience, Facet
from .wording import spell_rate

bp = Blueprint("schemes", __name__)
MOST_TYPED = 80


@bp.app_context_processor
def _words() -> dict[str, object]:
    return {"status_word": status_word, "audience_word": audience_word}


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """List the schemes by state; `q` and `for` narrow the list."""
    typed = request.args.get("q", "").strip()[:MOST_TYPED]
    audience = _audience()
    return render_template(
        "schemes/index.html",
        groups=groups(current_knowledge(), typed, audience, current_locale(), today()),
        typed=typed,
        audience=audience,
        audiences=[(value.value, audience_word(value)) for value in Audience],
    )


@bp.get("/<scheme_id>", endpoint="show")
@public
def show_page(scheme_id: str) -> ResponseReturnValue:
    """Show one scheme; `for` chooses whose wording is shown."""
    knowledge = current_knowledge()
    scheme = knowledge.schemes.get(scheme_id)
    if scheme is None:
        abort(404)
    lang, day, audience = current_locale(), today(), _audience()
    reader = Reader(audience, lang, day)
    names = {key: other.name.in_language(lang) for key, other in knowledge.schemes.items()}
    return render_template(
        "schemes/show.html",
        scheme=scheme,
        name=scheme.name.in_language(lang),
        phase=phase_on(scheme, day),
        answers=[(facet, facet_question(facet), show(scheme, facet, knowledge, reader)) for facet in Facet if facet in scheme.answers],
        rates=[(rate, rate.label.in_language(lang), spell_rate(rate, lang), rate_is_old(rate, day)) for rate in scheme.rates.values()],
        alternatives=[(key, names[key]) for key in alternatives_for(scheme, audience) if key in names],
        related=[(key, names[key]) for key in scheme.related if key in names],
        names=names,
        lang=lang,
        audience=audience,
        audiences=[(value.value, audience_word(value)) for value in Audience],
    )


def _audience() -> str | None:
    asked = request.args.get("for", "")
    return asked if asked in set(Audience) else None
