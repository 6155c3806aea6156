"""Hears a cry for help in a question, in any of the languages of the assistant's neighbours, and however hastily it is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from .composing import SMALL, Line, Lines, Reader, Text
from .patterns import read_patterns
from .spoken_words import Senses, plain, words_of

_MOST_LOOKED_THROUGH = 100_000
# Lines that say when it is no cry, and the mark of a cry that is one whatever else is said.
_NONE, _ALWAYS = "none", "! "
_WORDS = "words"


class Harm(StrEnum):
    """What a cry is about: one's own life, somebody who does harm, or a life that ends now."""

    LIFE = "life"
    VIOLENCE = "violence"
    DANGER = "danger"


@dataclass(frozen=True)
class Cry:
    """The language of a cry for help ("da", "en", "pl" …) and what it is about."""

    tongue: str
    harm: Harm = Harm.LIFE


@dataclass(frozen=True)
class _Part:
    """Lines that are looked for together, each with the cry that it is; None for what is no cry."""

    cries: Sequence[Cry | None]
    lines: Sequence[Line]
    index: Lines

    def found_in(self, text: Text) -> Iterator[tuple[Cry | None, Line]]:
        """Return the lines that a text may hold."""
        return ((self.cries[number], self.lines[number]) for number in self.index.that_may_be_in(text.senses))


@dataclass(frozen=True)
class _File:
    """The file as it is followed: the cries that nothing takes back, what is taken out as none, then all other cries."""

    senses: Senses
    always: _Part
    none: _Part
    cries: _Part


def is_crisis(question: str) -> bool:
    """Tell whether somebody speaks of taking a life, of harming themselves or of being hurt; the words are in lexicon/crisis.yaml."""
    return cry_in(question) is not None


def cry_in(question: str) -> Cry | None:
    """Return the cry for help that a question holds, None when it holds none."""
    file = _file()
    text = Text(words_of(question[:_MOST_LOOKED_THROUGH], file.senses))
    if cry := _first(text, file.always):
        return cry
    near = list(file.cries.found_in(text))
    if near:
        for _cry, line in file.none.found_in(text):
            text.cut(line)
    return next((cry for cry, line in near if text.holds(line)), None)


def cry_within(text: str, most: int) -> str:
    """Return the part of a text, of at most so many characters, that holds its cry for help; "" when it holds none."""
    if not is_crisis(text):
        return ""
    parts = (text[start : start + most] for start in range(0, min(len(text), _MOST_LOOKED_THROUGH), max(1, most // 2)))
    return next((part for part in parts if is_crisis(part)), "")


def _first(text: Text, part: _Part) -> Cry | None:
    return next((cry for cry, line in part.found_in(text) if text.holds(line)), None)


@cache
def _file() -> _File:
    """Read the file once a process."""
    file: dict[str, Any] = dict(read_patterns("crisis.yaml"))
    small, mistyped, said = file.pop(SMALL), file.pop("mistyped"), file.pop("said")
    always: list[tuple[Cry | None, Line]] = []
    none: list[tuple[Cry | None, Line]] = []
    cries: list[tuple[Cry | None, Line]] = []
    written: set[str] = set()
    for tongue, entry in file.items():
        reader = Reader(entry.get(_WORDS, {}), plain)
        none += [(None, reader.line(text)) for text in _each(entry.get(_NONE, ""))]
        for harm in reversed(Harm):  # who does not breathe comes before who is sad
            for text in _each(entry.get(harm, "")):
                (always if text.startswith(_ALWAYS) else cries).append((Cry(tongue, harm), reader.line(text.removeprefix(_ALWAYS))))
        written |= reader.words
    senses = Senses(
        written,
        mistyped=map(plain, mistyped.split(", ")),
        said={plain(way): plain(word) for word, ways in said.items() for way in ways.split(", ")},
        kinds=dict.fromkeys(map(plain, small.split(", ")), SMALL),
    )
    return _File(senses, _part(always), _part(none), _part(cries))


def _part(lines: Sequence[tuple[Cry | None, Line]]) -> _Part:
    followed = [line for _cry, line in lines]
    return _Part([cry for cry, _line in lines], followed, Lines(followed))


def _each(lines: str) -> Iterator[str]:
    for line in lines.splitlines():
        if line.strip() and not line.startswith("#"):
            yield from line.strip().split(", ")
