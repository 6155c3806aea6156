"""The frame of every change of a commitment: re-read under the lock, check, keep totals and words, count the version."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..access import Permission, may
from ..accounts.models import User
from ..clock import now
from ..database import db, writing
from ..errors import RuleBroken, StaleVersion
from ..events import latest_seq
from . import search, totals
from .models import Commitment, Progress


def refusal() -> RuleBroken:
    """Return the sentence for an act that the thing's state or the user's role does not allow (any more)."""
    return RuleBroken("", _("Det kan ikke lade sig gøre nu. Forpligtelsen har ændret sig, eller din rolle giver ikke lov. Se den igen."))


def allow(by: User, permission: Permission, thing: Any = None) -> None:
    """Let the act go on under the lock; raises RuleBroken when the user or the thing no longer allows it."""
    if not (by.is_active and may(by, permission, thing)):
        raise refusal()


@contextmanager
def changing(
    by: User, permission: Permission, commitment_id: int, version: int | None = None, *, is_signature: bool = False
) -> Iterator[Commitment]:
    """Open a change of a commitment: yields the row as it stands under the lock.

    With a `version`, a stale one raises StaleVersion and the change counts it up; a signature is given on the terms seen, but changes
    none, so that others who saw the same terms can still sign. A change without an event leaves no trace. Raises RuleBroken when the
    permission does not hold (any more).
    """
    with writing():
        commitment = load(commitment_id)
        allow(by, Permission.COMMITMENT_VIEW, commitment)
        if version is not None and commitment.version != version:
            raise StaleVersion(commitment)
        allow(by, permission, commitment)
        before, seq = totals.contribution(commitment), latest_seq()
        yield commitment
        if latest_seq() == seq:
            return
        commitment.updated_at = now()
        totals.move(before, totals.contribution(commitment))
        if version is not None and not is_signature:
            commitment.version += 1
            search.index(commitment)


def load(commitment_id: int) -> Commitment:
    """Return the commitment with what rules read; raises RuleBroken when it is gone."""
    commitment = db.session.scalar(
        select(Commitment)
        .where(Commitment.id == commitment_id)
        .options(selectinload(Commitment.cosigners), selectinload(Commitment.owner))
        .execution_options(populate_existing=True)
    )
    if commitment is None:
        raise RuleBroken("", _("Forpligtelsen findes ikke længere."))
    return commitment


def load_entry(entry_id: int) -> Progress:
    """Return a progress entry with what rules read; raises RuleBroken when it is gone."""
    entry = db.session.scalar(
        select(Progress)
        .where(Progress.id == entry_id)
        .options(selectinload(Progress.confirmation), selectinload(Progress.corrected_by), selectinload(Progress.commitment))
        .execution_options(populate_existing=True)
    )
    if entry is None:
        raise RuleBroken("", _("Meldingen findes ikke længere."))
    return entry
