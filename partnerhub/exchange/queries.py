"""Questions about needs and placements; each asks a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import joinedload

from ..accounts.models import PartnerKind, User
from ..clock import today
from ..commitments.kinds import FINISHED, Kind
from ..commitments.models import Commitment
from ..database import db
from .kinds import Audience, Certainty
from .models import LabourNeed, Placement
from .pages_by_key import PAGE, Listed, page_of

COMMITMENTS_OFFERED = 100


@dataclass(frozen=True)
class NeedFilter:
    """What a list of needs is narrowed to; None is any."""

    partner_id: int | None = None
    occupation_id: str | None = None
    quarter: int | None = None
    certainty: Certainty | None = None
    closed: bool = False


@dataclass(frozen=True)
class PlacementFilter:
    """What a list of placements is narrowed to; None is any."""

    partner_id: int | None = None
    occupation_id: str | None = None
    kind: Kind | None = None
    free: bool = False
    closed: bool = False


def find_need(need_id: int) -> LabourNeed | None:
    """Return a need with its partner and workplace, or None."""
    found: LabourNeed | None = db.session.scalar(
        select(LabourNeed).where(LabourNeed.id == need_id).options(joinedload(LabourNeed.partner), joinedload(LabourNeed.workplace))
    )
    return found


def find_placement(placement_id: int) -> Placement | None:
    """Return a placement with its partner, workplace and commitment, or None."""
    found: Placement | None = db.session.scalar(
        select(Placement)
        .where(Placement.id == placement_id)
        .options(joinedload(Placement.partner), joinedload(Placement.workplace), joinedload(Placement.commitment))
    )
    return found


def visible_needs(user: User) -> ColumnElement[bool]:
    """Return the condition for the needs that a user may see: the same rule as `access_rules.may_see_need`."""
    if user.partner.is_operator:
        return true()
    audiences = [Audience.PARTNERS]
    if user.partner.kind in (PartnerKind.SCHOOL, PartnerKind.UNION):
        audiences.append(Audience.SCHOOLS_AND_UNIONS)
    return or_(LabourNeed.partner_id == user.partner_id, LabourNeed.audience.in_(audiences))


def needs(user: User, chosen: NeedFilter, after: str = "", size: int = PAGE) -> Listed:
    """Return a page of the needs that a user may see, soonest quarter first."""
    return page_of(_needs(user, chosen), LabourNeed.quarter, LabourNeed.id, after, size)


def all_needs(user: User, chosen: NeedFilter, limit: int) -> list[LabourNeed]:
    """Return the needs of a list at once, for a file, at most `limit`."""
    return list(db.session.scalars(_needs(user, chosen).order_by(LabourNeed.quarter, LabourNeed.id).limit(limit)))


def _needs(user: User, chosen: NeedFilter) -> Select[Any]:
    query = select(LabourNeed).where(visible_needs(user)).options(joinedload(LabourNeed.partner), joinedload(LabourNeed.workplace))
    query = query.where(LabourNeed.closed_at.is_not(None) if chosen.closed else LabourNeed.closed_at.is_(None))
    for column, value in (
        (LabourNeed.partner_id, chosen.partner_id),
        (LabourNeed.occupation_id, chosen.occupation_id),
        (LabourNeed.quarter, chosen.quarter),
        (LabourNeed.certainty, chosen.certainty),
    ):
        if value is not None:
            query = query.where(column == value)
    return query


def placements(chosen: PlacementFilter, after: str = "", *, only_public: bool = False) -> Listed:
    """Return a page of placements, the oldest first; closed and past ones by themselves."""
    return page_of(_placements(chosen, only_public), Placement.id, Placement.id, after)


def all_placements(chosen: PlacementFilter, limit: int) -> list[Placement]:
    """Return the placements of a list at once, for a file, at most `limit`."""
    return list(db.session.scalars(_placements(chosen, False).order_by(Placement.id).limit(limit)))


def _placements(chosen: PlacementFilter, only_public: bool) -> Select[Any]:
    query = select(Placement).options(joinedload(Placement.partner), joinedload(Placement.workplace))
    past = or_(Placement.closed_at.is_not(None), Placement.ends_on < today())
    query = query.where(past if chosen.closed else _is_open())
    for column, value in (
        (Placement.partner_id, chosen.partner_id),
        (Placement.occupation_id, chosen.occupation_id),
        (Placement.kind, chosen.kind),
    ):
        if value is not None:
            query = query.where(column == value)
    if chosen.free:
        query = query.where(Placement.accepted + Placement.taken_elsewhere < Placement.quantity)
    if only_public:
        query = query.where(Placement.visibility == "public")
    return query


def _is_open() -> ColumnElement[bool]:
    return Placement.closed_at.is_(None) & (Placement.ends_on.is_(None) | (Placement.ends_on >= today()))


def own_commitments(partner_id: int, kept_id: int | None = None) -> list[Any]:
    """Return id, reference and title of the partner's commitments that are not finished, and of the one already linked."""
    mine = Commitment.owner_id == partner_id
    query = select(Commitment.id, Commitment.reference, Commitment.title).where(
        or_(mine & Commitment.status.not_in(FINISHED), mine & (Commitment.id == (kept_id or 0)))
    )
    return list(db.session.execute(query.order_by(Commitment.id.desc()).limit(COMMITMENTS_OFFERED)))
