"""What the address of the list of initiatives says."""

from collections.abc import Mapping

from ..accounts.models import User
from .initiative_queries import InitiativeFilter
from .kinds import InitiativeKind
from .parameters import MINE, Chosen, listed, whose_of


def initiative_filter(args: Mapping[str, str], user: User) -> Chosen[InitiativeFilter]:
    """Return the filter of a list of initiatives: `hvis` (egne, alle), `slags`, `erhverv`, `lukket`."""
    whose = whose_of(args, user)
    found = InitiativeFilter(
        partner_id=user.partner_id if whose == MINE else None,
        kind=listed(InitiativeKind, args.get("slags")),
        occupation_id=args.get("erhverv") or None,
        closed=args.get("lukket") == "1",
    )
    kept = {"hvis": whose, "slags": found.kind or "", "erhverv": found.occupation_id or "", "lukket": "1" if found.closed else ""}
    return Chosen(found, whose, kept)
