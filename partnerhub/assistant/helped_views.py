"""“Did it help?”: a yes or a no under an answer, and after a no one line if one likes; no cookie and no name.

The ballot ties the vote to its question and answer.
"""

from typing import Any

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import public
from ..security import limiter
from .asking import MOST_CHARACTERS, help_for
from .ballots import Ballot, Step, read_ballot, signed
from .dialogue import MOST_TURNS
from .privacy import mask
from .remembering import MOST_REMARK, remember_vote
from .views import bp

VOTES = {"ja": True, "nej": False}
LIMIT = "30/minute"


@bp.post("/hjalp")
@limiter.limit(LIMIT)
@public
def helped() -> ResponseReturnValue:
    """Take a vote on an answer, or the line after a no, and thank for it; what cannot be taken comes back with a sentence."""
    vote, ballot = VOTES.get(request.form.get("helped", "")), read_ballot(request.form.get("ballot", ""), str(current_app.secret_key))
    if ballot is None:
        return _answer(fault=_("Stemmen gælder ikke længere. Stil spørgsmålet igen, så kan du svare.")), 422
    if ballot.step == Step.LINE:
        return _line(ballot)
    if vote is None:
        abort(400)
    remember_vote(ballot, vote)
    crisis = help_for(ballot.question)
    return _answer(vote=vote, crisis=crisis, ballot="" if vote else signed(ballot, str(current_app.secret_key), Step.LINE))


def _line(ballot: Ballot) -> ResponseReturnValue:
    """Take the line on what was missing."""
    remark = request.form.get("remark", "").strip()
    if crisis := help_for(remark):  # however long it is
        return _answer(vote=False, is_line=True, crisis=crisis)
    if not remark or len(remark) > MOST_REMARK:
        too_long = _("Linjen er på %(count)d tegn. Skriv den på højst %(most)d.", count=len(remark), most=MOST_REMARK)
        fault = too_long if remark else _("Skriv først, hvad der manglede.")
        return _answer(vote=False, line_fault=fault, remark=remark[:MOST_CHARACTERS], ballot=request.form["ballot"]), 422
    remember_vote(ballot, False, remark)
    return _answer(vote=False, is_line=True, masked=mask(remark).changed)


def _answer(**values: Any) -> str:
    """The region alone for htmx; else a page with it and the way back into the dialogue."""
    usual = {"vote": None, "fault": "", "crisis": None, "ballot": "", "line_fault": "", "remark": "", "is_line": False, "masked": False}
    values = usual | {"earlier": _earlier(), "most": MOST_CHARACTERS} | values
    return render_template("assistant/_thanks.html" if request.headers.get("HX-Request") else "assistant/helped.html", **values)


def _earlier() -> list[str]:
    """Return the dialogue as the chat would carry it on: its last turns, masked, none longer than may be asked."""
    sent = [text.strip() for text in request.form.getlist("earlier") if text.strip()][-MOST_TURNS:]
    return [mask(text).text[:MOST_CHARACTERS] for text in sent]
