"""Hears which of the things offered somebody chooses in words ("den anden", "nummer 2", "ingen af dem"), and what was offered."""

from collections.abc import Sequence
from functools import cache

from partnerhub.schemes.terms import Facet

from .following import Talk
from .patterns import read_patterns
from .understanding import Meaning
from .wordforms import level, tokens

_PLACES = {"first": 0, "second": 1, "other": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}

# Danish for two, and what stands before an English word.
_TO = {"to"}


def chooses(question: str) -> bool:
    """Tell whether a question does nothing but choose by place, or refuse all."""
    return _name_in(question) != ""


def offered_by(last: Meaning, talk: Talk) -> tuple[tuple[str, ...], str]:
    """Return the schemes, in their order, that somebody may choose among after the talk's last meaning, and the facet asked for.

    They are what was asked back, what was compared, or what the talk was about one after the other.
    """
    if last.kind == "clarify":
        return last.offered, last.facet
    if last.beside:
        return tuple(sorted((last.ranked[0], last.beside), key=[*last.named, *last.ranked].index)), Facet.WHAT
    spoken_of = tuple(dict.fromkeys(scheme for scheme in talk.spoken_of if scheme))
    return spoken_of if len(spoken_of) > 1 else (), last.facet


def picked(question: str, schemes: Sequence[str], topic: str) -> str:
    """Return the scheme of these that a choice names, "" when it is none; of two, "the other" is the one that is not the topic."""
    name, others = _name_in(question), [scheme for scheme in schemes if scheme != topic]
    if name == "other" and len(schemes) == 2 and len(others) == 1:
        return others[0]
    place = _PLACES.get(name, len(schemes))
    return schemes[place] if -len(schemes) <= place < len(schemes) else ""


def _name_in(question: str) -> str:
    telling = set(tokens(level(question))) - _words()["around"]
    telling -= _TO if len(telling) > 1 else set()
    return next((name for name, words in _words().items() if len(telling) == 1 and telling <= words), "")


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(tokens(level(line))) for name, line in read_patterns("choosing.yaml").items()}
