"""What the assistant stores: whom citizens can reach, what is switched off, and questions, as counts or as masked text.

A question's rows hold nothing that points to a person: no account, no address, and no time but the week.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.database import Base, UTCDateTime, enum_type

EVERYTHING = ""
NOBODY_SAID = ""


class Outcome(StrEnum):
    """How a question ended, and what the asker said of the answer."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NONE = "none"
    OFF = "off"
    FOREIGN = "foreign"
    SMALLTALK = "smalltalk"
    HELPED = "helped"
    NOT_HELPED = "not_helped"


class HumanContact(Base):
    """The one row on whom citizens can reach.

    `hours` has a pair of times ("09:00", "15:00") or None for each weekday from Monday, and is empty while nobody has said.
    """

    __tablename__ = "human_contact"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    phone: Mapped[str] = mapped_column(String(40), default="")
    mail: Mapped[str] = mapped_column(String(254), default="")
    hours: Mapped[list[list[str] | None]] = mapped_column(JSON, default=list)
    closed_on_holidays: Mapped[bool] = mapped_column(default=True)
    closed_days: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)


class Switch(Base):
    """Why the assistant does not answer on a scheme, or on anything (`scheme_id` empty); switching on again removes the row."""

    __tablename__ = "assistant_switch"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str] = mapped_column(String(40), unique=True, default=EVERYTHING)
    reason_da: Mapped[str] = mapped_column(String(300))
    reason_en: Mapped[str] = mapped_column(String(300))
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class QuestionCount(Base):
    """How many questions of a week (its Monday) ended so; scheme, facet and audience are empty where none is known."""

    __tablename__ = "question_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[date]
    scheme_id: Mapped[str] = mapped_column(String(40), default="")
    facet: Mapped[str] = mapped_column(String(16), default="")
    audience: Mapped[str] = mapped_column(String(16), default=NOBODY_SAID)
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome, 16))
    count: Mapped[int] = mapped_column(default=0)

    __table_args__ = (UniqueConstraint("week", "scheme_id", "facet", "audience", "outcome"),)


class OpenQuestion(Base):
    """A question without an answer, or whose answer did not help, masked; erased before it is ninety days old.

    `scheme_id` and `facet` are the nearest or the answered ones; `key` is what makes two rows of a week the same question.
    """

    __tablename__ = "open_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[date]
    text: Mapped[str] = mapped_column(String(500))
    remark: Mapped[str] = mapped_column(String(200), default="")
    lang: Mapped[str] = mapped_column(String(8))
    audience: Mapped[str] = mapped_column(String(16), default=NOBODY_SAID)
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome, 16))
    scheme_id: Mapped[str] = mapped_column(String(40), default="")
    facet: Mapped[str] = mapped_column(String(16), default="")
    times: Mapped[int] = mapped_column(default=1)
    is_handled: Mapped[bool] = mapped_column(default=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (Index(None, "week", "scheme_id", "id"), Index(None, "scheme_id", "week", "id"))


class SpentBallot(Base):
    """The number of a vote that was counted, so that it counts once; it was drawn by chance and points to nobody.

    `question_key` is the row that a no has kept, "" when it kept none, and None after a yes.
    """

    __tablename__ = "spent_ballot"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    week: Mapped[date]
    question_key: Mapped[str | None] = mapped_column(String(64))
