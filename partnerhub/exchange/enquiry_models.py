"""What partners ask each other for, and the municipality's round of asking for needs."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Partner
from ..clock import now, today
from ..commitments.models import Commitment, Progress
from ..database import Base, UTCDateTime, enum_type
from .kinds import EnquiryAbout, EnquiryStatus, Worth
from .models import LabourNeed, Placement
from .training_models import Programme

LATE_DAYS = 14


class Enquiry(Base):
    """One partner asks another for places, seats or a meeting; a number and a period, never a citizen's name."""

    __tablename__ = "enquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    to_partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    about: Mapped[EnquiryAbout] = mapped_column(enum_type(EnquiryAbout))
    placement_id: Mapped[int | None] = mapped_column(ForeignKey("placement.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("labour_need.id"), index=True)
    number: Mapped[int | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[EnquiryStatus] = mapped_column(enum_type(EnquiryStatus), default=EnquiryStatus.PENDING)
    accepted_number: Mapped[int | None]
    answer_note: Mapped[str] = mapped_column(Text, default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    progress_id: Mapped[int | None] = mapped_column(ForeignKey("progress.id"), index=True)
    from_worth: Mapped[Worth | None] = mapped_column(enum_type(Worth))
    from_line: Mapped[str] = mapped_column(String(300), default="")
    to_worth: Mapped[Worth | None] = mapped_column(enum_type(Worth))
    to_line: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)

    from_partner: Mapped[Partner] = relationship(foreign_keys=[from_partner_id])
    to_partner: Mapped[Partner] = relationship(foreign_keys=[to_partner_id])
    placement: Mapped[Placement | None] = relationship()
    programme: Mapped[Programme | None] = relationship()
    need: Mapped[LabourNeed | None] = relationship()
    commitment: Mapped[Commitment | None] = relationship(backref="enquiries")  # a draft thrown away is let go of
    progress: Mapped[Progress | None] = relationship()

    __table_args__ = (
        CheckConstraint("number IS NULL OR number > 0", name="number_positive"),
        CheckConstraint("from_partner_id <> to_partner_id", name="two_partners"),
        Index(None, "from_partner_id", "status", "id"),
        Index(None, "to_partner_id", "status", "id"),
        {"sqlite_autoincrement": True},
    )


class NeedsRound(Base):
    """The steward asks chosen companies for their needs of a quarter."""

    __tablename__ = "needs_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    message: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    requests: Mapped[list["RoundRequest"]] = relationship(back_populates="round", order_by="RoundRequest.id")

    __table_args__ = (Index(None, "quarter", "id"),)

    @property
    def links_until(self) -> date:
        """Return the last day on which its links work: who is late may still answer."""
        return self.due_on + timedelta(days=LATE_DAYS)

    @property
    def is_open(self) -> bool:
        """Tell whether companies may still answer."""
        return self.closed_at is None and self.links_until >= today()

    @property
    def is_correctable(self) -> bool:
        """Tell whether companies may still change what they answered."""
        return self.closed_at is None and self.due_on >= today()


class RoundRequest(Base):
    """One company asked in a round; the link's token is kept as a hash only."""

    __tablename__ = "round_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("needs_round.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    has_needs: Mapped[bool | None]

    round: Mapped[NeedsRound] = relationship(back_populates="requests")
    partner: Mapped[Partner] = relationship()

    @property
    def stamp(self) -> str:
        """Return what tells this answer from a later one, "" before the first."""
        return self.answered_at.isoformat() if self.answered_at else ""

    @property
    def may_be_answered(self) -> bool:
        """Tell whether its company may answer now: for the first time while the round is open, again until the due date."""
        return self.round.is_open if self.answered_at is None else self.round.is_correctable

    __table_args__ = (UniqueConstraint("round_id", "partner_id"),)
