"""Which language a question is written in: Danish, English, or one of ten others that get one sentence and a human."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "lexicon" / "tongues.yaml"
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# So many telling words (or letters of that language alone) it takes before a question counts as foreign.
_ENOUGH = 2
_SCRIPT_LETTERS = 3


@dataclass(frozen=True)
class Tongue:
    """Telling words of a language, letters that tell it, the ends of its script, and the sentence it gets."""

    words: frozenset[str]
    letters: frozenset[str]
    sentence: str
    script: tuple[str, str] | None

    def points(self, words: list[str], lowered: str) -> float:
        """Return how much of a question speaks for this language."""
        found = sum(1.0 for word in words if word in self.words) + sum(1.0 for letter in set(lowered) if letter in self.letters)
        if self.script and sum(1 for letter in lowered if self.script[0] <= letter <= self.script[1]) >= _SCRIPT_LETTERS:
            found += 2.0
        return found


@cache
def _tongues() -> dict[str, Tongue]:
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        name: Tongue(
            frozenset(entry["words"].split()),
            frozenset(entry.get("letters", "")),
            entry.get("sentence", ""),
            (entry["range"][0], entry["range"][1]) if "range" in entry else None,
        )
        for name, entry in read.items()
    }


def tongue_of(question: str) -> str | None:
    """Return the language's code ("da", "en", "pl" …) or None when too little is said to tell."""
    lowered = question.casefold()
    words = _WORD.findall(lowered)
    points = {name: tongue.points(words, lowered) for name, tongue in _tongues().items()}
    best = max(points, key=lambda name: points[name])
    if points[best] < (1 if best in {"da", "en"} else _ENOUGH):
        return None
    # Danish and English win a tie: foreign words stand in many of their questions.
    ours = max(("da", "en"), key=lambda name: points[name])
    return ours if best not in {"da", "en"} and points[ours] >= points[best] else best


def sentence_in(tongue: str) -> str | None:
    """Return the one sentence for a language that the assistant does not speak, None for Danish and English."""
    return _tongues()[tongue].sentence or None if tongue in _tongues() else None
