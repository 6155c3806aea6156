"""What a question speaks of beyond its words: concepts in Danish and English alike, ages, lengths of time."""

import re
from itertools import combinations

from .patterns import found_in

_AGE = re.compile(
    r"\b(\d{2})[- ]?(?:aar|aarig|aarige|aars|years?|yrs|yo)\b"
    r"|\b(?:paa|er|is|am|i'm|of|aged|fyldt|fylder|turned|turning|over|under) (\d{2})\b"
    r"(?! ?(?:timer|time|dage|uger|maaned|pct|procent|%|hours?|days?|weeks?|months?|kr|mand|ansatte|people))"
)
_LENGTH = re.compile(
    r"\b(\d{1,2}|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|one|two|three|four|five|six|eight|ten|twelve) "
    r"(timer?|dage?|uger?|maaned(?:er)?|hours?|days?|weeks?|months?)\b"
)
_AGE_GROUPS = ((15, "under15"), (18, "15-17"), (25, "18-24"), (30, "25-29"), (50, "30-49"), (58, "50-57"), (75, "58-74"))


def concepts_in(levelled: str) -> list[str]:
    """Return the names of the concepts that a levelled text speaks of."""
    return found_in(levelled, "concepts.yaml")


def cues_in(levelled: str) -> list[str]:
    """Return the names of the turns by which a levelled text asks."""
    return found_in(levelled, "cues.yaml")


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
