"""What was learned, as numbers: a question's features in, a score for each scheme and facet out."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from .features import BLOCKS, Asked, features, read_question
from .mapped import read_arrays
from .names import Names
from .precedents import Precedents
from .spelling import Speller
from .tellings import Tellings
from .wordforms import stem

_FORMAT = 7
# How much counts beside what the judges of facets say of a whole question: what they say of its last sentence, the facets of the
# scheme's likest examples, and the words of its written answers.
_CLOSING, _PRECEDENTS, _TELLINGS = 0.3, 2.0, 1.0
_LONG_RUN = 4
# What reading a saved file raises when it is missing, damaged or of another format.
UNREADABLE = (OSError, ValueError, KeyError, EOFError, BadZipFile)
# The place of each feature in the table of weights, by block.
Columns = Mapping[str, Names]


@dataclass(frozen=True)
class Scores:
    """How strongly a question points to each scheme, to the outside, to any scheme at all, to each facet, and to a cry for help.

    `unheard` is the share of its longer runs of letters that no example holds, `row` the columns and values of its own features.
    """

    schemes: NDArray[np.float32]
    outside: float
    inside: float
    facets: NDArray[np.float32]
    unheard: float
    row: tuple[NDArray[np.int64], NDArray[np.float32]]
    cry: float


@dataclass(frozen=True, eq=False)
class Model:
    """One linear judge a scheme, one for the outside, one for "any scheme", one a facet, one for cries, over the same features."""

    digest: str
    columns: Columns
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32] | NDArray[np.float16]
    offsets: NDArray[np.float32]
    schemes: tuple[str, ...]
    facets: tuple[str, ...]
    speller: Speller
    precedents: Precedents
    tellings: Tellings

    def read(self, question: str, audience: str | None = None) -> Asked:
        """Return a question in the form this model compares."""
        return read_question(question, audience, self.speller)

    def judge(self, asked: Asked) -> Scores:
        """Return the scores of a question."""
        found = features(asked)
        where, values = vector(found, self.columns, self.rarity)
        total = self.offsets + values @ self._weights_of(where)
        many = len(self.schemes)
        whole = total[many + 2 : -1]
        facets = whole + _CLOSING * self._facets_of(asked.closing, whole)
        outside, inside, cry = (float(total[place]) for place in (many, many + 1, -1))
        return Scores(total[:many], outside, inside, facets, self._unheard(found["letters"]), (where, values), cry)

    def _facets_of(self, closing: Asked | None, whole: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what is asked for in a question's last sentence; the whole when it has only one."""
        if closing is None:
            return whole
        where, values = vector(features(closing), self.columns, self.rarity)
        first = len(self.schemes) + 2
        judged: NDArray[np.float32] = self.offsets[first:-1] + values @ self._weights_of(where)[:, first:-1]
        return judged

    def _weights_of(self, where: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the rows of weights for these features; a saved model keeps them in half the room."""
        return self.weights[where].astype(np.float32, copy=False)

    def facets_for(self, scheme: str, asked: Asked, scores: Scores, called: Set[str] = frozenset()) -> list[str]:
        """Return the facets from the likeliest to the least, given the scheme, the stems it is called by, and the scores."""
        place = self.schemes.index(scheme)
        shares = self.precedents.shares(place, *scores.row, len(self.rarity))
        total = scores.facets if shares is None else scores.facets + _PRECEDENTS * shares
        total = total + _TELLINGS * self._told(place, asked, called)
        return [self.facets[place] for place in np.argsort(-total)]

    @cached_property
    def _rarest(self) -> float:
        return float(self.rarity.max())

    def _told(self, place: int, asked: Asked, called: Set[str]) -> NDArray[np.float32]:
        """Return what a question's words say for each facet of a scheme, by the words of its written answers; its name says nothing."""
        known = self.columns["words"]
        words = {stem(word) for word in asked.words} - called
        columns = [known[word] for word in words if word in known]
        unheard = len(words) - len(columns)
        possible = float(self.rarity[columns].sum()) - len(columns) + unheard * (self._rarest - 1)
        return self.tellings.speak_for(place, columns, possible)

    def _unheard(self, letters: Counter[str]) -> float:
        """Return the share of the longer runs of letters that no example holds; a misspelt word still shares most of its own."""
        long = [run for run in letters if len(run) >= _LONG_RUN]
        return sum(run not in self.columns["letters"] for run in long) / len(long) if long else 0.5

    def save(self, path: Path) -> None:
        """Write the model beside `path` first and move it there whole."""
        save_whole(
            path,
            format=_FORMAT,
            digest=self.digest,
            **{f"columns_{block}": names.packed() for block, names in self.columns.items()},
            rarity=self.rarity,
            weights=self.weights.astype(np.float16),
            offsets=self.offsets,
            schemes=packed(self.schemes),
            facets=packed(self.facets),
            words=packed([f"{word}\t{count}" for word, count in self.speller.counts.items()]),
            **self.precedents.packed(),
            **self.tellings.packed(),
        )

    @classmethod
    def load(cls, path: Path) -> "Model":
        """Return a saved model; one of UNREADABLE when the file is missing or is none."""
        data = read_arrays(path)
        if int(data["format"]) != _FORMAT:
            raise ValueError("another format")
        columns: dict[str, Names] = {}
        for block in BLOCKS:
            columns[block] = Names.unpacked(data[f"columns_{block}"], sum(map(len, columns.values())))
        words = [line.split("\t") for line in unpacked(data["words"])]
        return cls(
            str(data["digest"]),
            columns,
            data["rarity"],
            data["weights"],
            data["offsets"],
            tuple(unpacked(data["schemes"])),
            tuple(unpacked(data["facets"])),
            Speller({word: int(count) for word, count in words}),
            Precedents.unpacked(data),
            Tellings.unpacked(data),
        )


def vector(
    blocks: Mapping[str, Counter[str]], columns: Columns, rarity: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the columns of a question's known features and their values; each block has the length its weight says."""
    where: list[int] = []
    values: list[NDArray[np.float32]] = []
    for block, weight in BLOCKS.items():
        places, times = columns[block].known(blocks[block])
        if not places:
            continue
        part = (1 + np.log(np.array(times, dtype=np.float32))) * rarity[places]
        where += places
        values.append(part * (weight / np.linalg.norm(part)))
    if not where:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    return np.array(where), np.concatenate(values).astype(np.float32)


def save_whole(path: Path, **arrays: Any) -> None:
    """Write arrays beside `path` first and move them there whole; OSError, and nothing left behind, when the disk is full."""
    part = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        np.savez(part, **arrays)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def packed(lines: Iterable[str]) -> NDArray[np.uint8]:
    """Return lines as bytes; none of them holds a line's end."""
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def unpacked(data: NDArray[np.uint8]) -> list[str]:
    """Return the lines of `packed`."""
    return data.tobytes().decode().split("\n")
