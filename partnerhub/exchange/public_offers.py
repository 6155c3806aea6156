"""What partners offer in public, for people without an account: places and programmes that are open and have room."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from ..accounts.models import Workplace
from ..clock import today
from ..commitments.kinds import KIND_FACTS, Kind, Visibility
from ..database import db
from .kinds import PLACEMENT_KINDS, PROGRAMME_SCHEMES
from .models import Placement
from .pages_by_key import Listed, page_of
from .training_models import Programme, ProgrammeOccupation

SHOWN = 12
# What somebody at school or new at work can take.
YOUNG_KINDS = (
    Kind.LEISURE_JOB,
    Kind.SCHOOL_PLACEMENT,
    Kind.TASTER_PLACEMENT,
    Kind.APPRENTICESHIP,
    Kind.SMALL_JOB,
    Kind.FULL_TIME_JOB,
)


@dataclass(frozen=True)
class OfferFilter:
    """What the list of places is narrowed to; None and "" are any."""

    kind: Kind | None = None
    town: str = ""
    occupation_id: str | None = None
    age: int | None = None


def young_places(chosen: OfferFilter, after: str = "") -> Listed:
    """Return a page of public places with room that the young can take, the oldest first."""
    query = _places().where(Placement.kind.in_([chosen.kind] if chosen.kind else YOUNG_KINDS))
    if chosen.occupation_id is not None:
        query = query.where(Placement.occupation_id == chosen.occupation_id)
    if chosen.town:
        query = query.where(Placement.workplace_id.in_(select(Workplace.id).where(Workplace.town == chosen.town)))
    if chosen.age is not None:
        query = query.where(or_(Placement.minimum_age.is_(None), Placement.minimum_age <= chosen.age))
    return page_of(query, Placement.id, Placement.id, after)


def towns() -> list[str]:
    """Return the towns where public places for the young are."""
    at = select(Placement.workplace_id).where(_is_public(), Placement.kind.in_(YOUNG_KINDS))
    return list(
        db.session.scalars(select(Workplace.town).where(Workplace.id.in_(at), Workplace.town != "").distinct().order_by(Workplace.town))
    )


def occupations_offered() -> list[str]:
    """Return the occupations that public places for the young are in."""
    query = select(Placement.occupation_id).where(_is_public(), Placement.kind.in_(YOUNG_KINDS), Placement.occupation_id.is_not(None))
    return list(db.session.scalars(query.distinct()))


def places_of_scheme(scheme_id: str) -> list[Placement]:
    """Return public places with room whose kind rests on a scheme."""
    kinds = [kind for kind in PLACEMENT_KINDS if KIND_FACTS[kind].scheme == scheme_id]
    return _first(_places().where(Placement.kind.in_(kinds)).order_by(Placement.id)) if kinds else []


def programmes_of_scheme(scheme_id: str) -> list[Programme]:
    """Return public programmes with room whose kind rests on a scheme."""
    kinds = [kind for kind, scheme in PROGRAMME_SCHEMES.items() if scheme == scheme_id]
    return _first(_programmes().where(Programme.kind.in_(kinds))) if kinds else []


def places_of_occupation(occupation_id: str) -> list[Placement]:
    """Return public places with room in an occupation."""
    return _first(_places().where(Placement.occupation_id == occupation_id).order_by(Placement.id))


def programmes_of(occupation_ids: Collection[str]) -> list[Programme]:
    """Return public programmes with room that serve one of the occupations."""
    serves = select(ProgrammeOccupation.programme_id).where(ProgrammeOccupation.occupation_id.in_(occupation_ids))
    return _first(_programmes().where(Programme.id.in_(serves)))


def _first(query: Select[Any]) -> list[Any]:
    return list(db.session.scalars(query.limit(SHOWN)).unique())


def _places() -> Select[Any]:
    room = Placement.accepted + Placement.taken_elsewhere < Placement.quantity
    return select(Placement).where(_is_public(), room).options(joinedload(Placement.partner), joinedload(Placement.workplace))


def _is_public() -> ColumnElement[bool]:
    not_over = or_(Placement.ends_on.is_(None), Placement.ends_on >= today())
    return (Placement.visibility == Visibility.PUBLIC) & Placement.closed_at.is_(None) & not_over


def _programmes() -> Select[Any]:
    not_begun = or_(Programme.starts_on.is_(None), Programme.starts_on >= today())
    room = Programme.accepted + Programme.taken_elsewhere < Programme.seats
    query = select(Programme).where(Programme.visibility == Visibility.PUBLIC, Programme.closed_at.is_(None), not_begun, room)
    return query.options(joinedload(Programme.partner), joinedload(Programme.workplace)).order_by(Programme.starts_on, Programme.id)
