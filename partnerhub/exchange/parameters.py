"""What a list's address says: filters read from it, words that cannot be read left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from ..accounts.models import User
from ..commitments.kinds import Kind
from .kinds import PLACEMENT_KINDS, Certainty
from .quarters import code_of, read_quarter
from .queries import NeedFilter, PlacementFilter

Filter = TypeVar("Filter")
Listed = TypeVar("Listed", bound=StrEnum)
MINE, ALL = "egne", "alle"


@dataclass(frozen=True)
class Chosen(Generic[Filter]):
    """A list's filter with the words of its address, to be shown in the form and kept in links."""

    filter: Filter
    whose: str
    args: dict[str, str]

    @property
    def count(self) -> int:
        """Return how many filters are set beside whose."""
        return len([value for name, value in self.args.items() if value and name != "hvis"])


def need_filter(args: Mapping[str, str], user: User) -> Chosen[NeedFilter]:
    """Return the filter of a list of needs: `hvis` (egne, alle), `erhverv`, `kvartal`, `sikkerhed`, `lukket`."""
    whose = whose_of(args, user)
    quarter = quarter_or_none(args.get("kvartal"))
    found = NeedFilter(
        partner_id=user.partner_id if whose == MINE else None,
        occupation_id=args.get("erhverv") or None,
        quarter=quarter,
        certainty=listed(Certainty, args.get("sikkerhed")),
        closed=args.get("lukket") == "1",
    )
    kept = {
        "hvis": whose,
        "erhverv": found.occupation_id or "",
        "kvartal": code_of(quarter) if quarter is not None else "",
        "sikkerhed": found.certainty or "",
        "lukket": "1" if found.closed else "",
    }
    return Chosen(found, whose, kept)


def placement_filter(args: Mapping[str, str], user: User) -> Chosen[PlacementFilter]:
    """Return the filter of a list of placements: `hvis` (egne, alle), `erhverv`, `slags`, `ledige`, `lukket`."""
    whose = whose_of(args, user)
    kind = listed(Kind, args.get("slags"))
    found = PlacementFilter(
        partner_id=user.partner_id if whose == MINE else None,
        occupation_id=args.get("erhverv") or None,
        kind=kind if kind in PLACEMENT_KINDS else None,
        free=args.get("ledige") == "1",
        closed=args.get("lukket") == "1",
    )
    kept = {
        "hvis": whose,
        "erhverv": found.occupation_id or "",
        "slags": found.kind or "",
        "ledige": "1" if found.free else "",
        "lukket": "1" if found.closed else "",
    }
    return Chosen(found, whose, kept)


def whose_of(args: Mapping[str, str], user: User) -> str:
    """Return whether a list shows the own partner's or everyone's: companies begin with their own, others with all."""
    asked = args.get("hvis", "")
    return asked if asked in (MINE, ALL) else MINE if user.partner.kind == "company" else ALL


def listed(values: type[Listed], text: str | None) -> Listed | None:
    """Return the value of a list that a text names, None for any other text."""
    return values(text) if text in set(values) else None


def quarter_or_none(text: str | None) -> int | None:
    """Return the quarter that an address writes, None for anything else."""
    try:
        return read_quarter(text) if text else None
    except ValueError:
        return None
