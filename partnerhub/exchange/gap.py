"""The gap: what is needed per occupation and quarter, and what is promised, open and delivered to meet it.

`protected_sums` is the one door to sums of other partners' needs: pages, files and JSON all go through it, so that the rule of
`protecting.py` holds whatever is asked. The operating municipality sees everything; so everything counts as seen by it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..accounts.models import User
from ..occupations.keeping import vocabulary
from . import gap_queries
from .gap_queries import Supply
from .kinds import Certainty
from .protecting import Piece, published
from .quarters import open_quarters, this_quarter

QUARTERS_SHOWN = 4
NAMES = tuple(Certainty)


@dataclass(frozen=True)
class GapFilter:
    """What the gap is narrowed to; None is any. `quarters` is a range of quarter numbers, `town` in one spelling."""

    occupations: frozenset[str] | None = None
    quarters: range = field(default_factory=lambda: open_quarters()[:QUARTERS_SHOWN])
    certainty: Certainty | None = None
    town: str | None = None


@dataclass
class Needed:
    """What may be shown of the needs of one occupation in one quarter.

    `own` are the viewer's own, `opened` those of others that the viewer may see one by one, `others` the sum over at least three other
    companies, None where it may not be shown, which is also what nobody else needing anybody looks like. `by_certainty` adds what is
    known by certainty; what may only be shown over all certainties is left out there.
    """

    own: int = 0
    opened: int = 0
    others: int | None = None
    by_certainty: dict[Certainty, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))

    @property
    def total(self) -> int:
        """Return everything that may be shown."""
        return self.own + self.opened + (self.others or 0)

    @property
    def unsorted(self) -> int:
        """Return what may be shown, but not by certainty."""
        return self.total - sum(self.by_certainty.values())


@dataclass(frozen=True)
class GapRow:
    """One occupation in one quarter; `delivered` is None for quarters that have not begun."""

    occupation_id: str
    quarter: int
    needed: Needed
    promised: int = 0
    places: int = 0
    seats: int = 0
    delivered: int | None = None
    places_promised: int = 0

    @property
    def covered(self) -> int:
        """Return what could meet the need; places that belong to a commitment count once, with it."""
        return self.promised + self.places - self.places_promised + self.seats

    @property
    def hole(self) -> int:
        """Return how many are missing still."""
        return max(0, self.needed.total - self.covered)


@dataclass(frozen=True)
class QuarterSum:
    """All occupations of one quarter together, each programme and commitment counted once."""

    quarter: int
    needed: Needed
    promised: int
    places: int
    seats: int
    delivered: int | None


@dataclass(frozen=True)
class Gap:
    """Rows by occupation and quarter, and the sums by quarter."""

    rows: list[GapRow]
    sums: list[QuarterSum]


def protected_sums(viewer: User | None, chosen: GapFilter | None = None) -> dict[tuple[str, int], Needed]:
    """Return what a viewer, or a visitor (None), may know of needs by (occupation, quarter); one statement.

    Nothing tells an occupation that fewer than three other companies need from one that nobody needs.
    """
    chosen = chosen or GapFilter()
    pieces = gap_queries.needs(viewer, chosen.occupations, chosen.quarters)
    found: dict[tuple[str, int], Needed] = defaultdict(Needed)
    certainties = None if chosen.certainty is None else frozenset([chosen.certainty])
    towns = None if chosen.town is None else frozenset([chosen.town])
    for piece, is_own, is_seen in pieces:
        if is_seen and _is_in(piece, certainties, towns):
            cell = found[piece.occupation_id, piece.quarter]
            cell.own += piece.headcount if is_own else 0
            cell.opened += 0 if is_own else piece.headcount
            cell.by_certainty[piece.certainty] += piece.headcount
    hidden = (piece for piece, _own, is_seen in pieces if not is_seen)
    for group in published(hidden, viewer.partner_id if viewer else None):
        if group.lies_in(certainties, towns):
            cell = found[group.occupation_id, group.quarter]
            cell.others = (cell.others or 0) + group.headcount
            if len(group.certainties) == 1:
                cell.by_certainty[next(iter(group.certainties))] += group.headcount
    return dict(found)


def gap(viewer: User | None, chosen: GapFilter | None = None) -> Gap:
    """Return the gap as a viewer may see it; a constant number of statements. A visitor gets public offers only.

    Certainty and town narrow the needs; places, seats and promises are not tied to them.
    """
    chosen = chosen or GapFilter()
    known = vocabulary()
    asked = [name for name in known.occupations if chosen.occupations is None or name in chosen.occupations]
    only_public = viewer is None
    supplies = {
        "promised": gap_queries.promised(asked, only_public=only_public),
        "places": gap_queries.places(only_public=only_public),
        "seats": gap_queries.seats(only_public=only_public),
        "delivered": gap_queries.delivered(asked, gap_queries.this_quarter_began(), only_public=only_public),
    }
    within = set(asked)
    supplies = {
        name: [one for one in rows if one.occupation_id in within and one.quarter in chosen.quarters] for name, rows in supplies.items()
    }
    needed = protected_sums(viewer, chosen)
    by_cell = {name: _by_cell(rows) for name, rows in supplies.items()}
    of_promised = _by_cell(one for one in supplies["places"] if one.is_promised)
    cells = set(needed).union(*by_cell.values())
    rows = [
        GapRow(
            occupation,
            quarter,
            needed.get((occupation, quarter)) or Needed(),
            by_cell["promised"].get((occupation, quarter), 0),
            by_cell["places"].get((occupation, quarter), 0),
            by_cell["seats"].get((occupation, quarter), 0),
            by_cell["delivered"].get((occupation, quarter), 0) if quarter <= this_quarter() else None,
            of_promised.get((occupation, quarter), 0),
        )
        for occupation, quarter in sorted(cells, key=lambda cell: (cell[1], cell[0]))
    ]
    return Gap(rows, [_sum(quarter, rows, supplies) for quarter in chosen.quarters])


def holes(viewer: User | None, limit: int, chosen: GapFilter | None = None) -> list[GapRow]:
    """Return the largest holes that a viewer may know of, the largest first, then the soonest."""
    found = [row for row in gap(viewer, chosen).rows if row.hole]
    return sorted(found, key=lambda row: (-row.hole, row.quarter, row.occupation_id))[:limit]


def _is_in(piece: Piece, certainties: frozenset[Certainty] | None, towns: frozenset[str] | None) -> bool:
    return (certainties is None or piece.certainty in certainties) and (towns is None or piece.town in towns)


def _by_cell(rows: Iterable[Supply]) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = defaultdict(int)
    for row in rows:
        found[row.occupation_id, row.quarter] += row.number
    return dict(found)


def _sum(quarter: int, rows: list[GapRow], supplies: dict[str, list[Supply]]) -> QuarterSum:
    """Sums of published cells only; a class that serves three occupations has its seats once."""
    total = Needed()
    for row in rows:
        if row.quarter == quarter:
            total.own += row.needed.own
            total.opened += row.needed.opened
            if row.needed.others is not None:
                total.others = (total.others or 0) + row.needed.others
            for certainty in NAMES:
                total.by_certainty[certainty] += row.needed.by_certainty[certainty]
    once = {name: sum({one.source: one.number for one in found if one.quarter == quarter}.values()) for name, found in supplies.items()}
    delivered = once["delivered"] if quarter <= this_quarter() else None
    return QuarterSum(quarter, total, once["promised"], once["places"], once["seats"], delivered)
