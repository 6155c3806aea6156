"""Which sums of needs may be shown to somebody who may not see the needs themselves. Pure: no database, no request.

The rule that makes subtraction useless: the hidden needs of one occupation and quarter are cut into groups that do not overlap, each with
needs of at least three other companies; whatever is filtered, every published number is a sum of whole groups. So any sums and differences
of published numbers are sums and differences of whole groups, and none of them can say anything about fewer than three companies.

A group is cut further (by certainty, then by town) only when every part of it still holds three companies. A part that is too small is
never shown and never taken out of a larger number; nothing tells it from a part that is empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .kinds import Certainty

FEWEST_COMPANIES = 3
_CUTS = ("certainty", "town")


@dataclass(frozen=True, slots=True)
class Piece:
    """Needs of one partner in one occupation, quarter, certainty and town; `town` in one spelling, "" where nobody said."""

    partner_id: int
    is_company: bool
    occupation_id: str
    quarter: int
    certainty: Certainty
    town: str
    headcount: int


@dataclass(frozen=True, slots=True)
class Group:
    """A sum that may be published, and what it spans: a filter may count it only when it holds the whole span."""

    occupation_id: str
    quarter: int
    certainties: frozenset[Certainty]
    towns: frozenset[str]
    headcount: int

    def lies_in(self, certainties: frozenset[Certainty] | None, towns: frozenset[str] | None) -> bool:
        """Tell whether a filter holds the whole group; None is no filter."""
        return (certainties is None or self.certainties <= certainties) and (towns is None or self.towns <= towns)


def published(hidden: Iterable[Piece], viewer_partner_id: int | None = None) -> list[Group]:
    """Return the groups of hidden needs that may be shown to a viewer, whose own partner is none of the three companies."""
    cells: dict[tuple[str, int], list[Piece]] = defaultdict(list)
    for piece in hidden:
        cells[piece.occupation_id, piece.quarter].append(piece)
    return [
        _group(part)
        for cell in cells.values()
        if _is_safe(cell, viewer_partner_id)  # a cell that is too small is left out whole
        for part in _cut(cell, _CUTS, viewer_partner_id)
    ]


def _is_safe(pieces: list[Piece], viewer_partner_id: int | None) -> bool:
    return len({piece.partner_id for piece in pieces if piece.is_company and piece.partner_id != viewer_partner_id}) >= FEWEST_COMPANIES


def _cut(pieces: list[Piece], cuts: tuple[str, ...], viewer_partner_id: int | None) -> Iterator[list[Piece]]:
    for place, cut in enumerate(cuts):
        parts: dict[object, list[Piece]] = defaultdict(list)
        for piece in pieces:
            parts[getattr(piece, cut)].append(piece)
        if len(parts) > 1 and all(_is_safe(part, viewer_partner_id) for part in parts.values()):
            rest = cuts[:place] + cuts[place + 1 :]
            for part in parts.values():
                yield from _cut(part, rest, viewer_partner_id)
            return
    yield pieces


def _group(pieces: list[Piece]) -> Group:
    first = pieces[0]
    return Group(
        first.occupation_id,
        first.quarter,
        frozenset(piece.certainty for piece in pieces),
        frozenset(piece.town for piece in pieces),
        sum(piece.headcount for piece in pieces),
    )
