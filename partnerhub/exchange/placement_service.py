"""Verbs on placements: offer, edit, close, open again. Each is one transaction with its event."""

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
from .changing import allow, changing
from .models import Placement
from .placement_terms import TERM_FIELDS, PlacementTerms, checked, terms_of


def offer_placement(by: User, terms: PlacementTerms, shown_at: datetime | None = None) -> Placement:
    """Write down places that the own partner offers; the same form sent twice is refused with a sentence."""
    with writing() as session:
        allow(by, Permission.PLACEMENT_LOG)
        ready = checked(by.partner_id, terms)
        if shown_at is not None:
            same = select(Placement.id).where(
                Placement.partner_id == by.partner_id, Placement.title == ready.title, Placement.created_at >= shown_at
            )
            if db.session.scalar(same.limit(1)):
                raise RuleBroken("title", _("De pladser er allerede gemt. Giv dem en anden titel, hvis det er nogle nye."))
        placement = Placement(partner_id=by.partner_id, created_by_id=by.id)
        _apply(placement, ready)
        session.add(placement)
        session.flush()
        record("placement.logged", placement, by, title=placement.title, kind=placement.kind, quantity=placement.quantity)
    return placement


def edit_placement(by: User, placement_id: int, version: int, terms: PlacementTerms) -> Placement:
    """Change a placement; what is the same leaves no trace. Raises StaleVersion when another changed it meanwhile."""
    with changing(by, Permission.PLACEMENT_EDIT, Placement, placement_id, version) as placement:
        ready = checked(placement.partner_id, terms, placement)
        before = terms_of(placement)
        changes = {
            name: [getattr(before, name), getattr(ready, name)] for name in TERM_FIELDS if getattr(before, name) != getattr(ready, name)
        }
        if changes:
            _apply(placement, ready)
            record("placement.edited", placement, by, changes=changes)
    return placement


def close_placement(by: User, placement_id: int, version: int, reason: str) -> Placement:
    """Close a placement to further enquiries; what was accepted stands."""
    with changing(by, Permission.PLACEMENT_EDIT, Placement, placement_id, version) as placement:
        if placement.closed_at is not None:
            raise RuleBroken("", _("Pladserne er allerede lukket."))
        placement.closed_reason = check_text("reason", reason, REASON_LIMIT)
        placement.closed_at = now()
        record("placement.closed", placement, by, reason=placement.closed_reason)
    return placement


def reopen_placement(by: User, placement_id: int, version: int) -> Placement:
    """Open closed places again: the way back from a slip."""
    with changing(by, Permission.PLACEMENT_EDIT, Placement, placement_id, version) as placement:
        if placement.closed_at is None:
            raise RuleBroken("", _("Pladserne er allerede åbne."))
        placement.closed_at, placement.closed_reason = None, ""
        record("placement.reopened", placement, by)
    return placement


def _apply(placement: Placement, terms: PlacementTerms) -> None:
    for name in TERM_FIELDS:
        setattr(placement, name, getattr(terms, name))
