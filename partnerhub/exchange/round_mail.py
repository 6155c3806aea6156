"""The mails of a needs round: one to a company's contact mail, or to its managers where it has none."""

from datetime import datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from ..accounts.models import Partner
from ..accounts.session import hash_token
from ..clock import COPENHAGEN, local, now
from ..config import link_token, public_address
from ..database import db
from ..language import speaking, write_day
from ..mail import Mail, MailState, queue_mail
from ..workdays import is_workday
from .enquiry_models import NeedsRound, RoundRequest
from .labels import quarter_label

_MORNING = time(8, 0)


def token_of(round_id: int, partner_id: int) -> str:
    """Return the token of the link that asks one company in one round; only its hash is stored."""
    return link_token(f"needs-round-{round_id}-{partner_id}")


def hash_of(round_id: int, partner_id: int) -> str:
    """Return what is stored of the token."""
    return hash_token(token_of(round_id, partner_id))


def recipients(partner: Partner) -> list[str]:
    """Return where a company gets the mail: its contact mail, else its managers; nowhere when it has neither."""
    if partner.contact_mail:
        return [partner.contact_mail]
    return [user.email for user in partner.users if user.is_manager and user.deactivated_at is None]


def mail_text(needs_round: NeedsRound, partner: str, token: str, is_reminder: bool = False) -> tuple[str, str]:
    """Return subject and text of the mail, in Danish with a line in English."""
    with speaking("da"):
        quarter, due = quarter_label(needs_round.quarter), write_day(needs_round.due_on)
        address = public_address(f"/behovsrunde/{token}")
        subject = (
            _("Husk: hvilke medarbejdere mangler I i %(quarter)s?", quarter=quarter)
            if is_reminder
            else _("Hvilke medarbejdere mangler I i %(quarter)s?", quarter=quarter)
        )
        parts = [
            _("Til %(partner)s", partner=partner),
            needs_round.message,
            _("Fortæl os, hvilke medarbejdere I kommer til at mangle. Det tager to minutter, og I skal ikke logge ind:"),
            address,
            _("Har I ingen behov, så sig det med ét tryk på siden. Svar senest %(day)s.", day=due),
            _("Nye behov ses kun af kommunen, til I selv vælger andet. Linket er jeres eget: send det kun til kolleger."),
            f"In English: {address}?lang=en",
        ]
        return subject, "\n\n".join(part for part in parts if part)


def send_request(request: RoundRequest, needs_round: NeedsRound, partner: Partner) -> None:
    """Put the first mail to a company in the outbox."""
    _queue(request, needs_round, partner, f"needs-round-{request.id}", None)


def send_reminder(request: RoundRequest, needs_round: NeedsRound, partner: Partner, when: datetime) -> None:
    """Put a reminder in the outbox, to be sent at a moment."""
    _queue(request, needs_round, partner, f"needs-round-{request.id}-reminder-{now():%Y%m%d%H%M%S}", when)


def drop_waiting(request: RoundRequest) -> None:
    """Take back reminders that have not gone yet: the company has answered."""
    waiting = Mail.key.startswith(f"needs-round-{request.id}-reminder-", autoescape=True) & (Mail.state == MailState.QUEUED)
    db.session.execute(delete(Mail).where(waiting, Mail.attempts == 0))


def working_moment(moment: datetime) -> datetime:
    """Return the moment itself on a working day, else eight in the morning of the next one."""
    day = local(moment).date()
    if is_workday(day):
        return moment
    while not is_workday(day):
        day += timedelta(days=1)
    return datetime.combine(day, _MORNING, COPENHAGEN)


def _queue(request: RoundRequest, needs_round: NeedsRound, partner: Partner, key: str, when: datetime | None) -> None:
    subject, text = mail_text(needs_round, partner.name, token_of(needs_round.id, partner.id), is_reminder=when is not None)
    for number, address in enumerate(recipients(partner)):
        mail = queue_mail(f"{key}-{number}", address, subject, text)
        if when is not None:
            mail.due_at = when
