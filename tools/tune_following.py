"""Fits the weights by which a follow-up's scheme is found, and reports how often it is, on authors that were held out.

`python -m tools.tune_following`: each author's follow-ups are judged by a model learned from all others (as in `tools.tune_assistant`); the
weights are a conditional logit over the schemes, fitted on all but one author at a time for the report, and on all of them for
`WEIGHTS` in `partnerhub/assistant/following.py`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from partnerhub.assistant.following import WEIGHTS, parts_of
from partnerhub.assistant.understanding import Understanding
from partnerhub.schemes.phrases import Phrase

from .tune_assistant import folds

# How much large weights cost, each measured in the spread of its part.
_COST = 0.3


@dataclass(frozen=True, eq=False)
class Turn:
    """A held-out follow-up: the parts of each scheme's score, which schemes are right, and whether the talk stays at its topic."""

    author: str
    table: NDArray[np.float64]
    right: NDArray[np.bool_]
    stays: bool


def main() -> None:
    """Judge, fit and report."""
    turns = [turn for _, held_out, knowing in folds() for author, phrase in held_out if (turn := _turn(author, phrase, knowing))]
    authors = np.array([turn.author for turn in turns])
    found = np.zeros(len(turns), dtype=bool)
    for author in sorted({*authors}):
        weights = fit([turn for turn in turns if turn.author != author])
        for place in np.flatnonzero(authors == author):
            found[place] = _is_found(turns[place], weights)
    now, stays = np.array([_is_found(turn, WEIGHTS) for turn in turns]), np.array([turn.stays for turn in turns])
    print(f"| {'author':<22} |    n | fitted without it | as it is |")
    for name, chosen in [
        *((author, authors == author) for author in sorted({*authors})),
        ("stays", stays),
        ("turns", ~stays),
        ("all", stays | ~stays),
    ]:
        print(f"| {name:<22} | {chosen.sum():>4} | {100 * found[chosen].mean():>17.1f} | {100 * now[chosen].mean():>8.1f} |")
    print("WEIGHTS =", [round(float(weight), 2) for weight in fit(turns)])


def fit(turns: list[Turn]) -> NDArray[np.float64]:
    """Return the weights under which the right schemes are likeliest."""
    tables, right = np.stack([turn.table for turn in turns]), np.stack([turn.right for turn in turns])
    spread = tables.reshape(-1, tables.shape[2]).std(axis=0) + 1e-9
    tables = tables / spread

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = tables @ weights
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        every, good = powers / powers.sum(axis=1, keepdims=True), powers * right
        share = good.sum(axis=1)
        slope = ((every - good / (share[:, None] + 1e-12))[:, :, None] * tables).sum(axis=(0, 1))
        value = -(np.log(share + 1e-12) - np.log(powers.sum(axis=1))).sum() + _COST * weights @ weights
        return float(value), slope + 2 * _COST * weights

    fitted: NDArray[np.float64] = minimize(loss, np.zeros(tables.shape[2]), jac=True, method="L-BFGS-B").x / spread
    return fitted


def _turn(author: str, phrase: Phrase, knowing: Understanding) -> Turn | None:
    """Return a follow-up about a scheme as it is weighed, None for any other question."""
    talk = knowing.talk_of(phrase.context, phrase.audience).recent
    if not phrase.schemes or not talk.texts or phrase.kind == "ambiguous":
        return None
    asked = knowing.model.read(phrase.text, phrase.audience)
    parts = parts_of(knowing.model, asked, knowing.model.judge(asked), talk, knowing)
    right = np.array([scheme in phrase.schemes for scheme in knowing.model.schemes])
    return Turn(author, parts.table, right, bool(right[parts.place]))


def _is_found(turn: Turn, weights: NDArray[np.float64]) -> bool:
    return bool(turn.right[int(np.argmax(turn.table @ weights))])


if __name__ == "__main__":
    main()
