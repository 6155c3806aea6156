"""What a union's desk asks: the companies where a person speaks for members, deadlines, opportunities, and what members gained."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, union
from sqlalchemy.orm import joinedload

from ..accounts.models import Partner, User
from ..clock import today
from ..commitments.kinds import Answer, Unit
from ..commitments.models import Commitment, Confirmation, CoSigner, Progress, ShopStewardMark
from ..database import db
from ..exchange.kinship import current_kinship
from ..exchange.models import LabourNeed, Placement
from ..exchange.queries import visible_needs
from ..exchange.training_models import Programme, ProgrammeOccupation

COMMITMENTS_SHOWN = 20
DEADLINES_SHOWN = 8
DAYS_AHEAD = 60
OFFERS_SHOWN = 4


@dataclass(frozen=True)
class Gain:
    """What was reported and confirmed of one unit."""

    unit: Unit
    reported: int
    confirmed: int


def companies(ids: Collection[int]) -> list[Partner]:
    """Return companies by name; one query."""
    return list(db.session.scalars(select(Partner).where(Partner.id.in_(ids)).order_by(Partner.sort_key))) if ids else []


def commitments_of(ids: Collection[int]) -> list[Commitment]:
    """Return the open commitments of some companies, next deadline first; one query."""
    if not ids:
        return []
    query = select(Commitment).where(Commitment.owner_id.in_(ids), Commitment.stage.in_((1, 2)))
    return list(db.session.scalars(query.order_by(Commitment.due_key, Commitment.id).limit(COMMITMENTS_SHOWN)))


def own_marks(user: User, commitment_ids: Collection[int]) -> dict[int, ShopStewardMark]:
    """Return the user's newest mark on each of some commitments; one query."""
    query = select(ShopStewardMark).where(ShopStewardMark.by_id == user.id, ShopStewardMark.commitment_id.in_(commitment_ids))
    return {mark.commitment_id: mark for mark in db.session.scalars(query.order_by(ShopStewardMark.id))} if commitment_ids else {}


def deadlines(user: User, ids: Collection[int]) -> list[Any]:
    """Return what is due in the next sixty days: own and signed commitments, and those of the companies; one query."""
    day = today()
    ours = or_(Commitment.owner_id == user.partner_id, _signed(user.partner_id), Commitment.owner_id.in_(ids))
    query = (
        select(Commitment.id, Commitment.title, Commitment.due_on, Partner.name, Partner.short_name)
        .join(Partner, Partner.id == Commitment.owner_id)
        .where(ours, Commitment.stage.in_((1, 2)), Commitment.due_key >= day, Commitment.due_key <= day + timedelta(days=DAYS_AHEAD))
    )
    return list(db.session.execute(query.order_by(Commitment.due_key, Commitment.id).limit(DEADLINES_SHOWN)))


def occupations_near(user: User, ids: Collection[int]) -> set[str]:
    """Return the occupations at or near what the companies need, as far as the user may see it, and offer; one query."""
    needed = select(LabourNeed.occupation_id).where(
        LabourNeed.partner_id.in_(ids), LabourNeed.closed_at.is_(None), LabourNeed.occupation_id.is_not(None), visible_needs(user)
    )
    offered = select(Placement.occupation_id).where(Placement.partner_id.in_(ids), Placement.occupation_id.is_not(None))
    found = db.session.scalars(union(needed, offered)).all() if ids else []
    kinship = current_kinship()
    return {near for occupation in found for near in kinship.circle(occupation)}


def programmes_for(occupations: Collection[str]) -> list[Programme]:
    """Return programmes with free seats, next start first; of the occupations where there are any, else of all; one query."""
    day = today()
    query = select(Programme).where(
        Programme.closed_at.is_(None),
        or_(Programme.starts_on.is_(None), Programme.starts_on >= day),
        Programme.accepted + Programme.taken_elsewhere < Programme.seats,
    )
    if occupations:
        serves = select(ProgrammeOccupation.programme_id).where(ProgrammeOccupation.occupation_id.in_(occupations))
        query = query.where(Programme.id.in_(serves))
    order = (func.coalesce(Programme.starts_on, date(9999, 12, 31)), Programme.id)
    return list(db.session.scalars(query.options(joinedload(Programme.partner)).order_by(*order).limit(OFFERS_SHOWN)))


def placements_for(occupations: Collection[str]) -> list[Placement]:
    """Return free places, newest first; of the occupations where there are any, else of all; one query."""
    query = select(Placement).where(
        Placement.closed_at.is_(None),
        or_(Placement.ends_on.is_(None), Placement.ends_on >= today()),
        Placement.accepted + Placement.taken_elsewhere < Placement.quantity,
    )
    if occupations:
        query = query.where(Placement.occupation_id.in_(occupations))
    return list(db.session.scalars(query.options(joinedload(Placement.partner)).order_by(Placement.id.desc()).limit(OFFERS_SHOWN)))


def gained_in(partner_id: int, year: int) -> list[Gain]:
    """Return what was reported and confirmed in a year on the union's own and signed commitments, by unit; one query.

    An entry that a correction replaced does not count, and reported and confirmed are never added.
    """
    newer = Progress.__table__.alias("newer")
    query = (
        select(Commitment.unit, func.sum(Progress.amount), func.coalesce(func.sum(Confirmation.amount), 0))
        .join(Progress, Progress.commitment_id == Commitment.id)
        .outerjoin(Confirmation, Confirmation.entry_id == Progress.id)
        .where(
            or_(Commitment.owner_id == partner_id, _signed(partner_id)),
            Commitment.stage >= 2,
            Commitment.unit.is_not(None),
            and_(Progress.on >= date(year, 1, 1), Progress.on <= date(year, 12, 31)),
            ~exists().where(newer.c.corrects_id == Progress.id),
        )
        .group_by(Commitment.unit)
    )
    found = [Gain(unit, int(reported), int(confirmed)) for unit, reported, confirmed in db.session.execute(query) if unit]
    return sorted((gain for gain in found if gain.reported), key=lambda gain: -gain.reported)


def _signed(partner_id: int) -> Any:
    return Commitment.id.in_(select(CoSigner.commitment_id).where(CoSigner.partner_id == partner_id, CoSigner.answer == Answer.ACCEPTED))
