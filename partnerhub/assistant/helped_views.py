"""“Did it help?”: a yes or a no under an answer, with one line if one likes; no cookie, no name, no token."""

from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnerhub.schemes.terms import Facet

from ..access import public
from ..language import LOCALES, current_locale
from ..security import limiter
from .asking import MOST_CHARACTERS, current_mind, is_audience, is_crisis
from .dialogue import MOST_TURNS
from .privacy import mask
from .remembering import MOST_REMARK, remember_vote
from .replies import crisis_sentence
from .views import bp

VOTES = {"ja": True, "nej": False}
LIMIT = "30/minute"


@bp.post("/hjalp")
@limiter.limit(LIMIT)
@public
def helped() -> ResponseReturnValue:
    """Take a vote on an answer and thank for it; a line that is too long comes back with a sentence."""
    vote = VOTES.get(request.form.get("helped", ""))
    scheme, facet = request.form.get("scheme", ""), request.form.get("facet", "")
    mind = current_mind()
    if vote is None or mind is None or scheme not in mind.knowledge.schemes or facet not in set(Facet):
        abort(400)
    question, remark = request.form.get("question", "")[:MOST_CHARACTERS], request.form.get("remark", "").strip()
    if len(remark) > MOST_REMARK:
        fault = _("Linjen er på %(count)d tegn. Skriv den på højst %(most)d.", count=len(remark), most=MOST_REMARK)
        return _answer("assistant/_helped.html", "assistant/helped.html", vote=vote, line_fault=fault, remark=remark, ballot=_ballot()), 422
    audience, lang = request.form.get("audience", ""), request.form.get("lang", "")
    remember_vote(
        question,
        (scheme, facet),
        audience if is_audience(audience) else None,
        lang if lang in LOCALES else current_locale(),
        vote,
        remark,
    )
    in_crisis = is_crisis(question) or is_crisis(remark)
    crisis = crisis_sentence() if in_crisis else ""
    return _answer("assistant/_thanks.html", "assistant/helped.html", vote=vote, masked=mask(remark).changed, crisis=crisis, line_fault="")


def _answer(region: str, page: str, **values: Any) -> str:
    """The region alone for htmx; else a page with it and the way back into the dialogue."""
    if request.headers.get("HX-Request"):
        return render_template(region, **values)
    return render_template(page, region=region, earlier=_earlier(), most=MOST_CHARACTERS, **values)


def _ballot() -> dict[str, Any]:
    """What the form carries, as it came."""
    return {name: request.form.get(name, "") for name in ("question", "scheme", "facet", "lang", "audience")} | {"earlier": _earlier()}


def _earlier() -> list[str]:
    return [text for text in request.form.getlist("earlier") if text.strip()][-MOST_TURNS:]
