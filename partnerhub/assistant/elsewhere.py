"""Tells a question on what no scheme here is about: everyday matters, and benefits that others pay when nothing else is asked."""

from functools import cache

from .concepts import concepts_in
from .features import Asked
from .gate import ANSWER_FROM
from .patterns import found_in, read_patterns
from .wordforms import level, stem, tokens

_FILE = "elsewhere.yaml"
# Concepts that say who asks or how old somebody is; the others speak of work, education or illness.
_WEAK = frozenset({"employer_voice", "citizen_voice", "union_voice", "school_voice", "age", "young"})
_HARDLY = 0.05
_WHAT_ABOUT = frozenset({"hvad", "med", "what", "about"})
# Who tells more than this speaks of a place of work or a life, in which everyday things stand too.
_SHORT = 12


def is_elsewhere(asked: Asked, right: float, *, is_first: bool, is_named: bool) -> bool:
    """Tell whether a question is about a matter that no scheme is for; `right` is the chance that the best scheme is meant.

    An everyday matter counts in a short question that names no scheme and that the judges by themselves are not sure of; a benefit in a
    first question alone: where nothing else is asked, or where the scheme that is named is hardly what is meant ("SU, når jeg er lærling").
    """
    found = found_in(asked.levelled, _FILE)
    if "everyday" in found and not is_named and right < ANSWER_FROM and len(asked.words) <= _SHORT and not speaks_of_work(asked):
        return True
    if not is_first or "benefits" not in found:
        return False
    return right < _HARDLY if is_named else set(tokens(asked.levelled)) <= _around()


def matters_alone(question: str) -> list[str]:
    """Return what a question asks for that is no scheme's by itself, stemmed ("dagpenge", "efterløn"); none when it asks for more."""
    levelled = level(question)
    words = tokens(levelled)
    asked_for = [word for word in words if {"benefits", "matters"} & {*found_in(word, _FILE)}]
    return [stem(word) for word in asked_for] if asked_for and {*words} - {*asked_for} <= _around() | _WHAT_ABOUT else []


def matters_whole(question: str) -> list[str]:
    """Return what a question is about wherever it stands ("mindsteløn"), stemmed."""
    return [stem(word) for word in tokens(level(question)) if "whole" in found_in(word, _FILE)]


def speaks_of_work(asked: Asked) -> bool:
    """Tell whether a question speaks of work, education or illness in any way."""
    return bool(set(concepts_in(f"{asked.levelled} | {asked.mended}")) - _WEAK)


def is_everyday(asked: Asked) -> bool:
    """Tell whether a question speaks of an everyday matter ("vejret")."""
    return "everyday" in found_in(asked.levelled, _FILE)


def is_benefit(word: str) -> bool:
    """Tell whether a levelled word is a benefit ("dagpenge")."""
    return "benefits" in found_in(word, _FILE)


def is_upkeep(word: str) -> bool:
    """Tell whether a levelled word is what somebody lives of beside a wage ("kontanthjaelp", "efterloen")."""
    return not {"benefits", "matters"}.isdisjoint(found_in(word, _FILE))


def says_little(word: str) -> bool:
    """Tell whether a levelled word stands beside anything."""
    return word in _beside_anything()


@cache
def _beside_anything() -> frozenset[str]:
    return frozenset(word for line in _bare_lines() for word in tokens(level(line)))


def _bare_lines() -> list[str]:
    bare = read_patterns("bare.yaml")
    return [bare["around_a_name"], bare["around_a_facet"], bare["facets"]]


@cache
def _around() -> frozenset[str]:
    """The words that may stand beside a benefit without asking for more than that."""
    lines = _bare_lines()
    lines += [line.replace("*", "") for name, line in read_patterns(_FILE).items() if name not in {"everyday", "whole"}]
    return frozenset(word for line in lines for word in tokens(level(line)))
