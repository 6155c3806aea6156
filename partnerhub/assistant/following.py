"""What a question means after the questions before it: it may go on with their scheme, turn to another, or begin anew.

The weights were fitted on follow-ups by authors that the judges had not seen (docs/assistant.md tells how and how well).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .concepts import cues_in
from .features import Asked
from .gate import ANSWER_FROM, Chances, chance, weigh
from .model import Model, Scores
from .patterns import found_in

MOST_CONTEXT = 4
# How much counts for each scheme: what the question says alone, and together with all questions since the talk turned to its topic; that it
# is named (beside what is said alone), or asked to go together with the topic ("does that count in a flex job too?"); that it is the topic,
# and that by the question's length; and that it stands close to the topic, for a talk turns there rather than elsewhere.
WEIGHTS = np.array([1.33, 0.97, -1.33, -3.75, 3.75, -3.6, 2.41])
_USUAL_LENGTH = 2.0
_TOPIC_FADING = 0.4
_SHARPNESS = 1.5
# Chance that the best scheme is right: its score, its lead, the outside's score alone and together, that of "any scheme" likewise,
# length (logarithm), share of letters never heard, an opening, a pointing word, a name,
# the outside's score of the question before, whether it stays at the topic, how much it speaks of the topic by itself,
# the chance that it means any scheme by itself, how little that is (logarithm) where no opening or pointing word stands,
# that chance of the questions before it: the highest, and the last one's.
_RIGHT = (
    *(-2.258, 0.112, 0.299, -0.304, -0.5, 0.768, 0.212, -0.618, -8.604, -0.671, -0.031),
    *(-1.121, 0.494, -0.481, 0.231, -0.769, -0.235, -0.02, 2.751),
)

_AT_ITS_END = re.compile(r"\w (?:der|there)\W*$")
_FIRST_WORDS = frozenset({"og", "men", "and", "but"})

# A question that seems to be about something else goes on from what was spoken of when the chance of being right is this high.
RATHER_ON = 0.6
# Below this chance that any scheme is meant, a question without opening or pointing words is about something else, unless rather not.
_ELSEWHERE = 0.006
# Below this chance that the question before it meant any scheme, one that goes on from it is about none either.
_REFUSED = 0.05


@dataclass(frozen=True)
class Following:
    """The scores of a question in its dialogue, and the chance that their best scheme is right."""

    scores: Scores
    right: float


@dataclass(frozen=True)
class Talk:
    """The earlier questions of a dialogue, oldest first, and the scheme that each was answered with, "" for none."""

    texts: Sequence[str] = ()
    spoken_of: Sequence[str] = ()

    @property
    def topic(self) -> str:
        """The scheme that was answered last, "" for none."""
        return next((scheme for scheme in reversed(self.spoken_of) if scheme), "")

    @property
    def recent(self) -> "Talk":
        """The last questions that say something."""
        said = [(text, scheme) for text, scheme in zip(self.texts, self.spoken_of, strict=True) if text.strip()][-MOST_CONTEXT:]
        return Talk([text for text, _ in said], [scheme for _, scheme in said])

    @property
    def since_it_turned(self) -> Sequence[str]:
        """The questions from the first one on that was about the topic without a break; all of them while nothing was answered."""
        place = len(self.texts)
        while place and self.spoken_of[place - 1] in {self.topic, ""}:
            place -= 1
        return self.texts[place:]


SILENCE = Talk()


class KnownSchemes(Protocol):
    """What is known of the schemes beside what was learned."""

    def named_in(self, asked: Asked) -> Sequence[str]:
        """Return the schemes that a question names."""

    def close_to(self, scheme: str) -> Collection[str]:
        """Return the schemes that stand close to one."""


def follow(model: Model, asked: Asked, alone: Scores, talk: Talk, known: KnownSchemes) -> Following:
    """Return what a question means after the earlier ones."""
    by_itself = weigh(alone, len(asked.words))
    if _goes_on_from_a_refusal(model, asked, talk, by_itself):
        return Following(alone, by_itself.right)
    signs, scores = signs_of(model, asked, alone, talk, known)
    right = chance(_RIGHT, signs)
    if right < RATHER_ON and by_itself.inside < _ELSEWHERE and not goes_on(turns_in(asked.levelled)):
        return Following(alone, by_itself.right)
    return Following(scores, right)


def _goes_on_from_a_refusal(model: Model, asked: Asked, talk: Talk, by_itself: Chances) -> bool:
    """Tell whether a question that is about no scheme by itself goes on from one that was about none, in a talk that was about none yet."""
    if talk.topic or by_itself.right >= ANSWER_FROM or not goes_on(turns_in(asked.levelled)):
        return False
    last = model.read(talk.texts[-1], asked.audience)
    return weigh(model.judge(last), len(last.words)).inside < _REFUSED


def turns_in(levelled: str) -> list[str]:
    """Return what shows that a question goes on from the one before it: the names in followup.yaml."""
    found = found_in(levelled, "followup.yaml")
    found += ["there"] if _AT_ITS_END.search(levelled) else []
    return [*found, "opening"] if levelled.partition(" ")[0] in _FIRST_WORDS and "opening" not in found else found


def goes_on(cues: Collection[str]) -> bool:
    """Tell whether a question opens like a follow-up or points back, by its turns."""
    return not {"opening", "pointing", "there"}.isdisjoint(cues)


@dataclass(frozen=True, eq=False)
class Parts:
    """What is weighed: for each scheme (rows) the parts of its score; the topic's place, and the earlier questions as they were judged."""

    table: NDArray[np.float64]
    place: int
    before: Sequence[tuple[Asked, Scores]]
    together: Scores
    cues: Sequence[str]
    is_named: bool


def parts_of(model: Model, asked: Asked, alone: Scores, talk: Talk, known: KnownSchemes) -> Parts:
    """Return the parts of each scheme's score in the order of WEIGHTS, and what they were made from."""
    before = [(one, model.judge(one)) for one in (model.read(text, asked.audience) for text in talk.since_it_turned)]
    together = _together(model, [*(one for one, _ in before), asked])
    cues, named = turns_in(asked.levelled), _marked(model, known.named_in(asked))
    topic = np.zeros_like(alone.schemes)
    for _, scores in before:
        topic = _TOPIC_FADING * topic + _shares(scores.schemes)
    if talk.topic in model.schemes:  # what the last answer was about is known; what was asked about can only be judged
        topic = _marked(model, [talk.topic])
    place = int(np.argmax(topic))
    table = [
        _centred(alone.schemes),
        _centred(together.schemes),
        named,
        named * ("beside" in cues),
        np.arange(len(topic)) == place,
        topic * (log(1 + len(asked.words)) - _USUAL_LENGTH),
        _marked(model, known.close_to(model.schemes[place])),
    ]
    return Parts(np.stack(table, axis=1).astype(np.float64), place, before, together, cues, bool(named.any()))


def signs_of(model: Model, asked: Asked, alone: Scores, talk: Talk, known: KnownSchemes) -> tuple[list[float], Scores]:
    """Return what the chance is computed from, in the order of its weights, and the scores in the dialogue."""
    parts = parts_of(model, asked, alone, talk, known)
    total = parts.table @ WEIGHTS
    inside = weigh(alone, len(asked.words)).inside
    before_inside = [weigh(scores, len(one.words)).inside for one, scores in parts.before]
    last, judged = parts.before[-1]
    best, second = (float(score) for score in np.sort(total)[::-1][:2])
    signs = [
        best,
        best - second,
        alone.outside,
        parts.together.outside,
        alone.inside,
        parts.together.inside,
        log(1 + len(asked.words)),
        alone.unheard,
        float("opening" in parts.cues),
        float("pointing" in parts.cues),
        float(parts.is_named),
        judged.outside,
        float(np.argmax(total) == parts.place),
        float(_centred(alone.schemes)[parts.place]),
        inside,
        0.0 if goes_on(parts.cues) else -log(inside + 1e-4),
        max(before_inside),
        before_inside[-1],
    ]
    facets = alone.facets if cues_in(asked.levelled) else _together(model, [last, asked]).facets
    return signs, Scores(total.astype(np.float32), alone.outside, alone.inside, facets, alone.unheard, alone.row, alone.cry)


def _together(model: Model, asked: Sequence[Asked]) -> Scores:
    """Return the scores of several questions read as one text."""
    words = tuple(word for one in asked for word in one.words)
    return model.judge(Asked(" ".join(one.levelled for one in asked), words, asked[-1].audience))


def _centred(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return scores - scores.mean()


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(_SHARPNESS * (scores - scores.max()))
    return powers / powers.sum()


def _marked(model: Model, schemes: Collection[str]) -> NDArray[np.float32]:
    return np.array([scheme in schemes for scheme in model.schemes], dtype=np.float32)
