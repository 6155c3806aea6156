"""What was asked for by those who asked alike about the same scheme: the facets of its examples, the nearest counting most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # the server's workers never load SciPy
    from scipy.sparse import csr_matrix

# What a row holds less of than this, the commonest runs of letters, makes two questions hardly more alike but is a third of the room.
_LEAST = 0.03
_SAVED = ("columns", "values", "starts", "facets", "first_rows")


@dataclass(frozen=True, eq=False)
class Precedents:
    """Examples as rows of features, those of one scheme together, with the share that each gives to every facet."""

    columns: NDArray[np.int32]
    values: NDArray[np.float16]
    starts: NDArray[np.int64]
    facets: NDArray[np.float32]
    first_rows: NDArray[np.int64]
    later: "Precedents | None" = None

    @classmethod
    def of(cls, rows: "csr_matrix", schemes: Sequence[NDArray[np.int64]], facets: NDArray[np.float32]) -> "Precedents":
        """Return the precedents of examples given as rows of features, the rows of each scheme, and each row's shares of the facets."""
        enough = rows.data >= _LEAST
        ends = np.concatenate([[0], np.cumsum(enough)])[rows.indptr]
        rows = type(rows)((rows.data[enough], rows.indices[enough], ends), shape=rows.shape)
        filled = np.diff(ends) > 0
        kept = [[row for row in chosen if filled[row]] for chosen in schemes]
        order = np.array([row for chosen in kept for row in chosen], dtype=np.int64)
        taken = rows[order]
        return cls(
            taken.indices.astype(np.int32),
            taken.data.astype(np.float16),
            taken.indptr.astype(np.int64),
            facets[order].astype(np.float32),
            np.cumsum([0, *(len(chosen) for chosen in kept)]),
        )

    def joined_by(
        self, rows: Sequence[tuple[NDArray[np.int64], NDArray[np.float32]]], schemes: Sequence[Sequence[int]], facets: Any
    ) -> "Precedents":
        """Return these precedents and those of more examples, each its columns and values; new schemes stand after the known ones.

        These are kept as they are, in their file, and the others beside them: to copy both would be the most that a worker holds.
        """
        kept = [[row for row in chosen if len(rows[row][0])] for chosen in schemes]
        order = [row for chosen in kept for row in chosen]
        return replace(
            self,
            later=Precedents(
                np.concatenate([rows[row][0].astype(np.int32) for row in order] or [np.zeros(0, dtype=np.int32)]),
                np.concatenate([rows[row][1].astype(np.float16) for row in order] or [np.zeros(0, dtype=np.float16)]),
                np.cumsum([0, *(len(rows[row][0]) for row in order)]),
                np.array([facets[row] for row in order], dtype=np.float32).reshape(-1, self.facets.shape[-1]),
                np.cumsum([0, *(len(chosen) for chosen in kept)]),
            ),
        )

    def shares(self, scheme: int, where: NDArray[np.int64], values: NDArray[np.float32], width: int) -> NDArray[np.float32] | None:
        """Return each facet's share among a scheme's examples, by the fourth power of their likeness to a question; None without any."""
        if not len(where):
            return None
        question = np.zeros(width, dtype=np.float32)
        question[where] = values
        summed = self._summed(scheme, question)
        if self.later:
            summed = summed + self.later._summed(scheme, question)
        return summed[:-1] / summed[-1] if summed[-1] else None

    def _summed(self, scheme: int, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how alike a scheme's examples are to a question for each facet, and at the end for all of them together."""
        none = np.zeros(self.facets.shape[-1] + 1, dtype=np.float32)
        if scheme + 1 >= len(self.first_rows):
            return none
        first, last = int(self.first_rows[scheme]), int(self.first_rows[scheme + 1])
        begin, end = int(self.starts[first]), int(self.starts[last])
        if begin == end:
            return none
        products = question.take(self.columns[begin:end], mode="clip") * self.values[begin:end]  # half the time of question[…]
        likeness = np.add.reduceat(products, self.starts[first:last] - begin) ** 4
        return np.append(likeness @ self.facets[first:last], likeness.sum())

    def packed(self) -> dict[str, NDArray[Any]]:
        """Return the arrays to be saved, by name; what came later is not."""
        return {f"precedents_{name}": getattr(self, name) for name in _SAVED}

    @classmethod
    def unpacked(cls, data: Mapping[str, NDArray[Any]]) -> "Precedents":
        """Return the precedents from saved arrays."""
        columns, values, starts, facets, first_rows = (data[f"precedents_{name}"] for name in _SAVED)
        return cls(columns, values, starts, facets, first_rows)
