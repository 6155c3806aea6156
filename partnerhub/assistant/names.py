"""Features by name and the column that each has in the table of weights."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from marisa_trie import Trie
from numpy.typing import NDArray


class Names(Mapping[str, int]):
    """The features of one block: those that were learned in a trie, a fiftieth of a dictionary's room, and those taken in later."""

    def __init__(self, learned: Trie, first: int, later: Mapping[str, int] | None = None) -> None:
        self._learned, self._first, self._later = learned, first, later or {}

    @classmethod
    def of(cls, names: Iterable[str], first: int = 0) -> "Names":
        """Return names, each once and none with a NUL, with columns from `first` on in an order of their own."""
        return cls(Trie(names), first)

    def __getitem__(self, name: str) -> int:
        place = self._learned.get(name)
        return self._later[name] if place is None else self._first + place

    def __contains__(self, name: object) -> bool:
        return name in self._learned or name in self._later

    def __iter__(self) -> Iterator[str]:
        yield from self._learned
        yield from self._later

    def __len__(self) -> int:
        return len(self._learned) + len(self._later)

    def known(self, counted: Mapping[str, int]) -> tuple[list[int], list[int]]:
        """Return the columns of the known ones among counted features, and how often each occurs."""
        find, later, places, times = self._learned.get, self._later, [], []
        for name, number in counted.items():
            place = find(name)
            if place is not None:
                places.append(self._first + place)
            elif name in later:
                places.append(later[name])
            else:
                continue
            times.append(number)
        return places, times

    def places(self, names: Iterable[str]) -> NDArray[np.int32]:
        """Return the place of each name among those learned, -1 for one that is none of them."""
        find = self._learned.get
        return np.array([find(name, -1) for name in names], dtype=np.int32)

    def with_more(self, names: Iterable[str], first: int) -> "Names":
        """Return these and further names, which none of these is, with columns from `first` on."""
        return Names(self._learned, self._first, {**self._later, **{name: first + place for place, name in enumerate(names)}})

    def packed(self) -> NDArray[np.uint8]:
        """Return as bytes what was learned; names that were taken in later are not kept."""
        return np.frombuffer(self._learned.tobytes(), dtype=np.uint8)

    @classmethod
    def unpacked(cls, data: NDArray[np.uint8], first: int) -> "Names":
        """Return the names of `packed`, with columns from `first` on."""
        return cls(Trie().frombytes(data.tobytes()), first)
