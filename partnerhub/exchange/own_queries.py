"""What a partner itself needs and offers: for its desk and for "Vores bidrag"; each asks a constant number of queries."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..accounts.models import Partner
from ..clock import COPENHAGEN, today
from ..commitments.kinds import Answer, Status
from ..commitments.models import NO_DUE, NO_START, Commitment, CoSigner
from ..database import db
from .models import LabourNeed, Placement
from .quarters import this_quarter
from .training_models import Initiative, Programme

MOST = 200


@dataclass(frozen=True)
class Contribution:
    """What one partner promised, keeps and offers; `more` names the lists that are longer than the page."""

    own: list[Commitment]
    signed: list[Commitment]
    needs: list[LabourNeed]
    placements: list[Placement]
    programmes: list[Programme]
    initiatives: list[Initiative]
    more: list[str] = field(default_factory=list)


def open_needs(partner_id: int, limit: int) -> list[LabourNeed]:
    """Return the partner's open needs from this quarter on, the soonest first."""
    query = select(LabourNeed).where(
        LabourNeed.partner_id == partner_id, LabourNeed.closed_at.is_(None), LabourNeed.quarter >= this_quarter()
    )
    query = query.options(joinedload(LabourNeed.workplace), joinedload(LabourNeed.partner)).order_by(LabourNeed.quarter, LabourNeed.id)
    return list(db.session.scalars(query.limit(limit)))


def open_placements(partner_id: int, limit: int) -> list[Placement]:
    """Return the partner's open places, those with most free first."""
    query = select(Placement).where(
        Placement.partner_id == partner_id,
        Placement.closed_at.is_(None),
        or_(Placement.ends_on.is_(None), Placement.ends_on >= today()),
    )
    free = Placement.quantity - Placement.accepted - Placement.taken_elsewhere
    return list(db.session.scalars(query.options(joinedload(Placement.workplace)).order_by(free.desc(), Placement.id).limit(limit)))


def open_counts(partner_id: int) -> tuple[int, int, int]:
    """Return how many hands the partner needs from this quarter on, how many places it offers, and how many of those are free."""
    needed = select(func.coalesce(func.sum(LabourNeed.headcount), 0)).where(
        LabourNeed.partner_id == partner_id, LabourNeed.closed_at.is_(None), LabourNeed.quarter >= this_quarter()
    )
    is_open = and_(Placement.closed_at.is_(None), or_(Placement.ends_on.is_(None), Placement.ends_on >= today()))
    taken = Placement.accepted + Placement.taken_elsewhere
    offered = select(func.coalesce(func.sum(Placement.quantity), 0)).where(Placement.partner_id == partner_id, is_open)
    free = select(func.coalesce(func.sum(Placement.quantity - taken), 0)).where(Placement.partner_id == partner_id, is_open)
    row = db.session.execute(select(needed.scalar_subquery(), offered.scalar_subquery(), free.scalar_subquery())).one()
    return int(row[0]), int(row[1]), int(row[2])


def find_partner(partner_id: int) -> Partner | None:
    """Return a partner, None for an unknown id."""
    return db.session.get(Partner, partner_id)


def contribution(partner_id: int, first: date, last: date) -> Contribution:
    """Return what the partner contributes: commitments that were agreed and touch the period, needs and offers as they stand now."""
    mine = Commitment.owner_id == partner_id
    signed = exists().where(CoSigner.commitment_id == Commitment.id, CoSigner.partner_id == partner_id, CoSigner.answer == Answer.ACCEPTED)
    lists: dict[str, list[Any]] = {
        "own": _commitments(mine, first, last),
        "signed": _commitments(and_(signed, ~mine), first, last),
        "needs": open_needs(partner_id, MOST + 1),
        "placements": open_placements(partner_id, MOST + 1),
        "programmes": _open(Programme, partner_id),
        "initiatives": _open(Initiative, partner_id),
    }
    return Contribution(
        **{name: rows[:MOST] for name, rows in lists.items()}, more=[name for name, rows in lists.items() if len(rows) > MOST]
    )


def _commitments(whose: Any, first: date, last: date) -> list[Commitment]:
    """Agreed and finished ones that begin before the period's end and were not over before it began."""
    query = select(Commitment).where(whose, Commitment.stage >= 2, Commitment.status != Status.WITHDRAWN)
    opening = datetime(first.year, first.month, first.day, tzinfo=COPENHAGEN).astimezone(UTC)
    begun = func.coalesce(Commitment.start_key, NO_START) <= last
    not_over = or_(Commitment.finished_at.is_(None), Commitment.finished_at >= opening)
    query = query.where(begun, not_over).options(
        joinedload(Commitment.owner), selectinload(Commitment.cosigners).joinedload(CoSigner.partner)
    )
    return list(db.session.scalars(query.order_by(func.coalesce(Commitment.due_key, NO_DUE), Commitment.id).limit(MOST + 1)))


def _open(table: Any, partner_id: int) -> list[Any]:
    query = select(table).where(table.partner_id == partner_id, table.closed_at.is_(None))
    query = query.where(or_(table.ends_on.is_(None), table.ends_on >= today()))
    return list(db.session.scalars(query.order_by(table.id).limit(MOST + 1)))
