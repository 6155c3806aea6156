"""Mends a question's words against the words the knowledge uses, each within its own budget of typing errors."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .patterns import read_patterns
from .wordforms import stem

_SHORTEST = 4
_LINKS = ("", "s", "e", "er", "n")
_SHORTEST_PART = 4
_MOST_REMEMBERED = 20_000


def budget(word: str) -> int:
    """Return how many typing errors a word may hold: none in short words and in anything with a digit, then one, then two."""
    if len(word) < _SHORTEST or any(sign.isdigit() for sign in word):
        return 0
    return 1 if len(word) < 8 else 2


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """Return the words that stand for everyday words as they are said ("ka" for "kan"), read once a process."""
    return {said: tuple(word.split()) for word, line in read_patterns("spoken.yaml").items() for said in line.split(", ")}


class Speller:
    """Knows the words of the knowledge and how often each is used."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        # The commonest first: only the first few of those that are equally near are looked at.
        self.counts = dict(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))
        self._stems = {stem(word) for word in self.counts}
        self._by_length: dict[int, list[str]] = {}
        for word in self.counts:
            if len(word) >= _SHORTEST and not any(sign.isdigit() for sign in word):
                self._by_length.setdefault(len(word), []).append(word)
        # Not an lru_cache of the method: that would hold the speller, and its model with it, until the next full garbage collection.
        self._mended: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, words: Iterable[str], least: int = 1) -> "Speller":
        """Return a speller for a running text's words; rarer words than `least` are not trusted."""
        return cls({word: count for word, count in Counter(words).items() if count >= least})

    def knows(self, word: str) -> bool:
        """Tell whether a word, or another form of it, is used in the knowledge."""
        return word in self.counts or stem(word) in self._stems

    def mend(self, word: str) -> tuple[str, ...]:
        """Return the words that a word stands for; what was mended before is remembered."""
        found = self._mended.get(word)
        if found is None:
            if len(self._mended) >= _MOST_REMEMBERED:
                self._mended.clear()
            found = self._mended[word] = self._mend(word)
        return found

    def _mend(self, word: str) -> tuple[str, ...]:
        """Return the word itself when known, else the two known words it is joined from, else the nearest; spoken forms first."""
        if meant := _spoken().get(word):
            return meant
        if self.knows(word) or not budget(word):
            return (word,)
        return self._parts(word) or self._nearest(word) or (word,)

    def _nearest(self, word: str) -> tuple[str, ...]:
        allowed = budget(word)
        best: tuple[float, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            choices = self._by_length.get(length, ())
            for found, distance, _ in process.extract(word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=5):
                # A typing error seldom hits the first letter, and the commoner word is the likelier one.
                cost = distance + (0 if found[0] == word[0] else 0.7) - 0.1 * log(self.counts[found] + 1)
                if best is None or cost < best[0]:
                    best = (cost, found)
        return (best[1],) if best else ()

    def _parts(self, word: str) -> tuple[str, ...]:
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            head, tail = word[:cut], word[cut:]
            if not self.knows(tail):
                continue
            for link in _LINKS:
                if head.endswith(link) and len(head) - len(link) >= _SHORTEST_PART - 1 and head[: len(head) - len(link)] in self.counts:
                    return (head[: len(head) - len(link)], tail)
        return ()
