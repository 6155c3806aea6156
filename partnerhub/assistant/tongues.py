"""Which language a question is written in: Danish, English, one of ten others that get a sentence of their own, or another."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "lexicon" / "tongues.yaml"
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# So many telling words (or letters of that language alone) it takes before a question counts as foreign.
_ENOUGH = 2
# A word that stands in Danish, too ("a-kasse", "to uger"), tells English only together with others.
_HINT = 0.4
_SCRIPT_LETTERS = 3
# What is written in a script of none of these languages, or in words of none.
UNKNOWN = "und"
# Who asks to be spoken with in a language says little more than that.
_FEW_WORDS = 7
_SPEAKING = frozenset("taler tale snakker snakke forstår skriver svare svar speak speaks understand answer reply".split())
SPOKEN = frozenset({"da", "en"})


@dataclass(frozen=True)
class Tongue:
    """Telling words of a language, those that tell it alone, letters that tell it, the ends of its script, and the sentence it gets."""

    words: frozenset[str]
    alone: frozenset[str]
    hints: frozenset[str]
    letters: frozenset[str]
    sentence: str
    called: frozenset[str]
    script: tuple[str, str] | None

    def points(self, words: list[str], lowered: str) -> float:
        """Return how much of a question speaks for this language."""
        said = {*words}
        found = float(len(self.words & said) + _ENOUGH * len(self.alone & said) + len(self.letters & {*lowered}))
        found += _HINT * len(self.hints & said)
        if self.script and sum(1 for letter in lowered if self.script[0] <= letter <= self.script[1]) >= _SCRIPT_LETTERS:
            found += 2.0
        return found


@cache
def _tongues() -> dict[str, Tongue]:
    read: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    ours = frozenset(word for name in SPOKEN for kind in ("words", "alone", "hints") for word in read[name].get(kind, "").split())
    return {name: _tongue(entry, frozenset() if name in SPOKEN else ours) for name, entry in read.items()}


def _tongue(entry: Mapping[str, Any], ours: frozenset[str]) -> Tongue:
    """Return a language as it is written in the file; a word that is one of `ours`, too ("do", "i"), is no more than a hint of it."""
    words, alone, hints = (frozenset(entry.get(kind, "").split()) for kind in ("words", "alone", "hints"))
    return Tongue(
        words - alone - ours,
        alone - ours,
        hints | (ours & (words | alone)),
        frozenset(entry.get("letters", "")),
        entry.get("sentence", ""),
        frozenset(entry.get("called", "").split()),
        (entry["range"][0], entry["range"][1]) if "range" in entry else None,
    )


def tongue_of(question: str, is_name: Callable[[str], bool] = lambda _word: False) -> str | None:
    """Return the language's code ("da", "en", "pl" …), UNKNOWN for a script of none, or None when too little is said to tell.

    A word that `is_name` tells nothing: a scheme is called by its Danish name in any language.
    """
    folded = question.casefold()
    lowered = _WORD.sub(lambda found: "" if is_name(found[0]) else found[0], folded)
    return _tongue_in(lowered, len(lowered) < len(folded))


@lru_cache(maxsize=200)  # a question is looked at by several
def _tongue_in(lowered: str, holds_a_name: bool) -> str | None:
    words = _WORD.findall(lowered)
    points = {name: tongue.points(words, lowered) for name, tongue in _tongues().items()}
    best = max(points, key=lambda name: points[name])
    all_tell = holds_a_name and (_tongues()[best].words | _tongues()[best].hints).issuperset(words)  # a name, and "what is" beside it
    if points[best] < (1 if best in SPOKEN or all_tell else _ENOUGH):
        return UNKNOWN if _is_of_another_script(lowered) else None
    # Danish and English win a tie: foreign words stand in many of their questions.
    ours = max(("da", "en"), key=lambda name: points[name])
    return ours if best not in SPOKEN and points[ours] >= points[best] else best


def tongue_wanted(question: str) -> str | None:
    """Return the language that somebody asks to be spoken with in ("Taler I polsk?"), None when nobody does or it is spoken here."""
    words = _WORD.findall(question.casefold())
    if len(words) > _FEW_WORDS or not _SPEAKING.intersection(words):
        return None
    return next((name for name, tongue in _tongues().items() if tongue.called.intersection(words)), None)


def _is_of_another_script(lowered: str) -> bool:
    """Tell whether most letters are not Latin ones."""
    letters = [letter for letter in lowered if letter.isalpha()]
    other = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return other >= _ENOUGH and 2 * other > len(letters)


def sentence_in(tongue: str) -> str | None:
    """Return the one sentence for a language that the assistant does not speak, None for those without one."""
    return _tongues()[tongue].sentence or None if tongue in _tongues() else None
