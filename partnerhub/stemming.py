"""Danish stems (Snowball), the same in every thread."""

import threading
from functools import lru_cache

import Stemmer

# A stemmer keeps the word it works on inside itself: shared between threads it gives wrong stems, silently.
_own = threading.local()


@lru_cache(maxsize=50_000)
def danish_stem(word: str) -> str:
    """Return the Danish Snowball stem of a word in small letters."""
    if not hasattr(_own, "stemmer"):
        _own.stemmer = Stemmer.Stemmer("danish", 0)
    return str(_own.stemmer.stemWord(word))
