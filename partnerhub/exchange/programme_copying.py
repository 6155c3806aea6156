"""Copy last term: the same programmes again on new days, each with seats of its own and nobody on it yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..access import Permission
from ..accounts.models import User
from ..clock import today
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from .changing import allow
from .programme_service import log_programme
from .programme_terms import terms_of
from .training_models import Programme

TERM = timedelta(weeks=26)  # half a year on the same day of the week
AT_ONCE = 100


@dataclass(frozen=True)
class Again:
    """When a copy runs, and for how many."""

    starts_on: date
    ends_on: date | None
    seats: int


def proposed(programme: Programme) -> Again:
    """Return a programme's next run: half a year later, more often until it lies ahead."""
    start = programme.starts_on or today()
    moved = start + TERM
    while moved < today():
        moved += TERM
    ends_on = programme.ends_on + (moved - start) if programme.ends_on and programme.starts_on else None
    return Again(moved, ends_on, programme.seats)


def chosen(by: User, programme_ids: Iterable[int]) -> list[Programme]:
    """Return the chosen own programmes, the soonest first; without a choice those that began in the last half year."""
    ids = list(programme_ids)[:AT_ONCE]
    query = select(Programme).where(Programme.partner_id == by.partner_id).options(selectinload(Programme.occupations))
    if ids:
        query = query.where(Programme.id.in_(ids))
    else:
        query = query.where(Programme.closed_at.is_(None), Programme.starts_on > today() - TERM, Programme.starts_on <= today())
    return list(db.session.scalars(query.order_by(Programme.starts_on, Programme.id).limit(AT_ONCE)))


def copy(by: User, wanted: Mapping[int, Again]) -> list[Programme]:
    """Write the chosen own programmes down again, all or none.

    Raises RuleBroken; its field reads "12.starts_on", the programme's id before the field.
    """
    with writing():
        allow(by, Permission.PROGRAMME_LOG)
        made = []
        for programme in chosen(by, wanted) if wanted else []:
            again = wanted[programme.id]
            try:
                made.append(_copied(by, programme, again))
            except RuleBroken as broken:
                field = "ends_on" if broken.field == "ends_on" else "seats" if broken.field in ("seats", "minimum") else "starts_on"
                raise RuleBroken(f"{programme.id}.{field}", broken.text) from None
        if not made:
            raise RuleBroken("", _("Sæt hak ved de forløb, der skal kopieres."))
    return made


def _copied(by: User, programme: Programme, again: Again) -> Programme:
    terms = terms_of(programme)
    if again.starts_on < today():
        raise RuleBroken("starts_on", _("Vælg en dato fra i dag og frem."))
    same = select(Programme.id).where(
        Programme.partner_id == by.partner_id,
        Programme.title == terms.title,
        Programme.course_code == terms.course_code,
        Programme.starts_on == again.starts_on,
    )
    if db.session.scalar(same.limit(1)):
        raise RuleBroken(
            "starts_on", _("“%(title)s” står allerede med den start. Vælg en anden dato, eller fjern hakket.", title=terms.title)
        )
    fresh = replace(terms, starts_on=again.starts_on, ends_on=again.ends_on, seats=again.seats, taken_elsewhere=0, waiting=0)
    made = log_programme(by, fresh)
    record("programme.copied", made, by, source=programme.id)
    return made
