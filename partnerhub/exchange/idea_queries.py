"""Questions about suggested programmes; each asks a constant number of queries."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ..accounts.models import Partner, PartnerKind, User
from ..clock import now, today
from ..database import db
from .kinds import IdeaStatus
from .models import LabourNeed
from .pages_by_key import Listed, page_of
from .protecting import FEWEST_COMPANIES
from .quarters import this_quarter
from .queries import visible_needs
from .training_models import IdeaAnswer, Programme, ProgrammeIdea

# So long a school waits before it asks the same again: answers to two ideas close together could be subtracted.
QUIET_DAYS = 90


def find_idea(idea_id: int) -> ProgrammeIdea | None:
    """Return an idea with its school and the answers, or None."""
    found: ProgrammeIdea | None = db.session.scalar(
        select(ProgrammeIdea)
        .where(ProgrammeIdea.id == idea_id)
        .options(joinedload(ProgrammeIdea.partner), selectinload(ProgrammeIdea.answers))
    )
    return found


def ideas(user: User, after: str = "") -> Listed:
    """Return a page of the ideas that a user may see, newest first: the own school's, those that ask the own company, all for a steward."""
    query = select(ProgrammeIdea).options(joinedload(ProgrammeIdea.partner), selectinload(ProgrammeIdea.answers))
    if not user.is_steward:
        asked = select(IdeaAnswer.idea_id).where(IdeaAnswer.partner_id == user.partner_id)
        query = query.where((ProgrammeIdea.partner_id == user.partner_id) | ProgrammeIdea.id.in_(asked))
    return page_of(query, ProgrammeIdea.id, ProgrammeIdea.id, after, newest_first=True)


def programme_of(idea_id: int) -> Programme | None:
    """Return the programme that an idea became, or None."""
    found: Programme | None = db.session.scalar(select(Programme).where(Programme.idea_id == idea_id))
    return found


def waiting_for(partner_id: int) -> list[IdeaAnswer]:
    """Return what a company is asked and has not answered yet, the soonest last day first."""
    query = (
        select(IdeaAnswer)
        .join(IdeaAnswer.idea)
        .join(ProgrammeIdea.partner)
        .where(IdeaAnswer.partner_id == partner_id, IdeaAnswer.seats.is_(None), *_asking())
        .order_by(ProgrammeIdea.answer_by, ProgrammeIdea.id)
        .options(contains_eager(IdeaAnswer.idea).contains_eager(ProgrammeIdea.partner))
    )
    return list(db.session.scalars(query))


def open_ideas(partner_id: int) -> list[ProgrammeIdea]:
    """Return a school's ideas that became nothing yet, the soonest last day first."""
    query = _own(partner_id).where(ProgrammeIdea.status == IdeaStatus.ASKING).options(selectinload(ProgrammeIdea.answers))
    return list(db.session.scalars(query.order_by(ProgrammeIdea.answer_by, ProgrammeIdea.id)))


def open_cells(partner_id: int) -> dict[tuple[str, int], int]:
    """Return the school's ideas that became nothing yet: (occupation, quarter) → id."""
    columns = (ProgrammeIdea.occupation_id, ProgrammeIdea.quarter, ProgrammeIdea.id)
    query = _own(partner_id).where(ProgrammeIdea.status == IdeaStatus.ASKING).with_only_columns(*columns)
    return {(row.occupation_id, row.quarter): row.id for row in db.session.execute(query)}


def is_too_soon(partner_id: int, occupation_id: str, quarter: int) -> bool:
    """Tell whether a school asks for this already, or asked less than QUIET_DAYS ago."""
    recent = (ProgrammeIdea.status == IdeaStatus.ASKING) | (ProgrammeIdea.created_at > now() - timedelta(days=QUIET_DAYS))
    same = (ProgrammeIdea.occupation_id == occupation_id, ProgrammeIdea.quarter == quarter, recent)
    return db.session.scalar(_own(partner_id).where(*same).with_only_columns(ProgrammeIdea.id).limit(1)) is not None


def companies_to_ask(user: User, occupation_id: str | None = None, quarter: int | None = None) -> dict[tuple[str, int], list[int]]:
    """Return the companies that a school may ask, by (occupation, quarter); cells where it may not ask are left out; one statement.

    Those whose open needs it sees, and the others when they are at least three; three in all. What it learns from being allowed to ask
    is then nothing that the sums of the gap do not tell.
    """
    query = (
        select(LabourNeed.occupation_id, LabourNeed.quarter, LabourNeed.partner_id, visible_needs(user).label("seen"))
        .join(Partner, Partner.id == LabourNeed.partner_id)
        .where(Partner.kind == PartnerKind.COMPANY, Partner.deactivated_at.is_(None))
        .where(LabourNeed.closed_at.is_(None), LabourNeed.occupation_id.is_not(None), LabourNeed.quarter >= this_quarter())
    )
    if occupation_id is not None:
        query = query.where(LabourNeed.occupation_id == occupation_id, LabourNeed.quarter == quarter)
    cells: dict[tuple[str, int], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for row in db.session.execute(query.distinct()):
        cells[row.occupation_id, row.quarter][0 if row.seen else 1].add(row.partner_id)
    asked = {cell: seen | (hidden if len(hidden) >= FEWEST_COMPANIES else set()) for cell, (seen, hidden) in cells.items()}
    return {cell: sorted(companies) for cell, companies in asked.items() if len(companies) >= FEWEST_COMPANIES}


def _own(partner_id: int) -> Select[Any]:
    return select(ProgrammeIdea).where(ProgrammeIdea.partner_id == partner_id)


def _asking() -> tuple[Any, ...]:
    """The same rule as `ProgrammeIdea.is_asking`."""
    return ProgrammeIdea.status == IdeaStatus.ASKING, ProgrammeIdea.answer_by >= today()
