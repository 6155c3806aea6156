"""Questions about programmes; each asks a constant number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..accounts.models import Partner
from ..clock import today
from ..commitments.kinds import Visibility
from ..database import db
from .kinds import ProgrammeForm, ProgrammeKind
from .pages_by_key import PAGE, Listed, page_of
from .training_models import Programme, ProgrammeOccupation

UNDATED = "uden"  # a cursor that begins so stands among the programmes without a start, which come last


@dataclass(frozen=True)
class ProgrammeFilter:
    """What a list of programmes is narrowed to; None is any."""

    partner_id: int | None = None
    kind: ProgrammeKind | None = None
    occupation_id: str | None = None
    form: ProgrammeForm | None = None
    free: bool = False
    from_on: date | None = None
    closed: bool = False


def find_programme(programme_id: int) -> Programme | None:
    """Return a programme with its partner, workplace and occupations, or None."""
    found: Programme | None = db.session.scalar(
        select(Programme)
        .where(Programme.id == programme_id)
        .options(joinedload(Programme.partner), joinedload(Programme.workplace), selectinload(Programme.occupations))
    )
    return found


def programmes(chosen: ProgrammeFilter, after: str = "", *, only_public: bool = False) -> Listed:
    """Return a page of programmes, the soonest start first, those without a start last; begun and closed ones by themselves."""
    query = narrowed(chosen, only_public=only_public).options(
        joinedload(Programme.partner), joinedload(Programme.workplace), selectinload(Programme.occupations)
    )
    undated = query.where(Programme.starts_on.is_(None))
    if after.startswith(UNDATED):
        return _marked(page_of(undated, Programme.id, Programme.id, after.removeprefix(UNDATED)))
    found = page_of(query.where(Programme.starts_on.is_not(None)), Programme.starts_on, Programme.id, after)
    if found.after:
        return found
    room = PAGE - len(found.rows)
    if room == 0:
        more = db.session.scalar(undated.with_only_columns(Programme.id).limit(1))
        return Listed(found.rows, UNDATED if more else "")
    rest = _marked(page_of(undated, Programme.id, Programme.id, "", room))
    return Listed([*found.rows, *rest.rows], rest.after)


def narrowed(chosen: ProgrammeFilter, *, only_public: bool = False) -> Select[Any]:
    """Return the query of a filter, without order."""
    query = select(Programme).where(_is_past() if chosen.closed else is_open())
    for column, value in (
        (Programme.partner_id, chosen.partner_id),
        (Programme.kind, chosen.kind),
        (Programme.form, chosen.form),
    ):
        if value is not None:
            query = query.where(column == value)
    if chosen.occupation_id is not None:
        serves = select(ProgrammeOccupation.programme_id).where(ProgrammeOccupation.occupation_id == chosen.occupation_id)
        query = query.where(Programme.id.in_(serves))
    if chosen.free:
        query = query.where(Programme.accepted + Programme.taken_elsewhere < Programme.seats)
    if chosen.from_on is not None:
        query = query.where(Programme.starts_on >= chosen.from_on)
    return query.where(Programme.visibility == Visibility.PUBLIC) if only_public else query


def is_open() -> ColumnElement[bool]:
    """Return the condition for programmes that somebody can still join: the same rule as `Programme.is_open`."""
    return Programme.closed_at.is_(None) & (Programme.starts_on.is_(None) | (Programme.starts_on >= today()))


def providers() -> list[Any]:
    """Return id and name of every partner that has programmes, by name."""
    having = select(Programme.partner_id).distinct()
    query = select(Partner.id, Partner.short_name, Partner.name).where(Partner.id.in_(having)).order_by(Partner.sort_key)
    return list(db.session.execute(query))


def _is_past() -> ColumnElement[bool]:
    return or_(Programme.closed_at.is_not(None), Programme.starts_on < today())


def _marked(found: Listed) -> Listed:
    return Listed(found.rows, UNDATED + found.after if found.after else "")
