"""Mail that asks people to act on a commitment: reference and "log in and see", nothing confidential."""

from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from ..accounts.models import User
from ..config import public_address
from ..database import db
from ..mail import queue_mail
from .kinds import Answer
from .models import Commitment


def to_owner(commitment: Commitment) -> None:
    """Ask the owner's managers to approve or accept."""
    people = db.session.scalars(select(User).where(User.partner_id == commitment.owner_id, User.is_manager, User.deactivated_at.is_(None)))
    _send(commitment, people, "approve")


def to_cosigners(commitment: Commitment) -> None:
    """Ask the people of invited co-signers to answer."""
    asked = [c.partner_id for c in commitment.cosigners if c.answer == Answer.INVITED]
    if asked:
        people = db.session.scalars(select(User).where(User.partner_id.in_(asked), User.deactivated_at.is_(None)))
        _send(commitment, people, "sign")


def _send(commitment: Commitment, people: Iterable[User], occasion: str) -> None:
    """Once a person, occasion and version; someone without a password has no account to log in to yet."""
    for user in people:
        if user.password_hash is None:
            continue
        with force_locale(user.language):
            subject, text = _letter(commitment, occasion)
        queue_mail(f"commitment-{commitment.id}-{occasion}-v{commitment.version}-u{user.id}", user.email, subject, text)


def _letter(commitment: Commitment, occasion: str) -> tuple[str, str]:
    reference, address = commitment.reference, public_address(f"/forpligtelser/{commitment.id}")
    if occasion == "sign":
        subject = _("Partnerhub: %(reference)s venter på jeres underskrift", reference=reference)
    else:
        subject = _("Partnerhub: %(reference)s venter på din godkendelse", reference=reference)
    text = _("Log ind og se forpligtelsen, og svar dér:\n%(address)s\n\nMed venlig hilsen\nPartnerhub", address=address)
    return subject, text
