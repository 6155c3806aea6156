"""The knowledge in the database: schemes, their answers, rates and sources, example questions, and what was changed by whom.

Every row that ships with the package remembers what it was like there, so that a newer package can follow it up, or leave it alone
once it has been edited here.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from ..database import Base, UTCDateTime, enum_type
from .terms import Facet

EVERYONE = ""


class Shipped:
    """What a row must know to follow the package: `shipped_digest` is empty for a row made here.

    `newer_shipped` holds the package's newer words while the row keeps those edited here.
    """

    shipped_digest: Mapped[str] = mapped_column(String(64), default="")
    is_edited: Mapped[bool] = mapped_column(default=False)
    newer_shipped: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Scheme(Shipped, Base):
    """A scheme with its names, whom it is for and its life."""

    __tablename__ = "scheme"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_da: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    aliases_da: Mapped[list[str]] = mapped_column(JSON)
    aliases_en: Mapped[list[str]] = mapped_column(JSON)
    audiences: Mapped[list[str]] = mapped_column(JSON)
    law: Mapped[list[str]] = mapped_column(JSON)
    valid_from: Mapped[date | None]
    ends_earliest: Mapped[date | None]
    ends_latest: Mapped[date | None]
    phases: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    alternatives: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    related: Mapped[list[str]] = mapped_column(JSON)
    confusions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    checklist: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    checked_on: Mapped[date]
    review_due: Mapped[date]


class Answer(Shipped, Base):
    """The words on one facet of a scheme, for everyone (`audience` empty) or for one side; reviewed once somebody says so."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str] = mapped_column(ForeignKey("scheme.id"))
    facet: Mapped[Facet] = mapped_column(enum_type(Facet, 16))
    audience: Mapped[str] = mapped_column(String(16), default=EVERYONE)
    short_da: Mapped[str] = mapped_column(Text)
    short_en: Mapped[str] = mapped_column(Text)
    details_da: Mapped[str] = mapped_column(Text, default="")
    details_en: Mapped[str] = mapped_column(Text, default="")
    sources: Mapped[list[str]] = mapped_column(JSON)
    open_questions: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    checked_on: Mapped[date]
    review_due: Mapped[date]
    reviewed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (UniqueConstraint("scheme_id", "facet", "audience"),)


class Rate(Shipped, Base):
    """An amount by name and from when it holds; the texts use the name, so a new amount changes no text."""

    __tablename__ = "rate"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str] = mapped_column(ForeignKey("scheme.id"))
    name: Mapped[str] = mapped_column(String(80))
    amount: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(16))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    year: Mapped[int]
    label_da: Mapped[str] = mapped_column(Text)
    label_en: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(40))

    __table_args__ = (UniqueConstraint("scheme_id", "name", "valid_from"),)


class Source(Shipped, Base):
    """Where facts about a scheme were read; `seen_year` is a year, or words for an undated source."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str] = mapped_column(ForeignKey("scheme.id"))
    key: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    seen_year: Mapped[int | str] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("scheme_id", "key"),)


class Phrase(Base):
    """A question as people ask it and what it is about; `origin` tells the package's from those added here."""

    __tablename__ = "phrase"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(16))
    audience: Mapped[str | None] = mapped_column(String(16))
    schemes: Mapped[list[str]] = mapped_column(JSON)
    facets: Mapped[list[str]] = mapped_column(JSON)
    context: Mapped[list[str]] = mapped_column(JSON)
    origin: Mapped[str] = mapped_column(String(16))


class Revision(Base):
    """What an answer said before a change; `editor_id` None is a newer package. Stays when the answer goes."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[str] = mapped_column(String(40))
    facet: Mapped[Facet] = mapped_column(enum_type(Facet, 16))
    audience: Mapped[str] = mapped_column(String(16), default=EVERYONE)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    editor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (Index(None, "scheme_id", "facet", "id"),)


class KnowledgeStamp(Base):
    """One row, counted up by every change of knowledge in the change's own transaction: how a worker sees that it must read anew."""

    __tablename__ = "knowledge_stamp"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(default=0)
