"""When a human can be reached: opening hours by weekday in Copenhagen's time, with days that are closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from partnerhub.clock import COPENHAGEN
from partnerhub.workdays import is_holiday

# Far enough to look past every run of closed days that is not a mistake.
_LOOK_AHEAD = 60


@dataclass(frozen=True)
class Hours:
    """The hours of each weekday from Monday, None where it is closed; no weekdays at all while nobody has said."""

    weekdays: tuple[tuple[time, time] | None, ...] = ()
    closed_on_holidays: bool = True
    closed_days: frozenset[date] = frozenset()

    @property
    def are_known(self) -> bool:
        """Somebody has filled them in."""
        return any(self.weekdays)

    def on(self, day: date) -> tuple[time, time] | None:
        """Return from when to when it is open on a day, None for a closed one."""
        if not self.are_known or day in self.closed_days or (self.closed_on_holidays and is_holiday(day)):
            return None
        return self.weekdays[day.weekday()]

    def closes_at(self, moment: datetime) -> time | None:
        """Return when it closes, if it is open at a moment; the closing time itself is closed."""
        there = moment.astimezone(COPENHAGEN)
        hours = self.on(there.date())
        return hours[1] if hours and hours[0] <= there.time() < hours[1] else None

    def opens_after(self, moment: datetime) -> datetime | None:
        """Return the next opening after a moment, None when there is none in the next sixty days."""
        there = moment.astimezone(COPENHAGEN)
        for ahead in range(_LOOK_AHEAD):
            day = there.date() + timedelta(days=ahead)
            hours = self.on(day)
            if hours and (ahead or there.time() < hours[0]):
                return datetime.combine(day, hours[0], COPENHAGEN)
        return None


def hours_from(weekdays: Sequence[Sequence[str] | None], closed_on_holidays: bool, closed_days: Iterable[str]) -> Hours:
    """Return the hours that a row holds as text."""
    return Hours(
        tuple((time.fromisoformat(day[0]), time.fromisoformat(day[1])) if day else None for day in weekdays),
        closed_on_holidays,
        frozenset(date.fromisoformat(day) for day in closed_days),
    )
