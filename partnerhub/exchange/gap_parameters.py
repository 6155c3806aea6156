"""What the gap's address says; words that cannot be read are left out."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..occupations.keeping import vocabulary
from ..occupations.terms import Sector
from .gap import QUARTERS_SHOWN, GapFilter
from .gap_queries import town_key
from .kinds import Certainty
from .parameters import listed, quarter_or_none
from .quarters import code_of, open_quarters

LONGEST_TOWN = 80


@dataclass(frozen=True)
class ChosenGap:
    """The gap's filter with the words of its address, to be shown in the form and kept in links."""

    filter: GapFilter
    args: dict[str, str]

    @property
    def count(self) -> int:
        """Return how many filters are set."""
        return len([value for value in self.args.values() if value])


def gap_filter(args: Mapping[str, str]) -> ChosenGap:
    """Return the filter of the gap: `erhverv`, `fag`, `fra` and `til` (quarters), `sikkerhed`, `by`."""
    known = vocabulary()
    occupation = known.find(args.get("erhverv"))
    sector = listed(Sector, args.get("fag"))
    certainty = listed(Certainty, args.get("sikkerhed"))
    town = town_key(args.get("by", "")[:LONGEST_TOWN])
    first, last = _quarters(args.get("fra", ""), args.get("til", ""))
    occupations = None
    if occupation is not None or sector is not None:
        occupations = frozenset(one.id for one in known.occupations.values() if sector in (None, one.sector) and occupation in (None, one))
    kept = {
        "erhverv": occupation.id if occupation else "",
        "fag": sector or "",
        "fra": code_of(first) if args.get("fra") else "",
        "til": code_of(last) if args.get("til") else "",
        "sikkerhed": certainty or "",
        "by": town,
    }
    return ChosenGap(GapFilter(occupations, range(first, last + 1), certainty, town or None), kept)


def _quarters(first: str, last: str) -> tuple[int, int]:
    """From the one quarter to the other, a year from the first unless told; turned around when they stand the wrong way."""
    offered = open_quarters()
    start, end = _quarter(first), _quarter(last)
    if start is not None and end is not None and end < start:
        start, end = end, start
    if start is None:
        start = offered.start if end is None else min(offered.start, end)
    return start, max(start, min(start + QUARTERS_SHOWN - 1, offered.stop - 1) if end is None else end)


def _quarter(text: str) -> int | None:
    found = quarter_or_none(text)
    return found if found in open_quarters() else None
