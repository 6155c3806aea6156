"""A text as words that may stand for others: mistyped, drawn out, in pieces, or with signs between the letters."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from .wordforms import level

_RUN = re.compile(r"([^\W\d_])\1+|(oe|ae)(?:\2)+")
_TOKEN = re.compile(r"[^\W_]+|[.!?;\n]+|[,():]| - ")
_APOSTROPHES = str.maketrans("", "", "'’´`")
_LONG_LETTERS = frozenset({"ae", "oe", "aa"})
_MOST_REMEMBERED = 20_000
_SHORTEST_MISTYPED = 6
# A sentence goes on after these; "kursus: …" is about the course.
_CLAUSE_SIGNS = frozenset({",", "(", ")", ":", " - "})
_MOST_LETTERS = 14


@dataclass(frozen=True)
class Words:
    """What each word of a text may stand for, the sentence it is in, and whether a clause ends after it."""

    senses: tuple[frozenset[str], ...]
    sentence: tuple[int, ...]
    ends_clause: tuple[bool, ...]


def plain(text: str) -> str:
    """Return a levelled text without invisible signs and apostrophes, each run of a letter as one: "ikkke" and "ikke" are the same."""
    seen = text if text.isprintable() else "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return _RUN.sub(r"\1\2", level(seen).translate(_APOSTROPHES))


class Senses:
    """Knows which of the words written in a file a word of a text stands for; safe to share, for what it remembers is only looked up."""

    def __init__(self, written: Iterable[str], mistyped: Iterable[str], said: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        self._exact: set[str] = set()
        self._open: list[tuple[str, str, bool, bool]] = []
        for pattern in set(written):
            if "*" in pattern:
                self._open.append((pattern, pattern.strip("*"), pattern.startswith("*"), pattern.endswith("*")))
            else:
                self._exact.add(pattern)
        self._mistyped, self._said, self._kinds = tuple(mistyped), said, kinds
        self._telling = frozenset(self._mistyped)
        self._known: dict[str, frozenset[str]] = {}

    def of(self, word: str) -> frozenset[str]:
        """Return what a word stands for, of the words in the file; nothing for most words."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._of(word)
        return found

    def is_telling(self, word: str) -> bool:
        """Tell whether a word put together of two is one that must not be hidden in pieces."""
        return word in self._telling

    def is_written(self, word: str) -> bool:
        """Tell whether a word stands in the file as it is."""
        return word in self._exact

    def _of(self, word: str) -> frozenset[str]:
        found = self._as_written(word)
        if word in self._said:
            found |= self._as_written(self._said[word])
        if found:
            return found
        if len(word) < _SHORTEST_MISTYPED:
            return frozenset()
        meant = next((known for known in self._mistyped if OSA.distance(word, known, score_cutoff=1) <= 1), None)
        return self._as_written(meant) if meant else frozenset()

    def _as_written(self, word: str) -> frozenset[str]:
        found = {word} if word in self._exact else set()
        for pattern, stem, is_open_before, is_open_after in self._open:
            if (word.startswith(stem) and (is_open_after or word == stem)) if not is_open_before else stem in word:
                found.add(pattern)
        if word in self._kinds:
            found.add(self._kinds[word])
        if word.isdigit():
            found.add("#")
        return frozenset(found)


def words_of(text: str, senses: Senses) -> Words:
    """Return a text as words, the pieces of a telling word put together."""
    words: list[str] = []
    sentence: list[int] = []
    ends_clause: list[bool] = []
    number = 0
    for token in _TOKEN.findall(plain(text)):
        if token[0].isalnum():
            words.append(token)
            sentence.append(number)
            ends_clause.append(False)
        elif words:
            ends_clause[-1] = True
            number += token not in _CLAUSE_SIGNS
    _join(words, sentence, ends_clause, senses)
    return Words(tuple(map(senses.of, words)), tuple(sentence), tuple(ends_clause))


def _join(words: list[str], sentence: list[int], ends_clause: list[bool], senses: Senses) -> None:
    """Put "d ø", "s.e.l.v.m.o.r.d" and "selv mord" together, in place."""
    if not any(senses.is_telling(one + other) or (_is_letter(one) and _is_letter(other)) for one, other in pairwise(words)):
        return
    start = 0
    while start < len(words) - 1:
        end = start + 1
        if _is_letter(words[start]):
            most = min(len(words), start + _MOST_LETTERS)
            while end < most and _is_letter(words[end]):
                end += 1
            while end > start + 1 and not senses.is_written("".join(words[start:end])):
                end -= 1
        elif senses.is_telling(words[start] + words[start + 1]):
            end += 1
        if end > start + 1:
            words[start:end] = ["".join(words[start:end])]
            del sentence[start + 1 : end]
            ends_clause[start:end] = [ends_clause[end - 1]]
        start += 1


def _is_letter(word: str) -> bool:
    return len(word) == 1 or word in _LONG_LETTERS
