"""Names of schemes that a half-typed question may mean, found in spite of typing errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from .asking import current_mind
from .models import EVERYTHING
from .settings import current_settings
from .wordforms import level, tokens

MOST = 4
_LEAST_TYPED = 3
_LIKENESS = 78
# A name is recognised whole, too, from so many letters on, where one is left out near its beginning ("volaerling").
_WHOLE_FROM, _WHOLE_LIKENESS, _BEHIND = 6, 80, 10.0
# A typing error seldom hits the first letter.
_ANOTHER_FIRST = 20.0
# Of so many words a name consists at most.
_A_NAME = 4


@dataclass(frozen=True)
class Suggestion:
    """A scheme and what it is called."""

    scheme: str
    name: str


def suggestions(typed: str, lang: str) -> list[Suggestion]:
    """Return at most four schemes whose names resemble the words typed so far, likeliest first."""
    mind, off = current_mind(), current_settings().off
    text = level(typed[-60:])
    if mind is None or EVERYTHING in off or (len(text) < _LEAST_TYPED and not text.isdigit()):
        return []
    words = tokens(text)
    named = (
        [key for key in mind.understanding.names_in(words) if key in mind.knowledge.schemes and key not in off] if len(words) > 1 else []
    )
    if len(words) > _A_NAME:  # a sentence: the schemes that it names, and no guess
        return [Suggestion(key, mind.knowledge.schemes[key].name.in_language(lang)) for key in named][:MOST]
    # What schemes are called first, then what they are also called: at equal likeness the former comes first, and of each the shortest.
    schemes = [(key, scheme) for key, scheme in mind.knowledge.schemes.items() if key not in off]
    known = [(_levelled(name), key) for key, scheme in schemes for name in (scheme.name.da, scheme.name.en)]
    own = len(known)
    known += [(_levelled(name), key) for key, scheme in schemes for name in (*scheme.aliases_da, *scheme.aliases_en)]
    names = [name for name, _ in known]
    last = text.rsplit(" ", 1)[-1]
    found = _beginning_like(text, names) + (_beginning_like(last, names) if len(last) > _LEAST_TYPED else [])
    found += _with_number(last, names) + (_like(last, names) if len(last) >= _WHOLE_FROM else [])
    found += [(0.0, place) for place, name in enumerate(names) if name == last]
    best = dict.fromkeys(known[place][1] for _, place in sorted(found, key=lambda one: (one[0], one[1] >= own, len(names[one[1]]), one[1])))
    return [Suggestion(key, mind.knowledge.schemes[key].name.in_language(lang)) for key in dict.fromkeys([*named, *best])][:MOST]


def _beginning_like(typed: str, names: Sequence[str]) -> list[tuple[float, int]]:
    """Return how unlike the names' beginnings are to what is typed, 0 to 100, and their places; the likest forty that are like enough."""
    beginnings = [name[: len(typed) + 1] for name in names]
    found = process.extract(typed, beginnings, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=40)
    return [(0.0 if names[place].startswith(typed) else _unlike(typed, names[place], likeness), place) for _, likeness, place in found]


def _like(typed: str, names: Sequence[str]) -> list[tuple[float, int]]:
    """Return the same for whole names, behind all that begin like what is typed."""
    found = process.extract(typed, names, scorer=fuzz.ratio, score_cutoff=_WHOLE_LIKENESS, limit=MOST)
    return [(_BEHIND + _unlike(typed, names[place], likeness), place) for _, likeness, place in found]


def _unlike(typed: str, name: str, likeness: float) -> float:
    return 100 - likeness + (_ANOTHER_FIRST if name[0] != typed[0] else 0)


def _with_number(typed: str, names: Sequence[str]) -> list[tuple[float, int]]:
    """Return the places of the names that hold a number which is typed: "56" for "§ 56-aftale"."""
    return [(0.0, place) for place, name in enumerate(names) if typed.isdigit() and typed in tokens(name)] if len(typed) > 1 else []


@lru_cache(maxsize=4_096)
def _levelled(name: str) -> str:
    """Level a scheme's name once a process: people ask for suggestions at every few letters."""
    return level(name)
