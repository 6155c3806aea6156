"""Verbs on matches: put one away with a reason, take it out again. It is the own partner's matter and changes nothing for others."""

from typing import Any

from flask_babel import gettext as _

from ..access import Permission, may
from ..accounts.models import User
from ..commitments.kinds import REASON_LIMIT
from ..commitments.models import Commitment
from ..commitments.terms import check_text
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from .changing import allow, load
from .kinds import OfferKind
from .match_queries import find_hidden
from .models import HiddenMatch, LabourNeed, Placement
from .training_models import Initiative, Programme

_MODELS: dict[OfferKind, tuple[Any, Permission]] = {
    OfferKind.PROGRAMME: (Programme, Permission.PROGRAMME_VIEW),
    OfferKind.PLACEMENT: (Placement, Permission.PLACEMENT_VIEW),
    OfferKind.INITIATIVE: (Initiative, Permission.INITIATIVE_VIEW),
    OfferKind.COMMITMENT: (Commitment, Permission.COMMITMENT_VIEW),
}


def hide(by: User, need_id: int, offer: OfferKind, offer_id: int, reason: str) -> HiddenMatch:
    """Put a match away for the own partner; the reason given last stands. Raises RuleBroken without a reason, or for what is gone."""
    with writing() as session:
        need = _allowed(by, need_id)
        model, seen_by = _MODELS[offer]
        thing = db.session.get(model, offer_id)
        if thing is None or not may(by, seen_by, thing):
            raise RuleBroken("", _("Det findes ikke længere."))
        told = check_text("reason", reason, REASON_LIMIT, _("Skriv kort, hvorfor det ikke passer. Så kan dine kolleger se det."))
        row = find_hidden(by.partner_id, need_id, offer, offer_id)
        if row is None:
            row = HiddenMatch(partner_id=by.partner_id, need_id=need_id, offer=offer, offer_id=offer_id)
            session.add(row)
        elif row.reason == told:
            return row
        row.reason, row.by_id = told, by.id
        record("match.hidden", need, by, offer=offer.value, id=offer_id, reason=told)
    return row


def show_again(by: User, need_id: int, offer: OfferKind, offer_id: int) -> None:
    """Take a match out again; what is not hidden is left as it is."""
    with writing() as session:
        need = _allowed(by, need_id)
        row = find_hidden(by.partner_id, need_id, offer, offer_id)
        if row is not None:
            session.delete(row)
            record("match.shown", need, by, offer=offer.value, id=offer_id)


def _allowed(by: User, need_id: int) -> LabourNeed:
    need = load(LabourNeed, need_id)
    allow(by, Permission.MATCH_HIDE)
    allow(by, Permission.NEED_VIEW, need)
    return need
