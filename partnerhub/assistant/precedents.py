"""What was asked for by those who asked alike about the same scheme: the facets of its examples, the nearest counting most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # the server's workers never load SciPy
    from scipy.sparse import csr_matrix

# What a row holds less of than this, the commonest runs of letters, makes two questions hardly more alike but is a third of the room.
_LEAST = 0.03


@dataclass(frozen=True, eq=False)
class Precedents:
    """Examples as rows of features, those of one scheme together, with the share that each gives to every facet."""

    columns: NDArray[np.int32]
    values: NDArray[np.float16]
    starts: NDArray[np.int64]
    facets: NDArray[np.float32]
    first_rows: NDArray[np.int64]

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
        """Return these precedents and those of more examples, each its columns and values; new schemes stand after the known ones."""
        known = [(int(first), int(last)) for first, last in zip(self.first_rows, self.first_rows[1:], strict=False)]
        columns, values, lengths, shares, counts = [], [], [], [], []
        for place, chosen in enumerate(schemes):
            first, last = known[place] if place < len(known) else (0, 0)
            begin, end = int(self.starts[first]), int(self.starts[last])
            kept = [row for row in chosen if len(rows[row][0])]
            columns += [self.columns[begin:end], *(rows[row][0].astype(np.int32) for row in kept)]
            values += [self.values[begin:end], *(rows[row][1].astype(np.float16) for row in kept)]
            lengths += [np.diff(self.starts[first : last + 1]), np.array([len(rows[row][0]) for row in kept], dtype=np.int64)]
            shares += [
                self.facets[first:last],
                np.array([facets[row] for row in kept], dtype=np.float32).reshape(-1, self.facets.shape[-1]),
            ]
            counts.append(last - first + len(kept))
        return Precedents(
            np.concatenate(columns),
            np.concatenate(values),
            np.concatenate([[0], np.cumsum(np.concatenate(lengths))]),
            np.concatenate(shares),
            np.cumsum([0, *counts]),
        )

    def shares(self, scheme: int, where: NDArray[np.int64], values: NDArray[np.float32], width: int) -> NDArray[np.float32] | None:
        """Return each facet's share among a scheme's examples, by the fourth power of their likeness to a question; None without any."""
        first, last = int(self.first_rows[scheme]), int(self.first_rows[scheme + 1])
        begin, end = int(self.starts[first]), int(self.starts[last])
        if begin == end or not len(where):
            return None
        question = np.zeros(width, dtype=np.float32)
        question[where] = values
        products = question.take(self.columns[begin:end], mode="clip") * self.values[begin:end]  # half the time of question[…]
        likeness = np.add.reduceat(products, self.starts[first:last] - begin) ** 4
        total = float(likeness.sum())
        return (likeness @ self.facets[first:last]) / total if total else None

    def packed(self) -> dict[str, NDArray[Any]]:
        """Return the arrays to be saved, by name."""
        return {f"precedents_{name}": value for name, value in vars(self).items()}

    @classmethod
    def unpacked(cls, data: Mapping[str, NDArray[Any]]) -> "Precedents":
        """Return the precedents from saved arrays."""
        return cls(*(data[f"precedents_{name}"] for name in cls.__dataclass_fields__))
