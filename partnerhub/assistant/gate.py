"""Decides whether to answer, ask back or refuse: the best scheme's lead weighed against everything that speaks for the outside.

The weights were fitted on questions by authors that the judges had not seen (docs/assistant.md tells how and how well).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from .model import Scores

# Chance that the best scheme is right: its score, its lead over the second, the second's over the third, the outside's
# score, the score of "any scheme", its lead over the outside, the question's length in words (logarithm), and its share of
# words never heard.
_RIGHT = (-4.414, 0.559, 0.918, -0.313, -0.351, 0.968, 0.272, 0.979, -3.513)
# Chance that any scheme is meant: the outside's score, the score of "any scheme", the best, its lead, length, the four best together,
# the share of letters never heard.
_INSIDE = (-5.135, -1.831, 0.671, 1.331, 0.153, 1.637, 0.029, -4.389)
_RANKS = 3
ANSWER_FROM = 0.55
ASK_FROM = 0.22
# In a dialogue, what was asked before says what it is about.
GO_ON_FROM = 0.3


@dataclass(frozen=True)
class Chances:
    """How likely the best scheme is right, and how likely any scheme is meant; both 0 to 1."""

    right: float
    inside: float


def signs_of(scores: Scores, words: int) -> tuple[list[float], list[float]]:
    """Return what the two chances are computed from, in the order of their weights."""
    ranked = np.sort(scores.schemes)[::-1]
    ranked = np.pad(ranked, (0, max(0, _RANKS - len(ranked))), mode="edge")  # where fewer schemes are known, the last stands for more
    first, second, third = (float(score) for score in ranked[:_RANKS])
    length = log(1 + words)
    right = [first, first - second, second - third, scores.outside, scores.inside, first - scores.outside, length, scores.unheard]
    inside = [scores.outside, scores.inside, first, first - second, length, float(ranked[:4].sum()), scores.unheard]
    return right, inside


def weigh(scores: Scores, words: int) -> Chances:
    """Return the chances for a question with these scores and so many words."""
    right, inside = signs_of(scores, words)
    return Chances(chance(_RIGHT, right), chance(_INSIDE, inside))


def chance(weights: Sequence[float], signs: Sequence[float]) -> float:
    """Return the logistic of the weighted signs; the first weight stands alone."""
    total = weights[0] + sum(weight * sign for weight, sign in zip(weights[1:], signs, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
