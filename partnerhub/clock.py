"""Time: stored in UTC, shown and counted in Europe/Copenhagen."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """Return this moment in UTC, with time zone."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """Return the calendar day in Copenhagen, the day that deadlines are counted from."""
    return now().astimezone(COPENHAGEN).date()


def local(moment: datetime) -> datetime:
    """Return a UTC moment as Copenhagen time."""
    return moment.astimezone(COPENHAGEN)


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Let the clock stand still at a moment, or at noon of a day: for demo data with a past and for tests "as of" a date."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 12, tzinfo=COPENHAGEN)
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
