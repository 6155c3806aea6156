"""What is needed and what is there to meet it, as rows; which of it may be shown is decided in `protecting.py`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select

from ..accounts.models import Partner, PartnerKind, User, Workplace
from ..clock import today
from ..commitments.kinds import OUTCOMES, Status, Unit, Visibility
from ..commitments.models import Commitment, Progress
from ..database import db
from ..occupations.keeping import vocabulary
from ..typed_text import fold
from .models import LabourNeed, Placement
from .naming_queries import commitments_naming, names_in
from .protecting import Piece
from .quarters import first_day, quarter_of, this_quarter
from .queries import visible_needs
from .training_models import Programme, ProgrammeOccupation

# What one person fills; hours, activities and members are counted otherwise and are no hands.
PERSONS = frozenset({Unit.APPRENTICESHIP, Unit.PLACEMENT, Unit.JOB, Unit.COURSE, Unit.PERSON})


@dataclass(frozen=True, slots=True)
class Supply:
    """So many of one thing for one occupation and quarter; a `source` that serves several occupations stands once for each.

    `is_promised` marks places that belong to a commitment, which counts them already.
    """

    source: int
    occupation_id: str
    quarter: int
    number: int
    is_promised: bool = False


def needs(viewer: User | None, occupations: Collection[str] | None, quarters: range) -> list[tuple[Piece, bool, bool]]:
    """Return open needs as pieces, each with whether it is the viewer's own and whether the viewer may see it by itself; one statement.

    A visitor sees none by itself.
    """
    seen = case((visible_needs(viewer), 1), else_=0) if viewer else literal(0)
    keys = [LabourNeed.partner_id, Partner.kind, LabourNeed.occupation_id, LabourNeed.quarter, LabourNeed.certainty, Workplace.town]
    query = (
        select(*keys, seen.label("seen"), func.sum(LabourNeed.headcount).label("number"))
        .join(Partner, Partner.id == LabourNeed.partner_id)
        .outerjoin(Workplace, Workplace.id == LabourNeed.workplace_id)
        .where(LabourNeed.closed_at.is_(None), LabourNeed.occupation_id.is_not(None))
        .where(LabourNeed.quarter >= quarters.start, LabourNeed.quarter < quarters.stop)
        .group_by(*keys, "seen")
    )
    if occupations is not None:
        query = query.where(LabourNeed.occupation_id.in_(occupations))
    return [
        (
            Piece(
                row.partner_id,
                row.kind == PartnerKind.COMPANY,
                row.occupation_id,
                row.quarter,
                row.certainty,
                town_key(row.town),
                int(row.number),
            ),
            viewer is not None and row.partner_id == viewer.partner_id,
            bool(row.seen),
        )
        for row in db.session.execute(query)
    ]


def town_key(town: str | None) -> str:
    """Return a town in one spelling."""
    return " ".join(fold(town or "").split())


def towns() -> list[str]:
    """Return the towns where partners have workplaces, whoever needs somebody there or not."""
    found = db.session.scalars(select(Workplace.town).where(Workplace.removed_at.is_(None), Workplace.town != "").distinct())
    return sorted({town_key(town): town.strip() for town in found}.values(), key=town_key)


def places(*, only_public: bool) -> list[Supply]:
    """Return free places, in the quarter when they begin, this one where they have begun or say no day; one statement."""
    free = Placement.quantity - Placement.accepted - Placement.taken_elsewhere
    query = select(Placement.id, Placement.occupation_id, Placement.starts_on, Placement.commitment_id, free.label("free")).where(
        Placement.closed_at.is_(None),
        Placement.occupation_id.is_not(None),
        or_(Placement.ends_on.is_(None), Placement.ends_on >= today()),
        free > 0,
    )
    if only_public:
        query = query.where(Placement.visibility == Visibility.PUBLIC)
    return [
        Supply(row.id, row.occupation_id, _quarter(row.starts_on), row.free, row.commitment_id is not None)
        for row in db.session.execute(query)
    ]


def seats(*, only_public: bool, partner_id: int | None = None) -> list[Supply]:
    """Return free seats of programmes that have not begun, one partner's if told, in the quarter when they are over; one statement."""
    free = Programme.seats - Programme.accepted - Programme.taken_elsewhere
    query = (
        select(Programme.id, ProgrammeOccupation.occupation_id, Programme.starts_on, Programme.ends_on, free.label("free"))
        .join(ProgrammeOccupation, ProgrammeOccupation.programme_id == Programme.id)
        .where(Programme.closed_at.is_(None), free > 0, or_(Programme.starts_on.is_(None), Programme.starts_on >= today()))
    )
    if only_public:
        query = query.where(Programme.visibility == Visibility.PUBLIC)
    if partner_id is not None:
        query = query.where(Programme.partner_id == partner_id)
    return [Supply(row.id, row.occupation_id, _quarter(row.ends_on or row.starts_on), row.free) for row in db.session.execute(query)]


def promised(occupations: Collection[str], *, only_public: bool) -> list[Supply]:
    """Return what is left of open commitments with a deadline that count persons, in the deadline's quarter; two statements."""
    return [
        Supply(row.id, occupation, _quarter(row.ends_on), row.quantity - row.reported)
        for row, about in commitments_naming(occupations, limit=None, only_public=only_public)
        if row.unit in PERSONS and row.ends_on is not None
        for occupation in sorted(about)
    ]


def delivered(occupations: Collection[str], since: date, *, only_public: bool) -> list[Supply]:
    """Return what was reported from a day on for commitments that count persons, in the quarter of the report; two statements."""
    correction = select(Progress.corrects_id).where(Progress.corrects_id.is_not(None))
    conditions = [Progress.on >= since, Progress.id.not_in(correction), Commitment.status.in_((Status.AGREED, *OUTCOMES))]
    conditions.append(Commitment.unit.in_(sorted(PERSONS)))
    if only_public:
        conditions.append(Commitment.visibility == Visibility.PUBLIC)
    query = select(Progress.id, Progress.amount, Progress.on, Commitment.id.label("commitment_id"), Commitment.title)
    rows = db.session.execute(query.join(Commitment, Commitment.id == Progress.commitment_id).where(and_(*conditions))).all()
    linked = _linked({row.commitment_id for row in rows})
    wanted, names = set(occupations), names_in(vocabulary())
    return [
        Supply(row.id, occupation, quarter_of(row.on), row.amount)
        for row in rows
        for occupation in sorted((names.named(row.title) | linked.get(row.commitment_id, set())) & wanted)
    ]


def _linked(commitment_ids: Collection[int]) -> dict[int, set[str]]:
    """The occupations of the places that belong to commitments."""
    found: dict[int, set[str]] = {}
    query = select(Placement.commitment_id, Placement.occupation_id).where(Placement.commitment_id.is_not(None))
    rows: Sequence[Any] = db.session.execute(query.where(Placement.occupation_id.is_not(None))).all() if commitment_ids else []
    for row in rows:
        found.setdefault(row.commitment_id, set()).add(row.occupation_id)
    return found


def this_quarter_began() -> date:
    """Return the first day of this quarter."""
    return first_day(this_quarter())


def _quarter(day: date | None) -> int:
    """The quarter of a day that lies ahead; what is past or has no day counts now."""
    return max(quarter_of(day), this_quarter()) if day else this_quarter()
