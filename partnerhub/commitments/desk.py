"""What a desk shows of the board: the own and co-signed commitments that are open, and the figures above them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select

from ..clock import today
from ..database import db
from ..strategy.models import Goal
from .kinds import Answer, Status
from .models import Commitment, CoSigner
from .pace import is_overdue, is_silent

ROWS = 12
DRAFTS = 50


@dataclass(frozen=True)
class DeskFigures:
    """How many commitments a partner has, by what a desk asks about."""

    drafts: int
    open: int
    overdue: int
    silent: int
    finished: int


def own_rows(partner_id: int, limit: int = ROWS) -> list[Any]:
    """Return the partner's drafts and open commitments, own and signed along, the next deadline first; plain columns in one query."""
    signed = exists().where(CoSigner.commitment_id == Commitment.id, CoSigner.partner_id == partner_id, CoSigner.answer == Answer.ACCEPTED)
    asked = (
        select(
            Commitment.id,
            Commitment.reference,
            Commitment.title,
            Commitment.status,
            Commitment.quantity,
            Commitment.unit,
            Commitment.reported,
            Commitment.confirmed,
            Commitment.start_on,
            Commitment.start_key,
            Commitment.due_on,
            Goal.code.label("goal_code"),
            (Commitment.owner_id == partner_id).label("is_own"),
            case((is_overdue(today()), True), else_=False).label("is_overdue"),
            case((is_silent(today()), True), else_=False).label("is_silent"),
        )
        .join(Goal, Goal.id == Commitment.goal_id)
        .where(or_(and_(Commitment.owner_id == partner_id, Commitment.stage < 3), and_(signed, Commitment.stage.in_((1, 2)))))
        .order_by(Commitment.due_key, Commitment.id)
        .limit(limit)
    )
    return list(db.session.execute(asked))


def drafts_of(partner_id: int, after: int = 0, limit: int = DRAFTS) -> list[Any]:
    """Return the partner's drafts, newest first, those older than the id `after`; one more than a page tells that there are more."""
    asked = select(Commitment.id, Commitment.reference, Commitment.title, Commitment.quantity, Commitment.unit, Commitment.due_on)
    mine = (Commitment.owner_id == partner_id, Commitment.stage == 0)
    older = (Commitment.id < after,) if after else ()
    return list(db.session.execute(asked.where(*mine, *older).order_by(Commitment.id.desc()).limit(limit + 1)))


def phase_of(row: Any) -> str:
    """Return the state of a row of `own_rows` as people see it."""
    if row.status == Status.AGREED and row.start_key <= today():
        return "active"
    return str(row.status.value)


def next_day(row: Any) -> date | None:
    """Return a row's next date: its start while that lies ahead, else its deadline."""
    return row.start_on if row.start_on and row.start_on > today() else row.due_on


def figures(partner_id: int) -> DeskFigures:
    """Return the partner's own figures in one query."""
    day = today()
    row = db.session.execute(
        select(
            func.count().filter(Commitment.stage == 0),
            func.count().filter(Commitment.stage.in_((1, 2))),
            func.count().filter(is_overdue(day)),
            func.count().filter(is_silent(day)),
            func.count().filter(Commitment.stage == 3),
        ).where(Commitment.owner_id == partner_id)
    ).one()
    return DeskFigures(*row)
