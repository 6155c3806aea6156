"""What the field for an occupation offers while somebody types, and the choices when a text is not clear."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from . import keeping
from .finder import Match
from .labels import level_word, sector_word

MOST_OFFERED = 8


def suggestions(typed: str, lang: str, limit: int = MOST_OFFERED) -> dict[str, Any]:
    """Return the items that a typed text may mean, with the sentence that is read out about them."""
    found = keeping.lookup(typed, limit)
    items = [{"id": match.occupation.id, "name": match.occupation.title(lang), "detail": detail(match, lang)} for match in found]
    return {"items": items, "told": told(len(items))}


def detail(match: Match, lang: str) -> str:
    """Return what stands beside a suggested name: the name that matched where it is another, level and sector."""
    occupation = match.occupation
    matched = "" if match.name in {occupation.title_da, occupation.title_en} else match.name
    parts = [matched, level_word(occupation.level), sector_word(occupation.sector)]
    return " · ".join(part for part in parts if part)


def told(count: int) -> str:
    """Return the sentence that is read out about so many suggestions."""
    if not count:
        return _("Ingen forslag. Du kan beholde din tekst.")
    return ngettext("%(num)s forslag. Vælg med pil op og pil ned.", "%(num)s forslag. Vælg med pil op og pil ned.", count)
