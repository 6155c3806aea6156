"""The verbs on questions: write what was noted, erase what is old, and the editor's handling of an open one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from partnerhub.access import Permission, may
from partnerhub.accounts.models import User
from partnerhub.clock import today
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.events import record

from .models import OpenQuestion, SpentBallot
from .question_queries import KEPT
from .question_rows import Kind, Noted, count_up, keep
from .vote_rows import Vote, forget_row, write_votes

# A ballot is good for a day, a week is its Monday: after two no number can come again.
_SPENT_KEPT = timedelta(days=14)


def write_notes(counts: Mapping[Kind, int], questions: Sequence[Noted], votes: Sequence[Vote] = ()) -> list[Vote]:
    """Add counts to their rows and keep the questions, one row for each that says the same; erases what has become old.

    A vote whose number was counted before is left out. Returns the lines whose vote is not written yet.
    """
    with writing() as session:
        voted, waiting = write_votes(session, votes)
        changed = Counter(counts)
        changed.update(voted)  # a yes that was taken back is counted down
        count_up(session, {kind: number for kind, number in changed.items() if number})
        keep(session, questions)
        session.execute(delete(OpenQuestion).where(_is_old()))
        session.execute(delete(SpentBallot).where(SpentBallot.week < today() - _SPENT_KEPT))
    return waiting


def erase_old() -> int:
    """Erase the open questions that have been kept for ninety days; return how many."""
    if db.session.scalar(select(OpenQuestion.id).where(_is_old()).limit(1)) is None:
        db.session.rollback()
        return 0
    with writing() as session:
        erased: Any = session.execute(delete(OpenQuestion).where(_is_old()))
        return int(erased.rowcount)


def mark_handled(by: User, question_id: int, is_handled: bool) -> None:
    """Mark an open question as handled, or as open again. Raises RuleBroken when it is gone or the caller may not."""
    with writing() as session:
        question = _found(session, by, question_id)
        if question.is_handled != is_handled:
            question.is_handled = is_handled
            record("question.handled" if is_handled else "question.reopened", question, by)


def remove(by: User, question_id: int) -> None:
    """Delete an open question. Raises RuleBroken when it is gone or the caller may not."""
    with writing() as session:
        question = _found(session, by, question_id)
        record("question.removed", question, by)
        forget_row(session, question.key)
        session.delete(question)


def _found(session: Session, by: User, question_id: int) -> OpenQuestion:
    question = session.get(OpenQuestion, question_id)
    if not may(by, Permission.QUESTION_HANDLE):
        raise RuleBroken("", _("Kun tovholderen og redaktøren kan gøre det."))
    if question is None:
        raise RuleBroken("", _("Spørgsmålet er slettet i mellemtiden."))
    return question


def _is_old() -> Any:
    """A week's questions go when its Monday is ninety days ago, so none is ever kept longer."""
    return OpenQuestion.week <= today() - KEPT
