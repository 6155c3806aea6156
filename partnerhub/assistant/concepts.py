"""What a question speaks of beyond its words: concepts in Danish and English alike, ages, lengths of time."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path

import yaml

from .wordforms import level

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"[a-z0-9§][a-z0-9§'-]*")
_AGE = re.compile(
    r"\b(\d{2})[- ]?(?:aar|aarig|aarige|aars|years?|yrs|yo)\b"
    r"|\b(?:paa|er|is|of|aged|fyldt|over|under) (\d{2})\b(?! ?(?:timer|time|dage|uger|maaned|pct|procent|%|hours?|days?|weeks?|months?|kr|mand|ansatte|people))"
)
_LENGTH = re.compile(
    r"\b(\d{1,2}|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|one|two|three|four|five|six|eight|ten|twelve) "
    r"(timer?|dage?|uger?|maaned(?:er)?|hours?|days?|weeks?|months?)\b"
)
_AGE_GROUPS = ((15, "under15"), (18, "15-17"), (25, "18-24"), (30, "25-29"), (50, "30-49"), (58, "50-57"), (75, "58-74"))


def _expression(words: str) -> str:
    return re.escape(words).replace(r"\*", "[a-z0-9-]*").replace(r"\ ", " ")


@dataclass(frozen=True)
class _Lexicon:
    """The file's patterns: those of one word, and those of several words by their first word ("" when it is open)."""

    single: list[tuple[str, re.Pattern[str]]]
    several: list[tuple[str, str, re.Pattern[str]]]


@cache
def _lexicon(file: str) -> _Lexicon:
    """Read a file of patterns once a process."""
    single, several = [], []
    for name, line in yaml.safe_load((_FOLDER / file).read_text(encoding="utf-8")).items():
        patterns = [level(part) for part in line.split(", ")]
        words = [_expression(part) for part in patterns if " " not in part]
        if words:
            single.append((name, re.compile("|".join(words))))
        for part in patterns:
            if " " in part:
                first = part.split(" ")[0]
                several.append((name, "" if "*" in first else first, re.compile(rf"(?<![a-z0-9]){_expression(part)}(?![a-z0-9])")))
    return _Lexicon(single, several)


@lru_cache(maxsize=20_000)
def _named_by(word: str, file: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _lexicon(file).single if pattern.fullmatch(word))


def _found_in(levelled: str, file: str) -> list[str]:
    words = set(_WORD.findall(levelled))
    found = {name for word in words for name in _named_by(word, file)}
    for name, first, pattern in _lexicon(file).several:
        if name not in found and (not first or first in words) and pattern.search(levelled):
            found.add(name)
    return sorted(found)


def concepts_in(levelled: str) -> list[str]:
    """Return the names of the concepts that a levelled text speaks of."""
    return _found_in(levelled, "concepts.yaml")


def cues_in(levelled: str) -> list[str]:
    """Return the names of the turns by which a levelled text asks."""
    return _found_in(levelled, "cues.yaml")


def ages_in(levelled: str) -> set[str]:
    """Return the age groups that a levelled text names."""
    found = set()
    for digits in _AGE.findall(levelled):
        age = int(digits[0] or digits[1])
        found.add("age:" + next((name for limit, name in _AGE_GROUPS if age < limit), "75"))
    return found


def meanings(levelled: str, mended: str, audience: str | None) -> list[str]:
    """Return concepts, pairs of concepts, ages, lengths of time and the asker's role as names of features."""
    singles = concepts_in(f"{levelled} | {mended}")
    ages = ages_in(levelled)
    lengths = {f"len:{number}{unit[:2]}" for number, unit in _LENGTH.findall(levelled)}
    found = [*singles, *ages, *lengths, *(f"{a}+{b}" for a, b in combinations(sorted([*singles, *ages]), 2))]
    return [*found, f"asks:{audience}"] if audience else found
