"""Mail goes out through a table: the row is written in the transaction of the change and delivered afterwards, at most once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .database import Base, UTCDateTime, db, enum_type


class MailState(StrEnum):
    """`sending` survives only a crash: after SMTP's DATA nobody knows, so it is listed as uncertain and not sent again by itself."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


class Mail(Base):
    """One mail to one address."""

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[MailState] = mapped_column(enum_type(MailState), default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    error: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (Index(None, "state", "due_at"),)


def queue_mail(key: str, recipient: str, subject: str, text: str) -> Mail:
    """Put a mail in the outbox, inside the caller's `writing()`; `key` names its occasion and can be used once."""
    session = db.session()
    if not session.info.get("writing"):
        raise ValueError("a mail belongs to the transaction of its change: use writing()")
    mail = Mail(key=key, recipient=recipient, subject=subject, text=text)
    session.add(mail)
    return mail
