"""The chat: a log, a box, and a human always in sight. Questions travel by POST only and no cookie is set."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnerhub.schemes.labels import audience_word
from partnerhub.schemes.terms import Audience

from ..access import public
from ..language import current_locale
from ..security import limiter
from .asking import MOST_CHARACTERS, current_mind, is_audience
from .dialogue import MOST_TURNS, Turn, choice, play, topic
from .remembering import remember_turn
from .suggesting import suggestions

bp = Blueprint("assistant", __name__)
LIMIT = "60/minute"


@bp.get("")
@public
def chat() -> ResponseReturnValue:
    """Show the empty log, or the scheme that a link speaks of as the dialogue's topic."""
    scheme = request.args.get("ordning", "")
    known = current_mind()
    about = scheme if known and scheme in known.knowledge.schemes else None
    audience = request.args.get("for", "")
    return _page([], audience if is_audience(audience) else None, about)


@bp.post("")
@limiter.limit(LIMIT)
@public
def ask() -> ResponseReturnValue:
    """Answer a question; htmx gets the new turn alone, a browser without JavaScript the whole dialogue."""
    question = request.form.get("question", "").strip()
    pressed = request.form.get("choice", "")
    audience = request.form.get("audience", "")
    audience_or_none = audience if is_audience(audience) else None
    fault = _fault(question) if not pressed else ""
    about = request.form.get("topic", "")
    earlier = [text for text in request.form.getlist("earlier") if text.strip()][-(MOST_TURNS - 1) :]
    if not earlier and about:
        earlier = [choice(about, "what")]
    sent = earlier if fault else [*earlier, pressed or question]
    turns = play(sent, audience_or_none, current_locale())
    if not fault:
        remember_turn(turns, pressed, audience_or_none)
    if about and earlier and earlier[0] == choice(about, "what") and not request.form.getlist("earlier"):
        turns = turns[1:] or turns
    if request.headers.get("HX-Request") and not fault:
        return render_template("assistant/_turn.html", turns=turns, new=turns[-1:], **_shared(turns, audience_or_none, None), oob=True)
    page = _page(turns, audience_or_none, None, question=question if fault else "", fault=fault)
    return page, 422 if fault else 200


@bp.post("/forslag")
@limiter.limit("240/minute")
@public
def suggest() -> ResponseReturnValue:
    """Return the schemes that a half-typed question may mean, as buttons."""
    return render_template(
        "assistant/_suggestions.html", found=suggestions(request.form.get("question", ""), current_locale()), choice=choice
    )


def _fault(question: str) -> str:
    if not question:
        return _("Skriv et spørgsmål først.")
    if len(question) > MOST_CHARACTERS:
        return _("Spørgsmålet er på %(count)d tegn. Skriv det på højst %(most)d.", count=len(question), most=MOST_CHARACTERS)
    return ""


def _shared(turns: list[Turn], audience: str | None, about: str | None) -> dict[str, Any]:
    known = current_mind()
    scheme = topic(turns) or about
    name = known.knowledge.schemes[scheme].name.in_language(current_locale()) if known and scheme else ""
    return {
        "topic": scheme,
        "topic_name": name,
        "audience": audience,
        "choice": choice,
        "audience_word": audience_word,
        "most": MOST_CHARACTERS,
        "new_dialogue_url": url_for("assistant.chat", lang=request.args.get("lang")),
    }


def _page(turns: list[Turn], audience: str | None, about: str | None, question: str = "", fault: str = "") -> str:
    return render_template(
        "assistant/page.html",
        turns=turns,
        question=question,
        fault=fault,
        audiences=[(value.value, audience_word(value)) for value in Audience],
        examples=[
            _("Hvad træder i stedet for jobrotation?"),
            _("Kan vi få tilskud til en lærling på 30?"),
            _("Hvor mange timer må jeg arbejde, mens jeg er sygemeldt?"),
        ],
        **_shared(turns, audience, about),
    )
