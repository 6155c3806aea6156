"""What is needed of what a school teaches: each occupation and quarter against its own seats, the largest hole first."""

from dataclasses import dataclass

from ..accounts.models import User
from . import gap_queries
from .gap import GapFilter, GapRow, gap


@dataclass(frozen=True)
class Demand:
    """One row of the gap beside the school's own free seats in it."""

    row: GapRow
    own_seats: int

    @property
    def others(self) -> int:
        """Return what others promise, offer and teach to meet it."""
        return max(0, self.row.covered - self.own_seats)

    @property
    def key(self) -> str:
        """Return what tells the row from all others, for the address of the next page."""
        return f"{self.row.occupation_id}.{self.row.quarter}"


def demand(viewer: User, chosen: GapFilter, *, only_taught: bool = False) -> list[Demand]:
    """Return what the viewer may know to be needed, the largest hole first, then the soonest; a constant number of statements.

    Every number of needs comes from `gap`, so that its protection holds here too. `only_taught` keeps the occupations that the
    viewer's own partner has free seats for, in any quarter.
    """
    own = gap_queries.seats(only_public=False, partner_id=viewer.partner_id)
    taught = {one.occupation_id for one in own}
    seats: dict[tuple[str, int], int] = {}
    for one in own:
        seats[one.occupation_id, one.quarter] = seats.get((one.occupation_id, one.quarter), 0) + one.number
    rows = [
        Demand(row, seats.get((row.occupation_id, row.quarter), 0))
        for row in gap(viewer, chosen).rows
        if row.needed.total and (not only_taught or row.occupation_id in taught)
    ]
    return sorted(rows, key=lambda one: (-one.row.hole, one.row.quarter, one.row.occupation_id))
