"""Votes on answers, counted once for each ballot, and the line after a no, which completes what that ballot itself has kept.

A no after a yes takes the yes back; any other vote sent again counts nothing. Of several lines on one ballot the last counts, as it does
for somebody who corrects what they wrote; a line whose ballot has no counted no is not kept. Only the row that a ballot's own no or line
was kept in is touched, and only by one asking.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from .models import Outcome, SpentBallot
from .question_rows import Kind, Noted, digest, keep, take_off


@dataclass(frozen=True)
class Vote:
    """What somebody thought of an answer, or the line after a no. `waited` is how often a line came before its vote was written."""

    number: str
    kind: Kind
    question: Noted | None = None
    is_line: bool = False
    waited: int = 0


def write_votes(session: Session, votes: Sequence[Vote]) -> tuple[Counter[Kind], list[Vote]]:
    """Keep what votes and lines hold; return what is to be counted, and the lines whose vote is not written yet: another worker has it."""
    cast = _last_words(votes)
    lines = {digest(vote.number): vote for vote in votes if vote.is_line}
    spent = {row.key: row for row in session.scalars(select(SpentBallot).where(SpentBallot.key.in_({*cast, *lines})))}
    fresh = {key: vote for key, vote in cast.items() if key not in spent or _takes_back(spent[key], vote)}
    taken_back = [vote.kind._replace(week=spent[key].week, outcome=Outcome.HELPED) for key, vote in fresh.items() if key in spent]
    kept = keep(session, [vote.question for vote in fresh.values() if vote.question])
    for key, vote in fresh.items():
        if key in spent:
            spent[key].question_key = _held_by(vote, kept)
            continue
        spent[key] = SpentBallot(key=key, week=vote.kind.week, question_key=_held_by(vote, kept))
        session.add(spent[key])
    for key, line in lines.items():
        if key in spent:
            _complete(session, spent[key], line.question)
    session.flush()
    counted = Counter(vote.kind for vote in fresh.values())
    counted.subtract(taken_back)
    return counted, [line for key, line in lines.items() if key not in spent]


def _last_words(votes: Sequence[Vote]) -> dict[str, Vote]:
    """Return one vote for each ballot: the first, or a no that came after a yes."""
    found: dict[str, Vote] = {}
    for vote in votes:
        key = digest(vote.number)
        earlier = found.get(key)
        if not vote.is_line and (earlier is None or earlier.kind.outcome is Outcome.HELPED):
            found[key] = vote
    return found


def _takes_back(ballot: SpentBallot, vote: Vote) -> bool:
    """Tell whether a vote is a no on a ballot whose yes was counted: somebody has thought better of it."""
    return ballot.question_key is None and vote.kind.outcome is Outcome.NOT_HELPED


def forget_row(session: Session, key: str) -> None:
    """Let no ballot point any longer to a row that was removed: the same question of somebody else may come to stand under its key."""
    session.execute(update(SpentBallot).where(SpentBallot.question_key == key).values(question_key=""))


def _held_by(vote: Vote, kept: set[str]) -> str | None:
    """Return the key of the row that a no was kept in, "" for one without, None for a yes, which takes no line."""
    if vote.kind.outcome is not Outcome.NOT_HELPED:
        return None
    return vote.question.key if vote.question and vote.question.key in kept else ""


def _complete(session: Session, ballot: SpentBallot, line: Noted | None) -> None:
    """Let a line take the place of what its ballot kept; sent again it changes nothing, and without room that stays."""
    if ballot.question_key is None or line is None or line.key == ballot.question_key or not keep(session, [line]):
        return
    if ballot.question_key:
        take_off(session, ballot.question_key)
    ballot.question_key = line.key
