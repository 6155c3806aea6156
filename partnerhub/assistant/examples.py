"""What the assistant learns from: questions with the scheme and facet they are about, names of schemes, facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Example:
    """A text, the schemes and facets it is accepted for (no scheme: outside; no facet: any), and how much it counts."""

    text: str
    schemes: tuple[str, ...]
    facets: tuple[str, ...] = ()
    audience: str | None = None
    weight: float = 1.0
    well_spelt: bool = True


def digest_of(examples: Iterable[Example]) -> str:
    """Return a hash of everything that is learned from; equal examples in equal order have equal hashes."""
    found = sha256()
    for example in examples:
        found.update(repr(example).encode())
    return found.hexdigest()[:24]
