"""The matches of a need, of many needs, and of an offer, worked out when asked from the rows of related occupations.

Nothing is stored: a change is seen at the next look, and only what it touches is compared again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..accounts.models import User
from ..clock import today
from ..occupations.keeping import vocabulary
from . import offer_queries as offers
from .kinds import OfferKind
from .matching import Match, best, match
from .models import LabourNeed
from .offer_queries import Candidate, Shown
from .queries import visible_needs

SHOWN = 8


@dataclass(frozen=True)
class Found:
    """A match with what a page shows of the offer."""

    match: Match
    shown: Shown


@dataclass(frozen=True)
class FoundNeed:
    """A match with the need that the offer meets."""

    match: Match
    need: LabourNeed


def offers_for(need: LabourNeed, partner_id: int, limit: int = SHOWN) -> list[Found]:
    """Return the best offers for a need, without those that the partner has hidden; a constant number of queries."""
    return offers_for_all([need], partner_id, limit).get(need.id, [])


def offers_for_all(needs: Sequence[LabourNeed], partner_id: int, limit: int = 1) -> dict[int, list[Found]]:
    """Return the best offers for each of some needs; queries grow with the occupations among them, not with the needs or offers."""
    day, known = today(), vocabulary()
    hidden = offers.hidden(partner_id, [need.id for need in needs]) if needs else set()
    pools: dict[str | None, list[Candidate]] = {}
    found = {}
    for need in needs:
        if need.occupation_id not in pools:
            pools[need.occupation_id] = _pool(need.occupation_id)
        wanted = offers.wanted(need)
        shown = {(offered.kind, offered.id): what for offered, what in pools[need.occupation_id]}
        matches = [
            match(wanted, offered, known, day)
            for offered, _what in pools[need.occupation_id]
            if (need.id, offered.kind, offered.id) not in hidden
        ]
        found[need.id] = [Found(one, shown[one.offered.kind, one.offered.id]) for one in best(matches, limit)]
    return found


def needs_for(candidate: Candidate, user: User, limit: int = SHOWN) -> list[FoundNeed]:
    """Return the needs that an offer serves best, of those that the user may see, without those that its partner has hidden."""
    offered, day, known = candidate[0], today(), vocabulary()
    related = {other for occupation in offered.occupations for other in offers.related(occupation)}
    needs = {need.id: need for need in offers.needs_of(related, visible_needs(user))}
    hidden = offers.hidden(user.partner_id, needs)
    matches = [
        match(offers.wanted(need), offered, known, day) for need in needs.values() if (need.id, offered.kind, offered.id) not in hidden
    ]
    return [FoundNeed(one, needs[one.wanted.id]) for one in best(matches, limit)]


def _pool(occupation_id: str | None) -> list[Candidate]:
    """Everything that could meet a need of an occupation."""
    related = offers.related(occupation_id)
    if occupation_id is None or not related:
        return []
    return [
        *offers.programmes(related),
        *offers.placements(related),
        *offers.initiatives(related),
        *offers.commitments(occupation_id),
    ]


PATHS = {
    OfferKind.PROGRAMME: ("programmes.show", "programme_id"),
    OfferKind.PLACEMENT: ("placements.show", "placement_id"),
    OfferKind.INITIATIVE: ("initiatives.show", "initiative_id"),
    OfferKind.COMMITMENT: ("commitments.show", "commitment_id"),
}
