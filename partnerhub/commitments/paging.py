"""Pages of commitments by key: each page starts after the last row of the one before, so that depth costs nothing and nothing is doubled.

A list is a row of runs; within a run all rows are ordered by one key, and runs of one rank are merged. A column of the board is one run;
the table merges the stages, so that both use the indexes on (stage, key, id).
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute

from ..clock import today
from ..database import db
from .cards import COLUMNS, FACTS, Card, make_cards
from .kinds import Column
from .models import Commitment
from .pace import has_started
from .parameters import Sort

CURSOR_LIMIT = 600
STAGE_OF = {Column.PROPOSED: 1, Column.AGREED: 2, Column.ACTIVE: 2, Column.FINISHED: 3}


@dataclass(frozen=True)
class Run:
    """Rows that are ordered by one key and can be read along one index."""

    clauses: tuple[ColumnElement[bool], ...]
    key: InstrumentedAttribute[Any]
    descending: bool = False


@dataclass(frozen=True)
class Cursor:
    """The last row that was shown: its rank, key and id."""

    rank: int
    key: date | datetime | str | int
    id: int

    def written(self) -> str:
        """Return the cursor as a parameter of an address."""
        kind = "t" if isinstance(self.key, datetime) else "d" if isinstance(self.key, date) else ""
        key = self.key.isoformat() if isinstance(self.key, date) else self.key
        return base64.urlsafe_b64encode(json.dumps([self.rank, kind, key, self.id]).encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """Return the cursor of an address, None when there is none or it cannot be read: the list then starts at its beginning."""
        if not text or len(text) > CURSOR_LIMIT:
            return None
        try:
            rank, kind, key, row_id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            if kind:
                key = datetime.fromisoformat(key) if kind == "t" else date.fromisoformat(key)
        except (ValueError, TypeError, binascii.Error):
            return None
        numbers = [rank, row_id, key] if type(key) is int else [rank, row_id]
        fits = all(type(number) is int and 0 <= number < 2**31 for number in numbers) and isinstance(key, date | str | int)
        strange = (isinstance(key, datetime) and key.tzinfo is None) or (isinstance(key, str) and not key.isprintable())
        return cls(rank, key, row_id) if fits and not strange else None

    def fits(self, ranks: list[list[Run]]) -> bool:
        """Tell whether it belongs to a list in this order, and not to one sorted otherwise."""
        return self.rank < len(ranks) and type(self.key) is ranks[self.rank][0].key.type.python_type


def column_run(column: Column, sort: Sort) -> list[list[Run]]:
    """Return the order of a board column; what is finished stands newest first unless another order was asked for."""
    clauses = [Commitment.stage == STAGE_OF[column]]
    if column == Column.AGREED:
        clauses.append(Commitment.start_key > today())
    elif column == Column.ACTIVE:
        clauses.append(has_started(today()))
    return _ranked([tuple(clauses)], [tuple(clauses)] if column == Column.FINISHED else [], sort)


def list_runs(columns: Sequence[Column], sort: Sort) -> list[list[Run]]:
    """Return the order of the table over some columns: open ones by deadline, then the finished, newest first; else by the one key."""
    stages = sorted({STAGE_OF[column] for column in columns})
    runs: list[tuple[ColumnElement[bool], ...]] = [(Commitment.stage == stage,) for stage in stages]
    return _ranked(runs, [run for run, stage in zip(runs, stages, strict=True) if stage == 3], sort)


def _ranked(runs: list[Any], finished: list[Any], sort: Sort) -> list[list[Run]]:
    if sort == Sort.CHANGED:
        return [[Run(run, Commitment.updated_at, descending=True) for run in runs]]
    if sort == Sort.TITLE:
        return [[Run(run, Commitment.title_key) for run in runs]]
    if sort == Sort.QUANTITY:
        counted = [Run((*run, Commitment.quantity.is_not(None)), Commitment.quantity, descending=True) for run in runs]
        return [counted, [Run((*run, Commitment.quantity.is_(None)), Commitment.id) for run in runs]]
    unfinished = [Run(run, Commitment.due_key) for run in runs if run not in finished]
    ended = [Run(run, Commitment.finished_at, descending=True) for run in finished]
    return [rank for rank in (unfinished, ended) if rank]


def page(
    ranks: list[list[Run]], clauses: Sequence[ColumnElement[bool]], limit: int, after: Cursor | None
) -> tuple[list[Card], Cursor | None]:
    """Return a page of cards without what hangs on them, and the cursor of the next page (None at the end); a query a rank at most."""
    if after is not None and not after.fits(ranks):
        after = None
    found: list[Card] = []
    places: list[int] = []
    for rank, runs in enumerate(ranks):
        if after is not None and rank < after.rank:
            continue
        start = after if after is not None and rank == after.rank else None
        cards = make_cards(db.session.execute(_merged(runs, clauses, limit + 1 - len(found), start)))
        found += cards
        places += [rank] * len(cards)
        if len(found) > limit:
            break
    if len(found) <= limit:
        return found, None
    last, rank = found[limit - 1], places[limit - 1]
    return found[:limit], Cursor(rank, getattr(last, ranks[rank][0].key.key), last.id)


def first_rows(runs: Sequence[Run], clauses: Sequence[ColumnElement[bool]], limit: int) -> Select[Any]:
    """Return the select of the first rows of some runs, merged, to be combined with others."""
    return _merged(runs, clauses, limit, None)


def _merged(runs: Sequence[Run], clauses: Sequence[ColumnElement[bool]], limit: int, after: Cursor | None) -> Select[Any]:
    parts = [_part(run, clauses, limit, after) for run in runs]
    if len(parts) == 1:
        return parts[0]
    merged = union_all(*(select(part.subquery()) for part in parts)).subquery()
    key, row_id = merged.c[runs[0].key.key], merged.c.id
    order = (key.desc(), row_id.desc()) if runs[0].descending else (key, row_id)
    return select(*(merged.c[name] for name in FACTS)).order_by(*order).limit(limit)


def _part(run: Run, clauses: Sequence[ColumnElement[bool]], limit: int, after: Cursor | None) -> Select[Any]:
    asked = select(*COLUMNS).where(*run.clauses, *clauses)
    if after is not None:
        place, passed = tuple_(run.key, Commitment.id), (after.key, after.id)
        asked = asked.where(place < passed if run.descending else place > passed)
    order = (run.key.desc(), Commitment.id.desc()) if run.descending else (run.key, Commitment.id)
    return asked.order_by(*order).limit(limit)


def before(run: Run, clauses: Sequence[ColumnElement[bool]], card: Card) -> Select[Any]:
    """Return the select of the rows that stand before a card in a run, to be counted."""
    place, own = tuple_(run.key, Commitment.id), (getattr(card, run.key.key), card.id)
    return select(Commitment.id).where(*run.clauses, *clauses, place > own if run.descending else place < own)
