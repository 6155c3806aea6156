"""The matches of a need, of many needs, and of an offer, worked out when asked from the rows of related occupations.

Nothing is stored: a change is seen at the next look, and only what it touches is compared again. However many needs are asked about, it
takes one statement for the hidden ones, one a kind of offer, and two for commitments.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..accounts.models import User
from ..clock import today
from . import match_queries
from . import offer_queries as offers
from .kinds import OfferKind, Openness
from .kinship import current_kinship
from .matching import Match, Offered, Wanted, best, match
from .models import LabourNeed
from .naming_queries import commitments_naming
from .offer_queries import Candidate, Shown
from .places import places_of
from .quarters import last_day
from .queries import visible_needs

SHOWN = 8
HIDDEN_SHOWN = 100
SOONEST = 200  # needs that several offers together are compared with: a desk shows a handful


@dataclass(frozen=True)
class Found:
    """A match with what a page shows of the offer; `hidden_reason` is None while nobody has hidden it."""

    match: Match
    shown: Shown
    hidden_reason: str | None = None


@dataclass(frozen=True)
class FoundNeed:
    """A match with the row of the need that the offer meets: see `match_queries.NEED_COLUMNS`."""

    match: Match
    need: Any
    hidden_reason: str | None = None


def offers_for(need: LabourNeed, partner_id: int, limit: int = SHOWN, *, hidden: bool = False) -> list[Found]:
    """Return the best offers for a need, without those that the partner has hidden; with `hidden` those alone."""
    return offers_for_all([need], partner_id, limit, hidden=hidden)[need.id]


def offers_for_all(needs: Sequence[LabourNeed], partner_id: int, limit: int = 1, *, hidden: bool = False) -> dict[int, list[Found]]:
    """Return the best offers for each of some needs, loaded with their workplaces."""
    day, relations = today(), current_kinship()
    put_away = match_queries.hidden(partner_id, [need.id for need in needs])
    pools = _pools(needs)
    found = {}
    for need in needs:
        asked = wanted(need)
        rows: dict[tuple[OfferKind, int], tuple[Any, str | None]] = {}
        matches = []
        for offered, row in pools.get(need.occupation_id or "", ()):
            reason = put_away.get((need.id, offered.kind, offered.id))
            if (reason is not None) is hidden:
                rows[offered.kind, offered.id] = row, reason
                matches.append(match(asked, offered, relations, day))
        found[need.id] = [_found(one, *rows[one.offered.kind, one.offered.id]) for one in best(matches, limit)]
    return found


def needs_for(offered: Offered, user: User, limit: int = SHOWN, *, hidden: bool = False) -> list[FoundNeed]:
    """Return the needs that an offer serves best, of those that the user may see; with `hidden` those that the partner put away."""
    day, relations = today(), current_kinship()
    needs = {need.id: need for need in match_queries.open_needs(relations.served_by(offered.occupations), visible_needs(user))}
    put_away = match_queries.hidden_needs(user.partner_id, offered.kind, offered.id)
    chosen = [need for need in needs.values() if (need.id in put_away) is hidden]
    matches = [match(_wanted(need, need.post_code, need.town), offered, relations, day) for need in chosen]
    return [FoundNeed(one, needs[one.wanted.id], put_away.get(one.wanted.id)) for one in best(matches, limit)]


def needs_for_all(offered: Sequence[Offered], user: User, limit: int = SHOWN) -> list[FoundNeed]:
    """Return which of the soonest needs of others some own offers serve best, each once with its best offer, as far as one may see it."""
    day, relations = today(), current_kinship()
    asked = relations.served_by({name for one in offered for name in one.occupations})
    needs = {one.id: one for one in match_queries.open_needs(asked, visible_needs(user), SOONEST) if one.partner_id != user.partner_id}
    put_away = match_queries.hidden(user.partner_id, needs)
    matches: list[Match] = []
    for need in needs.values():
        circle, compared = relations.circle(need.occupation_id), _wanted(need, need.post_code, need.town)
        near = (one for one in offered if not one.occupations.isdisjoint(circle) and (need.id, one.kind, one.id) not in put_away)
        matches += best((match(compared, one, relations, day) for one in near), 1)
    return [FoundNeed(one, needs[one.wanted.id]) for one in best(matches, limit)]


def wanted(need: LabourNeed) -> Wanted:
    """Return a need as it is compared; its workplace is loaded with it."""
    place = need.workplace
    return _wanted(need, place.post_code if place else "", place.town if place else "")


def _wanted(need: Any, post_code: str | None, town: str | None) -> Wanted:
    return Wanted(
        need.id,
        need.partner_id,
        need.occupation_id,
        need.quarter,
        frozenset(map(Openness, need.openness)),
        places_of(post_code, town),
    )


def _pools(needs: Sequence[LabourNeed]) -> dict[str, list[Candidate]]:
    """Everything that could meet a need, by the need's occupation."""
    relations = current_kinship()
    asked = sorted({need.occupation_id for need in needs if need.occupation_id})
    circles = {occupation: circle for occupation in asked if (circle := relations.circle(occupation))}
    if not circles:
        return {}
    until = last_day(max(need.quarter for need in needs))
    pools: dict[str, list[Candidate]] = {occupation: [] for occupation in circles}
    kinds: tuple[Callable[..., dict[str, list[Candidate]]], ...] = (offers.programmes, offers.placements, offers.initiatives)
    for ask in kinds:
        for occupation, candidates in ask(circles, until).items():
            pools[occupation] += candidates
    for row, about in commitments_naming(circles):
        for occupation in about:
            pools[occupation].append((offered_commitment(row, frozenset([occupation])), row))
    return pools


def offered_commitment(row: Any, occupations: frozenset[str]) -> Offered:
    """Return a commitment that names occupations as it is compared; free is what is not delivered yet."""
    return Offered(
        OfferKind.COMMITMENT,
        row.id,
        row.partner_id,
        occupations,
        row.starts_on,
        row.ends_on,
        row.quantity - row.reported,
        ways=offers.ways_of(row.kind),
        updated_on=row.updated_at.date(),
    )


def _found(one: Match, row: Any, reason: str | None) -> Found:
    return Found(one, offers.shown(one.offered, row), reason)
