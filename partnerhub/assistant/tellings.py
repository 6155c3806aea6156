"""Which words of a scheme's written answers tell one facet from another: what the answer about money says and the others do not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # the server's workers never load SciPy
    from scipy.sparse import csr_matrix

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
        cls, words: "csr_matrix", names: NDArray[np.int64], about: Sequence[NDArray[np.float32]], rarity: NDArray[np.float32]
    ) -> "Tellings":
        """Return the tellings of written lines.

        `words` is how often each line holds each word, `names` the column that each word has in a question's features, `about` for each
        scheme the facets (rows) that each line (columns) is written for, and `rarity` that of all features.
        """
        columns, values = [], []
        for lines in about:
            written = np.flatnonzero(lines.any(axis=0))
            told = words[written]
            held = np.unique(told.indices)
            times = np.asarray((told[:, held].T @ lines[:, written].T).T, dtype=np.float64)
            telling, weighed = _weighed(times, rarity[names[held]])
            columns.append(names[held[telling]])
            values.append(weighed)
        counts = [len(found) for found in columns]
        return cls(np.concatenate(columns).astype(np.int32), np.concatenate(values).astype(np.float16), np.cumsum([0, *counts]))

    def speak_for(self, scheme: int, words: Iterable[int], possible: float) -> NDArray[np.float32]:
        """Return what a question's words, given as columns, say for each facet of a scheme, as a share of the `possible` rarity."""
        first, last = (int(row) for row in self.first_rows[scheme : scheme + 2]) if scheme + 1 < len(self.first_rows) else (0, 0)
        known = self.columns[first:last]
        among = [place for word in words for place in np.flatnonzero(known == word)]
        total: NDArray[np.float32] = self.values[first:last][among].astype(np.float32).sum(axis=0)
        return total / possible if possible else total

    def packed(self) -> dict[str, NDArray[Any]]:
        """Return the arrays to be saved, by name."""
        return {f"tellings_{name}": value for name, value in vars(self).items()}

    @classmethod
    def unpacked(cls, data: Mapping[str, NDArray[Any]]) -> "Tellings":
        """Return the tellings from saved arrays."""
        return cls(*(data[f"tellings_{name}"] for name in cls.__dataclass_fields__))


def _weighed(times: NDArray[np.float64], rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the words that tell something, and what each says for every facet, given how often each facet's answer holds each.

    A word that none or all of the answers hold tells nothing.
    """
    lengths, holding = times.sum(axis=1), (times > 0).sum(axis=0)
    usual = lengths.sum() / max(1, np.count_nonzero(lengths))
    telling = np.flatnonzero((holding > 0) & (holding < len(times)))
    said, weights = times[:, telling].T, (rarity[telling] - 1) * np.log(len(times) / holding[telling])
    discount = 1 - _LENGTH + _LENGTH * lengths / max(usual, 1)
    return telling, weights[:, None] * said * (_SATURATION + 1) / (said + _SATURATION * discount)
