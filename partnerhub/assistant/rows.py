"""Examples as rows of counted features, kept beside the model so that learning anew need not read them again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack

from .features import BLOCKS, PAIRED, Asked, features_of_words, letter_runs
from .model import Columns, packed, unpacked
from .names import Names
from .wordforms import tokens

# A run of letters or a pair of words seen twice tells nothing, nor a meaning seen once; a word seen once may be the telling one.
_LEAST_SEEN = {"letters": 3, "words": 3, "meanings": 2, "cues": 1}


@dataclass(frozen=True, eq=False)
class Counts:
    """How often each row holds each feature of one block."""

    names: Sequence[str]
    times: csr_matrix

    @classmethod
    def of(cls, found: Sequence[Mapping[str, int]]) -> "Counts":
        """Return the counts of rows given one by one; the features in the order in which they come."""
        places: dict[str, int] = {}
        where = [places.setdefault(name, len(places)) for row in found for name in row]
        times = [number for row in found for number in row.values()]
        ends = np.cumsum([0, *(len(row) for row in found)])
        return cls([*places], csr_matrix((times, where, ends), shape=(len(found), len(places)), dtype=np.int16))

    def joined_by(self, other: "Counts") -> "Counts":
        """Return these rows and then the other's."""
        places = {name: place for place, name in enumerate(self.names)}
        where = np.array([places.setdefault(name, len(places)) for name in other.names], dtype=np.int32)
        moved = csr_matrix((other.times.data, where[other.times.indices], other.times.indptr), shape=(other.times.shape[0], len(places)))
        mine = csr_matrix((self.times.data, self.times.indices, self.times.indptr), shape=(self.times.shape[0], len(places)))
        return Counts([*places], vstack([mine, moved], format="csr"))

    def taken(self, rows: NDArray[np.int64]) -> "Counts":
        """Return the rows at these places with the features that they hold."""
        times = self.times[rows]
        held = np.bincount(times.indices, minlength=len(self.names)) > 0
        where = (np.cumsum(held, dtype=np.int32) - 1)[times.indices]
        names = list(compress(self.names, held))
        return Counts(names, csr_matrix((times.data, where, times.indptr), shape=(len(rows), len(names))))

    def totals(self, rows: NDArray[np.bool_]) -> dict[str, int]:
        """Return how often the chosen rows hold each feature together; those that none of them holds are left out."""
        summed = self.times.T @ rows.astype(np.int64)
        return {name: int(times) for name, times in zip(self.names, summed, strict=True) if times}


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of all examples, block by block, and their tokens as they were typed."""

    tokens: Counts
    blocks: Mapping[str, Counts]

    @classmethod
    def of(cls, asked: Sequence[Asked]) -> "Rows":
        """Return the rows of questions in the form in which they are compared."""
        typed = Counts.of([Counter(tokens(one.levelled)) for one in asked])
        # The same words come again and again: each row's words times each word's runs of letters.
        runs = Counts.of([Counter(letter_runs(word)) for word in typed.names])
        others = [features_of_words(one) for one in asked]
        found = {block: Counts.of([row[block] for row in others]) for block in BLOCKS if block != "letters"}
        return cls(typed, {"letters": Counts(runs.names, typed.times @ runs.times), **found})

    def taken(self, places: NDArray[np.int64], more: "Rows") -> "Rows":
        """Return the rows at these places, counted through these rows and `more` after them."""
        joined = {block: counts.joined_by(more.blocks[block]).taken(places) for block, counts in self.blocks.items()}
        return Rows(self.tokens.joined_by(more.tokens).taken(places), joined)

    def weighed(self) -> tuple[Columns, NDArray[np.float32], csr_matrix]:
        """Return a column for each feature that is seen often enough, how rare each is (smoothed inverse document frequency), and the
        rows' values; each block of a row has the length its weight says.
        """
        columns: dict[str, Names] = {}
        rarities, parts = [], []
        for block, weight in BLOCKS.items():
            names, times = self.blocks[block].names, self.blocks[block].times
            seen = np.bincount(times.indices, minlength=len(names))
            kept = seen >= _LEAST_SEEN[block]
            if block == "words":
                kept |= np.array([PAIRED not in name for name in names], dtype=bool)
            columns[block] = found = Names.of(compress(names, kept), sum(map(len, columns.values())))
            where = found.places(names)
            rarity = np.zeros(len(found), dtype=np.float32)
            rarity[where[kept]] = np.log((1 + times.shape[0]) / (1 + seen[kept])) + 1
            rarities.append(rarity)
            parts.append(_values(times, where, rarity, weight))
        return columns, np.concatenate(rarities), hstack(parts, format="csr")

    def packed(self) -> dict[str, NDArray[Any]]:
        """Return the arrays to be saved, by name."""
        found: dict[str, NDArray[Any]] = {}
        for block, counts in [("tokens", self.tokens), *self.blocks.items()]:
            found |= {f"{block}_{name}": getattr(counts.times, name) for name in ("data", "indices", "indptr")}
            found[f"{block}_names"] = packed(counts.names)
        return found

    @classmethod
    def unpacked(cls, data: Mapping[str, NDArray[Any]]) -> "Rows":
        """Return the rows from saved arrays."""
        blocks = {}
        for block in ("tokens", *BLOCKS):
            names = unpacked(data[f"{block}_names"])
            parts = (data[f"{block}_data"], data[f"{block}_indices"], data[f"{block}_indptr"])
            blocks[block] = Counts(names, csr_matrix(parts, shape=(len(parts[2]) - 1, len(names))))
        return cls(blocks.pop("tokens"), blocks)


def _values(times: csr_matrix, places: NDArray[np.int32], rarity: NDArray[np.float32], weight: float) -> csr_matrix:
    """Return the values of the counted features that have a place among those kept; -1 says that one has none."""
    rows = np.repeat(np.arange(times.shape[0]), np.diff(times.indptr))
    where = places[times.indices]
    chosen = where >= 0
    rows, where = rows[chosen], where[chosen]
    values = (1 + np.log(times.data[chosen], dtype=np.float32)) * rarity[where]
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=times.shape[0]))
    values *= (weight / np.maximum(lengths, 1e-9)).astype(np.float32)[rows]
    ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=times.shape[0]))])
    return csr_matrix((values, where, ends), shape=(times.shape[0], len(rarity)))
