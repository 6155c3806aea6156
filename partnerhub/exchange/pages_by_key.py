"""Lists a page at a time: each page begins after the last row of the one before, told by its sort value and id."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from ..database import db

PAGE = 25
_LONGEST = 300


@dataclass(frozen=True)
class Listed:
    """A page's rows and the address's parameter for the next page, "" at the end."""

    rows: list[Any]
    after: str


def page_of(
    query: Select[Any],
    key: InstrumentedAttribute[Any],
    row_id: InstrumentedAttribute[int],
    after: str,
    size: int = PAGE,
    *,
    newest_first: bool = False,
) -> Listed:
    """Return the page of `query` that begins after a cursor, ordered by a never-empty `key` and the id, or the other way round.

    A cursor that cannot be read, or belongs to another list, begins anew.
    """
    start = _read(after, key.type.python_type)
    if start is not None:
        here, there = tuple_(key, row_id), tuple_(*start)
        query = query.where(here < there if newest_first else here > there)
    order = (key.desc(), row_id.desc()) if newest_first else (key, row_id)
    rows = list(db.session.scalars(query.order_by(*order).limit(size + 1)).unique())
    more = len(rows) > size
    rows = rows[:size]
    return Listed(rows, _written(getattr(rows[-1], key.key), rows[-1].id) if more else "")


def _written(value: Any, row_id: int) -> str:
    kept = value.isoformat() if isinstance(value, date) else value
    return base64.urlsafe_b64encode(json.dumps([kept, row_id]).encode()).decode().rstrip("=")


def _read(text: str, kind: type) -> tuple[Any, int] | None:
    if not text or len(text) > _LONGEST:
        return None
    try:
        value, row_id = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if kind is date:
            value = date.fromisoformat(value)
    except (ValueError, TypeError, binascii.Error):
        return None
    fits = type(value) is kind and type(row_id) is int and 0 <= row_id < 2**31
    return (value, row_id) if fits and (not isinstance(value, int) or abs(value) < 2**31) else None
