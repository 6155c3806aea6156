"""Mail about suggested programmes: "log in and see", nothing confidential."""

from collections.abc import Collection

from flask_babel import force_locale
from flask_babel import gettext as _

from ..accounts.models import User
from ..config import public_address
from ..events import latest_seq
from ..mail import queue_mail
from .enquiry_mail import people_of
from .training_models import ProgrammeIdea


def tell(by: User, idea: ProgrammeIdea, partner_ids: Collection[int], occasion: str) -> None:
    """Write to companies' people what happened, inside `writing()`: "asked", "became" or "dropped"; one mail a person and event."""
    seq = latest_seq()
    for user in people_of(partner_ids, by):
        with force_locale(user.language):
            address = public_address(f"/hold/{idea.id}")
            text = _("Log ind og se holdet:\n%(address)s\n\nMed venlig hilsen\nPartnerhub", address=address)
            subject = _subject(occasion)
        queue_mail(f"idea-{idea.id}-{occasion}-e{seq}-u{user.id}", user.email, subject, text)


def _subject(occasion: str) -> str:
    return {
        "asked": _("Partnerhub: vil I sende nogen på et hold?"),
        "became": _("Partnerhub: holdet bliver til noget"),
        "dropped": _("Partnerhub: holdet bliver ikke til noget"),
    }[occasion]
