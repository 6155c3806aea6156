"""Which jobs are in demand locally, as anyone may see it: sums that tell nothing of a single company.

A number is published for an occupation and a quarter when at least four partners stand behind it: any of them may read the page too,
and then at least three others remain. A sum over quarters adds published numbers only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from ..database import db
from .models import LabourNeed
from .quarters import this_quarter

LEAST_PARTNERS = 4
QUARTERS = 8


@dataclass(frozen=True)
class Demand:
    """At least so many are needed in an occupation within two years."""

    occupation_id: str
    headcount: int


def public_demand(occupation_id: str | None = None) -> Sequence[Demand]:
    """Return what may be told of demand, the largest first; one query. `occupation_id` narrows it to one occupation."""
    first = this_quarter()
    query = (
        select(LabourNeed.occupation_id, func.sum(LabourNeed.headcount).label("headcount"))
        .where(LabourNeed.closed_at.is_(None), LabourNeed.occupation_id.is_not(None))
        .where(LabourNeed.quarter.between(first, first + QUARTERS - 1))
        .group_by(LabourNeed.occupation_id, LabourNeed.quarter)
        .having(func.count(LabourNeed.partner_id.distinct()) >= LEAST_PARTNERS)
    )
    if occupation_id is not None:
        query = query.where(LabourNeed.occupation_id == occupation_id)
    sums: dict[str, int] = {}
    for row in db.session.execute(query):
        sums[row.occupation_id] = sums.get(row.occupation_id, 0) + row.headcount
    return [Demand(name, number) for name, number in sorted(sums.items(), key=lambda item: (-item[1], item[0]))]
