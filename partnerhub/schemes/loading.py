"""Brings the database to the knowledge that ships: new rows are added, untouched ones follow the package, edited ones stay."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ..database import writing
from ..events import record
from . import models
from .content_types import SchemeContent
from .phrases import Phrase
from .rows import Values, answer_values, phrase_values, rate_values, scheme_values, source_values
from .sound_rows import Torn, read_rows
from .stamp import raise_stamp

SHIPPED = "shipped"
_DATES = {"checked_on", "review_due"}


@dataclass
class Loaded:
    """What a load did, in rows: `kept` were edited here and wait with the package's newer words beside them."""

    added: int = 0
    changed: int = 0
    kept: int = 0
    removed: int = 0
    phrases_added: int = 0
    phrases_removed: int = 0

    @property
    def anything(self) -> bool:
        """Tell whether a row of the database is not as before."""
        return any(asdict(self).values())


@dataclass(frozen=True)
class Unread:
    """What the package holds but could not be read: the rows made from it earlier stay as they are."""

    schemes: Collection[str] = field(default_factory=frozenset)
    phrases: bool = False


def load_shipped(schemes: Mapping[str, SchemeContent], phrases: Iterable[Phrase], unread: Unread | None = None) -> Loaded:
    """Load what ships, in one transaction with its event; a second load of the same does nothing.

    An answer whose words follow the package must be reviewed anew. What the package holds no longer is removed, unless it was
    edited or made here, or its file is among the `unread`.
    """
    unread = unread or Unread()
    with writing() as session:
        loaded = Loaded()
        _load_schemes(session, schemes, unread, loaded)
        _load_phrases(session, phrases, unread, loaded)
        if loaded.anything:
            record("knowledge.loaded", raise_stamp(), None, **asdict(loaded))
    return loaded


def _load_schemes(session: Session, schemes: Mapping[str, SchemeContent], unread: Unread, loaded: Loaded) -> None:
    torn = _torn_in(session)  # they stay as they are; `partnerhub check` says what to do
    schemes = {key: scheme for key, scheme in schemes.items() if key not in torn}
    rows = {(row.id,): row for row in session.scalars(select(models.Scheme).where(models.Scheme.id.not_in(torn)))}
    answers = {(row.scheme_id, row.facet, row.audience): row for row in _of_others(session, models.Answer, torn)}
    rates = {(row.scheme_id, row.name, row.valid_from): row for row in _of_others(session, models.Rate, torn)}
    sources = {(row.scheme_id, row.key): row for row in _of_others(session, models.Source, torn)}
    everything: list[Any] = [*rows.values(), *answers.values(), *rates.values(), *sources.values()]
    edited = {_scheme_of(row) for row in everything if row.is_edited or not row.shipped_digest}
    gone = {key for (key,) in rows if key not in schemes and key not in unread.schemes and key not in edited}
    here = {*schemes, *gone}
    # The words edited here may still name a rate or a source that the package has dropped.
    unneeded = here - edited
    follower = _Follower(session, loaded)
    follower.follow(models.Scheme, ("id",), rows, {(key,): scheme_values(scheme) for key, scheme in schemes.items()}, ())
    wanted = {(key, *place): values for key, scheme in schemes.items() for place, values in answer_values(scheme).items()}
    follower.follow(models.Answer, ("scheme_id", "facet", "audience"), answers, wanted, here)
    dated = {(key, *place): values for key, scheme in schemes.items() for place, values in rate_values(scheme).items()}
    follower.follow(models.Rate, ("scheme_id", "name", "valid_from"), rates, dated, unneeded)
    keyed = {(key, place): values for key, scheme in schemes.items() for place, values in source_values(scheme).items()}
    follower.follow(models.Source, ("scheme_id", "key"), sources, keyed, unneeded)
    session.flush()
    follower.remove(rows[key,] for key in sorted(gone))


def _torn_in(session: Session) -> set[str]:
    """Return the schemes that a row cannot be read of."""
    found: list[Torn] = []
    for model in (models.Scheme, models.Answer, models.Rate, models.Source):
        read_rows(session.connection().execute, model.__table__, found)
    return {row.scheme_id for row in found}


def _of_others(session: Session, model: Any, torn: Collection[str]) -> Iterable[Any]:
    return session.scalars(select(model).where(model.scheme_id.not_in(torn)))


class _Follower:
    """Lets the rows of one table after the other follow the package."""

    def __init__(self, session: Session, loaded: Loaded) -> None:
        self.session, self.loaded = session, loaded

    def follow(
        self, model: Any, names: tuple[str, ...], rows: Mapping[Any, Any], wanted: Mapping[Any, Values], removable: Collection[str]
    ) -> None:
        """Add, change or keep a row for each of the wanted; remove the untouched rest of the `removable` schemes."""
        new, revisions = [], []
        for key, values in wanted.items():
            row, digest = rows.get(key), _digest(values)
            if row is None:
                new.append({**dict(zip(names, key, strict=True)), **values, "shipped_digest": digest})
            elif row.shipped_digest != digest:
                row.shipped_digest = digest
                if row.is_edited:
                    row.newer_shipped = _plain(values)
                    self.loaded.kept += 1
                    continue
                if isinstance(row, models.Answer) and _says_something_else(row, values):
                    revisions.append(_revise(row, values))
                for name, value in values.items():
                    setattr(row, name, value)
                self.loaded.changed += 1
        for table, entries in ((model, new), (models.Revision, revisions)):
            if entries:
                self.session.execute(insert(table), entries)
        self.loaded.added += len(new)
        self.remove(
            row for key, row in rows.items() if key not in wanted and key[0] in removable and row.shipped_digest and not row.is_edited
        )

    def remove(self, rows: Iterable[Any]) -> None:
        """Delete the rows."""
        for row in rows:
            self.session.delete(row)
            self.loaded.removed += 1


def _says_something_else(row: models.Answer, values: Values) -> bool:
    return any(getattr(row, name) != value for name, value in values.items() if name not in _DATES)


def _revise(row: models.Answer, values: Values) -> Values:
    """Take back the review, which was of the old words; return these as the columns of a revision."""
    row.reviewed_at = row.reviewed_by_id = None
    row.version += 1
    before = _plain({name: getattr(row, name) for name in values})
    return {"scheme_id": row.scheme_id, "facet": row.facet, "audience": row.audience, "before": before}


def _load_phrases(session: Session, phrases: Iterable[Phrase], unread: Unread, loaded: Loaded) -> None:
    wanted = {_digest(values): values for values in map(phrase_values, phrases)}
    there = {row.key: row.origin for row in session.execute(select(models.Phrase.key, models.Phrase.origin))}
    new = [{"key": key, **values, "origin": SHIPPED} for key, values in wanted.items() if key not in there]
    if new:
        session.execute(insert(models.Phrase), new)
    gone = [] if unread.phrases else [key for key, origin in there.items() if origin == SHIPPED and key not in wanted]
    if gone:
        session.execute(delete(models.Phrase).where(models.Phrase.key.in_(gone)))
    loaded.phrases_added, loaded.phrases_removed = len(new), len(gone)


def _scheme_of(row: Any) -> str:
    return row.id if isinstance(row, models.Scheme) else row.scheme_id


def _digest(values: Values) -> str:
    return hashlib.sha256(json.dumps(_plain(values), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(values: Values) -> Values:
    """Days as ISO text, the rest as JSON has it."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
