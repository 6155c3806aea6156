"""The counter that every change of knowledge raises: two readings that are equal mean that nothing changed between them."""

from sqlalchemy import inspect, select

from ..database import db
from .models import KnowledgeStamp

_ONLY = 1


def read_stamp() -> int:
    """Return the counter; 0 for a database that no knowledge was loaded into."""
    return db.session.connection().execute(select(KnowledgeStamp.count).where(KnowledgeStamp.id == _ONLY)).scalar() or 0


def stamp_or_zero() -> int:
    """Return the counter, 0 also for a database without the tables of this version."""
    return read_stamp() if inspect(db.session.connection()).has_table(KnowledgeStamp.__tablename__) else 0


def raise_stamp() -> KnowledgeStamp:
    """Count a change of knowledge, inside the `writing()` of the change; return the stamp, which is also the subject of its event."""
    stamp = db.session.get(KnowledgeStamp, _ONLY)
    if stamp is None:
        stamp = KnowledgeStamp(id=_ONLY, count=0)
        db.session.add(stamp)
    stamp.count += 1
    db.session.flush()
    return stamp
