"""What the JSON API tells of the exchange: public programmes and placements that are open, full ones too, newest first by id."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..clock import today
from ..commitments.kinds import Kind, Visibility
from ..database import db
from .kinds import ProgrammeKind
from .models import Placement
from .programme_queries import is_open
from .quarters import first_day, last_day
from .training_models import Programme, ProgrammeOccupation


@dataclass(frozen=True)
class PublicFilter:
    """What a page is narrowed to; None is any. A quarter is one that a programme begins in, or that a placement is open in."""

    occupation_id: str | None = None
    kinds: Collection[ProgrammeKind | Kind] = ()
    quarter: int | None = None


def public_programmes(chosen: PublicFilter, limit: int, before_id: int | None) -> tuple[list[Programme], int | None]:
    """Return a page of public programmes that have not begun, and the id that the next page starts below; two queries."""
    query = select(Programme).where(Programme.visibility == Visibility.PUBLIC, is_open())
    if chosen.occupation_id is not None:
        serves = select(ProgrammeOccupation.programme_id).where(ProgrammeOccupation.occupation_id == chosen.occupation_id)
        query = query.where(Programme.id.in_(serves))
    if chosen.kinds:
        query = query.where(Programme.kind.in_(chosen.kinds))
    if chosen.quarter is not None:
        query = query.where(Programme.starts_on >= first_day(chosen.quarter), Programme.starts_on <= last_day(chosen.quarter))
    together = (joinedload(Programme.partner), joinedload(Programme.workplace), selectinload(Programme.occupations))
    return _page(query.options(*together), Programme, limit, before_id)


def public_placements(chosen: PublicFilter, limit: int, before_id: int | None) -> tuple[list[Placement], int | None]:
    """Return a page of public places that are not over, and the id that the next page starts below; one query."""
    not_over = or_(Placement.ends_on.is_(None), Placement.ends_on >= today())
    query = select(Placement).where(Placement.visibility == Visibility.PUBLIC, Placement.closed_at.is_(None), not_over)
    if chosen.occupation_id is not None:
        query = query.where(Placement.occupation_id == chosen.occupation_id)
    if chosen.kinds:
        query = query.where(Placement.kind.in_(chosen.kinds))
    if chosen.quarter is not None:
        begun = or_(Placement.starts_on.is_(None), Placement.starts_on <= last_day(chosen.quarter))
        lasts = or_(Placement.ends_on.is_(None), Placement.ends_on >= first_day(chosen.quarter))
        query = query.where(begun, lasts)
    return _page(query.options(joinedload(Placement.partner), joinedload(Placement.workplace)), Placement, limit, before_id)


def _page(query: Select[Any], table: Any, limit: int, before_id: int | None) -> tuple[list[Any], int | None]:
    if before_id is not None:
        query = query.where(table.id < before_id)
    rows = list(db.session.scalars(query.order_by(table.id.desc()).limit(limit + 1)))
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None
