"""The chat: a log, a box, and a human always in sight. Questions travel by POST only and no cookie is set.

The same chat stands at `/assistent` and, without the site around it, at `/assistent/indlejret` for partners' own pages.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from partnerhub.config import public_address
from partnerhub.schemes.labels import audience_word
from partnerhub.schemes.terms import Audience

from ..access import FRAMEABLE, public
from ..language import LOCALES, current_locale, speaking
from ..security import limiter
from .asking import MOST_CHARACTERS, contact_mail, current_mind, is_audience
from .ballots import Ballot, signed
from .carrying import mail_link, plain_text
from .crisis import is_crisis
from .dialogue import Dialogue, Turn, about, choice, play
from .posted import Posted, read_posted
from .remembering import remember_turn
from .suggesting import suggestions

bp = Blueprint("assistant", __name__)
LIMIT = "60/minute"
# A cry for help is answered though many have asked from the same network; this is against floods alone.
CRY_LIMIT = "600/minute"


def _is_cry() -> bool:
    return is_crisis(request.form.get("question", "")[:MOST_CHARACTERS])


@bp.url_value_preprocessor
def _forget_the_caller(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """In a partner's page nobody is signed in: the language is that of the address alone."""
    if endpoint in FRAMEABLE:
        asked = request.args.get("lang")
        g.locale = asked if asked in LOCALES else "da"


@bp.get("")
@public
def chat() -> ResponseReturnValue:
    """Show the empty log, or the scheme that a link speaks of as the dialogue's topic."""
    return _first_page()


@bp.post("")
@limiter.limit(LIMIT, exempt_when=_is_cry)
@limiter.limit(CRY_LIMIT)
@public
def ask() -> ResponseReturnValue:
    """Answer a question; htmx gets the new turn alone, a browser without JavaScript the whole dialogue."""
    return _answer(read_posted(request.form))


@bp.get("/indlejret")
@public
def embedded() -> ResponseReturnValue:
    """Show the chat without the site around it, for a frame in a partner's page."""
    return _first_page()


@bp.post("/indlejret")
@limiter.limit(LIMIT, exempt_when=_is_cry)
@limiter.limit(CRY_LIMIT)
@public
def ask_embedded() -> ResponseReturnValue:
    """Answer a question inside the frame."""
    return _answer(read_posted(request.form))


@bp.post("/forslag")
@limiter.limit("240/minute")
@public
def suggest() -> ResponseReturnValue:
    """Return the schemes that a half-typed question may mean, as buttons."""
    return render_template(
        "assistant/_suggestions.html", found=suggestions(request.form.get("question", ""), current_locale()), choice=choice
    )


def _first_page() -> str:
    scheme, asked_for = request.args.get("ordning", ""), request.args.get("for", "")
    audience = asked_for if is_audience(asked_for) else _side_of_the_caller()
    return _page(play([about(scheme)] if scheme else [], audience, current_locale()), audience)


def _side_of_the_caller() -> str | None:
    """Return the side that a signed-in person is on, to be taken off like any role; nobody is signed in inside a partner's page."""
    if request.endpoint in FRAMEABLE or not current_user.is_authenticated:
        return None
    return str(current_user.partner.kind)


def _answer(posted: Posted) -> ResponseReturnValue:
    dialogue = play(posted.sent, posted.audience, current_locale())
    if not posted.fault and not posted.dropped:
        remember_turn(dialogue.turns, posted.pressed, posted.audience)
    if not request.headers.get("HX-Request"):
        return _page(dialogue, posted.audience, posted.unsent, posted.fault, posted), 422 if posted.fault else 200
    if posted.fault:
        box = make_response(render_template("assistant/_box.html", question=posted.question, fault=posted.fault, most=MOST_CHARACTERS), 422)
        box.headers["HX-Retarget"], box.headers["HX-Reswap"] = "#box", "outerHTML"
        return box
    new = dialogue.turns[-1:] if posted.pressed or not posted.dropped else ()
    return render_template("assistant/_turn.html", new=new, dropped=posted.dropped, **_shared(dialogue, posted.audience, posted))


def _page(dialogue: Dialogue, audience: str | None, question: str = "", fault: str = "", posted: Posted | None = None) -> str:
    return render_template(
        "assistant/page.html",
        question=question,
        fault=fault,
        examples=[
            _("Hvad træder i stedet for jobrotation?"),
            _("Kan vi få tilskud til en lærling på 30?"),
            _("Hvor mange timer må jeg arbejde, mens jeg er sygemeldt?"),
        ],
        **_shared(dialogue, audience, posted),
    )


def _exchange(turn: Turn, newest: bool, shared: Mapping[str, Any]) -> Markup:
    """Return a turn as the log shows it, all of it in the language of its answer."""
    page = current_locale()
    lang = turn.reply.lang if turn.reply.lang in LOCALES else page
    button = partial(choice, lang=lang if lang != page else "")
    answer, ballot = turn.reply.answer, ""
    if answer and turn is shared["turns"][-1]:
        ballot = signed(Ballot(turn.question, answer.scheme, answer.facet, lang, shared["audience"] or ""), str(current_app.secret_key))
    with speaking(lang):
        template = current_app.jinja_env.get_template("assistant/_exchange.html")
        html = template.render(**{**shared, "turn": turn, "newest": newest, "choice": button, "ballot": ballot})
        return Markup(html)  # noqa: S704 - a template's own output, escaped as it was made


def _shared(dialogue: Dialogue, audience: str | None, posted: Posted | None = None) -> dict[str, Any]:
    known = current_mind()
    scheme = known.knowledge.schemes.get(dialogue.topic or "") if known else None
    shared: dict[str, Any] = {
        "turns": dialogue.turns,
        "kept": dialogue.kept,
        "topic": dialogue.topic,
        "topic_name": scheme.name.in_language(current_locale()) if scheme else "",
        "audience": audience,
        "voice": posted.voice if posted else "",
        "audiences": [(value.value, audience_word(value)) for value in Audience],
        "audience_word": audience_word,
        "choice": choice,
        "most": MOST_CHARACTERS,
        "plain_text": lambda turn, path: plain_text(turn, public_address(path)),
        "mail_link": lambda turn: mail_link(contact_mail(), turn.question, current_locale()),
    }
    return shared | {"exchange": lambda turn, newest: _exchange(turn, newest, shared)}
