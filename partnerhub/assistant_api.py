"""The assistant as JSON: one question in, one reply out; no cookie is read and none is set."""

from typing import Any

from flask import g, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, refresh
from flask_babel import gettext as _

from .access import public
from .api import ParameterError, bp
from .assistant.asking import MOST_CHARACTERS, Asked, ask, is_audience
from .assistant.crisis import cry_within
from .assistant.privacy import mask
from .assistant.remembering import remember
from .assistant.replies import Choice, Reply
from .assistant.sayings import unstored_sentence
from .language import LOCALES, current_locale
from .schemes_api import plain_sources
from .security import limiter

MOST_CONTEXT = 20


@bp.post("/assistant/ask", endpoint="ask")
@limiter.limit("600/minute")
@public
def ask_assistant() -> ResponseReturnValue:
    """Answer a question; 400 with problem+json when the body cannot be used."""
    asked = _read_body()
    reply = ask(asked)
    remember(asked.question, reply, asked.audience)
    return jsonify(plain(reply, _told_of_masking(asked.question, reply)))


def plain(reply: Reply, beside: str = "") -> dict[str, Any]:
    """Return a reply as the contract's JSON object; `beside` is said at the end of its message."""
    answer = reply.answer
    lang = reply.lang if reply.lang in LOCALES else "en"
    return {
        "kind": reply.kind,
        "confidence": reply.confidence,
        "answer": answer
        and {
            "scheme": answer.scheme,
            "facet": answer.facet,
            "title": answer.title,
            "text": answer.text,
            "details": "\n".join(filter(None, [answer.details, *answer.open_questions, *answer.remarks, answer.note])),
            "status": answer.status,
            "valid_to": answer.valid_to,
            "valid_to_between": answer.valid_to_between,
            "alternatives": list(answer.alternatives),
            "reviewed": answer.reviewed,
            "checked_on": answer.checked_on.isoformat(),
            "review_due": answer.review_due.isoformat(),
            "sources": plain_sources(answer.sources),
            "url": _url(answer.scheme, answer.facet, lang),
        },
        "suggestions": [_suggestion(choice, lang) for choice in reply.suggestions],
        "message": " ".join(filter(None, [reply.lifted.text, reply.message, beside])),
    }


def _told_of_masking(question: str, reply: Reply) -> str:
    """Return that something personal was not stored, as the chat says it; "" where nothing was, and beside a cry's help lines."""
    if reply.outcome is None or not mask(question).changed:
        return ""
    with force_locale(reply.lang if reply.lang in LOCALES else current_locale()):
        return unstored_sentence()


def _suggestion(choice: Choice, lang: str) -> dict[str, str]:
    return {"scheme": choice.scheme, "facet": choice.facet, "title": choice.title, "url": _url(choice.scheme, choice.facet, lang)}


def _url(scheme: str, facet: str, lang: str) -> str:
    return url_for("schemes.show", scheme_id=scheme, lang=lang, _anchor=str(facet))


def _read_body() -> Asked:
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # thousands of brackets inside each other
        body = None
    if not isinstance(body, dict):
        raise ParameterError(_("Send et JSON-objekt med et felt »question«."))
    lang, context = (body.get(name) for name in ("lang", "context"))
    lang, context = current_locale() if lang is None else lang, [] if context is None else context
    if lang not in LOCALES:
        raise ParameterError(_("»lang« skal være »da« eller »en«."))
    g.locale = lang  # what is wrong is told in it, too
    refresh()
    question, audience = body.get("question"), body.get("audience")
    if not isinstance(question, str) or not question.strip():
        raise ParameterError(_("Skriv et spørgsmål i feltet »question«."))
    if len(question) > MOST_CHARACTERS:  # nobody is told to write less who cries for help
        question = cry_within(question, MOST_CHARACTERS) or question
    if len(question) > MOST_CHARACTERS:
        raise ParameterError(_("Spørgsmålet er på %(count)d tegn. Skriv det på højst %(most)d.", count=len(question), most=MOST_CHARACTERS))
    if not isinstance(context, list) or not all(isinstance(text, str) for text in context) or len(context) > MOST_CONTEXT:
        raise ParameterError(_("»context« skal være en liste med højst %(most)d tidligere spørgsmål.", most=MOST_CONTEXT))
    if audience is not None and not (isinstance(audience, str) and is_audience(audience)):
        raise ParameterError(_("»audience« skal være company, citizen, union, school, municipality eller null."))
    return Asked(question, tuple(context), audience, lang)
