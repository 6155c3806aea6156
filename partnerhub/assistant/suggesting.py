"""Names of schemes that a half-typed question may mean, found in spite of typing errors."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from .asking import current_mind
from .models import EVERYTHING
from .settings import current_settings
from .wordforms import level

MOST = 4
_LEAST_TYPED = 3
_LIKENESS = 78


@dataclass(frozen=True)
class Suggestion:
    """A scheme and what it is called."""

    scheme: str
    name: str


def suggestions(typed: str, lang: str) -> list[Suggestion]:
    """Return at most four schemes whose names resemble the words typed so far, likeliest first."""
    mind, off = current_mind(), current_settings().off
    text = level(typed[-60:])
    if mind is None or EVERYTHING in off or len(text) < _LEAST_TYPED:
        return []
    known = [
        (_levelled(name), key)
        for key, scheme in mind.knowledge.schemes.items()
        if key not in off
        for name in (scheme.name.da, scheme.name.en, *scheme.aliases_da)
    ]
    found = process.extract(text, [name for name, _ in known], scorer=_likeness, score_cutoff=_LIKENESS, limit=20)
    best = dict.fromkeys(known[place][1] for _, _, place in found)
    return [Suggestion(key, mind.knowledge.schemes[key].name.in_language(lang)) for key in best][:MOST]


@lru_cache(maxsize=4_096)
def _levelled(name: str) -> str:
    """Level a scheme's name once a process: people ask for suggestions at every few letters."""
    return level(name)


def _likeness(typed: Any, name: Any, /, *, score_cutoff: float | None = None) -> float:
    """Compare what is typed with the beginning of a name, and the last word typed with it too."""
    last = typed.rsplit(" ", 1)[-1]
    whole = fuzz.ratio(typed, name[: len(typed) + 1], score_cutoff=score_cutoff)
    end = fuzz.ratio(last, name[: len(last) + 1], score_cutoff=score_cutoff) if len(last) > _LEAST_TYPED else 0.0
    return max(whole, end)
