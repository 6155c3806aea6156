"""Verbs on initiatives: log, edit, count, close, open again. Each is one transaction with its event."""

from datetime import datetime

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
from .initiative_terms import PLAIN_FIELDS, InitiativeTerms, check_counts, checked, terms_of
from .training_models import Initiative, InitiativeOccupation


def log_initiative(by: User, terms: InitiativeTerms, shown_at: datetime | None = None) -> Initiative:
    """Write down an initiative of the own partner; the same form sent twice is refused with a sentence."""
    with writing() as session:
        allow(by, Permission.INITIATIVE_LOG)
        ready = checked(by.partner_id, terms)
        if shown_at is not None:
            same = (Initiative.partner_id == by.partner_id, Initiative.title == ready.title, Initiative.created_at >= shown_at)
            if db.session.scalar(select(Initiative.id).where(*same).limit(1)):
                raise RuleBroken("title", _("Indsatsen er allerede gemt. Giv den en anden titel, hvis det er en ny."))
        initiative = Initiative(partner_id=by.partner_id, created_by_id=by.id, created_at=now(), updated_at=now())
        _apply(initiative, ready)
        session.add(initiative)
        session.flush()
        record("initiative.logged", initiative, by, title=initiative.title, kind=initiative.kind)
    return initiative


def edit_initiative(by: User, initiative_id: int, version: int, terms: InitiativeTerms) -> Initiative:
    """Change an initiative; what is the same leaves no trace. Raises StaleVersion when another changed it meanwhile."""
    with changing(by, Permission.INITIATIVE_EDIT, Initiative, initiative_id, version) as initiative:
        ready = checked(initiative.partner_id, terms, initiative)
        changes = differences(terms_of(initiative), ready)
        if changes:
            _apply(initiative, ready)
            record("initiative.edited", initiative, by, changes=changes)
    return initiative


def count_initiative(by: User, initiative_id: int, version: int, reached: int, went_on: int) -> Initiative:
    """Tell how many were reached and went on so far, in all and not since last time."""
    with changing(by, Permission.INITIATIVE_EDIT, Initiative, initiative_id, version) as initiative:
        check_counts(reached, went_on)
        if (initiative.reached, initiative.went_on) != (reached, went_on):
            initiative.reached, initiative.went_on = reached, went_on
            record("initiative.counted", initiative, by, reached=reached, went_on=went_on)
    return initiative


def close_initiative(by: User, initiative_id: int, version: int, reason: str) -> Initiative:
    """Close an initiative; its numbers stay."""
    with changing(by, Permission.INITIATIVE_EDIT, Initiative, initiative_id, version) as initiative:
        if initiative.closed_at is not None:
            raise RuleBroken("", _("Indsatsen er allerede lukket."))
        initiative.closed_reason = check_text("reason", reason, REASON_LIMIT)
        initiative.closed_at = now()
        record("initiative.closed", initiative, by, reason=initiative.closed_reason)
    return initiative


def reopen_initiative(by: User, initiative_id: int, version: int) -> Initiative:
    """Open a closed initiative again: the way back from a slip."""
    with changing(by, Permission.INITIATIVE_EDIT, Initiative, initiative_id, version) as initiative:
        if initiative.closed_at is None:
            raise RuleBroken("", _("Indsatsen er allerede åben."))
        initiative.closed_at, initiative.closed_reason = None, ""
        record("initiative.reopened", initiative, by)
    return initiative


def _apply(initiative: Initiative, terms: InitiativeTerms) -> None:
    for name in PLAIN_FIELDS:
        setattr(initiative, name, getattr(terms, name))
    kept = {row.occupation_id: row for row in initiative.occupations}
    initiative.occupations = [kept.get(one) or InitiativeOccupation(occupation_id=one) for one in terms.occupations]
