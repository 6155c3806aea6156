"""Mail that asks people to act on a commitment: reference and "log in and see", nothing confidential."""

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from ..accounts.models import Partner, User
from ..config import public_address
from ..database import db
from ..events import latest_seq
from ..mail import queue_mail
from .kinds import Answer
from .models import Commitment


def to_owner(by: User, commitment: Commitment) -> None:
    """Ask the owner's managers to approve or accept."""
    _send(by, commitment, "approve", User.partner_id == commitment.owner_id, User.is_manager.is_(True))


def to_cosigners(by: User, commitment: Commitment) -> None:
    """Ask the people of invited co-signers to answer."""
    asked = [c.partner_id for c in commitment.cosigners if c.answer == Answer.INVITED]
    if asked:
        _send(by, commitment, "sign", User.partner_id.in_(asked))


def _send(by: User, commitment: Commitment, occasion: str, *whom: ColumnElement[bool]) -> None:
    """One mail a person and change, named by the change's event; not to who did it, nor to who has no account to log in to yet."""
    active = (User.deactivated_at.is_(None), Partner.deactivated_at.is_(None), User.password_hash.is_not(None), User.id != by.id)
    seq = latest_seq()
    for user in db.session.scalars(select(User).join(Partner, Partner.id == User.partner_id).where(*whom, *active).order_by(User.id)):
        with force_locale(user.language):
            subject, text = _letter(commitment, occasion)
        queue_mail(f"commitment-{commitment.id}-{occasion}-e{seq}-u{user.id}", user.email, subject, text)


def _letter(commitment: Commitment, occasion: str) -> tuple[str, str]:
    reference, address = commitment.reference, public_address(f"/forpligtelser/{commitment.id}")
    if occasion == "sign":
        subject = _("Partnerhub: %(reference)s venter på jeres underskrift", reference=reference)
    else:
        subject = _("Partnerhub: %(reference)s venter på din godkendelse", reference=reference)
    text = _("Log ind og se forpligtelsen, og svar dér:\n%(address)s\n\nMed venlig hilsen\nPartnerhub", address=address)
    return subject, text
