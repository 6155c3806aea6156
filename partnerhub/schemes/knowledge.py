"""All that is known about the schemes, as one value that never changes; a change of knowledge makes a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from .content_types import SchemeContent
from .phrases import Phrase, read_all_phrases
from .shipped import FOLDER, read_all
from .terms import Facet
from .yaml_lines import ContentFault


@dataclass(frozen=True)
class Review:
    """Whether the municipality has reviewed an answer, when it was checked, and when it must be checked again."""

    reviewed: bool
    checked_on: date
    review_due: date


@dataclass(frozen=True)
class Knowledge:
    """Schemes by id, the state of each answer's review, the example questions, and the schemes switched off with why."""

    schemes: Mapping[str, SchemeContent]
    reviews: Mapping[tuple[str, Facet], Review]
    phrases: tuple[Phrase, ...]
    off: Mapping[str, str] = field(default_factory=dict)
    stamp: int = 0
    faults: tuple[ContentFault, ...] = ()


@cache
def shipped_knowledge(phrases: Path, folder: Path = FOLDER) -> Knowledge:
    """Return the knowledge as it ships, no answer reviewed yet; broken files are left out and stand in `faults`."""
    schemes, faults = read_all(folder)
    reviews = {
        (key, facet): Review(reviewed=False, checked_on=scheme.checked_on, review_due=scheme.review_due)
        for key, scheme in schemes.items()
        for facet in scheme.answers
    }
    asked = [phrase for author in read_all_phrases(phrases).values() for phrase in author]
    return Knowledge(schemes, reviews, tuple(asked), faults=tuple(faults))
