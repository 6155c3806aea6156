"""Whether commitments keep pace, as conditions of a query: the same rules as the properties of `Commitment`."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Float, Integer, and_, cast, func, literal, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

from .kinds import SILENT_AFTER_DAYS, Status
from .models import NO_START, Commitment

SLACK = 0.25


class days_between(FunctionElement[int]):  # noqa: N801  it reads as the SQL function it stands for
    """The whole days from the first date to the second."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


@compiles(days_between)
def _with_julian_days(element: Any, compiler: Any, **options: Any) -> str:
    start, end = (compiler.process(part, **options) for part in element.clauses)
    return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _with_dates(element: Any, compiler: Any, **options: Any) -> str:
    start, end = (compiler.process(part, **options) for part in element.clauses)
    return f"({end} - {start})"


def is_overdue(day: date) -> ColumnElement[bool]:
    """Return the condition of `Commitment.is_overdue` as of a day."""
    return and_(Commitment.status.in_((Status.PROPOSED, Status.AGREED)), Commitment.due_key < day)


def has_started(day: date) -> ColumnElement[bool]:
    """Return the condition that an agreed commitment is active on a day.

    In a function, because nearly all have started: the index on the order or the owner must be read, and not the one on the start.
    """
    return func.coalesce(Commitment.start_key, NO_START, type_=Date) <= day


def is_silent(day: date) -> ColumnElement[bool]:
    """Return the condition of `Commitment.is_silent` as of a day."""
    limit = day - timedelta(days=SILENT_AFTER_DAYS)
    return and_(
        Commitment.status == Status.AGREED,
        Commitment.start_key <= day,
        Commitment.start_key < limit,
        func.coalesce(Commitment.heard_on, NO_START, type_=Date) < limit,
        func.coalesce(_day_of(Commitment.agreed_at), NO_START, type_=Date) < limit,
    )


def is_on_track(day: date) -> ColumnElement[bool]:
    """Return the condition of `Commitment.is_on_track` as of a day."""
    start = func.coalesce(Commitment.start_on, _day_of(Commitment.agreed_at), _day_of(Commitment.created_at), type_=Date)
    whole = days_between(start, Commitment.due_on)
    elapsed = cast(days_between(start, literal(day, Date)), Float) / func.nullif(whole, 0)
    in_step = cast(Commitment.reported, Float) / Commitment.quantity >= elapsed - SLACK
    keeps_pace = and_(
        Commitment.status.in_((Status.PROPOSED, Status.AGREED)),
        Commitment.quantity.is_not(None),
        Commitment.due_on >= day,
        or_(start >= day, whole <= 0, in_step),
    )
    return or_(Commitment.status == Status.FULFILLED, keeps_pace)


def _day_of(moment: Any) -> Any:
    return func.date(moment, type_=Date)
