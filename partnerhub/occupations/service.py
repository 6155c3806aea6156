"""Verbs of the vocabulary: the steward adds an occupation that the package does not know."""

from dataclasses import dataclass
from typing import Any

from blinker import Namespace
from flask_babel import gettext as _

from ..access import Permission, may
from ..database import writing
from ..errors import RuleBroken
from ..events import record
from . import keeping, queries
from .content_types import LOCAL_PREFIX
from .finder import Why
from .models import LocalOccupation
from .spelling import words
from .terms import Level, Sector

LONGEST_SLUG = 60
FEWEST_LETTERS = 2
occupation_added = Namespace().signal("occupation-added")  # sent by whom it was added, with its `occupation_id`


@dataclass(frozen=True)
class NewOccupation:
    """What the steward tells about an occupation."""

    title_da: str
    level: Level
    sector: Sector
    title_en: str = ""
    synonyms: tuple[str, ...] = ()


def add_occupation(actor: Any, new: NewOccupation) -> LocalOccupation:
    """Add an occupation, known everywhere at once; RuleBroken when a known one already has the name."""
    if not may(actor, Permission.OCCUPATION_ADD):
        raise RuleBroken("", _("Kun kommunens tovholder kan tilføje et erhverv."))
    _refuse_nameless(new)
    with writing() as session:
        keeping.forget()
        _refuse_known(new)
        row = LocalOccupation(
            slug=_free_slug(new.title_da),
            title_da=new.title_da,
            title_en=new.title_en,
            synonyms=list(new.synonyms),
            level=new.level,
            sector=new.sector,
            added_by_id=actor.id,
        )
        session.add(row)
        session.flush()
        record("occupation.added", row, actor, slug=row.slug, title=row.title_da)
    keeping.forget()
    occupation_added.send(actor, occupation_id=row.slug)
    return row


def _refuse_nameless(new: NewOccupation) -> None:
    """A number or a sign names no occupation, and would be found by everybody who types it."""
    for field, text in _names(new):
        if not words(text) or sum(sign.isalpha() for sign in text) < FEWEST_LETTERS:
            raise RuleBroken(field, _("Skriv erhvervets navn med bogstaver."))


def _names(new: NewOccupation) -> list[tuple[str, str]]:
    """Return each name with the field it was typed in; the English one may be missing."""
    english = [("title_en", new.title_en)] if new.title_en else []
    return [("title_da", new.title_da), *english, *(("synonyms", name) for name in new.synonyms)]


def _refuse_known(new: NewOccupation) -> None:
    """A second entry under a known name would split what belongs together."""
    for field, text in _names(new):
        for match in keeping.lookup(text, 1):
            if match.why is Why.EXACT and match.score >= 96:  # a title or a synonym, not one side of a stroke
                raise RuleBroken(
                    field, _("“%(typed)s” findes allerede som %(known)s. Brug det.", typed=text, known=match.occupation.title_da)
                )


def _free_slug(title: str) -> str:
    base = LOCAL_PREFIX + "-".join(words(title))
    slug, number = base[:LONGEST_SLUG].rstrip("-"), 2
    while queries.slug_is_taken(slug):
        ending = f"-{number}"
        slug, number = base[: LONGEST_SLUG - len(ending)].rstrip("-") + ending, number + 1
    return slug
