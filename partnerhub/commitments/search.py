"""Free text search that forgives typos: a question's words are corrected against our vocabulary, then looked up in an indexed table.

What a visitor's question may touch is marked word by word: the text of a commitment is not public, its title is.
"""

import re
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from flask_babel import force_locale
from sqlalchemy import ColumnElement, ForeignKey, Index, String, delete, exists, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from ..accounts import partners
from ..accounts.models import Partner
from ..clock import today
from ..database import Base, db
from ..stemming import danish_stem
from ..typed_text import WORD_LIMIT
from .kinds import Visibility
from .labels import kind_label
from .models import Commitment
from .vocabulary import CORRECTIONS, Vocabulary, typed_words, words_of

FIRST_YEAR = 2020
WORDS_ASKED = 8
_REFERENCE = re.compile(r"\s*f?\s*-?\s*(20\d\d)\s*-\s*0*(\d{1,6})\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*#?0*(\d{1,6})\s*")


class SearchWord(Base):
    """A normalised word that stands in at least one commitment, with its stem and as it is written."""

    __tablename__ = "search_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(WORD_LIMIT), unique=True)
    stem: Mapped[str] = mapped_column(String(WORD_LIMIT))
    shown: Mapped[str] = mapped_column(String(WORD_LIMIT))


class CommitmentWord(Base):
    """A commitment holds a word; `is_public` when it stands in a field that visitors may see."""

    __tablename__ = "commitment_word"

    word_id: Mapped[int] = mapped_column(ForeignKey("search_word.id"), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    is_public: Mapped[bool]

    __table_args__ = (Index(None, "commitment_id"),)


@dataclass(frozen=True)
class Asked:
    """One word of the question: the known words it stands for, and how those are written when it was corrected."""

    typed: str
    word_ids: tuple[int, ...]
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matches:
    """What a question was found to mean: reference numbers, or words that must all be there."""

    references: tuple[str, ...]
    words: tuple[Asked, ...]
    public_only: bool

    @property
    def corrections(self) -> list[str]:
        """Return the words that were searched for instead of unknown ones, for "Vi søgte også efter …"."""
        return [word for asked in self.words for word in asked.corrected]

    def clauses(self) -> list[ColumnElement[bool]]:
        """Return the conditions on `Commitment`."""
        held = [self._holds(asked) for asked in self.words]
        if self.references:
            return [or_(Commitment.reference.in_(self.references), *held)]
        return held or [false()]

    def _holds(self, asked: Asked) -> ColumnElement[bool]:
        if not asked.word_ids:
            return false()
        held = select(CommitmentWord.commitment_id).where(CommitmentWord.word_id.in_(asked.word_ids))
        if self.public_only:
            held = held.where(CommitmentWord.is_public.is_(True))
        return Commitment.id.in_(held)


_vocabularies: WeakKeyDictionary[Any, Vocabulary] = WeakKeyDictionary()
_lock = Lock()


def understand(question: str, public_only: bool) -> Matches:
    """Return what a question means, as far as the asking side may know: "F-2026-0042", "42", or words with typing errors corrected."""
    if match := _REFERENCE.fullmatch(question):
        return Matches((_reference(int(match[1]), int(match[2])),), (), public_only)
    references: tuple[str, ...] = ()
    if match := _NUMBER.fullmatch(question):
        references = tuple(_reference(year, int(match[1])) for year in range(FIRST_YEAR, today().year + 2))
    vocabulary = _vocabulary()
    words = tuple(_ask(vocabulary, word, public_only) for word in typed_words(question)[:WORDS_ASKED])
    return Matches(references, words, public_only)


def index(commitment: Commitment) -> None:
    """Write the commitment's words anew, inside `writing()`, after its title, text, owner or kind changed."""
    session = db.session()
    session.flush()
    owner = session.execute(select(Partner.name, Partner.short_name).where(Partner.id == commitment.owner_id)).one()
    with force_locale("da"):
        kind = kind_label(commitment.kind)
    public = words_of(f"{commitment.title} {owner.name} {owner.short_name} {kind}")
    words = words_of(commitment.what) | public
    ids = _word_ids(words)
    wanted = {ids[word]: word in public for word in words}
    held = select(CommitmentWord.word_id, CommitmentWord.is_public).where(CommitmentWord.commitment_id == commitment.id)
    kept = dict(session.execute(held).all())
    stale = [word_id for word_id in kept if kept[word_id] != wanted.get(word_id)]
    if stale:
        session.execute(delete(CommitmentWord).where(CommitmentWord.commitment_id == commitment.id, CommitmentWord.word_id.in_(stale)))
    new = [word_id for word_id in wanted if kept.get(word_id) != wanted[word_id]]
    if new:
        rows = [{"word_id": word_id, "commitment_id": commitment.id, "is_public": wanted[word_id]} for word_id in new]
        session.execute(CommitmentWord.__table__.insert(), rows)  # type: ignore[attr-defined]


def forget(commitment: Commitment) -> None:
    """Take the commitment's words away, inside `writing()`."""
    db.session.execute(delete(CommitmentWord).where(CommitmentWord.commitment_id == commitment.id))


def index_owner(partner_id: int) -> None:
    """Write the words of all commitments of a partner anew, inside `writing()`, after its name changed."""
    for commitment in db.session.scalars(select(Commitment).where(Commitment.owner_id == partner_id)).all():
        index(commitment)


def _word_ids(words: dict[str, str]) -> dict[str, int]:
    """The ids of words, new ones written."""
    session = db.session()
    asked = select(SearchWord.word, SearchWord.id).where(SearchWord.word.in_(words))
    ids = dict(session.execute(asked).all())
    if missing := [word for word in words if word not in ids]:
        rows = [{"word": word, "stem": danish_stem(word), "shown": words[word]} for word in missing]
        session.execute(SearchWord.__table__.insert(), rows)  # type: ignore[attr-defined]
        ids = dict(session.execute(asked).all())
    return ids


def _vocabulary() -> Vocabulary:
    """The process's vocabulary, brought up to date; word ids only grow, and there is one writer at a time."""
    with _lock:
        kept = _vocabularies.setdefault(db.engine, Vocabulary())
        asked = select(SearchWord.id, SearchWord.word, SearchWord.stem, SearchWord.shown).where(SearchWord.id > kept.last_id)
        kept.add(db.session.execute(asked.order_by(SearchWord.id)).all())
        return kept


def _ask(vocabulary: Vocabulary, word: str, public_only: bool) -> Asked:
    """A word known by its stem alone may be another word with a typing error: its neighbours are asked for too."""
    known = vocabulary.known(word)
    if not known or not (len(known) > 50 or _seen(known, public_only)):
        known, near = [], vocabulary.nearest(word)
    elif vocabulary.holds(word):
        return Asked(word, tuple(known))
    else:
        near = [word_id for word_id in vocabulary.nearest(word, most=1) if word_id not in known]
    near = _seen(near, public_only)[:CORRECTIONS]
    return Asked(word, (*known, *near), tuple(vocabulary.shown[word_id] for word_id in near))


def _seen(word_ids: list[int], public_only: bool) -> list[int]:
    """Those of the words that stand in a commitment the asking side may see: a correction must not tell what a draft or a text holds."""
    if not word_ids:
        return []
    held = [CommitmentWord.word_id == SearchWord.id, Commitment.id == CommitmentWord.commitment_id, Commitment.stage >= 1]
    if public_only:
        held += [CommitmentWord.is_public.is_(True), Commitment.visibility == Visibility.PUBLIC, Commitment.agreed_at.is_not(None)]
    found = set(db.session.scalars(select(SearchWord.id).where(SearchWord.id.in_(word_ids), exists().where(*held))))
    return [word_id for word_id in word_ids if word_id in found]


def _reference(year: int, number: int) -> str:
    return f"F-{year}-{number:04d}"


# Accounts stand below and do not know the board: a renamed partner is found by its new name.
partners.RENAMED.append(index_owner)
