"""The list of schemes: grouped by what holds today, narrowed by a few typed letters and by who asks."""

from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from ..typed_text import sort_key
from .content_types import SchemeContent
from .knowledge import Knowledge
from .life import phase_on
from .terms import Audience, Facet, Status
from .wording import fill_rates

_LIKENESS = 80
_ORDER = (Status.ACTIVE, Status.CHANGING, Status.LOCAL, Status.UNKNOWN, Status.ENDED)


@dataclass(frozen=True)
class Row:
    """A scheme in the list."""

    id: str
    name: str
    short: str
    lead: str
    audiences: tuple[Audience, ...]


@dataclass(frozen=True)
class Group:
    """The schemes in one state."""

    status: Status
    rows: tuple[Row, ...]


def groups(knowledge: Knowledge, typed: str, audience: str | None, lang: str, day: date) -> list[Group]:
    """Return the schemes by their state on a day, each group by name; typing errors in `typed` are forgiven."""
    found: dict[Status, list[Row]] = {}
    for scheme in knowledge.schemes.values():
        if (audience and audience not in scheme.audiences) or not _resembles(scheme, typed):
            continue
        phase = phase_on(scheme, day)
        short = fill_rates(scheme.answers[Facet.WHAT].wording.short.in_language(lang), scheme.rates, lang)
        lead = phase.lead.in_language(lang) if phase.lead else ""
        audiences = tuple(value for value in Audience if value in scheme.audiences)
        found.setdefault(phase.status, []).append(Row(scheme.id, scheme.name.in_language(lang), short, lead, audiences))
    return [Group(status, tuple(sorted(found[status], key=lambda row: sort_key(row.name)))) for status in _ORDER if status in found]


def _resembles(scheme: SchemeContent, typed: str) -> bool:
    if not typed:
        return True
    wanted = typed.casefold()
    names = [scheme.name.da, scheme.name.en, *scheme.aliases_da, *scheme.aliases_en]
    return any(wanted in name.casefold() or fuzz.partial_ratio(wanted, name.casefold()) >= _LIKENESS for name in names if len(name) >= 3)
