"""Reference numbers such as F-2026-0042, without holes or doubles within a year."""

from sqlalchemy.orm import Mapped, mapped_column

from ..clock import today
from ..database import Base, db


class ReferenceCounter(Base):
    """The last number given out in a year."""

    __tablename__ = "reference_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


def next_reference() -> str:
    """Return the next reference number, inside `writing()`: the one writer's lock keeps two from getting the same."""
    year = today().year
    counter = db.session.get(ReferenceCounter, year)
    if counter is None:
        counter = ReferenceCounter(year=year, last=0)
        db.session.add(counter)
    counter.last += 1
    db.session.flush()
    return f"F-{year}-{counter.last:04d}"
