"""A scheme has a life: what holds for it on a day, what to use instead, and which rates have grown old. Dates decide."""

from dataclasses import dataclass
from datetime import date, timedelta

from .content_types import Phase, Rate, SchemeContent, Text
from .terms import Facet, Status

EVERYONE = "everyone"


def phase_on(scheme: SchemeContent, day: date) -> Phase:
    """Return the phase of a scheme's life that a day falls in."""
    return next(phase for phase in scheme.phases if phase.until is None or day <= phase.until)


def status_on(scheme: SchemeContent, day: date) -> Status:
    """Return a scheme's state on a day."""
    return phase_on(scheme, day).status


def lead_on(scheme: SchemeContent, day: date, facet: Facet | None = None) -> Text | None:
    """Return what must be said before a scheme's answers on a day, or before the one to a facet; None where it simply goes on."""
    phase = phase_on(scheme, day)
    return phase.lead if facet is None or not phase.lead_before or facet in phase.lead_before else None


@dataclass(frozen=True)
class Stage:
    """A phase on the line of a scheme's life, as of a day.

    `between` stands in for the first day where only an interval is confirmed; a date that nobody has confirmed is None. `leads_to` is the
    state that follows, None for the last.
    """

    status: Status
    begins: date | None
    until: date | None
    between: tuple[date, date] | None
    is_now: bool
    is_past: bool
    leads_to: Status | None = None


def life_line(scheme: SchemeContent, day: date) -> tuple[Stage, ...]:
    """Return the stages of a scheme's life in order, the day's own marked; no day is made up where an interval is all that is known."""
    now, interval = phase_on(scheme, day), _unconfirmed_end(scheme)
    unconfirmed = [*(phase.begins_between for phase in scheme.phases[:-1]), interval or scheme.phases[-1].begins_between]
    stages: list[Stage] = []
    begins = scheme.valid_from
    for place, phase in enumerate(scheme.phases):
        between, following = unconfirmed[place], scheme.phases[place + 1] if place + 1 < len(scheme.phases) else None
        until = None if following and unconfirmed[place + 1] else phase.until
        is_past = phase.until is not None and phase.until < day
        stages.append(
            Stage(phase.status, None if between else begins, until, between, phase is now, is_past, following.status if following else None)
        )
        begins = phase.until + timedelta(days=1) if phase.until else None
    return tuple(stages)


def _unconfirmed_end(scheme: SchemeContent) -> tuple[date, date] | None:
    """The interval that a scheme ends in, None when the day is known or there is no end."""
    if scheme.ends_between is None or scheme.phases[-1].status is not Status.ENDED:
        return None
    first, last = scheme.ends_between
    return None if first == last else scheme.ends_between


def alternatives_for(scheme: SchemeContent, audience: str | None) -> tuple[str, ...]:
    """Return the ids of what to use instead: those that fit the asker, else everyone's."""
    return scheme.alternatives.get(audience or EVERYONE) or scheme.alternatives.get(EVERYONE, ())


def rate_is_old(rate: Rate, day: date) -> bool:
    """Tell whether a rate is of an earlier year than the day's, so that it may have changed."""
    return rate.year < day.year
