"""Needs as offers look for them, and which matches somebody put away."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select

from ..accounts.models import Partner, Workplace
from ..database import db
from .kinds import OfferKind
from .models import HiddenMatch, LabourNeed
from .quarters import this_quarter

NEEDS_COMPARED = 600
NEED_COLUMNS = (
    LabourNeed.id,
    LabourNeed.partner_id,
    LabourNeed.occupation_id,
    LabourNeed.occupation_text,
    LabourNeed.quarter,
    LabourNeed.headcount,
    LabourNeed.certainty,
    LabourNeed.openness,
)


def open_needs(occupations: Collection[str], seen: ColumnElement[bool], limit: int = NEEDS_COMPARED) -> Sequence[Any]:
    """Return rows of open needs from this quarter on in one of the occupations, as far as `seen` lets them be seen, the soonest first."""
    query = (
        select(*NEED_COLUMNS, Partner.name, Partner.short_name, Workplace.post_code, Workplace.town)
        .join(Partner, Partner.id == LabourNeed.partner_id)
        .outerjoin(Workplace, Workplace.id == LabourNeed.workplace_id)
        .where(LabourNeed.occupation_id.in_(occupations), LabourNeed.quarter >= this_quarter(), LabourNeed.closed_at.is_(None), seen)
        .order_by(LabourNeed.quarter, LabourNeed.id)
        .limit(limit)
    )
    return db.session.execute(query).all() if occupations else []


def hidden(partner_id: int, need_ids: Iterable[int]) -> dict[tuple[int, OfferKind, int], str]:
    """Return the matches of some needs that a partner does not want to see, as (need, kind of offer, offer) → reason."""
    query = select(HiddenMatch.need_id, HiddenMatch.offer, HiddenMatch.offer_id, HiddenMatch.reason)
    rows = db.session.execute(query.where(HiddenMatch.partner_id == partner_id, HiddenMatch.need_id.in_(list(need_ids))))
    return {(row.need_id, row.offer, row.offer_id): row.reason for row in rows}


def hidden_needs(partner_id: int, offer: OfferKind, offer_id: int) -> dict[int, str]:
    """Return the needs that a partner does not want to see beside an offer, each with the reason."""
    query = select(HiddenMatch.need_id, HiddenMatch.reason)
    rows = db.session.execute(
        query.where(HiddenMatch.partner_id == partner_id, HiddenMatch.offer == offer, HiddenMatch.offer_id == offer_id)
    )
    return {row.need_id: row.reason for row in rows}


def hidden_count(partner_id: int, need_id: int) -> int:
    """Return how many matches of a need a partner has put away."""
    query = select(func.count(HiddenMatch.id)).where(HiddenMatch.partner_id == partner_id, HiddenMatch.need_id == need_id)
    return int(db.session.scalar(query) or 0)


def find_hidden(partner_id: int, need_id: int, offer: OfferKind, offer_id: int) -> HiddenMatch | None:
    """Return the row that puts a match away for a partner, or None."""
    found: HiddenMatch | None = db.session.scalar(
        select(HiddenMatch).where(
            HiddenMatch.partner_id == partner_id,
            HiddenMatch.need_id == need_id,
            HiddenMatch.offer == offer,
            HiddenMatch.offer_id == offer_id,
        )
    )
    return found
