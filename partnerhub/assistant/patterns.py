"""Finds named groups of words in a text; the groups are data (lexicon/*.yaml), `*` at an end of a word takes any ending."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from partnerhub.yaml_lines import read_lined

from .wordforms import level

_FOLDER = Path(__file__).parent / "lexicon"
_WORD = re.compile(r"[a-z0-9§][a-z0-9§'-]*")


def _expression(words: str) -> str:
    return re.escape(words).replace(r"\*", "[a-z0-9-]*").replace(r"\ ", " ")


@dataclass(frozen=True)
class _Lexicon:
    """The file's patterns: those of one word, and those of several words by their first word ("" when it is open), with how they begin."""

    single: list[tuple[str, re.Pattern[str]]]
    several: dict[str, list[tuple[str, str, re.Pattern[str]]]]


def read_patterns(file: str) -> dict[str, str]:
    """Return the lines of a file of words, as they are written."""
    return read_lined(_FOLDER / file)


@cache
def _lexicon(file: str) -> _Lexicon:
    """Read a file of patterns once a process."""
    single: list[tuple[str, re.Pattern[str]]] = []
    several: dict[str, list[tuple[str, str, re.Pattern[str]]]] = {}
    for name, line in read_patterns(file).items():
        patterns = [level(part) for part in line.split(", ")]
        words = [_expression(part) for part in patterns if " " not in part]
        if words:
            single.append((name, re.compile("|".join(words))))
        for part in patterns:
            if " " in part:
                first = part.split(" ")[0]
                pattern = re.compile(rf"(?<![a-z0-9]){_expression(part)}(?![a-z0-9])")
                several.setdefault("" if "*" in first else first, []).append((name, part.split("*")[0], pattern))
    return _Lexicon(single, several)


@lru_cache(maxsize=20_000)
def _named_by(word: str, file: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _lexicon(file).single if pattern.fullmatch(word))


def found_in(levelled: str, file: str) -> list[str]:
    """Return the names in a file of patterns that a levelled text holds, sorted."""
    return [*_found_in(levelled, file)]


@lru_cache(maxsize=200)  # one question is looked through a dozen times
def _found_in(levelled: str, file: str) -> tuple[str, ...]:
    words = set(_WORD.findall(levelled))
    found = {name for word in words for name in _named_by(word, file)}
    several = _lexicon(file).several
    for first in ("", *words):
        for name, beginning, pattern in several.get(first, ()):
            if name not in found and beginning in levelled and pattern.search(levelled):
                found.add(name)
    return tuple(sorted(found))
