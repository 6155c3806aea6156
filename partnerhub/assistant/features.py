"""Turns a question into named features in four blocks: letters, words, meanings, cues."""

import re
from collections import Counter
from dataclasses import dataclass

from .concepts import cues_in, meanings
from .spelling import Speller
from .wordforms import level, stem, tokens

_SIZES = range(2, 6)
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+")
MOST_CHARACTERS = 1000
# How much each block weighs beside the others (docs/assistant.md tells how much each is worth).
BLOCKS = {"letters": 0.7, "words": 1.0, "meanings": 0.3, "cues": 0.5}


@dataclass(frozen=True)
class Asked:
    """A question as it is compared: its levelled text, its words with typing errors mended, who asks, and the last of several sentences."""

    levelled: str
    words: tuple[str, ...]
    audience: str | None
    closing: "Asked | None" = None

    @property
    def mended(self) -> str:
        """The question's words after mending, as one text."""
        return " ".join(self.words)


def read_question(question: str, audience: str | None, speller: Speller) -> Asked:
    """Return a question in the form it is compared in."""
    sentences = [sentence for sentence in _SENTENCE_ENDS.split(question[:MOST_CHARACTERS].strip()) if sentence]
    closing = _read(sentences[-1], audience, speller) if len(sentences) > 1 else None
    return _read(question[:MOST_CHARACTERS], audience, speller, closing)


def _read(text: str, audience: str | None, speller: Speller, closing: Asked | None = None) -> Asked:
    levelled = level(text)
    words = [mended for word in tokens(levelled) for mended in speller.mend(word)]
    return Asked(levelled, tuple(words), audience, closing)


def features(asked: Asked) -> dict[str, Counter[str]]:
    """Return how often each feature occurs, by block."""
    stems = [stem(word) for word in asked.words]
    pairs = [f"{a} {b}" for a, b in zip(stems, stems[1:], strict=False)]
    return {
        "letters": _letters(asked.levelled),
        "words": Counter(stems + pairs),
        "cues": Counter(cues_in(f"{asked.levelled} | {asked.mended}")),
        "meanings": Counter(meanings(asked.levelled, asked.mended, asked.audience)),
    }


def _letters(levelled: str) -> Counter[str]:
    """Return the runs of 2 to 5 letters inside each word, its edges marked by a space."""
    found: Counter[str] = Counter()
    for word in tokens(levelled):
        edged = f" {word} "
        for size in _SIZES:
            if len(edged) <= size:
                found[edged] += 1
                break
            found.update([edged[start : start + size] for start in range(len(edged) - size + 1)])
    return found
