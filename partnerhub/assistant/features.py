"""Turns a question into named features in four blocks: letters, words, meanings, cues."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain

from .concepts import cues_in, meanings
from .spelling import Speller
from .wordforms import level, stem, tokens

_LONGEST_RUN = 5
_SIZES = range(3, _LONGEST_RUN + 1)
# A dot after a number or a shortened word ends a sentence only where a capital follows.
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])(?:(?<!\d\.)(?<!\b[Nn]r\.)(?<!\b[Ss]tk\.)(?<!\bca\.)(?<!\bkl\.)(?<!\bfx\.)\s+|\s+(?=[A-ZÆØÅ]))")
MOST_CHARACTERS = 1000
# What stands between the two words of a pair.
PAIRED = " "
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
    letters = Counter(chain.from_iterable(map(letter_runs, tokens(asked.levelled))))
    return {"letters": letters, **features_of_words(asked)}


def features_of_words(asked: Asked) -> dict[str, Counter[str]]:
    """Return how often each feature occurs, by block, without the runs of letters."""
    stems = [stem(word) for word in asked.words]
    pairs = [f"{a}{PAIRED}{b}" for a, b in zip(stems, stems[1:], strict=False)]
    return {
        "words": Counter(stems + pairs),
        "meanings": Counter(meanings(asked.levelled, asked.mended, asked.audience)),
        "cues": Counter(cues_in(f"{asked.levelled} | {asked.mended}")),
    }


def letter_runs(word: str) -> list[str]:
    """Return the runs of 3 to 5 letters inside a word, its edges marked by a space; a word that is no longer than a run once, whole."""
    edged = f" {word} "
    whole = [edged] if len(edged) <= _LONGEST_RUN else []
    return [edged[start : start + size] for size in _SIZES if size < len(edged) for start in range(len(edged) - size + 1)] + whole
