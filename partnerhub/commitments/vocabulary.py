"""Words as the search knows them: one spelling for each, and the nearest known words to one that is spelled wrong."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..stemming import danish_stem
from ..typed_text import WORD_LIMIT, fold

CORRECTIONS = 5
STOP_WORDS = frozenset("af at de den der det en er et for fra har i med og om på som til vi the and of in to a".split()) | {"paa"}
_TOKEN = re.compile(r"[^\W_]+(?:[-‐‑–][^\W_]+)*")
_HYPHENS = re.compile(r"[-‐‑–]")


def words_of(text: str) -> dict[str, str]:
    """Return the words of a text as folded form → as written in lower case; "voksen-lærling" gives both parts and the whole."""
    found: dict[str, str] = {}
    for token in _TOKEN.findall(unicodedata.normalize("NFC", text).lower()):
        parts = _HYPHENS.split(token)
        for written in parts if len(parts) == 1 else [*parts, "".join(parts)]:
            folded = fold(written)
            if written not in STOP_WORDS and (len(folded) > 1 or folded.isdigit()):
                found.setdefault(folded, written[:WORD_LIMIT])
    return found


def typed_words(text: str) -> list[str]:
    """Return the folded words that a question asks for; a hyphenated word counts as the whole it is written as."""
    tokens = (fold(_HYPHENS.sub("", token)) for token in _TOKEN.findall(unicodedata.normalize("NFC", text).lower()))
    words = list(dict.fromkeys(token for token in tokens if token))
    return [word for word in words if word not in STOP_WORDS] or words


@dataclass
class Vocabulary:
    """Every word that stands in a commitment, in memory; it only grows."""

    last_id: int = 0
    words: dict[str, int] = field(default_factory=dict)
    shown: dict[int, str] = field(default_factory=dict)
    stems: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    lengths: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, rows: Iterable[tuple[int, str, str, str]]) -> None:
        """Take in words as (id, word, stem, shown), in the order of their ids."""
        for word_id, word, stemmed, shown in rows:
            if word_id in self.shown:
                continue
            self.words[word] = word_id
            self.shown[word_id] = shown
            self.stems[stemmed].append(word_id)
            self.lengths[len(word)].append(word)
            self.last_id = max(self.last_id, word_id)

    def known(self, word: str) -> list[int]:
        """Return ids of the words that a typed one stands for: itself, its inflections, longer words that begin with it or hold it.

        Danish compounds hide their last part, so from four letters on a word is also found inside others ("kursus" in "svejsekursus").
        """
        if word.isdigit():
            return [self.words[word]] if word in self.words else []
        found = set(self.stems.get(danish_stem(word), ()))
        if len(word) > 1:
            inner = danish_stem(word) if len(danish_stem(word)) > 4 else word
            anywhere = len(inner) > 3
            for candidate, word_id in self.words.items():
                if (anywhere and inner in candidate) or candidate.startswith(word):
                    found.add(word_id)
        return sorted(found)

    def holds(self, word: str) -> bool:
        """Tell whether a typed word stands as it is in a known one, not only by its stem."""
        return word in self.words or any(word in candidate for candidate in self.words)

    def nearest(self, word: str, most: int = 3) -> list[int]:
        """Return ids of the known words with the fewest typing errors between; up to a third of the letters and `most`."""
        if word.isdigit() or len(word) < 3:
            return []
        most = min(most, max(1, len(word) // 3))
        near = [known for length in range(len(word) - most, len(word) + most + 1) for known in self.lengths.get(length, ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=CORRECTIONS * 4)
        least = min((distance for _known, distance, _place in found), default=0)
        return [self.words[known] for known, distance, _place in found if distance == least and not known.isdigit()]
