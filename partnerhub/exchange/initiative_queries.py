"""Questions about initiatives; each asks a constant number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..clock import COPENHAGEN, today
from ..commitments.kinds import FINISHED, Answer
from ..commitments.models import Commitment, CoSigner
from ..database import db
from .kinds import InitiativeKind
from .pages_by_key import Listed, page_of
from .training_models import Initiative, InitiativeOccupation

COMMITMENTS_OFFERED = 100


@dataclass(frozen=True)
class InitiativeFilter:
    """What a list of initiatives is narrowed to; None is any."""

    partner_id: int | None = None
    kind: InitiativeKind | None = None
    occupation_id: str | None = None
    closed: bool = False


def find_initiative(initiative_id: int) -> Initiative | None:
    """Return an initiative with its partner, commitment and occupations, or None."""
    together = (joinedload(Initiative.partner), joinedload(Initiative.commitment), selectinload(Initiative.occupations))
    found: Initiative | None = db.session.scalar(select(Initiative).where(Initiative.id == initiative_id).options(*together))
    return found


def initiatives(chosen: InitiativeFilter, after: str = "") -> Listed:
    """Return a page of initiatives, newest first; closed and past ones by themselves."""
    query = select(Initiative).options(joinedload(Initiative.partner), selectinload(Initiative.occupations))
    past = or_(Initiative.closed_at.is_not(None), Initiative.ends_on < today())
    going = Initiative.closed_at.is_(None) & (Initiative.ends_on.is_(None) | (Initiative.ends_on >= today()))
    query = query.where(past if chosen.closed else going)
    if chosen.partner_id is not None:
        query = query.where(Initiative.partner_id == chosen.partner_id)
    if chosen.kind is not None:
        query = query.where(Initiative.kind == chosen.kind)
    if chosen.occupation_id is not None:
        about = select(InitiativeOccupation.initiative_id).where(InitiativeOccupation.occupation_id == chosen.occupation_id)
        query = query.where(Initiative.id.in_(about))
    return page_of(query, Initiative.id, Initiative.id, after, newest_first=True)


def linkable(partner_id: int, kept_id: int | None = None) -> list[Any]:
    """Return id, reference and title of the commitments that an initiative can belong to: own and signed ones, not finished."""
    signed = select(CoSigner.commitment_id).where(CoSigner.partner_id == partner_id, CoSigner.answer == Answer.ACCEPTED)
    ours = or_(Commitment.owner_id == partner_id, Commitment.id.in_(signed) & (Commitment.stage > 0))
    query = select(Commitment.id, Commitment.reference, Commitment.title).where(
        or_(ours & Commitment.status.not_in(FINISHED), Commitment.id == (kept_id or 0))
    )
    return list(db.session.execute(query.order_by(Commitment.id.desc()).limit(COMMITMENTS_OFFERED)))


def reached_in(partner_id: int, year: int) -> tuple[int, int, int]:
    """Return how many initiatives of a partner ran in a year, and how many people they reached and helped on, in all."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begins = datetime(year, 1, 1, tzinfo=COPENHAGEN)
    ran = (
        or_(Initiative.starts_on.is_(None), Initiative.starts_on <= last),
        or_(Initiative.ends_on.is_(None), Initiative.ends_on >= first),
        or_(Initiative.closed_at.is_(None), Initiative.closed_at >= begins),
    )
    asked = select(func.count(), func.coalesce(func.sum(Initiative.reached), 0), func.coalesce(func.sum(Initiative.went_on), 0))
    row = db.session.execute(asked.where(Initiative.partner_id == partner_id, *ran)).one()
    return int(row[0]), int(row[1]), int(row[2])
