"""Fills in what a short question leaves out: a scheme's name alone asks what it is, a facet alone is asked which scheme."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from partnerhub.schemes.knowledge import Knowledge
from partnerhub.schemes.life import status_on
from partnerhub.schemes.phrases import Phrase
from partnerhub.schemes.terms import Audience, Facet, Status

from .concepts import cues_in
from .patterns import read_patterns
from .understanding import Meaning
from .wordforms import level, stem, tokens

WHICH_SCHEME = "which_scheme"
_ASKS_WHAT = "what.is"
# The facets that have words of their own in bare.yaml, the most telling first.
_TELLING = ("contact", "rules", "money", "who", "apply")


def complete(meaning: Meaning, question: str, facet_before: str, names: Iterable[str]) -> Meaning:
    """Return the meaning with what a bare question leaves out; `names` are those of the scheme that it means most.

    A name alone is answered with the facet of the question before it ("" for none), else, or when that is asked for, with what the scheme
    is. A facet alone says no scheme: the caller knows what is spoken of, or asks back.
    """
    words = tokens(level(question))
    if meaning.kind in {"answer", "clarify"} and is_name_alone(question, names):
        asks_what = _ASKS_WHAT in cues_in(level(question))
        return replace(meaning, facet=Facet.WHAT if asks_what else facet_before or Facet.WHAT)
    is_open = meaning.kind in {"none", "clarify", "answer"} and not meaning.named
    facet = _facet_alone(meaning, question, words) if is_open else None
    return replace(meaning, kind="clarify", facet=facet, topic=WHICH_SCHEME) if facet else meaning


def asked_most(phrases: Iterable[Phrase]) -> Mapping[str | None, tuple[str, ...]]:
    """Return the schemes by how many example questions are about them, most first, for each audience and for anyone (None)."""
    counts: dict[str | None, Counter[str]] = {None: Counter(), **{value.value: Counter() for value in Audience}}
    for phrase in phrases:
        for side in {None, phrase.audience}:
            counts.setdefault(side, Counter()).update(phrase.schemes[:1])
    return {side: tuple(scheme for scheme, _ in sorted(found.items(), key=_often)) for side, found in counts.items()}


def offered(popular: Sequence[str], facet: str, knowledge: Knowledge, day: date) -> tuple[str, ...]:
    """Return the schemes in use that say something on the facet, in the order given."""
    schemes = ((key, knowledge.schemes.get(key)) for key in popular)
    return tuple(key for key, scheme in schemes if scheme and facet in scheme.answers and status_on(scheme, day) is not Status.ENDED)


def is_name_alone(question: str, names: Iterable[str]) -> bool:
    """Tell whether a question is one of these names and nothing more."""
    levelled = level(question)
    stems = {stem(word) for word in tokens(levelled) if word not in _bare()["around_a_name"]}
    called = next((name for name in names if stems and stems == _stems_of(name)), "")
    if not called:
        return False
    asked = set(cues_in(levelled)) - set(cues_in(level(called)))  # a name may hold words that elsewhere ask for something: "§ 56"
    return all(name.partition(".")[0] in {"what", "ask"} for name in asked)


@lru_cache(maxsize=4096)
def _stems_of(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in tokens(level(name)))


def _often(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


@cache
def _bare() -> dict[str, frozenset[str]]:
    return {name: frozenset(tokens(level(line))) for name, line in read_patterns("bare.yaml").items()}


def _facet_alone(meaning: Meaning, question: str, words: Sequence[str]) -> Facet | None:
    """Return the facet of a question that says nothing but that, None when it says more or less; "hvad er kravene" asks not what it is."""
    bare, said = _bare(), set(words)
    telling = frozenset().union(*(bare[name] for name in _TELLING))
    if not said or not said <= bare["around_a_facet"] | bare["facets"] | telling:
        return None
    asked = [name.partition(".")[0] for name in cues_in(level(question))]
    known = [facet for facet in asked if facet in set(Facet) and (facet != Facet.WHAT or not said & telling)]
    if said & bare["facets"] and (sure := [facet for facet in known if facet != Facet.WHAT] or known):
        return Facet(meaning.facet if meaning.facet in sure else sure[0])
    return next((Facet(name) for name in _TELLING if said & bare[name]), None)
