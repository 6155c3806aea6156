"""The list of schemes: grouped by what holds today, narrowed by a few typed letters, the likest first, and by who asks."""

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
_SHORTEST = 3
# How much a name counts that is what was typed, begins with it, or holds it; one that only resembles it counts less than 1.
_ALL, _BEGINS, _HOLDS, _PROPER = 4.0, 3.0, 2.0, 1.2
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
    """Return the schemes by their state on a day, each group by likeness and name; typing errors in `typed` are forgiven."""
    found: dict[Status, list[tuple[float, Row]]] = {}
    for scheme in knowledge.schemes.values():
        likeness = _likeness(scheme, typed)
        if (audience and audience not in scheme.audiences) or not likeness:
            continue
        phase = phase_on(scheme, day)
        short = fill_rates(scheme.answers[Facet.WHAT].wording.short.in_language(lang), scheme.rates, lang)
        lead = phase.lead.in_language(lang) if phase.lead else ""
        audiences = tuple(value for value in Audience if value in scheme.audiences)
        found.setdefault(phase.status, []).append((likeness, Row(scheme.id, scheme.name.in_language(lang), short, lead, audiences)))
    ordered = {status: sorted(rows, key=lambda row: (-row[0], sort_key(row[1].name))) for status, rows in found.items()}
    return [Group(status, tuple(row for _, row in ordered[status])) for status in _ORDER if status in ordered]


def _likeness(scheme: SchemeContent, typed: str) -> float:
    """Return how much a scheme's likest name is what was typed, 0 when not at all; its proper names count more than others."""
    if not typed:
        return _ALL
    proper = [scheme.name.da, scheme.name.en]
    others = [name for name in (*scheme.aliases_da, *scheme.aliases_en) if len(name) >= _SHORTEST]
    return max([_PROPER * _alike(typed, name) for name in proper] + [_alike(typed, name) for name in others])


def _alike(typed: str, name: str) -> float:
    wanted, called = typed.casefold(), name.casefold()
    if wanted == called:
        return _ALL
    if called.startswith(wanted):
        return _BEGINS
    if wanted in called:
        return _HOLDS
    # A name that is shorter than what was typed is no part of it: "job" would be in everything that ends in "job".
    likeness = fuzz.partial_ratio(wanted, called) if len(called) >= len(wanted) else fuzz.ratio(wanted, called)
    return likeness / 100 if likeness >= _LIKENESS else 0.0
