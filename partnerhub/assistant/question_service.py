"""The verbs on questions: write what was noted, erase what is old, and the editor's handling of an open one."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from partnerhub.access import Permission, may
from partnerhub.accounts.models import User
from partnerhub.clock import today
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.events import record

from .models import OpenQuestion, Outcome, QuestionCount, SpentBallot
from .question_queries import KEPT

# What somebody with a machine could make of the box must not fill the disk; beyond it a week's questions are only counted.
MOST_A_WEEK = 5_000
# A ballot is good for a day, a week is its Monday: after two no number can come again.
_SPENT_KEPT = timedelta(days=14)
_COUNTED_BY = ("week", "scheme_id", "facet", "audience", "outcome")


class Kind(NamedTuple):
    """What questions are counted by."""

    week: date
    scheme_id: str
    facet: str
    audience: str
    outcome: Outcome


@dataclass(frozen=True)
class Noted:
    """A masked question to be kept, without anything that points to who asked."""

    kind: Kind
    text: str
    lang: str
    remark: str = ""


@dataclass(frozen=True)
class Vote:
    """What somebody thought of an answer: counted once for each number. A line after it counts no more, and completes what was kept."""

    number: str
    kind: Kind
    question: Noted | None = None

    @property
    def is_line(self) -> bool:
        """It only adds what was missing to a vote that was cast."""
        return bool(self.question and self.question.remark)


def write_notes(counts: Mapping[Kind, int], questions: Sequence[Noted], votes: Sequence[Vote] = ()) -> None:
    """Add counts to their rows and keep the questions, one row for each that says the same; erases what has become old.

    A vote whose number was counted before is left out.
    """
    with writing() as session:
        fresh = _unspent(session, votes)
        counts = Counter(counts) + Counter(vote.kind for vote in fresh if not vote.is_line)
        questions = [*questions, *(vote.question for vote in fresh if vote.question)]
        if counts:
            # In one order, though the lock lets only one writer in: the rows read alike in every dump.
            rows = [kind._asdict() | {"count": number} for kind, number in sorted(counts.items())]
            _add_up(session, QuestionCount.__table__, rows, _COUNTED_BY, "count")
        if questions:
            kept = list(_with_room(session, _alike(questions)))
            if kept:
                _add_up(session, OpenQuestion.__table__, kept, ("key",), "times")
        lines = [vote.question for vote in fresh if vote.question and vote.is_line]
        if lines:
            _take_completed(session, lines)
        session.execute(delete(OpenQuestion).where(_is_old()))
        session.execute(delete(SpentBallot).where(SpentBallot.week < today() - _SPENT_KEPT))


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
        session.delete(question)


def _found(session: Session, by: User, question_id: int) -> OpenQuestion:
    question = session.get(OpenQuestion, question_id)
    if not may(by, Permission.QUESTION_HANDLE):
        raise RuleBroken("", _("Kun tovholderen og redaktøren kan gøre det."))
    if question is None:
        raise RuleBroken("", _("Spørgsmålet er slettet i mellemtiden."))
    return question


def _unspent(session: Session, votes: Sequence[Vote]) -> list[Vote]:
    """Return the votes that were not counted before, each number once, and remember their numbers."""
    first = {_digest(vote.number): vote for vote in reversed(votes)}
    if not first:
        return []
    known = set(session.scalars(select(SpentBallot.key).where(SpentBallot.key.in_(first))))
    fresh = {key: vote for key, vote in first.items() if key not in known}
    session.add_all(SpentBallot(key=key, week=vote.kind.week) for key, vote in fresh.items())
    session.flush()
    return list(fresh.values())


def _take_completed(session: Session, lines: Iterable[Noted]) -> None:
    """Take off the questions that were kept with the vote alone: the line's own row says it all."""
    keys = [row["key"] for row in _alike(replace(line, remark="") for line in lines)]
    session.execute(update(OpenQuestion).where(OpenQuestion.key.in_(keys)).values(times=OpenQuestion.times - 1))
    session.execute(delete(OpenQuestion).where(OpenQuestion.key.in_(keys), OpenQuestion.times <= 0))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _is_old() -> Any:
    """A week's questions go when its Monday is ninety days ago, so none is ever kept longer."""
    return OpenQuestion.week <= today() - KEPT


def _alike(questions: Iterable[Noted]) -> list[dict[str, Any]]:
    """One row for each question that was noted, with how often."""
    rows: dict[str, dict[str, Any]] = {}
    for noted in questions:
        values = noted.kind._asdict() | {"text": noted.text, "remark": noted.remark, "lang": noted.lang}
        key = _digest("\n".join(map(str, values.values())))
        row = rows.setdefault(key, values | {"key": key, "times": 0, "is_handled": False})
        row["times"] += 1
    return list(rows.values())


def _with_room(session: Session, rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    room: dict[date, int] = {}
    for row in rows:
        week = row["week"]
        if week not in room:
            there = session.scalar(select(func.count()).select_from(OpenQuestion).where(OpenQuestion.week == week)) or 0
            room[week] = MOST_A_WEEK - there
        room[week] -= 1
        if room[week] >= 0:
            yield row


def _add_up(session: Session, table: Any, rows: Sequence[dict[str, Any]], by: tuple[str, ...], number: str) -> None:
    """Insert rows; where one with the same key stands, add to its number."""
    connection = session.connection()
    # The two dialects have the same ON CONFLICT clause, in two classes.
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    wanted = insert(table)
    added = wanted.on_conflict_do_update(index_elements=by, set_={number: table.c[number] + wanted.excluded[number]})
    connection.execute(added, list(rows))
