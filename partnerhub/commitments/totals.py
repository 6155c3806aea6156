"""Running totals of the board, kept in the transaction of each change and proved by `partnerhub check`.

One row a (guidepost, visibility to visitors, status, unit); a share is counted once because only the commitment's own quantity is added.
"""

from dataclasses import dataclass

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, delete, func, select, type_coerce
from sqlalchemy.orm import Mapped, mapped_column

from ..database import Base, db, enum_type
from .kinds import Status, Visibility
from .models import Commitment, Confirmation, Progress

NO_UNIT = ""


class CommitmentTotal(Base):
    """The sums of all commitments that share guidepost, public or not, status and unit."""

    __tablename__ = "commitment_total"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"))
    guidepost_id: Mapped[int] = mapped_column(ForeignKey("guidepost.id"))
    is_public: Mapped[bool]
    status: Mapped[Status] = mapped_column(enum_type(Status))
    unit: Mapped[str] = mapped_column(String(32), default=NO_UNIT)
    count: Mapped[int] = mapped_column(default=0)
    measurable: Mapped[int] = mapped_column(default=0)
    promised: Mapped[int] = mapped_column(BigInteger, default=0)
    reported: Mapped[int] = mapped_column(BigInteger, default=0)
    confirmed: Mapped[int] = mapped_column(BigInteger, default=0)

    __table_args__ = (UniqueConstraint("guidepost_id", "is_public", "status", "unit"), Index(None, "goal_id", "is_public"))


@dataclass(frozen=True)
class Contribution:
    """What one commitment adds to its row."""

    goal_id: int
    guidepost_id: int
    is_public: bool
    status: Status
    unit: str
    measurable: int
    promised: int
    reported: int
    confirmed: int


def contribution(commitment: Commitment) -> Contribution:
    """Return what the commitment adds to the totals as it stands."""
    return Contribution(
        commitment.goal_id,
        commitment.guidepost_id,
        commitment.is_public,
        commitment.status,
        commitment.unit.value if commitment.unit else NO_UNIT,
        int(commitment.is_measurable),
        commitment.quantity or 0,
        commitment.reported,
        commitment.confirmed,
    )


def move(before: Contribution | None, after: Contribution | None) -> None:
    """Take away what a commitment added before a change and add what it adds after; inside `writing()`."""
    if before == after:
        return
    for part, sign in ((before, -1), (after, 1)):
        if part is not None:
            _add(part, sign)


def recount(commitment: Commitment) -> None:
    """Set the commitment's reported and confirmed sums from its entries that count."""
    session = db.session()
    session.flush()
    newer = select(Progress.corrects_id).where(Progress.corrects_id.is_not(None))
    row = session.execute(
        select(func.coalesce(func.sum(Progress.amount), 0), func.coalesce(func.sum(Confirmation.amount), 0), func.max(Progress.on))
        .outerjoin(Confirmation, Confirmation.entry_id == Progress.id)
        .where(Progress.commitment_id == commitment.id, Progress.id.not_in(newer))
    ).one()
    commitment.reported, commitment.confirmed = int(row[0]), int(row[1])
    commitment.heard_on = row[2]


def rebuild() -> None:
    """Write the totals anew from the commitments; inside `writing()`."""
    session = db.session()
    session.execute(delete(CommitmentTotal))
    session.flush()
    for key, sums in _counted().items():
        session.add(_row(key, sums))
    session.flush()


def faults() -> list[str]:
    """Return where the totals differ from the commitments, in words; empty when they agree."""
    kept = {
        (row.goal_id, row.guidepost_id, row.is_public, row.status.value, row.unit): (
            row.count,
            row.measurable,
            row.promised,
            row.reported,
            row.confirmed,
        )
        for row in db.session.scalars(select(CommitmentTotal))
    }
    counted = _counted()
    empty = (0, 0, 0, 0, 0)
    return [
        f"totals {key}: kept {kept.get(key, empty)}, counted {counted.get(key, empty)}"
        for key in sorted({*kept, *counted})
        if kept.get(key, empty) != counted.get(key, empty)
    ]


def _add(part: Contribution, sign: int) -> None:
    session = db.session()
    row = session.scalar(
        select(CommitmentTotal).where(
            CommitmentTotal.guidepost_id == part.guidepost_id,
            CommitmentTotal.is_public == part.is_public,
            CommitmentTotal.status == part.status,
            CommitmentTotal.unit == part.unit,
        )
    )
    if row is None:
        row = _row((part.goal_id, part.guidepost_id, part.is_public, part.status.value, part.unit), (0, 0, 0, 0, 0))
        session.add(row)
    row.count += sign
    row.measurable += sign * part.measurable
    row.promised += sign * part.promised
    row.reported += sign * part.reported
    row.confirmed += sign * part.confirmed
    session.flush()


def _row(key: tuple[int, int, bool, str, str], sums: tuple[int, int, int, int, int]) -> CommitmentTotal:
    goal_id, guidepost_id, is_public, status, unit = key
    count, measurable, promised, reported, confirmed = sums
    return CommitmentTotal(
        goal_id=goal_id,
        guidepost_id=guidepost_id,
        is_public=is_public,
        status=Status(status),
        unit=unit,
        count=count,
        measurable=measurable,
        promised=promised,
        reported=reported,
        confirmed=confirmed,
    )


def _counted() -> dict[tuple[int, int, bool, str, str], tuple[int, int, int, int, int]]:
    public = (Commitment.visibility == Visibility.PUBLIC) & Commitment.agreed_at.is_not(None)
    measurable = Commitment.quantity.is_not(None) & Commitment.due_on.is_not(None)
    unit = func.coalesce(type_coerce(Commitment.unit, String), NO_UNIT)
    rows = db.session.execute(
        select(
            Commitment.goal_id,
            Commitment.guidepost_id,
            public,
            Commitment.status,
            unit,
            func.count(),
            func.count().filter(measurable),
            func.coalesce(func.sum(Commitment.quantity), 0),
            func.sum(Commitment.reported),
            func.sum(Commitment.confirmed),
        ).group_by(Commitment.goal_id, Commitment.guidepost_id, public, Commitment.status, unit)
    )
    return {
        (r[0], r[1], bool(r[2]), Status(r[3]).value, str(r[4] or "")): (r[5], r[6], int(r[7] or 0), int(r[8] or 0), int(r[9] or 0))
        for r in rows
    }
