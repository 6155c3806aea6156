"""What a school's desk asks: the own classes by start, what they add up to, last term's, and the own initiatives."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..clock import today
from ..database import db
from ..exchange.programme_copying import TERM
from ..exchange.programme_queries import is_open
from ..exchange.training_models import Initiative, Programme

COMPARED = 40
INITIATIVES_SHOWN = 4
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Sums:
    """What a school's open classes add up to; `at_risk` begin within thirty days and have too few."""

    classes: int
    seats: int
    free: int
    waiting: int
    at_risk: int


def coming(partner_id: int) -> list[Programme]:
    """Return the partner's open programmes, the soonest start first, those on appointment last; two queries."""
    query = select(Programme).where(Programme.partner_id == partner_id, is_open())
    query = query.options(joinedload(Programme.workplace), selectinload(Programme.occupations))
    order = (Programme.starts_on.is_(None), Programme.starts_on, Programme.id)
    return list(db.session.scalars(query.order_by(*order).limit(COMPARED)))


def sums_of(partner_id: int) -> Sums:
    """Return what the partner's open programmes add up to; one query."""
    taken = Programme.accepted + Programme.taken_elsewhere
    too_few = (Programme.minimum > taken) & (Programme.starts_on <= today() + SOON)
    sums = [func.coalesce(func.sum(one), 0) for one in (Programme.seats, Programme.seats - taken, Programme.waiting)]
    risk = func.coalesce(func.sum(case((too_few, 1), else_=0)), 0)
    row = db.session.execute(select(func.count(), *sums, risk).where(Programme.partner_id == partner_id, is_open())).one()
    return Sums(*(int(number) for number in row))


def last_term(partner_id: int) -> int:
    """Return how many programmes began in the last half year and can be copied; one query."""
    begun = (Programme.closed_at.is_(None), Programme.starts_on > today() - TERM, Programme.starts_on <= today())
    return int(db.session.scalar(select(func.count()).where(Programme.partner_id == partner_id, *begun)) or 0)


def going_on(partner_id: int) -> list[Initiative]:
    """Return the partner's open initiatives, newest first; one query."""
    query = select(Initiative).where(Initiative.partner_id == partner_id, Initiative.closed_at.is_(None))
    query = query.where(or_(Initiative.ends_on.is_(None), Initiative.ends_on >= today()))
    return list(db.session.scalars(query.order_by(Initiative.id.desc()).limit(INITIATIVES_SHOWN + 1)))
