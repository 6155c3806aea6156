"""What a desk shows of the exchange: the own open needs with the best match of each, and the own places with what is free."""

from dataclasses import dataclass

from ..accounts.models import Partner
from ..exchange import own_queries
from ..exchange.finding import Found, offers_for_all
from ..exchange.models import LabourNeed, Placement

SHOWN = 4
COMPARED = 8


@dataclass(frozen=True)
class NeedRow:
    """An own need with its best match, if there is one."""

    need: LabourNeed
    match: Found | None


@dataclass(frozen=True)
class Supply:
    """The exchange as a desk shows it."""

    needs: list[NeedRow]
    has_more_needs: bool
    placements: list[Placement]
    has_more_placements: bool
    needed: int
    offered: int
    free: int


def supply_of(partner: Partner) -> Supply:
    """Return a partner's own needs and places; a constant number of queries."""
    needs = own_queries.open_needs(partner.id, SHOWN + 1)
    placements = own_queries.open_placements(partner.id, SHOWN + 1)
    found = offers_for_all(needs[:SHOWN], partner.id, COMPARED) if needs else {}
    needed, offered, free = own_queries.open_counts(partner.id)
    return Supply(
        [NeedRow(need, _best(found.get(need.id, []), partner.id)) for need in needs[:SHOWN]],
        len(needs) > SHOWN,
        placements[:SHOWN],
        len(placements) > SHOWN,
        needed,
        offered,
        free,
    )


def _best(found: list[Found], own_id: int) -> Found | None:
    """The best that another partner can do: the own places stand below."""
    return next((one for one in found if one.shown.partner_id != own_id), None)
