"""Commitments that name an occupation: a commitment has none of its own, but its title may say one, or places that belong to it do."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from ..accounts.models import Partner
from ..commitments.kinds import Status, Visibility
from ..commitments.models import Commitment
from ..commitments.search import CommitmentWord, SearchWord
from ..commitments.vocabulary import words_of
from ..database import db
from ..occupations.keeping import vocabulary
from ..occupations.vocabulary import Vocabulary
from ..stemming import danish_stem
from .models import Placement

MOST = 500
_LONGEST_ENDING = 4  # svejser-e, svejser-ne, elektriker-nes
_ASIDE = re.compile(r"\([^)]*\)")


class Names:
    """What each occupation of a vocabulary is called in Danish, as sets of folded words."""

    def __init__(self, known: Vocabulary) -> None:
        self.of = {job.id: tuple(_names((job.title_da, *job.synonyms))) for job in known.occupations.values()}
        self._by_stem: dict[str, set[str]] = {}
        for occupation, names in self.of.items():
            for name in names:
                self._by_stem.setdefault(danish_stem(min(name)), set()).add(occupation)

    def named(self, text: str) -> set[str]:
        """Return the occupations that a text names, in any ending: "Tre svejsere" names the welder."""
        words = list(words_of(text))
        near = {occupation for word in words for occupation in self._by_stem.get(danish_stem(word), ())}
        return {occupation for occupation in near if any(_stands_in(name, words) for name in self.of[occupation])}

    def stems(self, occupations: Iterable[str]) -> set[str]:
        """Return the stems of which each title that names one of the occupations holds one."""
        return {danish_stem(min(name)) for occupation in occupations for name in self.of.get(occupation, ())}


@lru_cache(4)
def names_in(known: Vocabulary) -> Names:
    """Return the names of a vocabulary, made once for each."""
    return Names(known)


def commitments_naming(
    occupations: Collection[str], *, limit: int | None = MOST, only_public: bool = False
) -> list[tuple[Any, frozenset[str]]]:
    """Return open commitments with something left of their quantity, each with the occupations that it is about; two statements.

    The newest `limit` of each way, or all.
    """
    names, wanted = names_in(vocabulary()), set(occupations)
    if not wanted:
        return []
    query = _open(only_public).limit(limit)
    held = (
        select(CommitmentWord.commitment_id)
        .join(SearchWord, SearchWord.id == CommitmentWord.word_id)
        .where(SearchWord.stem.in_(sorted(names.stems(wanted))), CommitmentWord.is_public.is_(True))
    )
    found = {row.id: (row, names.named(row.title) & wanted) for row in db.session.execute(query.where(Commitment.id.in_(held)))}
    linked = query.add_columns(Placement.occupation_id).join(Placement, Placement.commitment_id == Commitment.id)
    for row in db.session.execute(linked.where(Placement.occupation_id.in_(wanted))):
        found.setdefault(row.id, (row, set()))[1].add(row.occupation_id)
    return [(row, frozenset(about)) for row, about in found.values() if about]


def _open(only_public: bool) -> Any:
    """The newest open commitments whose quantity is not yet delivered."""
    columns = [Commitment.id, Commitment.owner_id.label("partner_id"), Commitment.title, Commitment.kind, Commitment.unit]
    columns += [Commitment.quantity, Commitment.reported, Commitment.start_on.label("starts_on"), Commitment.due_on.label("ends_on")]
    query = (
        select(*columns, Commitment.updated_at, Partner.name, Partner.short_name)
        .join(Partner, Partner.id == Commitment.owner_id)
        .where(Commitment.status == Status.AGREED, Commitment.reported < Commitment.quantity)
        .order_by(Commitment.id.desc())
    )
    return query.where(Commitment.visibility == Visibility.PUBLIC) if only_public else query


def _names(written: Iterable[str]) -> Iterable[frozenset[str]]:
    """Each way of writing by itself: "Slagteriarbejder / industrislagter" are two."""
    for text in written:
        for name in _ASIDE.sub(" ", text).split("/"):
            words = frozenset(words_of(name))
            if words and any(len(word) > 2 for word in words):
                yield words


def _stands_in(name: frozenset[str], words: list[str]) -> bool:
    return all(any(word.startswith(part) and len(word) - len(part) <= _LONGEST_ENDING for word in words) for part in name)
