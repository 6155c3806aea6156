"""What an accepted enquiry becomes: a draft commitment, or a progress entry on one that stands; linked both ways."""

from dataclasses import replace
from datetime import date

from flask_babel import gettext as _

from ..access import Permission
from ..accounts.models import User
from ..commitments import service, voices
from ..commitments.models import Commitment, Progress
from ..commitments.terms import Terms
from ..errors import RuleBroken
from ..events import record
from .changing import changing
from .enquiry_models import Enquiry


def become_commitment(by: User, enquiry_id: int, version: int, terms: Terms) -> Commitment:
    """Write a draft of the own partner from an accepted enquiry, the other side asked to sign along."""
    with changing(by, Permission.ENQUIRY_END, Enquiry, enquiry_id, version) as enquiry:
        if enquiry.commitment_id is not None:
            raise RuleBroken("", _("Forespørgslen er allerede blevet til en forpligtelse."))
        made = service.draft(by, replace(terms, cosigners=((other_side(enquiry, by.partner_id), None),)))
        enquiry.commitment_id = made.id
        record("enquiry.became_commitment", enquiry, by, reference=made.reference)
    return made


def become_progress(by: User, enquiry_id: int, version: int, commitment_id: int, amount: int, note: str, on: date) -> Progress:
    """Report what an accepted enquiry gave as progress on an open commitment that the own partner owns or has signed."""
    with changing(by, Permission.ENQUIRY_END, Enquiry, enquiry_id, version) as enquiry:
        if enquiry.progress_id is not None:
            raise RuleBroken("", _("Forespørgslen er allerede meldt som fremdrift."))
        entry = voices.report(by, commitment_id, amount, note, on)
        enquiry.progress_id = entry.id
        record("enquiry.became_progress", enquiry, by, reference=entry.commitment.reference, amount=amount)
    return entry


def other_side(enquiry: Enquiry, partner_id: int) -> int:
    """Return the id of the partner on the other side of an enquiry."""
    return enquiry.to_partner_id if partner_id == enquiry.from_partner_id else enquiry.from_partner_id
