"""Linear judges with squared hinge loss (support vector machines), all learned at once, from nothing or from what was learned before.

What a judge has learned is a burden on each example: how hard the example must pull at the judge's weights (the dual variable).
An example that a judge gets wrong pulls harder until it is right or its cost is met: dual coordinate descent (Hsieh et al. 2008, "A dual
coordinate descent method for large-scale linear SVM"), here one row for all judges together. The offset of each judge, in which every row
has a part, is found by itself by Newton's method. After a change nearly all burdens stay, so that only a few rows are gone through.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Table = NDArray[np.float32]
# How far an example may be from where a judge should have it; how often those that are farther are gone through, and the share of all
# examples that are so few that, after the least rounds, they need not be.
_SLACK, _FEW = 0.1, 0.05
_LEAST_ROUNDS, _MOST_ROUNDS = 2, 10
_NEWTON_STEPS = 5


@dataclass(frozen=True, eq=False)
class Lesson:
    """What judges should say of each row, 1 or -1, and what a fault costs them, 0 where a row is not theirs; a column a judge."""

    goals: Table
    costs: Table


@dataclass(frozen=True, eq=False)
class Bench:
    """The judges after a lesson: a column of weights and an offset each, and how hard each row pulls at them (0 or more)."""

    weights: Table
    offsets: Table
    burdens: Table


def learn(rows: csr_matrix, lesson: Lesson, earlier: Table | None = None) -> Bench:
    """Return judges of the rows that have learned the lesson; `earlier` are burdens of a lesson much like it, 0 for rows that are new."""
    ours = lesson.costs > 0
    ease = _inverse(2 * lesson.costs, ours)
    reach = _inverse(_squared_lengths(rows)[:, None] + ease, ours)
    burdens = np.zeros_like(lesson.goals) if earlier is None else np.where(ours, earlier, 0).astype(np.float32)
    weights: Table = rows.T @ (burdens * lesson.goals)
    offsets = np.zeros(lesson.goals.shape[1], dtype=np.float32)
    shuffled = np.random.default_rng(0)  # in another order each time, or they converge slowly
    for turn in range(_MOST_ROUNDS):
        said = rows @ weights
        offsets = _offsets(said, lesson, offsets)
        lacking = np.where(ours, 1 - lesson.goals * (said + offsets) - burdens * ease, 0)
        wrong = np.where(burdens > 0, np.abs(lacking), lacking).max(axis=1) > _SLACK
        if wrong.sum() <= (0 if turn < _LEAST_ROUNDS else _FEW * len(wrong)):
            break
        for row in shuffled.permutation(np.flatnonzero(wrong)):
            where, values = _row(rows, row)
            taken, goals, before = weights[where], lesson.goals[row], burdens[row].copy()
            now = np.maximum(0, before + (1 - goals * (values @ taken + offsets) - before * ease[row]) * reach[row])
            weights[where] = taken + values[:, None] * ((now - before) * goals)
            burdens[row] = now
    return Bench(weights, offsets, burdens)


def _inverse(values: Table, where: NDArray[np.bool_]) -> Table:
    """Return one by each value, and nothing elsewhere."""
    return np.divide(1, values, out=np.zeros_like(values), where=where)


def _squared_lengths(rows: csr_matrix) -> Table:
    squares = csr_matrix((rows.data**2, rows.indices, rows.indptr), shape=rows.shape)
    found: Table = squares @ np.ones(rows.shape[1], dtype=np.float32)
    return found


def _row(rows: csr_matrix, row: int) -> tuple[NDArray[np.int32], Table]:
    begin, end = rows.indptr[row], rows.indptr[row + 1]
    return rows.indices[begin:end], rows.data[begin:end]


def _offsets(said: Table, lesson: Lesson, offsets: Table) -> Table:
    """Return the offsets that cost least, the weights being as they are."""
    for _ in range(_NEWTON_STEPS):
        lacking = np.maximum(0, 1 - lesson.goals * (said + offsets))
        slope = offsets - 2 * (lesson.costs * lesson.goals * lacking).sum(axis=0)
        offsets = offsets - slope / (1 + 2 * (lesson.costs * (lacking > 0)).sum(axis=0))
    return offsets
