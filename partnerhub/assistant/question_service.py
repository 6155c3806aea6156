"""The verbs on questions: write what was noted, erase what is old, and the editor's handling of an open one."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from partnerhub.access import Permission, may
from partnerhub.accounts.models import User
from partnerhub.clock import today
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.events import record

from .models import OpenQuestion, Outcome, QuestionCount
from .question_queries import KEPT

# What somebody with a machine could make of the box must not fill the disk; beyond it a week's questions are only counted.
MOST_A_WEEK = 5_000
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


def write_notes(counts: Mapping[Kind, int], questions: Sequence[Noted]) -> None:
    """Add counts to their rows and keep the questions, one row for each that says the same; erases what has become old."""
    with writing() as session:
        if counts:
            # In one order, though the lock lets only one writer in: the rows read alike in every dump.
            rows = [kind._asdict() | {"count": number} for kind, number in sorted(counts.items())]
            _add_up(session, QuestionCount.__table__, rows, _COUNTED_BY, "count")
        if questions:
            kept = list(_with_room(session, _alike(questions)))
            if kept:
                _add_up(session, OpenQuestion.__table__, kept, ("key",), "times")
        session.execute(delete(OpenQuestion).where(_is_old()))


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


def _is_old() -> Any:
    """A week's questions go when its Monday is ninety days ago, so none is ever kept longer."""
    return OpenQuestion.week <= today() - KEPT


def _alike(questions: Iterable[Noted]) -> list[dict[str, Any]]:
    """One row for each question that was noted, with how often."""
    rows: dict[str, dict[str, Any]] = {}
    for noted in questions:
        values = noted.kind._asdict() | {"text": noted.text, "remark": noted.remark, "lang": noted.lang}
        key = hashlib.sha256("\n".join(map(str, values.values())).encode()).hexdigest()
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
