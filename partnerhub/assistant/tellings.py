"""Which words of a scheme's written answers tell one facet from another: what the answer about money says and the others do not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Okapi BM25's usual constants: how soon repeating a word stops counting, how much a long answer is discounted.
_SATURATION, _LENGTH = 1.2, 0.75


@dataclass(frozen=True, eq=False)
class Tellings:
    """Words as columns, those of one scheme together, with what each says for every facet (BM25 with a facet's answers as a document)."""

    columns: NDArray[np.int32]
    values: NDArray[np.float16]
    first_rows: NDArray[np.int64]

    @classmethod
    def of(
        cls, answers: Iterable[tuple[int, Sequence[int], Sequence[int]]], rarity: NDArray[np.float32], schemes: int, facets: int
    ) -> "Tellings":
        """Return the tellings of written lines, each a scheme, its facets and the columns of its words."""
        said: dict[int, list[Counter[int]]] = defaultdict(lambda: [Counter() for _ in range(facets)])
        for scheme, about, words in answers:
            for facet in about:
                said[scheme][facet].update(words)
        columns: list[int] = []
        values: list[NDArray[np.float64]] = []
        counts = []
        for scheme in range(schemes):
            found = _weighed(said[scheme], rarity)
            columns += found
            values += found.values()
            counts.append(len(found))
        return cls(
            np.array(columns, dtype=np.int32),
            np.array(values, dtype=np.float16).reshape(-1, facets),
            np.cumsum([0, *counts]),
        )

    def speak_for(self, scheme: int, words: Iterable[int], possible: float) -> NDArray[np.float32]:
        """Return what a question's words, given as columns, say for each facet of a scheme, as a share of the `possible` rarity."""
        first, last = (int(row) for row in self.first_rows[scheme : scheme + 2]) if scheme + 1 < len(self.first_rows) else (0, 0)
        among = np.isin(self.columns[first:last], list(words))
        total: NDArray[np.float32] = self.values[first:last][among].astype(np.float32).sum(axis=0)
        return total / possible if possible else total

    def packed(self) -> dict[str, NDArray[Any]]:
        """Return the arrays to be saved, by name."""
        return {f"tellings_{name}": value for name, value in vars(self).items()}

    @classmethod
    def unpacked(cls, data: Mapping[str, NDArray[Any]]) -> "Tellings":
        """Return the tellings from saved arrays."""
        return cls(*(data[f"tellings_{name}"] for name in cls.__dataclass_fields__))


def _weighed(answers: Sequence[Counter[int]], rarity: NDArray[np.float32]) -> dict[int, NDArray[np.float64]]:
    """Return what each word says for every facet; a word that none or all of the answers hold tells nothing."""
    written = [answer for answer in answers if answer]
    usual = sum(answer.total() for answer in written) / max(1, len(written))
    found = {}
    for word in sorted({word for answer in written for word in answer}):
        holding = sum(word in answer for answer in written)
        if holding < len(answers):
            weight = (float(rarity[word]) - 1) * log(len(answers) / holding)
            times = np.array([answer[word] for answer in answers], dtype=np.float64)
            discount = np.array([1 - _LENGTH + _LENGTH * answer.total() / usual for answer in answers])
            found[word] = weight * times * (_SATURATION + 1) / (times + _SATURATION * discount)
    return found
