"""What the assistant learns from: questions with the scheme and facet they are about, names of schemes, facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

# Raise it when features or learning change, so that no model of an older code is used.
_LEARNING = 13
KEY_LENGTH = 12
# The word lists that features are made with; the others are looked up as one asks, and a change of them teaches nothing new.
_LEXICON = Path(__file__).parent / "lexicon"
_MAKE_FEATURES = ("concepts.yaml", "cues.yaml", "spoken.yaml")


@dataclass(frozen=True)
class Example:
    """A text, the schemes and facets it is accepted for (no scheme: outside; no facet: any), and how much it counts.

    One that `follows` others in a dialogue tells what is asked for, but not by itself about which scheme; one that is a `cry` for help,
    or (False) only sounds like one, tells that.
    """

    text: str
    schemes: tuple[str, ...]
    facets: tuple[str, ...] = ()
    audience: str | None = None
    weight: float = 1.0
    well_spelt: bool = True
    follows: bool = False
    cry: bool | None = None


def keys_of(examples: Iterable[Example]) -> Iterator[bytes]:
    """Yield a hash of each example, KEY_LENGTH bytes long."""
    return (sha256(repr(example).encode()).digest()[:KEY_LENGTH] for example in examples)


def digest_of(keys: Iterable[bytes]) -> str:
    """Return a hash of everything that is learned from: the examples in their order, by their keys, the word lists, the way of learning.

    A key may stand for many examples.
    """
    found = sha256(way_of_learning().encode())
    for key in keys:
        found.update(key)
    return found.hexdigest()[:24]


def way_of_learning() -> str:
    """Return a hash of what makes features of a text: its word lists and the number of the way of learning."""
    found = sha256(str(_LEARNING).encode())
    for name in _MAKE_FEATURES:
        found.update((_LEXICON / name).read_bytes())
    return found.hexdigest()[:24]
