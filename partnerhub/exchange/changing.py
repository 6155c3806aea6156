"""The frame of every change of the exchange: re-read under the lock, check what was seen and who acts, count the version."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, TypeVar

from flask_babel import gettext as _

from ..access import Permission, may
from ..accounts.models import User
from ..clock import now
from ..database import Base, db, writing
from ..errors import RuleBroken, StaleVersion
from ..events import latest_seq

Thing = TypeVar("Thing", bound=Base)


def refusal() -> RuleBroken:
    """Return the sentence for an act that the thing's state or the user's role does not allow (any more)."""
    return RuleBroken("", _("Det kan ikke lade sig gøre nu. Det har ændret sig, eller din rolle giver ikke lov. Se det igen."))


def allow(by: User, permission: Permission, thing: Any = None) -> None:
    """Let the act go on under the lock; raises RuleBroken when the user or the thing no longer allows it."""
    if not (by.is_active and may(by, permission, thing)):
        raise refusal()


def load(model: type[Thing], thing_id: int) -> Thing:
    """Return the row as it stands under the lock; raises RuleBroken when it is gone."""
    found = db.session.get(model, thing_id, populate_existing=True)
    if found is None:
        raise RuleBroken("", _("Det findes ikke længere."))
    return found


def differences(before: Any, after: Any) -> dict[str, list[Any]]:
    """Return field → [before, after] of two terms of one class, where they differ: the payload of an event of editing."""
    pairs = ((field.name, getattr(before, field.name), getattr(after, field.name)) for field in fields(before))
    return {name: [old, new] for name, old, new in pairs if old != new}


@contextmanager
def changing(by: User, permission: Permission, model: type[Thing], thing_id: int, version: int | None = None) -> Iterator[Thing]:
    """Open a change of a row: yields it as it stands under the lock.

    With a `version`, a stale one raises StaleVersion. A change that recorded an event counts the version up and the time of change on.
    Raises RuleBroken when the permission does not hold (any more).
    """
    with writing():
        thing: Any = load(model, thing_id)
        if version is not None and thing.version != version:
            raise StaleVersion(thing)
        allow(by, permission, thing)
        seq = latest_seq()
        yield thing
        if latest_seq() != seq:
            thing.version += 1
            if hasattr(thing, "updated_at"):
                thing.updated_at = now()
