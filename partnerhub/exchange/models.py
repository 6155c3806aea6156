"""What partners need and the places they offer."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Partner, Workplace
from ..clock import now, today
from ..commitments.kinds import Kind, Visibility
from ..commitments.models import Commitment
from ..database import Base, UTCDateTime, enum_type
from .kinds import Audience, Certainty, OfferKind, Openness, Shift, WorkLanguage


class LabourNeed(Base):
    """So many hands of one occupation in one quarter; the occupation by id, or as typed where the vocabulary has none."""

    __tablename__ = "labour_need"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    workplace_id: Mapped[int | None] = mapped_column(ForeignKey("workplace.id"))
    occupation_id: Mapped[str | None] = mapped_column(String(60))
    occupation_text: Mapped[str] = mapped_column(String(120), default="")
    quarter: Mapped[int]
    headcount: Mapped[int]
    certainty: Mapped[Certainty] = mapped_column(enum_type(Certainty), default=Certainty.EXPECTED)
    shift: Mapped[Shift] = mapped_column(enum_type(Shift), default=Shift.DAY)
    language: Mapped[WorkLanguage] = mapped_column(enum_type(WorkLanguage), default=WorkLanguage.DANISH)
    openness: Mapped[list[str]] = mapped_column(JSON, default=list)
    audience: Mapped[Audience] = mapped_column(enum_type(Audience), default=Audience.MUNICIPALITY)
    notes: Mapped[str] = mapped_column(Text, default="")
    round_id: Mapped[int | None] = mapped_column(ForeignKey("needs_round.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    partner: Mapped[Partner] = relationship()
    workplace: Mapped[Workplace | None] = relationship()

    __table_args__ = (
        CheckConstraint("headcount > 0", name="headcount_positive"),
        Index(None, "partner_id", "quarter", "id"),
        Index(None, "quarter", "occupation_id", "id"),
        Index(None, "occupation_id", "quarter", "id"),
        {"sqlite_autoincrement": True},  # events point at ids: a deleted one's must not come back
    )

    @property
    def is_open(self) -> bool:
        """Tell whether it still stands."""
        return self.closed_at is None

    @property
    def open_to(self) -> tuple[Openness, ...]:
        """Return what the partner would take instead, in the order of the list."""
        return tuple(way for way in Openness if way.value in self.openness)


class Placement(Base):
    """Places of one kind at a partner; `accepted` is kept by the enquiries, `taken_elsewhere` by its owner."""

    __tablename__ = "placement"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    workplace_id: Mapped[int | None] = mapped_column(ForeignKey("workplace.id"))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    occupation_id: Mapped[str | None] = mapped_column(String(60))
    occupation_text: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(120))
    quantity: Mapped[int]
    taken_elsewhere: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    tasks: Mapped[str] = mapped_column(Text, default="")
    support_wanted: Mapped[str] = mapped_column(Text, default="")
    support_given: Mapped[str] = mapped_column(Text, default="")
    minimum_age: Mapped[int | None]
    is_hygienic: Mapped[bool] = mapped_column(default=False)
    is_at_night: Mapped[bool] = mapped_column(default=False)
    conditions: Mapped[str] = mapped_column(Text, default="")
    visibility: Mapped[Visibility] = mapped_column(enum_type(Visibility), default=Visibility.PARTNERSHIP)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    partner: Mapped[Partner] = relationship()
    workplace: Mapped[Workplace | None] = relationship()
    commitment: Mapped[Commitment | None] = relationship(backref="placements")  # a draft thrown away is let go of

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("accepted >= 0 AND taken_elsewhere >= 0", name="taken_not_negative"),
        CheckConstraint("accepted + taken_elsewhere <= quantity", name="not_overbooked"),
        Index(None, "partner_id", "id"),
        Index(None, "occupation_id", "id"),
        Index(None, "kind", "id"),
        Index(None, "visibility", "kind", "id"),
        {"sqlite_autoincrement": True},
    )

    @property
    def taken(self) -> int:
        """Return how many places are taken, through Partnerhub and beside it."""
        return self.accepted + self.taken_elsewhere

    @property
    def free(self) -> int:
        """Return how many places are left."""
        return self.quantity - self.taken

    @property
    def is_open(self) -> bool:
        """Tell whether somebody can still get a place."""
        return self.closed_at is None and (self.ends_on is None or self.ends_on >= today())


class HiddenMatch(Base):
    """A match that one partner does not want to see again, with the reason."""

    __tablename__ = "hidden_match"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("labour_need.id"), index=True)
    offer: Mapped[OfferKind] = mapped_column(enum_type(OfferKind))
    offer_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    __table_args__ = (UniqueConstraint("partner_id", "need_id", "offer", "offer_id"), Index(None, "offer", "offer_id"))
