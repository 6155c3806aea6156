"""What is asked of the scheme that a dialogue speaks of without saying which side of it: more, as whom, in which case, how old a figure."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.terms import Audience, Facet

from .concepts import cues_in
from .elsewhere import is_benefit, is_everyday, speaks_of_work
from .features import Asked
from .following import goes_on, turns_in
from .patterns import read_patterns
from .understanding import Meaning
from .voices import voice_in
from .wordforms import level, tokens

_A_FEW_WORDS, _WHO_IN_WORDS = 6, 4
_I_AM, _AS = (["jeg", "er"], ["vi", "er"], ["i", "am"], ["we", "are"]), (["som"], ["as"], ["i'm"])
# Who wants to know more is told the sides of a scheme in this order.
_IN_TURN = (Facet.WHAT, Facet.WHO, Facet.MONEY, Facet.APPLY, Facet.DURATION, Facet.RULES, Facet.CONTACT)
_HOLD_IN_A_CASE = frozenset({Facet.WHO, Facet.RULES})
_SIDES = frozenset(Audience) - {Audience.CITIZEN}


def gone_on(meaning: Meaning, question: str, scheme: SchemeContent | None, facet_before: str, times: int) -> Meaning:
    """Return the meaning of a question that goes on about a scheme, unchanged where it says itself what it asks for.

    `scheme` is what the dialogue speaks of, None for nothing; `facet_before` the side of it that was asked for last, and `times` how
    often more of that was told since.
    """
    levelled = level(question)
    turns, words = turns_in(levelled), tokens(levelled)
    if scheme is None or meaning.named:
        return meaning
    facet = None
    if len(words) <= _A_FEW_WORDS and "year" in turns:
        facet = Facet.MONEY
    elif asks_for_source(question):
        facet = Facet(facet_before or Facet.WHAT)
    elif asks_for_more(question):
        facet = _next_side(scheme, facet_before, times)
    elif _tells_who(words) and voice_in(question) in _SIDES and not _sides_in(levelled):  # the same again, as that side is told it
        facet = Facet(facet_before or Facet.WHAT)
    elif meaning.scheme == scheme.id and meaning.facet == Facet.WHAT and "condition" in turns:  # what it is hangs on no condition
        facet = next((Facet(other) for other in meaning.facets if other in _HOLD_IN_A_CASE and other in scheme.answers), None)
    if facet is None:
        return meaning
    return replace(meaning, kind="answer", ranked=tuple(dict.fromkeys([scheme.id, *meaning.ranked])), facet=facet, confidence=1.0, topic="")


def asks_for_source(question: str) -> bool:
    """Tell whether a few words ask where it is written what was told."""
    levelled = level(question)
    return "source" in turns_in(levelled) and len(tokens(levelled)) <= _A_FEW_WORDS


def may_go_on(asked: Asked) -> bool:
    """Tell whether a question that was refused may be about what a talk is about: it opens or points like one, or speaks of work."""
    tells = goes_on(turns_in(asked.levelled)) or speaks_of_work(asked) or any(map(is_benefit, tokens(asked.levelled)))
    return tells and not is_everyday(asked)


def asks_for_more(question: str) -> bool:
    """Tell whether a question asks for more of what was told, and for nothing else."""
    levelled = level(question)
    return "more" in turns_in(levelled) and not _sides_in(levelled) and all(map(_says_more, tokens(levelled)))


def _sides_in(levelled: str) -> set[str]:
    """Return the facets, but what it is, that a question's words ask for."""
    return {name.partition(".")[0] for name in cues_in(levelled)} - {"what", "ask"}


@cache
def _says_more(word: str) -> bool:
    """Tell whether a word may stand in a question for more without asking for anything else."""
    known = f"{read_patterns('followup.yaml')['more']} {read_patterns('bare.yaml')['around_a_name']}"
    return word in tokens(level(known)) or "more" in turns_in(word)


def _next_side(scheme: SchemeContent, facet_before: str, times: int) -> Facet:
    """Return the side that is told after another one and so many more, the first again after the last."""
    told = _IN_TURN.index(Facet(facet_before or Facet.WHAT))
    following = [facet for facet in (*_IN_TURN[told + 1 :], *_IN_TURN[: told + 1]) if facet in scheme.answers]
    return following[times % len(following)]


def _tells_who(words: Sequence[str]) -> bool:
    return len(words) <= _WHO_IN_WORDS and (words[:2] in _I_AM or words[:1] in _AS)
