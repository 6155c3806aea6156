"""Verbs on programmes: log one for each start, edit, close, open again. Each is one transaction with its events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission
from ..accounts.models import User
from ..clock import now
from ..commitments.kinds import REASON_LIMIT
from ..commitments.terms import check_text
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from .changing import allow, changing, differences
from .programme_terms import PLAIN_FIELDS, ProgrammeTerms, checked, terms_of
from .training_models import Programme, ProgrammeOccupation

STARTS_AT_ONCE = 24


def log_programme(by: User, terms: ProgrammeTerms, shown_at: datetime | None = None, idea_id: int | None = None) -> Programme:
    """Write down a programme of the own partner; the same form sent twice is refused with a sentence."""
    return log_programmes(by, terms, (), shown_at, idea_id)[0]


def log_programmes(
    by: User, terms: ProgrammeTerms, more_starts: Sequence[date] = (), shown_at: datetime | None = None, idea_id: int | None = None
) -> list[Programme]:
    """Write down the same course once for each start, all or none; a later start ends as much later as it begins."""
    starts = sorted({day for day in more_starts if day != terms.starts_on})
    if len(starts) >= STARTS_AT_ONCE:
        raise RuleBroken("more_starts", _("Skriv højst %(limit)s startdatoer ad gangen.", limit=STARTS_AT_ONCE))
    if starts and terms.starts_on is None:
        raise RuleBroken("starts_on", _("Skriv den første startdato her."))
    with writing() as session:
        allow(by, Permission.PROGRAMME_LOG)
        made: list[Programme] = []
        for each in (terms, *(_moved(terms, day) for day in starts)):
            ready = checked(by.partner_id, each)
            if shown_at is not None and not made:
                _refuse_repeated(by.partner_id, ready, shown_at)
            programme = Programme(partner_id=by.partner_id, created_by_id=by.id, idea_id=idea_id)
            _apply(programme, ready)
            session.add(programme)
            session.flush()
            record("programme.logged", programme, by, **_told(programme))
            made.append(programme)
    return made


def edit_programme(by: User, programme_id: int, version: int, terms: ProgrammeTerms) -> Programme:
    """Change a programme; what is the same leaves no trace. Raises StaleVersion when another changed it meanwhile."""
    with changing(by, Permission.PROGRAMME_EDIT, Programme, programme_id, version) as programme:
        ready = checked(programme.partner_id, terms, programme)
        changes = differences(terms_of(programme), ready)
        if changes:
            _apply(programme, ready)
            record("programme.edited", programme, by, changes=changes)
    return programme


def close_programme(by: User, programme_id: int, version: int, reason: str) -> Programme:
    """Cancel a programme or close it to further enquiries; what was accepted stands and is told by the school itself."""
    with changing(by, Permission.PROGRAMME_EDIT, Programme, programme_id, version) as programme:
        if programme.closed_at is not None:
            raise RuleBroken("", _("Forløbet er allerede lukket."))
        programme.closed_reason = check_text("reason", reason, REASON_LIMIT)
        programme.closed_at = now()
        record("programme.closed", programme, by, reason=programme.closed_reason)
    return programme


def reopen_programme(by: User, programme_id: int, version: int) -> Programme:
    """Open a closed programme again: the way back from a slip."""
    with changing(by, Permission.PROGRAMME_EDIT, Programme, programme_id, version) as programme:
        if programme.closed_at is None:
            raise RuleBroken("", _("Forløbet er allerede åbent."))
        programme.closed_at, programme.closed_reason = None, ""
        record("programme.reopened", programme, by)
    return programme


def _moved(terms: ProgrammeTerms, day: date) -> ProgrammeTerms:
    ends_on = day + (terms.ends_on - terms.starts_on) if terms.starts_on and terms.ends_on else None
    return replace(terms, starts_on=day, ends_on=ends_on, taken_elsewhere=0, waiting=0)


def _refuse_repeated(partner_id: int, terms: ProgrammeTerms, shown_at: datetime) -> None:
    same = [getattr(Programme, name) == getattr(terms, name) for name in ("title", "course_code", "starts_on")]
    found = select(Programme.id).where(Programme.partner_id == partner_id, *same, Programme.created_at >= shown_at)
    if db.session.scalar(found.limit(1)):
        raise RuleBroken("title", _("Det forløb er allerede gemt. Ret startdatoen, hvis det er et nyt."))


def _apply(programme: Programme, terms: ProgrammeTerms) -> None:
    for name in PLAIN_FIELDS:
        setattr(programme, name, getattr(terms, name))
    kept = [one for one in programme.occupations if one.occupation_id in terms.occupations]
    known = {one.occupation_id for one in kept}
    programme.occupations = kept + [ProgrammeOccupation(occupation_id=one) for one in terms.occupations if one not in known]


def _told(programme: Programme) -> dict[str, Any]:
    start = programme.starts_on.isoformat() if programme.starts_on else ""
    return {"title": programme.title, "kind": programme.kind, "seats": programme.seats, "start": start}
