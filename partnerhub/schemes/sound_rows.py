"""Rows of knowledge as far as they can be read: one that cannot, named with its remedy, costs what it belongs to and nothing else."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

# What a value raises that is no JSON, no facet or not of the shape it should be.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
# What reading a row raises; SQLite says of bytes that are no text what it also says when it is away.
NOT_HANDED_OUT = (*UNREADABLE, OperationalError)
_AT_ONCE = 500
Ask = Callable[[Any], Any]


class Torn(NamedTuple):
    """A row that cannot be read; `scheme_id` is "" for an example question."""

    table: str
    id: Any
    scheme_id: str
    why: str

    def __str__(self) -> str:
        about = f" of scheme {self.scheme_id}" if self.scheme_id else ""
        return f"{self.table} row {self.id}{about} cannot be read ({self.why}): correct the row, or delete it and run 'partnerhub init'"


def read_rows(ask: Ask, table: Any, torn: list[Torn]) -> list[Any]:
    """Return a table's rows by id; those that cannot be read are added to `torn`."""
    try:
        return list(ask(select(table).order_by(table.c.id)))
    except NOT_HANDED_OUT as fault:
        raise_unless_of_a_row(fault)
        ids = list(ask(select(table.c.id).order_by(table.c.id)).scalars())
        return [row for start in range(0, len(ids), _AT_ONCE) for row in _sound(ask, table, ids[start : start + _AT_ONCE], torn)]


def raise_unless_of_a_row(fault: Exception) -> None:
    """Raise a fault again that is not that of a single row: the database is away."""
    if isinstance(fault, OperationalError) and "decode" not in str(fault):
        raise fault


def why(fault: Exception) -> str:
    """Return a fault in few words."""
    return f"{type(fault).__name__}: {fault}"[:120]


def _sound(ask: Ask, table: Any, ids: list[Any], torn: list[Torn]) -> Iterator[Any]:
    """Yield the readable ones of some rows, halving until the one that is not stands alone."""
    try:
        found = list(ask(select(table).where(table.c.id.in_(ids)).order_by(table.c.id)))
    except NOT_HANDED_OUT as fault:
        raise_unless_of_a_row(fault)
        if len(ids) == 1:
            scheme = ids[0] if table.name == "scheme" else _scheme_of(ask, table, ids[0])
            torn.append(Torn(table.name, ids[0], scheme, why(fault)))
            return
        half = len(ids) // 2
        yield from _sound(ask, table, ids[:half], torn)
        yield from _sound(ask, table, ids[half:], torn)
    else:
        yield from found


def _scheme_of(ask: Ask, table: Any, row: Any) -> str:
    return str(ask(select(table.c.scheme_id).where(table.c.id == row)).scalar()) if "scheme_id" in table.c else ""
