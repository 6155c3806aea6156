"""What the assistant learns from: questions with the scheme and facet they are about, names of schemes, facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

# Raise it when features or learning change, so that no model of an older code is used.
_LEARNING = 5
_LEXICON = Path(__file__).parent / "lexicon"


@dataclass(frozen=True)
class Example:
    """A text, the schemes and facets it is accepted for (no scheme: outside; no facet: any), and how much it counts.

    One that `follows` others in a dialogue tells what is asked for, but not by itself about which scheme.
    """

    text: str
    schemes: tuple[str, ...]
    facets: tuple[str, ...] = ()
    audience: str | None = None
    weight: float = 1.0
    well_spelt: bool = True
    follows: bool = False


def digest_of(examples: Iterable[Example]) -> str:
    """Return a hash of everything that is learned from: the examples in their order, the word lists, the way of learning."""
    found = sha256(str(_LEARNING).encode())
    for path in sorted(_LEXICON.glob("*.yaml")):
        found.update(path.read_bytes())
    for example in examples:
        found.update(repr(example).encode())
    return found.hexdigest()[:24]
