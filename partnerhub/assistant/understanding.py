"""From a question and what was asked before to the scheme and facet that are meant, with how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np
from numpy.typing import NDArray

from .concepts import cues_in
from .features import Asked
from .gate import ANSWER_FROM, ASK_FROM, GO_ON_FROM, Chances, chance, weigh
from .model import Model, Scores
from .patterns import found_in
from .wordforms import level, stem, tokens

# A follow-up is judged alone, after the question before it, after all questions before it, and by what those were about.
_ALONE, _AFTER_LAST, _AFTER_ALL, _CARRIED = 1.0, 0.6, 1.5, 0.4
_FADING = 0.5
_MOST_CONTEXT = 4
# Chance that a question goes on from the one before: the outside's score, that of "any scheme", its best scheme, the lead, its length
# (logarithm), opening and pointing words, how near it is to the topic, few words. Fitted like the gate's; low, for most do.
_GOES_ON = (10.97, 5.62, 5.7, 3.92, -1.48, -3.14, 1.13, 1.96, 4.1, -1.74)
_GOES_ON_FROM = 0.1
_FEW_WORDS = 5
# Below this chance that any scheme is meant, a question without opening or pointing words is about something else.
_ELSEWHERE = 0.008
_SMALLTALK_WORDS = {
    "greeting": 4,
    "thanks": 7,
    "goodbye": 6,
    "who_are_you": 14,
    "what_can_you": 9,
    "insult": 9,
    "how_are_you": 7,
    "human": 14,
}


@dataclass(frozen=True)
class Meaning:
    """What a question is taken to mean: `kind` is answer, clarify, none, smalltalk or crisis; `ranked` the schemes by likelihood."""

    kind: str
    ranked: tuple[str, ...]
    facet: str
    facets: tuple[str, ...]
    confidence: float
    inside: float
    topic: str = ""
    named: tuple[str, ...] = ()

    @property
    def scheme(self) -> str | None:
        """The scheme that is answered for, None when none is."""
        return self.ranked[0] if self.kind == "answer" else None


class Understanding:
    """A model with the names of the schemes; safe to share between threads, for it never changes."""

    def __init__(self, model: Model, names: Mapping[str, Sequence[str]]) -> None:
        self.model = model
        self._names: dict[tuple[str, ...], str] = {}
        for scheme, known in names.items():
            for name in known:
                self._names[_stems(tokens(level(name)))] = scheme
        self._longest = max((len(name) for name in self._names), default=0)
        self._place = {scheme: place for place, scheme in enumerate(model.schemes)}

    def understand(self, question: str, context: Sequence[str] = (), audience: str | None = None) -> Meaning:
        """Return what a question means after the dialogue's earlier questions, oldest first."""
        asked = self.model.read(question, audience)
        turn = self.turn_of(asked)
        if turn == "crisis":
            return Meaning("crisis", (), "what", (), 1.0, 0.0, turn)
        named = self.named_in(asked)
        scores = self.model.judge(asked)
        earlier = [text for text in context if text.strip()][-_MOST_CONTEXT:]
        goes_on = bool(earlier) and not named and self._goes_on(asked, scores, earlier[-1])
        if goes_on:
            scores = self._after(question, scores, earlier, audience)
        elif earlier and not cues_in(asked.levelled):
            scores = replace(scores, facets=self.model.judge(self.model.read(f"{earlier[-1]} {question}", audience)).facets)
        return self._decide(asked, scores, turn, named, GO_ON_FROM if goes_on else ANSWER_FROM)

    def named_in(self, asked: Asked) -> tuple[str, ...]:
        """Return the schemes that a question calls by a name, in the order of the question; a longer name hides the ones inside it."""
        stems = _stems(asked.words)
        found: list[str] = []
        start = 0
        while start < len(stems):
            for size in range(min(self._longest, len(stems) - start), 0, -1):
                scheme = self._names.get(stems[start : start + size])
                if scheme:
                    found.append(scheme)
                    start += size - 1
                    break
            start += 1
        return tuple(dict.fromkeys(found))

    def _goes_on(self, asked: Asked, alone: Scores, before: str) -> bool:
        """Tell whether a question goes on from the one before it, rather than beginning anew."""
        first, second = (float(score) for score in np.sort(alone.schemes)[::-1][:2])
        topic = int(np.argmax(self.model.judge(self.model.read(before, asked.audience)).schemes))
        cues = found_in(asked.levelled, "followup.yaml")
        many = len(asked.words)
        if not cues and weigh(alone, many).inside < _ELSEWHERE:
            return False
        signs = (
            alone.outside,
            alone.inside,
            first,
            first - second,
            log(1 + many),
            float("opening" in cues),
            float("pointing" in cues),
            float(alone.schemes[topic]) - first,
            float(many <= _FEW_WORDS),
        )
        return chance(_GOES_ON, signs) >= _GOES_ON_FROM

    def _after(self, question: str, alone: Scores, earlier: Sequence[str], audience: str | None) -> Scores:
        read, judge = self.model.read, self.model.judge
        after_last = judge(read(f"{earlier[-1]} {question}", audience))
        after_all = judge(read(" ".join([*earlier, question]), audience)) if len(earlier) > 1 else after_last
        carried: NDArray[np.float32] = np.zeros_like(alone.schemes)
        for text in earlier:
            carried = _FADING * carried + judge(read(text, audience)).schemes
        total = _ALONE * alone.schemes + _AFTER_LAST * after_last.schemes + _AFTER_ALL * after_all.schemes + _CARRIED * carried
        # The scale of one judgement, so that the gate may weigh it as one.
        share = _ALONE + _AFTER_LAST + _AFTER_ALL + _CARRIED
        return Scores(
            (total / share * 1.5).astype(np.float32),
            min(alone.outside, after_all.outside),
            max(alone.inside, after_all.inside),
            alone.facets if cues_in(level(question)) else after_last.facets,
        )

    def _decide(self, asked: Asked, scores: Scores, turn: str, named: tuple[str, ...], answer_from: float) -> Meaning:
        order = np.argsort(-scores.schemes)
        ranked = tuple(self.model.schemes[place] for place in order)
        chances = weigh(scores, len(asked.words))
        facets = tuple(self.model.facets[place] for place in np.argsort(-scores.facets))
        kind = self._kind(asked, chances, turn, named, answer_from)
        return Meaning(kind, ranked, facets[0], facets, round(chances.right, 3), round(chances.inside, 3), turn, named)

    def _kind(self, asked: Asked, chances: Chances, turn: str, named: tuple[str, ...], answer_from: float) -> str:
        if turn and not named:
            return "smalltalk"
        if not any(sign.isalpha() for sign in asked.levelled) or len(asked.levelled) < 2:
            return "none"
        if chances.right >= answer_from:
            return "answer"
        return "clarify" if chances.inside >= ASK_FROM or named else "none"

    def turn_of(self, asked: Asked) -> str:
        """Return the name of the smalltalk or crisis that a question is, "" when it is neither."""
        found = found_in(asked.levelled, "smalltalk.yaml")
        if "crisis" in found:
            return "crisis"
        return next((name for name in found if len(asked.words) <= _SMALLTALK_WORDS[name]), "")


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)
