"""Mail about enquiries: "log in and see", nothing confidential."""

from collections.abc import Collection

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from ..accounts.models import Partner, User
from ..config import public_address
from ..database import db
from ..events import latest_seq
from ..mail import queue_mail
from .enquiry_models import Enquiry


def people_of(partner_ids: Collection[int], but: User) -> list[User]:
    """Return the people of partners who have an account to log in to, without one of them; one statement."""
    able = (User.deactivated_at.is_(None), Partner.deactivated_at.is_(None), User.password_hash.is_not(None), User.id != but.id)
    people = select(User).join(Partner, Partner.id == User.partner_id).where(User.partner_id.in_(partner_ids), *able)
    return list(db.session.scalars(people.order_by(User.id)))


def tell(by: User, enquiry: Enquiry, partner_id: int, occasion: str) -> None:
    """Write to a partner's people what happened, inside `writing()`: "asked", "accepted", "declined", "withdrawn" or "done".

    Not to who did it, nor to who has no account to log in to yet; one mail a person and event.
    """
    seq = latest_seq()
    for user in people_of([partner_id], by):
        with force_locale(user.language):
            address = public_address(f"/forespoergsler/{enquiry.id}")
            text = _("Log ind og se forespørgslen:\n%(address)s\n\nMed venlig hilsen\nPartnerhub", address=address)
            subject = _subject(occasion)
        queue_mail(f"enquiry-{enquiry.id}-{occasion}-e{seq}-u{user.id}", user.email, subject, text)


def _subject(occasion: str) -> str:
    return {
        "asked": _("Partnerhub: en forespørgsel venter på jeres svar"),
        "accepted": _("Partnerhub: jeres forespørgsel er accepteret"),
        "declined": _("Partnerhub: jeres forespørgsel er besvaret"),
        "withdrawn": _("Partnerhub: en forespørgsel er trukket tilbage"),
        "done": _("Partnerhub: gav det værdi? En forespørgsel er gennemført"),
    }[occasion]
