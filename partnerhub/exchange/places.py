"""Places in one spelling, so that "4400", "Kalundborg" and "Munkesøgade 19, 4400 Kalundborg" can be compared."""

import re
from functools import lru_cache

from ..typed_text import fold

_WORDS = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
LONGEST_TOWN = 3  # words: "Store Heddinge", "Nykøbing Sj"


@lru_cache(2_000)
def places_of(post_code: str | None = "", town: str | None = "", text: str = "") -> frozenset[str]:
    """Return what a place is compared by: post code and town of a workplace, or what a written place may name."""
    if text:
        words = [fold(word) for word in _WORDS.findall(text)]
        ends = range(1, LONGEST_TOWN + 1)
        return frozenset(
            " ".join(words[first : first + size]) for first in range(len(words)) for size in ends if first + size <= len(words)
        )
    return frozenset(filter(None, (post_code, " ".join(fold(town or "").split()))))
