"""What partners wrote in their own words, because the vocabulary has no such occupation; two queries."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from ..database import db
from .models import LabourNeed, Placement

MOST = 200
KINDS: tuple[Any, ...] = (LabourNeed, Placement)


@dataclass(frozen=True)
class OwnWords:
    """A text that stands for an occupation, and in how many open needs and places it does."""

    text: str
    needs: int
    places: int


def own_words() -> list[OwnWords]:
    """Return the texts that stand in open needs and places, the most used first."""
    needs, places = (_counted(kind) for kind in KINDS)
    found = [OwnWords(text, needs[text], places[text]) for text in {*needs, *places}]
    return sorted(found, key=lambda one: (-one.needs - one.places, one.text.casefold()))[:MOST]


def written(kind: Any, texts: list[str]) -> list[Any]:
    """Return the open needs, or the places, that stand under some texts."""
    return list(db.session.scalars(select(kind).where(*_open(kind), kind.occupation_text.in_(texts)).order_by(kind.id)))


def _counted(kind: Any) -> Counter[str]:
    query = select(kind.occupation_text, func.count()).where(*_open(kind)).group_by(kind.occupation_text)
    rows = db.session.execute(query.order_by(func.count().desc()).limit(MOST))
    return Counter({row[0]: row[1] for row in rows})


def _open(kind: Any) -> tuple[Any, ...]:
    return (kind.closed_at.is_(None), kind.occupation_id.is_(None), kind.occupation_text != "")
