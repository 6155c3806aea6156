"""What a question means after the questions before it: it may go on with their scheme, turn to another, or begin anew.

The weights were fitted on follow-ups by authors that the judges had not seen (docs/assistant.md tells how and how well).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from .concepts import cues_in
from .features import Asked
from .gate import chance, weigh
from .model import Model, Scores
from .patterns import found_in

MOST_CONTEXT = 4
# How much counts what the question says alone, with all questions before it, and what those say without it (which is taken off again);
# and beside them: alone once more when it opens like a follow-up, a scheme that it names, the topic, the topic by the question's length.
_ALONE, _TOGETHER, _BEFORE, _OPENED, _NAMED, _TOPIC, _TOPIC_BY_LENGTH = 0.49, 2.8, -1.15, 0.34, 1.93, 2.35, -1.92
_USUAL_LENGTH = 2.0
_FADING, _TOPIC_FADING = 0.5, 0.4
_SHARPNESS = 1.5
# Chance that the best scheme is right: its score, its lead, the outside's score alone and together, that of "any scheme" likewise,
# length (logarithm), share of letters never heard, an opening, a pointing word, a name,
# the outside's score of the question before, whether it stays at the topic, how much it speaks of the topic by itself,
# the chance that it means any scheme by itself, how little that is (logarithm) where no opening or pointing word stands.
_RIGHT = (1.133, 0.006, 0.305, -0.597, 0.17, -0.06, 1.194, -1.136, -10.684, 0.37, 0.215, -0.19, 0.305, 0.17, 0.456, 0.817, -0.367)

# Below this chance that any scheme is meant, a question without opening or pointing words is about something else.
_ELSEWHERE = 0.006


@dataclass(frozen=True)
class Following:
    """The scores of a question in its dialogue, and the chance that their best scheme is right."""

    scores: Scores
    right: float


def follow(model: Model, asked: Asked, alone: Scores, earlier: Sequence[str], named_in: Callable[[Asked], Sequence[str]]) -> Following:
    """Return what a question means after the `earlier` ones, oldest first; at least one."""
    by_itself = weigh(alone, len(asked.words))
    if by_itself.inside < _ELSEWHERE and not found_in(asked.levelled, "followup.yaml"):
        return Following(alone, by_itself.right)
    signs, scores = signs_of(model, asked, alone, earlier, named_in)
    return Following(scores, chance(_RIGHT, signs))


def signs_of(
    model: Model, asked: Asked, alone: Scores, earlier: Sequence[str], named_in: Callable[[Asked], Sequence[str]]
) -> tuple[list[float], Scores]:
    """Return what the chance is computed from, in the order of its weights, and the scores in the dialogue."""
    before = [model.read(text, asked.audience) for text in earlier]
    judged = [model.judge(one) for one in before]
    together = _together(model, [*before, asked])
    cues = found_in(asked.levelled, "followup.yaml")
    named, length = _marked(model, named_in(asked)), log(1 + len(asked.words))
    said, topic = np.zeros_like(alone.schemes), np.zeros_like(alone.schemes)
    for one in judged:
        said = _FADING * said + _centred(one.schemes)
        topic = _TOPIC_FADING * topic + _shares(one.schemes)
    place = int(np.argmax(topic))
    total = (
        (_ALONE + _OPENED * ("opening" in cues)) * _centred(alone.schemes)
        + _TOGETHER * _centred(together.schemes)
        + _BEFORE * said
        + _NAMED * named
        + _TOPIC_BY_LENGTH * (length - _USUAL_LENGTH) * topic
    )
    total[place] += _TOPIC
    inside = weigh(alone, len(asked.words)).inside
    best, second = (float(score) for score in np.sort(total)[::-1][:2])
    signs = [
        best,
        best - second,
        alone.outside,
        together.outside,
        alone.inside,
        together.inside,
        length,
        alone.unheard,
        float("opening" in cues),
        float("pointing" in cues),
        float(named.any()),
        judged[-1].outside,
        float(np.argmax(total) == place),
        float(_centred(alone.schemes)[place]),
        inside,
        0.0 if cues else -log(inside + 1e-4),
    ]
    facets = alone.facets if cues_in(asked.levelled) else _together(model, [before[-1], asked]).facets
    return signs, Scores(total.astype(np.float32), alone.outside, alone.inside, facets, alone.unheard, alone.row)


def _together(model: Model, asked: Sequence[Asked]) -> Scores:
    """Return the scores of several questions read as one text."""
    words = tuple(word for one in asked for word in one.words)
    return model.judge(Asked(" ".join(one.levelled for one in asked), words, asked[-1].audience))


def _centred(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return scores - scores.mean()


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(_SHARPNESS * (scores - scores.max()))
    return powers / powers.sum()


def _marked(model: Model, schemes: Sequence[str]) -> NDArray[np.float32]:
    return np.array([scheme in schemes for scheme in model.schemes], dtype=np.float32)
