"""A commitment, who signed it, what was reported and confirmed, what was said about it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ..accounts.models import Partner, User, Workplace
from ..clock import now
from ..database import Base, UTCDateTime, enum_type
from ..strategy.models import Goal, Guidepost
from .kinds import FINISHED, Answer, Kind, Status, Unit, Visibility
from .promise import Promise

NO_START = date(1900, 1, 1)
NO_DUE = date(9999, 12, 31)
STAGES = {Status.DRAFT: 0, Status.PROPOSED: 1, Status.AGREED: 2} | dict.fromkeys(FINISHED, 3)


class Commitment(Promise, Base):
    """What a partner promised, with a number and a date where it has them."""

    __tablename__ = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"))
    guidepost_id: Mapped[int] = mapped_column(ForeignKey("guidepost.id"))
    workplace_id: Mapped[int | None] = mapped_column(ForeignKey("workplace.id"))
    title: Mapped[str] = mapped_column(String(120))
    title_key: Mapped[str] = mapped_column(String(240), default="")
    what: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    quantity: Mapped[int | None]
    unit: Mapped[Unit | None] = mapped_column(enum_type(Unit))
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    start_key: Mapped[date] = mapped_column(default=NO_START)
    due_key: Mapped[date] = mapped_column(default=NO_DUE)
    visibility: Mapped[Visibility] = mapped_column(enum_type(Visibility), default=Visibility.PARTNERSHIP)
    status: Mapped[Status] = mapped_column(enum_type(Status), default=Status.DRAFT)
    stage: Mapped[int] = mapped_column(default=0)
    is_on_behalf: Mapped[bool] = mapped_column(default=False)
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    proposed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closing_note: Mapped[str] = mapped_column(Text, default="")
    reported: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0)
    heard_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Partner] = relationship()
    goal: Mapped[Goal] = relationship()
    guidepost: Mapped[Guidepost] = relationship()
    workplace: Mapped[Workplace | None] = relationship()
    predecessor: Mapped["Commitment | None"] = relationship(remote_side=[id])
    cosigners: Mapped[list["CoSigner"]] = relationship(back_populates="commitment", order_by="CoSigner.id")
    entries: Mapped[list["Progress"]] = relationship(back_populates="commitment", order_by="Progress.id")
    marks: Mapped[list["ShopStewardMark"]] = relationship(back_populates="commitment", order_by="ShopStewardMark.id")
    comments: Mapped[list["Comment"]] = relationship(back_populates="commitment", order_by="Comment.id")
    files: Mapped[list["EvidenceFile"]] = relationship(back_populates="commitment", order_by="EvidenceFile.id")

    __table_args__ = (
        CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity_positive"),
        CheckConstraint("quantity IS NULL OR unit IS NOT NULL", name="quantity_has_unit"),
        Index(None, "stage", "due_key", "id"),
        Index(None, "stage", "start_key", "due_key", "id"),
        Index(None, "stage", "updated_at", "id"),
        Index(None, "stage", "title_key", "id"),
        Index(None, "stage", "quantity", "id"),
        Index(None, "stage", "finished_at", "id"),
        Index(None, "owner_id", "stage", "due_key", "id"),
        Index(None, "goal_id", "stage", "due_key", "id"),
        Index(None, "guidepost_id", "stage", "due_key", "id"),
        Index(None, "kind", "stage", "due_key", "id"),
        Index(None, "status", "due_key", "id"),
        Index(None, "visibility", "stage", "due_key", "id"),
        Index(None, "visibility", "agreed_at", "id"),
        {"sqlite_autoincrement": True},  # events point at ids: a deleted draft's must not come back
    )

    @validates("status")
    def _keep_stage(self, _key: str, status: Status) -> Status:
        self.stage = STAGES[Status(status)]
        return Status(status)

    @validates("start_on", "due_on")
    def _keep_keys(self, key: str, day: date | None) -> date | None:
        if key == "start_on":
            self.start_key = day or NO_START
        else:
            self.due_key = day or NO_DUE
        return day


class CoSigner(Base):
    """A partner asked to sign along, perhaps for a share of the quantity."""

    __tablename__ = "cosigner"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    share: Mapped[int | None]
    answer: Mapped[Answer] = mapped_column(enum_type(Answer), default=Answer.INVITED)
    reason: Mapped[str] = mapped_column(String(500), default="")
    invited_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    commitment: Mapped[Commitment] = relationship(back_populates="cosigners")
    partner: Mapped[Partner] = relationship()

    __table_args__ = (
        UniqueConstraint("commitment_id", "partner_id"),
        CheckConstraint("share IS NULL OR share > 0", name="share_positive"),
        Index(None, "partner_id", "answer", "commitment_id"),
    )


class Progress(Base):
    """What was delivered since last time; never changed, a correction is a new entry that replaces the old in the sums."""

    __tablename__ = "progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    amount: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    on: Mapped[date] = mapped_column("on_date")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("progress.id"), unique=True)

    commitment: Mapped[Commitment] = relationship(back_populates="entries")
    partner: Mapped[Partner] = relationship()
    by: Mapped[User | None] = relationship()
    corrects: Mapped["Progress | None"] = relationship(remote_side=[id], back_populates="corrected_by")
    corrected_by: Mapped["Progress | None"] = relationship(back_populates="corrects", uselist=False)
    confirmation: Mapped["Confirmation | None"] = relationship(back_populates="entry", uselist=False)

    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    @property
    def counts(self) -> bool:
        """Tell whether the entry is in the sums: it was not replaced by a correction."""
        return self.corrected_by is None


class Confirmation(Base):
    """Another partner or the steward vouches for an entry, once."""

    __tablename__ = "confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("progress.id"), unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    amount: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    entry: Mapped[Progress] = relationship(back_populates="confirmation")
    partner: Mapped[Partner] = relationship()
    by: Mapped[User | None] = relationship()


class ShopStewardMark(Base):
    """ "Set af tillidsrepræsentanten": the members' voice beside the numbers; the newest of a person counts."""

    __tablename__ = "shop_steward_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    agrees: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    commitment: Mapped[Commitment] = relationship(back_populates="marks")
    partner: Mapped[Partner] = relationship()
    by: Mapped[User | None] = relationship()


class Comment(Base):
    """A remark between the partners; never public."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    commitment: Mapped[Commitment] = relationship(back_populates="comments")
    partner: Mapped[Partner] = relationship()
    by: Mapped[User | None] = relationship()


class EvidenceFile(Base):
    """A file that shows what was done; the bytes lie in the instance folder under `stored_as`."""

    __tablename__ = "evidence_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    title: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    commitment: Mapped[Commitment] = relationship(back_populates="files")
    partner: Mapped[Partner] = relationship()
    by: Mapped[User | None] = relationship()


class FormDraft(Base):
    """What a user had typed in a form when leaving it half-done; one a form, kept until sent or discarded."""

    __tablename__ = "form_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    form: Mapped[str] = mapped_column(String(80))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    __table_args__ = (UniqueConstraint("user_id", "form"),)


class SavedView(Base):
    """A board selection that a user keeps by name: the query part of its URL."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(1000))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    __table_args__ = (UniqueConstraint("user_id", "name"),)
