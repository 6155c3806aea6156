"""How well an offer meets a need, and why: occupation, time, place and openness, each a reason that can be said aloud.

Pure: no database, no request. What is compared is `Wanted` and `Offered`; the vocabulary says how occupations are related.
A match needs a related occupation. Weights and limits stand here, each with its reason; docs/matching.md tells them on a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from ..commitments.kinds import Kind
from .kinds import OfferKind, Openness, ProgrammeForm
from .quarters import first_day, last_day


class Reason(StrEnum):
    """Why an offer meets a need, or what speaks against it; the sentences stand in `reasons.py`."""

    SAME = "same"
    LEADS_THERE = "leads_there"
    FAMILY = "family"
    READY_BEFORE = "ready_before"
    ENDS_DURING = "ends_during"
    BEGINS_DURING = "begins_during"
    UNDER_WAY = "under_way"
    NO_DATES = "no_dates"
    READY_EARLY = "ready_early"
    TOO_LATE = "too_late"
    SAME_PLACE = "same_place"
    NEAR_PLACE = "near_place"
    ONLINE = "online"
    AT_YOURS = "at_yours"
    OWN = "own"
    OPEN_TO = "open_to"
    FULL = "full"
    HAS_BEGUN = "has_begun"
    STALE = "stale"


# Out of 100. The occupation decides; time tells the useful from the idle; place and openness order what is alike.
OCCUPATION = {Reason.SAME: 56.0, Reason.LEADS_THERE: 40.0, Reason.FAMILY: 18.0}
TIME = {
    Reason.READY_BEFORE: 22.0,
    Reason.ENDS_DURING: 18.0,
    Reason.UNDER_WAY: 13.0,
    Reason.BEGINS_DURING: 11.0,
    Reason.NO_DATES: 10.0,
    Reason.READY_EARLY: 6.0,
    Reason.TOO_LATE: 0.0,
}
PLACE = {Reason.SAME_PLACE: 10.0, Reason.AT_YOURS: 10.0, Reason.OWN: 10.0, Reason.ONLINE: 8.0, Reason.NEAR_PLACE: 6.0}
UNKNOWN_PLACE = 3.0
OPENNESS = 12.0
NO_WISH = 4.0  # a need that says nothing on openness excludes nothing
# What is full or has begun cannot be used: at most 22 of 100, below the 24 that the least usable match has. What comes too late or was
# not touched for a year may still be: it sinks, but stays above what cannot.
SINKS = {Reason.FULL: 0.2, Reason.HAS_BEGUN: 0.22, Reason.STALE: 0.6, Reason.TOO_LATE: 0.55}
LEAST = 20.0
STALE_AFTER = timedelta(days=365)
EARLY_AFTER = timedelta(days=365)  # who was ready a year before the need has found other work
POST_CODE_DIGITS = 4

OPENNESS_OF_KIND: dict[Kind, Openness] = {
    Kind.APPRENTICESHIP: Openness.APPRENTICE,
    Kind.ADULT_APPRENTICESHIP: Openness.ADULT_APPRENTICE,
    Kind.TASTER_PLACEMENT: Openness.WORK_PLACEMENT,
    Kind.TRAINING_PLACE: Openness.WORK_PLACEMENT,
    Kind.HYBRID_PLACEMENT: Openness.WORK_PLACEMENT,
    Kind.WORK_PLACEMENT: Openness.WORK_PLACEMENT,
    Kind.WAGE_SUBSIDY: Openness.WAGE_SUBSIDY,
    Kind.SMALL_JOB: Openness.SMALL_JOB,
    Kind.FLEX_JOB: Openness.FLEX_JOB,
    Kind.UPSKILLING: Openness.UPSKILLING,
}


class Relations(Protocol):
    """How occupations are related; `kinship.py` reads it from the vocabulary."""

    def kinship(self, wanted: str, offered: str) -> Reason | None:
        """Return how an offered occupation helps with a wanted one: SAME, LEADS_THERE, FAMILY, or not at all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need as it is compared; `places` are post codes and towns in one spelling, none where nobody said."""

    id: int
    partner_id: int
    occupation_id: str | None
    quarter: int
    openness: frozenset[Openness] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as it is compared; `free` is None where nothing is counted."""

    kind: OfferKind
    id: int
    partner_id: int
    occupations: frozenset[str]
    starts_on: date | None = None
    ends_on: date | None = None
    free: int | None = None
    places: frozenset[str] = frozenset()
    form: ProgrammeForm | None = None
    ways: frozenset[Openness] = frozenset()
    updated_on: date | None = None


@dataclass(frozen=True)
class Match:
    """A need and an offer that belong together, how well (0 to 100), and why, the weightiest reason first."""

    wanted: Wanted
    offered: Offered
    score: float
    reasons: tuple[Reason, ...] = field(default=())


def match(wanted: Wanted, offered: Offered, relations: Relations, day: date) -> Match | None:
    """Return the match of a need and an offer as of a day, None when the occupations are not related or too little speaks for it."""
    kinship = kinship_of(wanted.occupation_id, offered.occupations, relations)
    if kinship is None:
        return None
    timing, placing = _time(wanted, offered), _place(wanted, offered)
    reasons = [kinship, timing]
    score = OCCUPATION[kinship] + TIME[timing]
    score += PLACE[placing] if placing else 0.0 if wanted.places and offered.places else UNKNOWN_PLACE
    if placing:
        reasons.append(placing)
    if wanted.openness & offered.ways:
        score += OPENNESS
        reasons.append(Reason.OPEN_TO)
    elif not wanted.openness:
        score += NO_WISH
    against = _against(offered, timing, day)
    for reason in against:
        score *= SINKS[reason]
    reasons += [reason for reason in against if reason not in reasons]
    return Match(wanted, offered, round(score, 1), tuple(reasons)) if score >= LEAST * min([1.0, *(SINKS[r] for r in against)]) else None


def best(matches: Iterable[Match | None], limit: int) -> list[Match]:
    """Return the best matches, best first; equals in an order that does not change from one look to the next."""
    found = [one for one in matches if one is not None]
    return sorted(found, key=lambda one: (-one.score, one.wanted.quarter, one.offered.kind, one.offered.id, one.wanted.id))[:limit]


def kinship_of(occupation_id: str | None, occupations: Iterable[str], relations: Relations) -> Reason | None:
    """Return how an occupation is related to the nearest of several: the same, an education leads there, the same family, or not at all."""
    if occupation_id is None:
        return None
    found = [kin for other in occupations if (kin := relations.kinship(occupation_id, other)) is not None]
    return max(found, key=OCCUPATION.__getitem__, default=None)


def _time(wanted: Wanted, offered: Offered) -> Reason:
    """A programme is useful when it is over as the need begins; places and initiatives when they run then or lead up to it."""
    begins, ends = first_day(wanted.quarter), last_day(wanted.quarter)
    first, last = offered.starts_on, offered.ends_on
    if first is None and last is None:
        return Reason.NO_DATES
    if first is not None and first > ends:
        return Reason.TOO_LATE
    if last is None or last > ends:
        return Reason.BEGINS_DURING if first is not None and first >= begins else Reason.UNDER_WAY
    if last >= begins:
        return Reason.ENDS_DURING
    return Reason.READY_EARLY if begins - last > EARLY_AFTER else Reason.READY_BEFORE


def _place(wanted: Wanted, offered: Offered) -> Reason | None:
    if offered.partner_id == wanted.partner_id:
        return Reason.OWN
    if offered.form == ProgrammeForm.ONLINE:
        return Reason.ONLINE
    if offered.form == ProgrammeForm.AT_COMPANY:
        return Reason.AT_YOURS
    if wanted.places & offered.places:
        return Reason.SAME_PLACE
    return Reason.NEAR_PLACE if _areas(wanted.places) & _areas(offered.places) else None


def _areas(places: frozenset[str]) -> set[str]:
    """The first two digits of post codes: 4400 Kalundborg and 4450 Jyderup are neighbours."""
    return {place[:2] for place in places if len(place) == POST_CODE_DIGITS and place.isdecimal()}


def _against(offered: Offered, timing: Reason, day: date) -> list[Reason]:
    found = []
    if offered.free is not None and offered.free <= 0:
        found.append(Reason.FULL)
    if offered.kind is OfferKind.PROGRAMME and offered.starts_on is not None and offered.starts_on < day:
        found.append(Reason.HAS_BEGUN)
    if timing is Reason.TOO_LATE:
        found.append(Reason.TOO_LATE)
    if offered.updated_on is not None and day - offered.updated_on > STALE_AFTER:
        found.append(Reason.STALE)
    return found
