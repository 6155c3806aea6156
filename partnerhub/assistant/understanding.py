"""From a question and what was asked before to the scheme and facet that are meant, with how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .concepts import cues_in
from .features import Asked
from .following import MOST_CONTEXT, follow
from .gate import ANSWER_FROM, ASK_FROM, GO_ON_FROM, Chances, weigh
from .model import Model, Scores
from .patterns import found_in
from .wordforms import level, stem, tokens

MOST_OFFERED = 4
# In a dialogue a question without a word that points back is taken by itself when it is as sure as this, or as little about a scheme.
_SURE, _OUTSIDE, _A_SENTENCE = 0.9, 0.2, 3
# Turns that end a matter rather than ask about it; "tak for hjælpen" asks for nobody's help.
_CLOSING = frozenset({"thanks", "goodbye", "okay", "unhelped", "insult"})
_ASKS_NOTHING = {"ask.none"}
_SMALLTALK_WORDS = {
    "greeting": 4,
    "thanks": 7,
    "goodbye": 6,
    "who_are_you": 14,
    "what_can_you": 9,
    "insult": 9,
    "how_are_you": 7,
    "human": 14,
    "okay": 2,
    "unhelped": 9,
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

    @property
    def offered(self) -> tuple[str, ...]:
        """The schemes that are shown: the answer's and its runners-up, or what is asked back with, named schemes first."""
        first = () if self.kind == "answer" else tuple(name for name in self.named if name in self.ranked)
        return tuple(dict.fromkeys([*first, *self.ranked]))[:MOST_OFFERED]


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
        chances = weigh(scores, len(asked.words))
        earlier = [text for text in context if text.strip()][-MOST_CONTEXT:]
        if earlier and not self._begins_anew(asked, chances, turn, named):
            following = follow(self.model, asked, scores, earlier, self.named_in)
            scores, chances = following.scores, Chances(following.right, max(following.right, chances.inside))
            return self._decide(asked, scores, chances, turn, named, GO_ON_FROM)
        return self._decide(asked, scores, chances, turn, named, ANSWER_FROM)

    def _begins_anew(self, asked: Asked, alone: Chances, turn: str, named: tuple[str, ...]) -> bool:
        """Tell whether a question in a dialogue stands for itself: a thank you, or one that neither points back nor asks for a facet,
        and either is surely about a scheme or, said at some length, about none.
        """
        asks, back = set(cues_in(asked.levelled)) - _ASKS_NOTHING, found_in(asked.levelled, "followup.yaml")
        if turn in _CLOSING and not named and alone.right < ANSWER_FROM and "opening" not in back and not asks:
            return True
        if named or asks or back:
            return False
        return alone.right >= _SURE or (len(asked.words) >= _A_SENTENCE and alone.inside < _OUTSIDE)

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

    def _decide(self, asked: Asked, scores: Scores, chances: Chances, turn: str, named: tuple[str, ...], answer_from: float) -> Meaning:
        order = np.argsort(-scores.schemes)
        ranked = tuple(self.model.schemes[place] for place in order)
        facets = tuple(self.model.facets_for(ranked[0], asked, scores.facets))
        kind = self._kind(asked, chances, turn, named, answer_from)
        return Meaning(kind, ranked, facets[0], facets, round(chances.right, 3), round(chances.inside, 3), turn, named)

    def _kind(self, asked: Asked, chances: Chances, turn: str, named: tuple[str, ...], answer_from: float) -> str:
        if turn and not named and chances.right < answer_from:
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
