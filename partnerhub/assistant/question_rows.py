"""The rows of questions: what is noted, and how it is counted, kept once for all that say the same, and taken off again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from .models import OpenQuestion, Outcome, QuestionCount

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

    @property
    def key(self) -> str:
        """What makes two rows of a week the same question."""
        return digest("\n".join(map(str, (*self.kind, self.text, self.remark, self.lang))))


def digest(text: str) -> str:
    """Return the fingerprint of a text, of one length."""
    return hashlib.sha256(text.encode()).hexdigest()


def count_up(session: Session, counts: Mapping[Kind, int]) -> None:
    """Add counts to their rows."""
    if counts:
        # In one order, though the lock lets only one writer in: the rows read alike in every dump.
        rows = [kind._asdict() | {"count": number} for kind, number in sorted(counts.items())]
        _add_up(session, QuestionCount.__table__, rows, _COUNTED_BY, "count")


def keep(session: Session, questions: Iterable[Noted]) -> set[str]:
    """Keep questions, one row for each that says the same, as far as there is room in their week; return the keys of the kept."""
    rows = list(_with_room(session, _alike(questions)))
    if rows:
        _add_up(session, OpenQuestion.__table__, rows, ("key",), "times")
    return {row["key"] for row in rows}


def take_off(session: Session, key: str) -> None:
    """Take one asking off a kept question; the last one takes the row away."""
    session.execute(update(OpenQuestion).where(OpenQuestion.key == key).values(times=OpenQuestion.times - 1))
    session.execute(delete(OpenQuestion).where(OpenQuestion.key == key, OpenQuestion.times <= 0))


def _alike(questions: Iterable[Noted]) -> list[dict[str, Any]]:
    """One row for each question that was noted, with how often."""
    rows: dict[str, dict[str, Any]] = {}
    for noted in questions:
        values = noted.kind._asdict() | {"text": noted.text, "remark": noted.remark, "lang": noted.lang}
        row = rows.setdefault(noted.key, values | {"key": noted.key, "times": 0, "is_handled": False})
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
