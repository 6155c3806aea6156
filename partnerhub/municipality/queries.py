"""What the municipality asks of the whole board: who slips, who is silent, how partners do."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from ..accounts.models import Partner
from ..clock import today
from ..commitments.models import Commitment
from ..commitments.pace import is_overdue, is_silent
from ..database import db

SLIPPING_SHOWN = 8


@dataclass(frozen=True)
class PartnerRow:
    """A partner with the number of its open, overdue and silent commitments."""

    id: int
    name: str
    kind: Any
    open: int
    overdue: int
    silent: int


def partner_rows(consultant_id: int | None = None) -> list[PartnerRow]:
    """Return active partners, those with something overdue or silent first; only a consultant's own when asked; one query."""
    day = today()
    overdue, silent = func.count().filter(is_overdue(day)), func.count().filter(is_silent(day))
    asked = (
        select(Partner.id, Partner.name, Partner.kind, func.count(Commitment.id).filter(Commitment.stage.in_((1, 2))), overdue, silent)
        .outerjoin(Commitment, Commitment.owner_id == Partner.id)
        .where(Partner.deactivated_at.is_(None))
        .group_by(Partner.id, Partner.name, Partner.kind, Partner.sort_key)
        .order_by((overdue + silent).desc(), Partner.sort_key)
    )
    if consultant_id is not None:
        asked = asked.where(Partner.consultant_id == consultant_id)
    return [PartnerRow(*row) for row in db.session.execute(asked)]


def slipping(limit: int = SLIPPING_SHOWN) -> list[Any]:
    """Return the commitments longest past their deadline: id, title, owner's name, due date."""
    asked = (
        select(Commitment.id, Commitment.title, Partner.name.label("owner"), Commitment.due_on)
        .join(Partner, Partner.id == Commitment.owner_id)
        .where(is_overdue(today()))
        .order_by(Commitment.due_key, Commitment.id)
        .limit(limit)
    )
    return list(db.session.execute(asked))
