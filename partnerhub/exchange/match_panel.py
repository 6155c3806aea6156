"""What a page shows of matches: those of a need, and the needs that an offer serves.

Pages of offers call `needs_panel` and include `exchange/_needs_for.html`, which reads it as `needs_for`.
"""

from dataclasses import dataclass
from typing import Any

from ..accounts.models import User
from . import finding, match_queries
from . import offer_queries as offers
from .matching import Offered
from .models import LabourNeed, Placement
from .places import places_of
from .training_models import Initiative, Programme


@dataclass(frozen=True)
class MatchPanel:
    """The best offers for a need; or with `shows_hidden` those that the viewer's partner put away."""

    need: LabourNeed
    found: list[finding.Found]
    hidden_count: int
    shows_hidden: bool


@dataclass(frozen=True)
class NeedsPanel:
    """The needs that an offer serves best, of those that the viewer may see."""

    offered: Offered
    found: list[finding.FoundNeed]
    hidden_count: int
    shows_hidden: bool


def match_panel(need: LabourNeed, user: User, *, shows_hidden: bool = False) -> MatchPanel:
    """Return the matches of a need for its page; a constant number of queries."""
    found = finding.offers_for(need, user.partner_id, finding.HIDDEN_SHOWN if shows_hidden else finding.SHOWN, hidden=shows_hidden)
    return MatchPanel(need, found, match_queries.hidden_count(user.partner_id, need.id), shows_hidden)


def needs_panel(offer: Placement | Programme | Initiative, user: User, *, shows_hidden: bool = False) -> NeedsPanel:
    """Return the needs that a placement, a programme or an initiative serves, for its page; a constant number of queries."""
    offered = offered_of(offer)
    found = finding.needs_for(offered, user, finding.HIDDEN_SHOWN if shows_hidden else finding.SHOWN, hidden=shows_hidden)
    count = len(match_queries.hidden_needs(user.partner_id, offered.kind, offered.id))
    return NeedsPanel(offered, found, count, shows_hidden)


def offered_of(offer: Any) -> Offered:
    """Return a placement, a programme or an initiative as it is compared."""
    if isinstance(offer, Placement):
        occupations = frozenset([offer.occupation_id] if offer.occupation_id else [])
        return offers.offered_placement(offer, occupations, _places(offer))
    occupations = frozenset(one.occupation_id for one in offer.occupations)
    if isinstance(offer, Programme):
        return offers.offered_programme(offer, occupations, _places(offer))
    return offers.offered_initiative(offer, occupations, frozenset())


def _places(offer: Any) -> frozenset[str]:
    return places_of(offer.workplace.post_code, offer.workplace.town) if offer.workplace else frozenset()
