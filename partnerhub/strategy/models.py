"""The municipality's strategies: goals and guideposts that commitments hang on, and all the text around them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from ..clock import now
from ..database import Base, UTCDateTime, enum_type


class StrategyState(StrEnum):
    """One strategy is in force at a time, also past its period, until a successor is opened."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUCCEEDED = "succeeded"


class Wording(StrEnum):
    """Whether a text is our faithful rendering or the official wording put in by the steward."""

    OWN = "own"
    OFFICIAL = "official"


class Section(StrEnum):
    """What a strategy text is about."""

    ABOUT = "about"
    RESULT = "result"
    CHALLENGE = "challenge"
    PRINCIPLE = "principle"
    POINT = "point"
    CONTRIBUTION = "contribution"
    CONTRIBUTION_ITEM = "contribution_item"
    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"


COPIED_TEXTS = ("title_da", "title_en", "text_da", "text_en", "wording")


class BilingualText:
    """A title and a text in Danish and English; an empty English text falls back to Danish."""

    title_da: Mapped[str] = mapped_column(String(160))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    text_da: Mapped[str] = mapped_column(Text, default="")
    text_en: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr
    @classmethod
    def wording(cls) -> Mapped[Wording]:
        """Own words or official wording."""
        return mapped_column(enum_type(Wording), default=Wording.OWN)

    def title(self, locale: str) -> str:
        """Return the title in the language, Danish where there is no other."""
        return (self.title_en if locale == "en" else "") or self.title_da

    def text(self, locale: str) -> str:
        """Return the text in the language, Danish where there is no other."""
        return (self.text_en if locale == "en" else "") or self.text_da


class Strategy(Base):
    """A strategy with its period."""

    __tablename__ = "strategy"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    title_da: Mapped[str] = mapped_column(String(160))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    source_title: Mapped[str] = mapped_column(String(200), default="")
    source_publisher: Mapped[str] = mapped_column(String(120), default="")
    source_year: Mapped[int | None]
    state: Mapped[StrategyState] = mapped_column(enum_type(StrategyState), default=StrategyState.DRAFT)
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("strategy.id"))
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)

    goals: Mapped[list["Goal"]] = relationship(back_populates="strategy", order_by="Goal.position")
    items: Mapped[list["StrategyItem"]] = relationship(back_populates="strategy", order_by="StrategyItem.position")

    def title(self, locale: str) -> str:
        """Return the title in the language, Danish where there is no other."""
        return (self.title_en if locale == "en" else "") or self.title_da

    def has_run_out(self, day: date) -> bool:
        """Tell whether the period has ended; the strategy stays in force until a successor is opened."""
        return day > self.ends_on


class Goal(BilingualText, Base):
    """One of the strategy's goals."""

    __tablename__ = "goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    strategy_id: Mapped[int] = mapped_column(ForeignKey("strategy.id"), index=True)
    code: Mapped[str] = mapped_column(String(8))
    audience: Mapped[str] = mapped_column(String(32), default="")
    short_da: Mapped[str] = mapped_column(String(40))
    short_en: Mapped[str] = mapped_column(String(40), default="")
    position: Mapped[int]

    strategy: Mapped[Strategy] = relationship(back_populates="goals")
    guideposts: Mapped[list["Guidepost"]] = relationship(back_populates="goal", order_by="Guidepost.position")

    __table_args__ = (UniqueConstraint("strategy_id", "code"),)

    def short(self, locale: str) -> str:
        """Return the name for a chip, at most twenty characters as shipped."""
        return (self.short_en if locale == "en" else "") or self.short_da


class Guidepost(BilingualText, Base):
    """What the work towards a goal is steered by; every commitment hangs on one."""

    __tablename__ = "guidepost"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"), index=True)
    code: Mapped[str] = mapped_column(String(8))
    position: Mapped[int]
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)

    goal: Mapped[Goal] = relationship(back_populates="guideposts")

    __table_args__ = (UniqueConstraint("goal_id", "code"),)


class StrategyItem(BilingualText, Base):
    """Any other text of a strategy: purpose, principle, contribution, result, challenge, SWOT point."""

    __tablename__ = "strategy_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    strategy_id: Mapped[int] = mapped_column(ForeignKey("strategy.id"))
    section: Mapped[Section] = mapped_column(enum_type(Section))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("strategy_item.id"), index=True)
    key: Mapped[str] = mapped_column(String(40), default="")
    partner_kind: Mapped[str | None] = mapped_column(String(32))
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    guidepost_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int]

    strategy: Mapped[Strategy] = relationship(back_populates="items")

    __table_args__ = (Index(None, "strategy_id", "section", "position"),)
