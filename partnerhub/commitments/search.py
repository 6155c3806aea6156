"""Free text search that forgives typos: a question's words are corrected against our vocabulary, then looked up in an indexed table."""

from sqlalchemy import ForeignKey, Index, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from ..database import Base, db
from .models import Commitment


class SearchWord(Base):
    """A normalised word that stands in at least one commitment."""

    __tablename__ = "search_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(60), unique=True)


class CommitmentWord(Base):
    """A commitment holds a word."""

    __tablename__ = "commitment_word"

    word_id: Mapped[int] = mapped_column(ForeignKey("search_word.id"), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)

    __table_args__ = (Index(None, "commitment_id"),)


def index(commitment: Commitment) -> None:
    """Write the commitment's words anew, inside `writing()`, after its title, text, owner or reference changed."""


def forget(commitment: Commitment) -> None:
    """Take the commitment's words away, inside `writing()`."""
    db.session.execute(delete(CommitmentWord).where(CommitmentWord.commitment_id == commitment.id))
