"""What the address of a list of programmes says: filters read from it, words that cannot be read left out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..fields import read_day
from .kinds import ProgrammeForm, ProgrammeKind
from .parameters import ALL, MINE, Chosen, listed
from .programme_queries import ProgrammeFilter


def programme_filter(args: Mapping[str, str], user: Any) -> Chosen[ProgrammeFilter]:
    """Return the filter of a list: `hvis` (egne, alle), `skole`, `slags`, `erhverv`, `form`, `ledige`, `fra`, `lukket`.

    A visitor, who has none of their own, sees all that is public.
    """
    is_in = user.is_authenticated
    asked = args.get("hvis", "")
    whose = asked if asked in (MINE, ALL) and is_in else MINE if is_in and user.partner.kind == "school" else ALL
    school = args.get("skole", "")
    partner_id = user.partner_id if whose == MINE else int(school) if school.isascii() and school.isdecimal() and len(school) < 10 else None
    found = ProgrammeFilter(
        partner_id=partner_id,
        kind=listed(ProgrammeKind, args.get("slags")),
        occupation_id=args.get("erhverv") or None,
        form=listed(ProgrammeForm, args.get("form")),
        free=args.get("ledige") == "1",
        from_on=_day(args.get("fra", "")),
        closed=args.get("lukket") == "1",
    )
    kept = {
        "hvis": whose,
        "skole": str(partner_id) if partner_id and whose == ALL else "",
        "slags": found.kind or "",
        "erhverv": found.occupation_id or "",
        "form": found.form or "",
        "ledige": "1" if found.free else "",
        "fra": found.from_on.isoformat() if found.from_on else "",
        "lukket": "1" if found.closed else "",
    }
    return Chosen(found, whose, kept)


def _day(text: str) -> date | None:
    try:
        return read_day(text) if text else None
    except ValueError:
        return None
