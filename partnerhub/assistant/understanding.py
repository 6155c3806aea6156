"""From a question and what was asked before to the scheme and facet that are meant, with how sure that is."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .concepts import cues_in
from .crisis import Cry, Harm
from .elsewhere import is_elsewhere, says_little, speaks_of_work
from .features import Asked
from .following import RATHER_ON, SILENCE, Talk, follow, goes_on, turns_in
from .gate import ANSWER_FROM, ASK_FROM, GO_ON_FROM, Chances, weigh
from .model import Model, Scores
from .overheard import is_about_work, is_cry, is_of_oneself, may_be_cry
from .patterns import found_in
from .wordforms import level, stem, tokens

MOST_OFFERED = 4
# In a dialogue a question without a word that points back is taken by itself when it is as sure as this, or as little about a scheme.
_SURE, _OUTSIDE, _A_SENTENCE = 0.9, 0.2, 3
# What stands before the name of another scheme that one turns to, and in how many words after it that name stands.
_TURNS_TO = re.compile(r"(?:ok,? |okay,? )?(?:og|men|and|but|hvad med|what about|tilbage til|back to) ")
_LONGEST_TURN = 3
# Few words with a scheme's proper name are about that one; unless another is as sure as this, where they are not hardly more than the name.
_FEW_WORDS, _SURER, _HARDLY_MORE = 5, 0.98, 3
# Turns that begin or end a matter rather than ask about it; "tak for hjælpen" asks for nobody's help.
_CLOSING = frozenset({"greeting", "how_are_you", "who_are_you", "thanks", "goodbye", "okay", "unhelped", "insult"})
_ABOUT_US = frozenset({"human", "partnerhub"})
_ASKS_NOTHING = {"ask.none"}
_SMALLTALK_WORDS = {
    "greeting": 4,
    "thanks": 7,
    "goodbye": 6,
    "who_are_you": 14,
    "what_can_you": 9,
    "help": 3,
    "insult": 9,
    "how_are_you": 7,
    "human": 14,
    "okay": 2,
    "partnerhub": 6,
    "privacy": 9,
    "unhelped": 9,
    "sure": 7,
}


@dataclass(frozen=True)
class Meaning:
    """What a question is taken to mean: `kind` is answer, clarify, none, smalltalk or crisis; `ranked` the schemes by likelihood.

    `beside` is the scheme that the answered one is to be told apart from, "" when nobody asks for the difference; `is_troubled` tells
    that it may be a cry for help.
    """

    kind: str
    ranked: tuple[str, ...]
    facet: str
    facets: tuple[str, ...]
    confidence: float
    inside: float
    topic: str = ""
    named: tuple[str, ...] = ()
    beside: str = ""
    is_troubled: bool = False

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

    def __init__(self, model: Model, names: Mapping[str, Sequence[str]], close: Mapping[str, Collection[str]] | None = None) -> None:
        self.model = model
        self._close = close or {}
        self._names: dict[tuple[str, ...], str] = {}
        for scheme, known in names.items():
            for name in known:
                self._names[_stems(tokens(level(name)))] = scheme
        self._proper = {_stems(tokens(level(name))): scheme for scheme, known in names.items() for name in (scheme, *known[:2])}
        self._called_by = {
            scheme: frozenset(part for name in (scheme, *known) for part in _stems(tokens(level(name)))) for scheme, known in names.items()
        }
        self._longest = max((len(name) for name in self._names), default=0)
        self._place = {scheme: place for place, scheme in enumerate(model.schemes)}

    def understand(self, question: str, talk: Talk = SILENCE, audience: str | None = None) -> Meaning:
        """Return what a question means after the dialogue's earlier questions."""
        asked = self.model.read(question, audience)
        turn = self.turn_of(asked)
        named = self.named_in(asked)
        scores = self.model.judge(asked)
        chances = weigh(scores, len(asked.words))
        if is_cry(scores, asked.words) and chances.right < _SURE and not turn:
            return Meaning("crisis", (), "what", (), 1.0, 0.0, "crisis")
        talk = talk.recent
        if not turn and is_elsewhere(asked, chances.right, is_first=not talk.texts, is_named=bool(named)):
            return replace(self._decide(asked, scores, chances, turn, named, ANSWER_FROM), kind="none")
        following = (
            follow(self.model, asked, scores, talk, self) if talk.texts and not self._begins_anew(asked, chances, turn, named) else None
        )
        if following and (following.right >= RATHER_ON or not self._is_another_matter(asked, chances, named)):
            after, right = following.scores, following.right
            if self._speaks_of(asked, named, scores, chances):  # whatever was spoken of before, this is what it turns to
                after, right = replace(after, schemes=scores.schemes), max(right, chances.right)
            return self._decide(asked, after, Chances(right, max(right, chances.inside)), turn, named, GO_ON_FROM)
        return self._decide(asked, scores, chances, turn, named, ANSWER_FROM)

    def close_to(self, scheme: str) -> Collection[str]:
        """Return the schemes that stand close to one."""
        return self._close.get(scheme, ())

    def asks_in_spite_of(self, question: str, cry: Cry) -> bool:
        """Tell whether a question that holds the words of a cry for help asks of a scheme, and nobody's life ends now."""
        asked = self.model.read(question)
        scores = self.model.judge(asked)
        if cry.harm is Harm.LIFE and is_of_oneself(asked.levelled):
            return False
        return is_about_work(scores, weigh(scores, len(asked.words)).right, bool(self.named_in(asked)), cry.harm)

    def talk_of(self, context: Sequence[str], audience: str | None) -> Talk:
        """Return a dialogue's earlier questions with the schemes that they mean."""
        spoken_of: list[str] = []
        for place, text in enumerate(context):
            spoken_of.append(self.understand(text, Talk(context[:place], spoken_of), audience).scheme or "")
        return Talk(context, spoken_of)

    def _speaks_of(self, asked: Asked, named: tuple[str, ...], alone: Scores, chances: Chances) -> bool:
        """Tell whether a question names one scheme and is by itself about that one, not how it goes together with what was spoken of."""
        if len(named) != 1 or int(np.argmax(alone.schemes)) != self._place.get(named[0]):
            return False
        opening = _TURNS_TO.match(asked.levelled)
        if opening and named[0] in self.names_in(tokens(asked.levelled[opening.end() :])[:_LONGEST_TURN]):
            return True
        return "beside" not in turns_in(asked.levelled) and chances.right >= ANSWER_FROM

    def _begins_anew(self, asked: Asked, alone: Chances, turn: str, named: tuple[str, ...]) -> bool:
        """Tell whether a question in a dialogue stands for itself: a thank you, or one that neither points back nor asks for a facet
        and is surely about a scheme.
        """
        asks, back = self._asks(asked), turns_in(asked.levelled)
        asks_of_us = turn in {"how_are_you", "who_are_you"}
        if turn in _CLOSING and not named and alone.right < ANSWER_FROM and "opening" not in back and (asks_of_us or not asks):
            return True
        return not (named or asks or goes_on(back)) and alone.right >= _SURE

    def _is_another_matter(self, asked: Asked, alone: Chances, named: tuple[str, ...]) -> bool:
        """Tell whether a question in a dialogue neither points back nor asks for a facet and is, said at some length, about no scheme."""
        if named or self._asks(asked) or goes_on(turns_in(asked.levelled)):
            return False
        return len(asked.words) >= _A_SENTENCE and alone.inside < _OUTSIDE

    @staticmethod
    def _asks(asked: Asked) -> set[str]:
        return set(cues_in(asked.levelled)) - _ASKS_NOTHING

    def named_in(self, asked: Asked) -> tuple[str, ...]:
        """Return the schemes that a question calls by a name, in the order of the question."""
        return self.names_in(asked.words)

    def is_name(self, word: str) -> bool:
        """Tell whether a word as it is written is the whole name of a scheme."""
        return _stems(tokens(level(word))) in self._names

    def names_in(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the schemes that these words call by a name, in their order; a longer name hides the ones inside it."""
        stems = _stems(words)
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
        kind = self._kind(asked, chances, turn, named, answer_from)
        if kind == "answer" and (chances.right < _SURER or len(asked.words) <= _HARDLY_MORE) and (own := self._called(asked, named)):
            ranked = (own, *(scheme for scheme in ranked if scheme != own))
        facets = tuple(self.model.facets_for(ranked[0], asked, scores, self._called_by.get(ranked[0], frozenset())))
        right, inside, is_troubled = round(chances.right, 3), round(chances.inside, 3), may_be_cry(scores, asked.words)
        return Meaning(kind, ranked, facets[0], facets, right, inside, turn, named, is_troubled=is_troubled)

    def _called(self, asked: Asked, named: tuple[str, ...]) -> str:
        """Return the scheme that a few words call by its proper name, so that it is what they are about; "" when they do not."""
        if len(named) != 1 or len(asked.words) > _FEW_WORDS or named[0] not in self._place:  # a new one is named before it is learned
            return ""
        stems = _stems(asked.words)
        runs = (stems[start:end] for start in range(len(stems)) for end in range(start + 1, len(stems) + 1))
        return named[0] if any(self._proper.get(run) == named[0] for run in runs) else ""

    def _kind(self, asked: Asked, chances: Chances, turn: str, named: tuple[str, ...], answer_from: float) -> str:
        if turn and not named and (chances.right < answer_from or turn in _ABOUT_US or (turn == "insult" and chances.right < _SURE)):
            return "smalltalk"
        if not named and (not any(sign.isalpha() for sign in asked.levelled) or len(asked.levelled) < 2):
            return "none"
        if chances.right >= answer_from:
            return "answer"
        return "clarify" if chances.inside >= ASK_FROM or named else "none"

    def turn_of(self, asked: Asked) -> str:
        """Return the name of the smalltalk that a question is, "" when it is none."""
        found = found_in(asked.levelled, "smalltalk.yaml")
        if "human" in found and speaks_of_work(asked):  # a talk with an employee about something, not with us
            found.remove("human")
        if "okay" in found and not all(map(_agrees, asked.words)):  # "ja, industriteknikere" says more than yes
            found.remove("okay")
        return next((name for name in found if len(asked.words) <= _SMALLTALK_WORDS[name]), "")


def _agrees(word: str) -> bool:
    return says_little(word) or "okay" in found_in(word, "smalltalk.yaml")


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)
