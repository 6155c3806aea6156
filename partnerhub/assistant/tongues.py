"""Which language a question is written in: Danish, English, or one of ten others that get one sentence and a human."""

import re
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "lexicon" / "tongues.yaml"
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# So many telling words (or letters of that language alone) it takes before a question counts as foreign.
_ENOUGH = 2


@cache
def _tongues() -> dict[str, dict[str, object]]:
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        name: {
            "words": frozenset(entry["words"].split()),
            "letters": frozenset(entry.get("letters", "")),
            "sentence": entry.get("sentence", ""),
            "range": tuple(entry["range"]) if "range" in entry else None,
        }
        for name, entry in read.items()
    }


def tongue_of(question: str) -> str | None:
    """Return the language's code ("da", "en", "pl" …) or None when too little is said to tell."""
    lowered = question.casefold()
    words = _WORD.findall(lowered)
    points = {name: _points(words, lowered, entry) for name, entry in _tongues().items()}
    best = max(points, key=lambda name: points[name])
    if points[best] < (1 if best in {"da", "en"} else _ENOUGH):
        return None
    # Danish and English win a tie: foreign words stand in many of their questions.
    ours = max(("da", "en"), key=lambda name: points[name])
    return ours if best not in {"da", "en"} and points[ours] >= points[best] else best


def sentence_in(tongue: str) -> str | None:
    """Return the one sentence for a language that the assistant does not speak, None for Danish and English."""
    return str(_tongues()[tongue]["sentence"]) or None if tongue in _tongues() else None


def _points(words: list[str], lowered: str, entry: dict[str, object]) -> float:
    telling: frozenset[str] = entry["words"]  # type: ignore[assignment]
    letters: frozenset[str] = entry["letters"]  # type: ignore[assignment]
    found = sum(1.0 for word in words if word in telling) + sum(1.0 for letter in set(lowered) if letter in letters)
    if entry["range"]:
        first, last = entry["range"]  # type: ignore[misc]
        script = sum(1 for letter in lowered if first <= letter <= last)
        found += 2.0 if script >= 3 else 0.0
    return found
