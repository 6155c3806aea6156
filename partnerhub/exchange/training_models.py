"""Programmes that schools run, programmes that a school suggests, and initiatives of any partner."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Partner, Workplace
from ..clock import now, today
from ..commitments.kinds import Visibility
from ..commitments.models import Commitment
from ..database import Base, UTCDateTime, enum_type
from .kinds import IdeaStatus, InitiativeKind, ProgrammeForm, ProgrammeKind


class Programme(Base):
    """One class with one start; the same course with another start is another row with the same `course_code`."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    workplace_id: Mapped[int | None] = mapped_column(ForeignKey("workplace.id"))
    title: Mapped[str] = mapped_column(String(120))
    course_code: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[ProgrammeKind] = mapped_column(enum_type(ProgrammeKind))
    form: Mapped[ProgrammeForm] = mapped_column(enum_type(ProgrammeForm), default=ProgrammeForm.DAY)
    seats: Mapped[int]
    taken_elsewhere: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    minimum: Mapped[int | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    duration: Mapped[str] = mapped_column(String(80), default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    price: Mapped[str] = mapped_column(String(120), default="")
    price_year: Mapped[int | None]
    sign_up_url: Mapped[str] = mapped_column(String(300), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    visibility: Mapped[Visibility] = mapped_column(enum_type(Visibility), default=Visibility.PUBLIC)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("programme_idea.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    partner: Mapped[Partner] = relationship()
    workplace: Mapped[Workplace | None] = relationship()
    occupations: Mapped[list["ProgrammeOccupation"]] = relationship(
        back_populates="programme", order_by="ProgrammeOccupation.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("seats > 0", name="seats_positive"),
        CheckConstraint("accepted >= 0 AND taken_elsewhere >= 0 AND waiting >= 0", name="taken_not_negative"),
        CheckConstraint("accepted + taken_elsewhere <= seats", name="not_overbooked"),
        Index(None, "partner_id", "starts_on", "id"),
        Index(None, "visibility", "starts_on", "id"),
        Index(None, "partner_id", "course_code", "starts_on"),
        {"sqlite_autoincrement": True},
    )

    @property
    def taken(self) -> int:
        """Return how many seats are taken, through Partnerhub and beside it."""
        return self.accepted + self.taken_elsewhere

    @property
    def free(self) -> int:
        """Return how many seats are left."""
        return self.seats - self.taken

    @property
    def is_open(self) -> bool:
        """Tell whether somebody can still get a seat: it is not cancelled and has not begun."""
        return self.closed_at is None and (self.starts_on is None or self.starts_on >= today())


class ProgrammeOccupation(Base):
    """An occupation that a programme serves."""

    __tablename__ = "programme_occupation"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    occupation_id: Mapped[str] = mapped_column(String(60))

    programme: Mapped[Programme] = relationship(back_populates="occupations")

    __table_args__ = (UniqueConstraint("programme_id", "occupation_id"), Index(None, "occupation_id", "programme_id"))


class ProgrammeIdea(Base):
    """A school's suggestion for a hole in supply: companies that need it are asked, and are never named to the school."""

    __tablename__ = "programme_idea"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    occupation_id: Mapped[str] = mapped_column(String(60))
    quarter: Mapped[int]
    kind: Mapped[ProgrammeKind] = mapped_column(enum_type(ProgrammeKind))
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    minimum: Mapped[int]
    answer_by: Mapped[date]
    status: Mapped[IdeaStatus] = mapped_column(enum_type(IdeaStatus), default=IdeaStatus.ASKING)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)

    partner: Mapped[Partner] = relationship()
    answers: Mapped[list["IdeaAnswer"]] = relationship(back_populates="idea", order_by="IdeaAnswer.id")

    @property
    def is_asking(self) -> bool:
        """Tell whether the companies can still answer."""
        return self.status is IdeaStatus.ASKING and today() <= self.answer_by

    __table_args__ = (CheckConstraint("minimum > 0", name="minimum_positive"), Index(None, "occupation_id", "quarter"))


class IdeaAnswer(Base):
    """What an asked company answered: how many it would send, None while it has not answered."""

    __tablename__ = "idea_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("programme_idea.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    seats: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    idea: Mapped[ProgrammeIdea] = relationship(back_populates="answers")
    partner: Mapped[Partner] = relationship()

    __table_args__ = (UniqueConstraint("idea_id", "partner_id"), Index(None, "partner_id", "idea_id"))


class Initiative(Base):
    """What a partner does for a group of people; counted as people reached and people who went on, never by name."""

    __tablename__ = "initiative"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    kind: Mapped[InitiativeKind] = mapped_column(enum_type(InitiativeKind))
    title: Mapped[str] = mapped_column(String(120))
    what: Mapped[str] = mapped_column(Text, default="")
    target_group: Mapped[str] = mapped_column(String(200), default="")
    reached: Mapped[int] = mapped_column(default=0)
    went_on: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    visibility: Mapped[Visibility] = mapped_column(enum_type(Visibility), default=Visibility.PARTNERSHIP)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    partner: Mapped[Partner] = relationship()
    commitment: Mapped[Commitment | None] = relationship(backref="initiatives")  # a draft thrown away is let go of
    occupations: Mapped[list["InitiativeOccupation"]] = relationship(
        back_populates="initiative", order_by="InitiativeOccupation.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("reached >= 0 AND went_on >= 0 AND went_on <= reached", name="went_on_among_reached"),
        Index(None, "partner_id", "id"),
        Index(None, "kind", "id"),
        {"sqlite_autoincrement": True},
    )

    @property
    def is_open(self) -> bool:
        """Tell whether it still goes on."""
        return self.closed_at is None and (self.ends_on is None or self.ends_on >= today())


class InitiativeOccupation(Base):
    """An occupation that an initiative is about."""

    __tablename__ = "initiative_occupation"

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    occupation_id: Mapped[str] = mapped_column(String(60))

    initiative: Mapped[Initiative] = relationship(back_populates="occupations")

    __table_args__ = (UniqueConstraint("initiative_id", "occupation_id"), Index(None, "occupation_id", "initiative_id"))
