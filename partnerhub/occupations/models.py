"""The occupations that the steward added to those of the package."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import now
from ..database import Base, UTCDateTime, enum_type
from .terms import Level, Sector


class LocalOccupation(Base):
    """One job that partners here need and the package does not know; `slug` is the id that needs and places refer to."""

    __tablename__ = "local_occupation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title_da: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    synonyms: Mapped[list[str]] = mapped_column(JSON, default=list)
    level: Mapped[Level] = mapped_column(enum_type(Level))
    sector: Mapped[Sector] = mapped_column(enum_type(Sector))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
