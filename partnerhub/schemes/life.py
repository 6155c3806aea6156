"""A scheme has a life: what holds for it on a day, what to use instead, and which rates have grown old. Dates decide."""

from datetime import date

from .content_types import Phase, Rate, SchemeContent, Text
from .terms import Status

EVERYONE = "everyone"


def phase_on(scheme: SchemeContent, day: date) -> Phase:
    """Return the phase of a scheme's life that a day falls in."""
    return next(phase for phase in scheme.phases if phase.until is None or day <= phase.until)


def status_on(scheme: SchemeContent, day: date) -> Status:
    """Return a scheme's state on a day."""
    return phase_on(scheme, day).status


def lead_on(scheme: SchemeContent, day: date) -> Text | None:
    """Return what must be said before every answer on a day, None for a scheme that simply goes on."""
    return phase_on(scheme, day).lead


def alternatives_for(scheme: SchemeContent, audience: str | None) -> tuple[str, ...]:
    """Return the ids of what to use instead: those that fit the asker, else everyone's."""
    return scheme.alternatives.get(audience or EVERYONE) or scheme.alternatives.get(EVERYONE, ())


def rate_is_old(rate: Rate, day: date) -> bool:
    """Tell whether a rate is of an earlier year than the day's, so that it may have changed."""
    return rate.year < day.year
