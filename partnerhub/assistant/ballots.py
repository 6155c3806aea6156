"""Ballots: what “Did it help?” carries, signed, so that a vote fits the question and answer it stands under, counts once and grows old.

A ballot says nothing of who holds it; its number is drawn anew each time an answer is shown. The first vote on it counts, or a no
after a yes; a line needs a no, and of several lines the last is kept (`vote_rows.py`).
"""

import secrets
from dataclasses import asdict, dataclass
from enum import StrEnum

from itsdangerous import BadData, URLSafeTimedSerializer

# A page may lie open for a day; then its answer may be another one.
VALID_SECONDS = 24 * 60 * 60


class Step(StrEnum):
    """A vote, and after a no the line on what was missing."""

    VOTE = "vote"
    LINE = "line"


@dataclass(frozen=True)
class Ballot:
    """The question and the answer that a vote is about, who asks and in which language, and the number that makes it count once."""

    question: str
    scheme: str
    facet: str
    lang: str
    audience: str
    number: str = ""
    step: str = Step.VOTE


def signed(ballot: Ballot, secret: str, step: Step = Step.VOTE) -> str:
    """Return a ballot as a form carries it, with a number of its own unless it has one."""
    values = asdict(ballot) | {"number": ballot.number or secrets.token_urlsafe(12), "step": step}
    return str(_signer(secret).dumps(list(values.values())))


def read_ballot(text: str, secret: str) -> Ballot | None:
    """Return the ballot that a form carries, None for one that is forged, changed or older than a day."""
    try:
        return Ballot(*_signer(secret).loads(text, max_age=VALID_SECONDS))
    except (BadData, TypeError):
        return None


def _signer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="did-it-help")
