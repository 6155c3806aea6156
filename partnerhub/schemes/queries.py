"""Questions to the database about the knowledge that are not answered from memory."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, null, select

from ..database import db
from .models import Answer


@dataclass(frozen=True)
class Reviews:
    """How many answers there are, wordings for each side counted too, and how many a human must look at."""

    total: int
    unreviewed: int
    due: int
    waiting: int


def count_reviews(day: date) -> Reviews:
    """Count the answers not yet reviewed, those whose next check is past on a day, and those that a newer package would word anew."""
    asked = select(
        func.count(),
        func.sum(case((Answer.reviewed_at.is_(None), 1), else_=0)),
        func.sum(case((Answer.review_due < day, 1), else_=0)),
        func.sum(case((Answer.newer_shipped.is_not(null()), 1), else_=0)),
    ).select_from(Answer)
    total, *counted = db.session.execute(asked).one()
    return Reviews(total, *(number or 0 for number in counted))
