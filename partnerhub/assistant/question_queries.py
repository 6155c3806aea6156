"""What is asked of the questions: the open ones page by page, how many there are, and the counts of the last weeks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from partnerhub.database import db

from .models import OpenQuestion, Outcome, QuestionCount

KEPT = timedelta(days=90)
A_PAGE = 30
WEEKS = 13
NO_SCHEME = "ingen"


@dataclass(frozen=True)
class OpenCount:
    """How many questions stand open, and how many are older than they may become."""

    open: int
    old: int


@dataclass(frozen=True)
class Filter:
    """Which questions: of an outcome, near a scheme (`ingen`: near none), handled ones too."""

    outcome: str = ""
    scheme: str = ""
    with_handled: bool = False


@dataclass(frozen=True)
class Page:
    """Questions of one page, newest week first, and the key that the next page begins after, None for the last."""

    questions: list[OpenQuestion]
    after: str | None


def count_open(day: date) -> OpenCount:
    """Return the numbers, as of a day."""
    asked = select(
        func.count().filter(OpenQuestion.is_handled.is_(False)), func.count().filter(OpenQuestion.week <= day - KEPT)
    ).select_from(OpenQuestion)
    return OpenCount(*db.session.execute(asked).one())


def page_of(wanted: Filter, after: str = "", size: int = A_PAGE) -> Page:
    """Return a page: by week, newest first, within it by scheme; an `after` that makes no sense gives the first page."""
    asked = _narrowed(wanted).order_by(OpenQuestion.week.desc(), OpenQuestion.scheme_id, OpenQuestion.id).limit(size + 1)
    if key := _read_key(after):
        week, scheme, number = key
        later = and_(OpenQuestion.week == week, or_(OpenQuestion.scheme_id > scheme, _same_and_later(scheme, number)))
        asked = asked.where(or_(OpenQuestion.week < week, later))
    found = list(db.session.scalars(asked))
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], f"{last.week.isoformat()}.{last.id}.{last.scheme_id}" if last else None)


def all_of(wanted: Filter) -> list[OpenQuestion]:
    """Return every question that a filter lets through, for a file; a week keeps at most some thousands."""
    return list(db.session.scalars(_narrowed(wanted).order_by(OpenQuestion.week.desc(), OpenQuestion.scheme_id, OpenQuestion.id)))


def find_question(question_id: int) -> OpenQuestion | None:
    """Return an open question."""
    return db.session.get(OpenQuestion, question_id)


def schemes_asked(wanted: Filter) -> list[str]:
    """Return the schemes that some question is near to, "" for none, whatever scheme the filter names."""
    asked = select(OpenQuestion.scheme_id).where(*_conditions(Filter(wanted.outcome, "", wanted.with_handled))).distinct()
    return sorted(db.session.scalars(asked))


def counts_since(day: date) -> dict[str, dict[Outcome, int]]:
    """Return how often each outcome came up, by scheme ("" for none), in the weeks from a day on."""
    asked = (
        select(QuestionCount.scheme_id, QuestionCount.outcome, func.sum(QuestionCount.count))
        .where(QuestionCount.week >= day)
        .group_by(QuestionCount.scheme_id, QuestionCount.outcome)
    )
    found: dict[str, dict[Outcome, int]] = defaultdict(dict)
    for scheme, outcome, number in db.session.execute(asked):
        found[scheme][outcome] = int(number)
    return dict(found)


def _narrowed(wanted: Filter) -> Any:
    return select(OpenQuestion).where(*_conditions(wanted))


def _conditions(wanted: Filter) -> list[Any]:
    found: list[Any] = [] if wanted.with_handled else [OpenQuestion.is_handled.is_(False)]
    if wanted.outcome:
        found.append(OpenQuestion.outcome == Outcome(wanted.outcome))
    if wanted.scheme:
        found.append(OpenQuestion.scheme_id == ("" if wanted.scheme == NO_SCHEME else wanted.scheme))
    return found


def _same_and_later(scheme: str, number: int) -> Any:
    return and_(OpenQuestion.scheme_id == scheme, OpenQuestion.id > number)


def _read_key(after: str) -> tuple[date, str, int] | None:
    try:
        week, number, scheme = after.split(".", 2)
        return date.fromisoformat(week), scheme, min(int(number), 2**31 - 1)
    except ValueError:
        return None
