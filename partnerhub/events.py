"""What happened, append-only: every change records its event in its own transaction.

The chain runs over headers and salted digests of the personal and free-text payload, so that payload and salt can be erased (GDPR,
retention) and the chain still proves that nothing was altered, added or removed.
"""

import hashlib
import hmac
import json
import secrets
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ForeignKey, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .database import Base, UTCDateTime, db
from .event_names import EVENTS

GENESIS = "0" * 64


class Event(Base):
    """One thing that happened; `seq` has no holes."""

    __tablename__ = "event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    name: Mapped[str] = mapped_column(String(64))
    subject_type: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor_partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    chain: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index(None, "subject_type", "subject_id", "seq"), Index(None, "actor_partner_id", "seq"))


class Checkpoint(Base):
    """Where the chain begins anew after retention removed what stood before; signed with the installation's key."""

    __tablename__ = "event_checkpoint"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chain: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    signature: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class ChainFault:
    """Where the chain breaks and how."""

    seq: int
    what: str


def record(name: str, subject: Any, actor: Any = None, /, **payload: Any) -> Event:
    """Append the event of a change, inside the caller's `writing()`.

    `subject` is the changed row (flushed), `actor` the user or None for the system. Raises ValueError for an unknown name, a
    payload whose keys are not exactly the declared ones, or a call outside `writing()`.
    """
    session = db.session()
    if not session.info.get("writing"):
        raise ValueError("an event belongs to the transaction of its change: use writing()")
    if name not in EVENTS:
        raise ValueError(f"unknown event {name!r}: declare it in event_names.py")
    if set(payload) != EVENTS[name]:
        raise ValueError(f"event {name!r} takes exactly {sorted(EVENTS[name])}, not {sorted(payload)}")
    session.flush()
    last = session.execute(select(Event.seq, Event.chain).order_by(Event.seq.desc()).limit(1)).first()
    if last is None:
        last = session.execute(select(Checkpoint.seq, Checkpoint.chain).order_by(Checkpoint.seq.desc()).limit(1)).first()
    seq, chain = (last.seq + 1, last.chain) if last else (1, GENESIS)
    data = _plain(payload)
    event = Event(
        seq=seq,
        at=now().replace(microsecond=0),
        name=name,
        subject_type=subject.__tablename__,
        subject_id=subject.id,
        actor_id=actor.id if actor else None,
        actor_partner_id=actor.partner_id if actor else None,
        payload=data,
        salt=secrets.token_hex(16),
    )
    event.digest = _digest(event)
    event.chain = _link(chain, event)
    session.add(event)
    session.flush()
    return event


def latest_seq() -> int:
    """Return the number of the newest event: it changes with every change of the database."""
    return db.session.connection().execute(_NEWEST).scalar() or 0


_NEWEST = select(func.max(Event.__table__.c.seq))  # asked on nearly every page: without the ORM


def erase(event: Event) -> None:
    """Erase what is personal in an event, inside `writing()`; the chain stays provable."""
    event.payload = None
    event.salt = None
    event.actor_id = None


def prune(before: datetime) -> int:
    """Remove events older than a moment, leaving a signed checkpoint; return how many. Inside `writing()`."""
    session = db.session()
    last = session.scalar(select(Event).where(Event.at < before).order_by(Event.seq.desc()).limit(1))
    if last is None:
        return 0
    session.add(Checkpoint(seq=last.seq, chain=last.chain, at=now(), signature=_signature(last.seq, last.chain)))
    removed: Any = session.execute(delete(Event).where(Event.seq <= last.seq))
    return int(removed.rowcount)


def verify() -> ChainFault | None:
    """Walk the whole chain and return the first fault, or None when it holds."""
    start = db.session.execute(select(Checkpoint).order_by(Checkpoint.seq.desc()).limit(1)).scalar()
    seq, chain = 0, GENESIS
    if start is not None:
        if not hmac.compare_digest(start.signature, _signature(start.seq, start.chain)):
            return ChainFault(start.seq, "checkpoint signature")
        seq, chain = start.seq, start.chain
    asked = select(Event).order_by(Event.seq).execution_options(yield_per=1000, populate_existing=True)
    with closing(db.session.scalars(asked)) as events:
        for event in events:
            if event.seq != seq + 1:
                return ChainFault(seq + 1, "missing event")
            if event.salt is not None and event.digest != _digest(event):
                return ChainFault(event.seq, "payload altered")
            if event.salt is None and (event.payload is not None or event.actor_id is not None):
                return ChainFault(event.seq, "payload without salt")
            if event.chain != _link(chain, event):
                return ChainFault(event.seq, "chain broken")
            seq, chain = event.seq, event.chain
    return None


def _digest(event: Event) -> str:
    personal = json.dumps([event.actor_id, event.payload], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{event.salt}|{personal}".encode()).hexdigest()


def _link(previous: str, event: Event) -> str:
    header = [event.seq, event.at.isoformat(), event.name, event.subject_type, event.subject_id, event.actor_partner_id, event.digest]
    return hashlib.sha256(f"{previous}|{json.dumps(header, separators=(',', ':'))}".encode()).hexdigest()


def _signature(seq: int, chain: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"checkpoint|{seq}|{chain}".encode(), hashlib.sha256).hexdigest()


def _plain(value: Any) -> Any:
    """JSON's own types: days as ISO text, enums by value."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(getattr(value, "value", value))
