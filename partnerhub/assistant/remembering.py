"""What is kept of a question: nearly always a count; the masked text only when there was no answer or it did not help."""

from collections.abc import Sequence
from datetime import date, timedelta

from partnerhub.clock import today
from partnerhub.typed_text import clean, is_readable

from .asking import FEWEST_LETTERS, MOST_CHARACTERS
from .ballots import Ballot, Step
from .crisis import is_crisis
from .dialogue import Turn
from .models import NOBODY_SAID, Outcome
from .notebook import notebook
from .privacy import mask
from .question_rows import Kind, Noted
from .replies import Reply
from .tongues import SPOKEN, tongue_of
from .vote_rows import Vote

MOST_REMARK = 200
_SPOKEN = {None, *SPOKEN}


def remember_turn(turns: Sequence[Turn], pressed: str, audience: str | None) -> None:
    """Note the newest turn of a dialogue; a forged button made none."""
    if turns and (not pressed or turns[-1].sent == pressed):
        remember(turns[-1].question, turns[-1].reply, audience)


def remember(question: str, reply: Reply, audience: str | None) -> None:
    """Note how a question ended; a cry for help leaves no trace at all, and the words of what may be one are not kept."""
    if reply.outcome is None or is_crisis(question):
        return
    kind = Kind(week_of(today()), *reply.about, audience or NOBODY_SAID, reply.outcome)
    says_something = sum(letter.isalpha() for letter in question) >= FEWEST_LETTERS
    kept = reply.outcome == Outcome.NONE and says_something and not reply.help_numbers and tongue_of(question) in _SPOKEN
    notebook().note(kind, Noted(kind, storable(question, MOST_CHARACTERS), reply.lang) if kept else None)


def remember_vote(ballot: Ballot, helped: bool, remark: str = "") -> None:
    """Note whether an answer helped; when it did not, the question, and afterwards the line about it, are kept."""
    if is_crisis(ballot.question) or is_crisis(remark):
        return
    outcome = Outcome.HELPED if helped else Outcome.NOT_HELPED
    kind = Kind(week_of(today()), ballot.scheme, ballot.facet, ballot.audience or NOBODY_SAID, outcome)
    text, line = storable(ballot.question, MOST_CHARACTERS), storable(remark, MOST_REMARK)
    kept = not helped and text and tongue_of(ballot.question) in _SPOKEN
    noted = Noted(kind, text, ballot.lang, line) if kept else None
    notebook().note_vote(Vote(f"{ballot.number} {Step.VOTE}", kind, noted, is_line=ballot.step == Step.LINE))


def storable(text: str, most: int) -> str:
    """Return a text as it may be kept: masked, in one line, without characters that a database refuses, cut to a length."""
    readable = "".join(sign if is_readable(sign) else " " for sign in clean(text))
    return mask(" ".join(readable.split())).text[:most]


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
