"""Finds occupations by what somebody types: exact and begun words first, then parts of words, then typing errors.

The names are prepared once; a question is then a handful of look-ups and two scans by RapidFuzz over some 1,500 short strings.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from rapidfuzz import fuzz, process

from .content_types import Occupation
from .spelling import joined, ordered, says_nothing, stem, words

MOST_TYPED = 120
CERTAIN = 95.0
_MOST_WORDS = 8
_TITLE, _SYNONYM, _BARE, _SIDE, _ID, _LOOSE_SIDE = 100.0, 99.0, 98.0, 97.0, 96.0, 90.0
_SHORTEST_PREFIX, _SHORTEST_END, _SHORTEST_PART, _SHORTEST_FUZZY = 3, 4, 5, 4
_CLEAR = 6.0  # how far the best must stand above the next to be taken without asking
_NEAR = 16.0  # how far below the best a guess may stand
_SURE_OF_TYPO = 86.0
_GENERAL = 3  # a word that ends so many other jobs' names is no job by itself


class Why(StrEnum):
    """How a typed text and a name came together, surest first."""

    EXACT = "exact"
    INFLECTED = "inflected"
    ORDER = "order"
    PREFIX = "prefix"
    WITHIN = "within"
    PART = "part"
    FUZZY = "fuzzy"


@dataclass(frozen=True)
class Match:
    """An occupation that was found, the name that matched, why, and how well (0 to 100)."""

    occupation: Occupation
    name: str
    why: Why
    score: float


@dataclass(frozen=True)
class _Name:
    place: int
    shown: str
    worth: float
    spaced: str
    whole: str
    stem: str
    ordered: str


class Finder:
    """The names of all occupations, prepared for looking up; may be shared between threads."""

    def __init__(self, occupations: Iterable[Occupation]) -> None:
        self._occupations = tuple(occupations)
        self._names = [name for place, occupation in enumerate(self._occupations) for name in _names_of(place, occupation)]
        self._wholes = [name.whole for name in self._names]
        self._orders = [name.ordered for name in self._names]
        self._begun: dict[int, list[str]] = {}
        self._by_form: dict[str, list[tuple[int, Why, float]]] = {}
        for number, name in enumerate(self._names):
            for form, why, cost in ((name.whole, Why.EXACT, 0), (name.stem, Why.INFLECTED, 2), (name.ordered, Why.ORDER, 3)):
                self._by_form.setdefault(form, []).append((number, why, cost))

    def lookup(self, text: str, limit: int = 8) -> list[Match]:
        """Return the occupations that a typed text may mean, best first; none for what is too short or names no job."""
        spoken = words(text[:MOST_TYPED])[:_MOST_WORDS]
        whole = joined(spoken)
        if says_nothing(spoken) or len(whole) < 2 or limit < 1:
            return []
        found: dict[int, Match] = {}
        for number, why, score in self._candidates(spoken, whole):
            name = self._names[number]
            known = found.get(name.place)
            if known is None or score > known.score:
                found[name.place] = Match(self._occupations[name.place], name.shown, why, round(score, 1))
        best = sorted(found.values(), key=lambda match: (-match.score, len(match.name), match.occupation.id))
        return [match for match in best if match.why is not Why.FUZZY or match.score >= best[0].score - _NEAR][:limit]

    def certain(self, text: str) -> Occupation | None:
        """Return the one occupation that a text means beyond doubt, None when another is nearly as near or none is near."""
        matches = self.lookup(text, 2 + _GENERAL)
        if not matches:
            return None
        best, runner_up = matches[0], matches[1].score if len(matches) > 1 else 0.0
        if best.why is Why.EXACT and best.score == _TITLE > runner_up:
            return best.occupation
        typed = joined(words(text))
        if sum(joined(words(match.name)).endswith(typed) for match in matches[1:]) >= _GENERAL:
            return None
        is_sure = best.score >= CERTAIN or (best.why is Why.FUZZY and best.score >= _SURE_OF_TYPO)
        return best.occupation if is_sure and best.score - runner_up >= _CLEAR else None

    def _candidates(self, spoken: tuple[str, ...], whole: str) -> Iterator[tuple[int, Why, float]]:
        is_known = False
        for form, why in ((whole, Why.EXACT), (stem(whole), Why.INFLECTED), (ordered(spoken), Why.ORDER)):
            for number, theirs, cost in self._by_form.get(form, ()):
                if why is theirs:
                    is_known = True
                    yield number, why, self._names[number].worth - cost
        yield from self._by_parts(spoken, whole)
        if not is_known and len(whole) >= _SHORTEST_FUZZY:
            yield from self._in_phrase(spoken, whole)
            yield from self._by_likeness(spoken, whole)

    def _by_parts(self, spoken: tuple[str, ...], whole: str) -> Iterator[tuple[int, Why, float]]:
        length = len(whole)
        if length < _SHORTEST_PREFIX:  # "IT" and "HR" are words of their own, "la" begins too much
            spoken = (f"{whole} ",)
        begun = tuple(f" {word}" for word in spoken)
        for number, name in enumerate(self._names):
            share = length / len(name.whole)
            if share > 1:
                continue
            if length >= _SHORTEST_PREFIX and name.whole.startswith(whole):
                score = 78 + 14 * share
            elif all(word in name.spaced for word in begun):
                score = 70 + 14 * share
            else:
                ends = length >= _SHORTEST_END and name.whole.endswith(whole)
                if ends or (length >= _SHORTEST_PART and whole in name.whole):
                    yield number, Why.PART, 60 + 14 * share + 2 * ends
                continue
            is_word = all(f"{word} " in name.spaced for word in begun)
            yield number, Why.PREFIX, score + 5 * is_word + (name.worth - _SYNONYM)

    def _in_phrase(self, spoken: tuple[str, ...], whole: str) -> Iterator[tuple[int, Why, float]]:
        """Names that stand inside a longer text: "faglært elektriker til nathold"."""
        for first in range(len(spoken)):
            for last in range(first + 1, len(spoken) + 1):
                part = joined(spoken[first:last])
                if len(part) < _SHORTEST_PREFIX or len(part) == len(whole) or says_nothing(spoken[first:last]):
                    continue
                for number, why, cost in self._by_form.get(part, []) + self._by_form.get(stem(part), []):
                    if why in {Why.EXACT, Why.INFLECTED}:
                        yield number, Why.WITHIN, 66 + 24 * len(part) / len(whole) - cost + (self._names[number].worth - _TITLE)

    def _by_likeness(self, spoken: tuple[str, ...], whole: str) -> Iterator[tuple[int, Why, float]]:
        cutoff = 84 if len(whole) <= 5 else 80 if len(whole) <= 7 else 77
        yield from self._alike(whole, self._wholes, cutoff, 4)
        if len(spoken) > 1:
            yield from self._alike(ordered(spoken), self._orders, cutoff, 6)
        if len(whole) > 5:
            yield from self._alike(whole, self._first_letters(len(whole)), cutoff + 8, 10, most=99)

    def _first_letters(self, length: int) -> list[str]:
        """The beginnings of all longer names, to forgive a typing error in a word that is not finished."""
        if length not in self._begun:
            self._begun[length] = [name[:length] if len(name) > length else "" for name in self._wholes]
        return self._begun[length]

    def _alike(self, typed: str, names: list[str], cutoff: float, cost: float, most: float = 100) -> Iterator[tuple[int, Why, float]]:
        likeness = process.cdist([typed], names, scorer=fuzz.ratio, score_cutoff=cutoff)[0]
        for number in np.flatnonzero((likeness > 0) & (likeness <= most)).tolist():
            yield number, Why.FUZZY, float(likeness[number]) - cost + (self._names[number].worth - _TITLE)


def _names_of(place: int, occupation: Occupation) -> Iterator[_Name]:
    best: dict[str, _Name] = {}
    for form, shown, worth in _forms(occupation):
        spoken = words(form)
        whole = joined(spoken)
        if whole and (whole not in best or worth > best[whole].worth):
            best[whole] = _Name(place, shown, worth, f" {' '.join(spoken)} ", whole, stem(whole), ordered(spoken))
    yield from best.values()


def _forms(occupation: Occupation) -> Iterator[tuple[str, str, float]]:
    """What people may type, the name that it is shown by, and its worth."""
    for title, side in ((occupation.title_da, _SIDE), (occupation.title_en, _LOOSE_SIDE)):
        yield title, title, _TITLE
        yield from _variants(title, side)
    for synonym in occupation.synonyms:
        yield synonym, synonym, _SYNONYM
        yield from _variants(synonym, _LOOSE_SIDE)
    if not occupation.is_local:
        yield occupation.id.replace("-", " "), occupation.title_da, _ID  # shipped ids are the jobs' plain names


def _variants(name: str, side: float) -> Iterator[tuple[str, str, float]]:
    """A name without its brackets, and the sides of a stroke: "Vedligeholdstekniker / maskinreparatør" has two."""
    bare = " ".join(re.sub(r"\([^)]*\)", " ", name).split())
    if bare != name:
        yield bare, name, _BARE
    sides = re.split(r"(?<!-)\s*/\s*", bare)
    if len(sides) > 1:
        yield from ((part, name, side) for part in sides if len(part) >= _SHORTEST_PART)
