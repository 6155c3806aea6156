"""The vocabulary in one worker's memory: asked about by id and by what somebody types.

An occupation that the steward adds is known in every worker at its next request: each request reads one small stamp, once.
"""

from dataclasses import dataclass
from functools import cache
from typing import cast

from flask import current_app, g, has_app_context

from .content_types import Occupation
from .finder import Match
from .queries import local_occupations, stamp
from .shipped import shipped
from .vocabulary import Vocabulary

_KEY = "occupations"


@dataclass(frozen=True)
class _Kept:
    stamp: tuple[int, str]
    vocabulary: Vocabulary


@cache
def shipped_vocabulary() -> Vocabulary:
    """Return the vocabulary as it ships, without what was added here."""
    return Vocabulary(shipped())


def vocabulary() -> Vocabulary:
    """Return what is known now, one query a request; outside an application what ships. Keep it in a variable inside loops."""
    if not has_app_context():
        return shipped_vocabulary()
    if _KEY not in g:
        setattr(g, _KEY, _current())
    return cast(Vocabulary, getattr(g, _KEY))


def forget() -> None:
    """Let the next question of this request look at the database again."""
    g.pop(_KEY, None)


def _current() -> Vocabulary:
    now = stamp()
    kept: _Kept | None = current_app.extensions.get(_KEY)
    if kept is None or kept.stamp != now:
        local = local_occupations() if now[0] else []
        kept = _Kept(now, Vocabulary(shipped(), local) if local else shipped_vocabulary())
        current_app.extensions[_KEY] = kept
    return kept.vocabulary


def all_occupations() -> tuple[Occupation, ...]:
    """Return every occupation known now, shipped ones first."""
    return tuple(vocabulary().occupations.values())


def find(occupation_id: str | None) -> Occupation | None:
    """Return an occupation by its id, None when nobody knows it."""
    return vocabulary().find(occupation_id)


def name_of(occupation_id: str | None, lang: str, text: str = "") -> str:
    """Return an occupation's name in a language; `text` is what was written where the id is empty or unknown."""
    found = vocabulary().find(occupation_id)
    return found.title(lang) if found else text or occupation_id or ""


def same_family(one: str | None, other: str | None) -> bool:
    """Tell whether two occupations stand in one sector."""
    return vocabulary().same_family(one, other)


def leads_to(education_id: str) -> tuple[str, ...]:
    """Return the ids of the occupations that an education leads to; a branch and its wider education count as related."""
    return vocabulary().leads_to(education_id)


def lookup(text: str, limit: int = 8) -> list[Match]:
    """Return the occupations that a typed text may mean, Danish or English, best first; [] for nonsense."""
    return vocabulary().finder.lookup(text, limit)


def certain(text: str) -> Occupation | None:
    """Return the one occupation that a text means beyond doubt, None when it must be asked about."""
    return vocabulary().finder.certain(text)
