"""Which jobs are in demand locally, as anyone may see it: sums that tell nothing of a single company.

The numbers come through `gap.protected_sums`, as everywhere. Beyond its rule at least four companies must stand behind an occupation in
a quarter: each of them may read the page too and take its own number away, and three others must then remain. A sum over quarters adds
published quarters only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from ..accounts.models import Partner, PartnerKind
from ..database import db
from . import gap
from .models import LabourNeed
from .quarters import this_quarter

LEAST_COMPANIES = 4
QUARTERS = 8


@dataclass(frozen=True)
class Demand:
    """At least so many are needed in an occupation within two years."""

    occupation_id: str
    headcount: int


def public_demand(occupation_id: str | None = None) -> Sequence[Demand]:
    """Return what may be told of demand, the largest first; two queries. `occupation_id` narrows it to one occupation."""
    quarters = range(this_quarter(), this_quarter() + QUARTERS)
    known = gap.protected_sums(None, gap.GapFilter(frozenset([occupation_id]) if occupation_id else None, quarters))
    sums: dict[str, int] = {}
    for occupation, quarter in _cells_of_many(quarters) & known.keys():
        sums[occupation] = sums.get(occupation, 0) + known[occupation, quarter].total
    return [Demand(name, number) for name, number in sorted(sums.items(), key=lambda item: (-item[1], item[0])) if number]


def _cells_of_many(quarters: range) -> set[tuple[str, int]]:
    """The occupations and quarters in which enough companies need somebody."""
    query = (
        select(LabourNeed.occupation_id, LabourNeed.quarter)
        .join(Partner, Partner.id == LabourNeed.partner_id)
        .where(LabourNeed.closed_at.is_(None), LabourNeed.occupation_id.is_not(None), Partner.kind == PartnerKind.COMPANY)
        .where(LabourNeed.quarter.between(quarters[0], quarters[-1]))
        .group_by(LabourNeed.occupation_id, LabourNeed.quarter)
        .having(func.count(LabourNeed.partner_id.distinct()) >= LEAST_COMPANIES)
    )
    return {(row.occupation_id, row.quarter) for row in db.session.execute(query)}
