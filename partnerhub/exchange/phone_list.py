"""Whom the steward calls in a needs round: those who have not answered, with the contact that their partner gave."""

from dataclasses import dataclass
from datetime import datetime

from ..language import write_moment
from ..sheets.columns import Column
from ..sheets.csv_files import write_csv
from .enquiry_models import NeedsRound, RoundRequest

COLUMNS = (
    Column("company", "Virksomhed", "Company"),
    Column("ask_for", "Spørg efter", "Ask for"),
    Column("phone", "Telefon", "Phone"),
    Column("mail", "Mail", "Mail"),
    Column("consultant", "Konsulent", "Consultant"),
    Column("reminded", "Påmindet", "Reminded"),
)


@dataclass(frozen=True)
class Call:
    """One company to call."""

    request_id: int
    company: str
    ask_for: str
    phone: str
    mail: str
    consultant: str
    reminded_at: datetime | None


def calls(needs_round: NeedsRound) -> list[Call]:
    """Return the companies without an answer, by name; the round is loaded with requests, companies and people."""
    silent = (request for request in needs_round.requests if request.answered_at is None)
    return [_call(request) for request in sorted(silent, key=lambda request: request.partner.sort_key)]


def as_csv(needs_round: NeedsRound) -> bytes:
    """Return the list as csv for Danish Excel."""
    found = calls(needs_round)
    rows = [(one.company, one.ask_for, one.phone, one.mail, one.consultant, write_moment(one.reminded_at)) for one in found]
    return write_csv(COLUMNS, rows)


def _call(request: RoundRequest) -> Call:
    partner = request.partner
    managers = [user for user in partner.users if user.is_manager and user.deactivated_at is None]
    people = ", ".join(f"{user.name} ({user.function})" if user.function else user.name for user in managers)
    return Call(
        request.id,
        partner.name,
        partner.contact_function or people,
        partner.contact_phone,
        partner.contact_mail or ", ".join(user.email for user in managers),
        partner.consultant.name if partner.consultant else "",
        request.reminded_at,
    )
