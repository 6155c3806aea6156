"""Enquiries and initiatives, made through the services by the people whose act it is."""

from typing import Any

from commitment_makers import make_manager
from exchange_makers import make_placement

from partnerhub.accounts.models import User
from partnerhub.database import writing
from partnerhub.exchange import enquiry_service, initiative_service
from partnerhub.exchange.enquiry_models import Enquiry
from partnerhub.exchange.enquiry_terms import EnquiryTerms
from partnerhub.exchange.initiative_terms import InitiativeTerms
from partnerhub.exchange.kinds import EnquiryAbout, InitiativeKind, ProgrammeKind
from partnerhub.exchange.training_models import Initiative, Programme


def make_seats(by: User | None = None, seats: int = 10, **facts: Any) -> Programme:
    """Make a programme of somebody's school, a new school's unless told."""
    owner = by or make_manager("school")
    with writing() as session:
        made = Programme(partner_id=owner.partner_id, title="AMU: Hygiejne", kind=ProgrammeKind.AMU, seats=seats, **facts)
        session.add(made)
    return made


def places(placement_id: int, number: int = 2, **changed: Any) -> EnquiryTerms:
    """Return the terms of asking for so many places."""
    return EnquiryTerms(EnquiryAbout.PLACES, placement_id=placement_id, number=number, **changed)


def seats(programme_id: int, number: int = 2, **changed: Any) -> EnquiryTerms:
    """Return the terms of asking for so many seats."""
    return EnquiryTerms(EnquiryAbout.SEATS, programme_id=programme_id, number=number, **changed)


def meeting(partner_id: int, note: str = "Om lærlinge til foråret", **changed: Any) -> EnquiryTerms:
    """Return the terms of asking a partner for a meeting."""
    return EnquiryTerms(EnquiryAbout.MEETING, partner_id=partner_id, note=note, **changed)


def make_enquiry(by: User | None = None, owner: User | None = None, status: str = "pending", number: int = 2, **terms: Any) -> Enquiry:
    """Let somebody ask for places of a new placement of `owner`, and bring the enquiry to a state."""
    asker, owner = by or make_manager("union"), owner or make_manager()
    made = enquiry_service.send(asker, places(make_placement(owner).id, number, **terms))
    if status == "declined":
        return enquiry_service.decline(owner, made.id, made.version, "Vi har ikke en vejleder nu.")
    if status == "withdrawn":
        return enquiry_service.withdraw(asker, made.id, made.version)
    if status in ("accepted", "done"):
        made = enquiry_service.accept(owner, made.id, made.version, number)
    return enquiry_service.finish(asker, made.id, made.version) if status == "done" else made


def initiative_terms(**changed: Any) -> InitiativeTerms:
    """Return the terms of a day of assessing prior learning; `changed` are fields set differently."""
    chosen: dict[str, Any] = {"kind": InitiativeKind.RKV_DAY, "title": "RKV-dag på fabrikken", "reached": 12, "went_on": 5}
    return InitiativeTerms(**chosen | changed)


def make_initiative(by: User | None = None, **terms: Any) -> Initiative:
    """Make an initiative of somebody's partner, a new union's unless told."""
    return initiative_service.log_initiative(by or make_manager("union"), initiative_terms(**terms))
