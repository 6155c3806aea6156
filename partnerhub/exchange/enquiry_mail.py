"""Mail about enquiries."""

from flask_babel import lazy_gettext as _l

from ..accounts.models import User
from .enquiry_models import Enquiry
from .telling import tell_people

_TEXT = _l("Log ind og se forespørgslen:\n%(address)s\n\nMed venlig hilsen\nPartnerhub")
_SUBJECTS = {
    "asked": _l("Partnerhub: en forespørgsel venter på jeres svar"),
    "accepted": _l("Partnerhub: jeres forespørgsel er accepteret"),
    "declined": _l("Partnerhub: jeres forespørgsel er besvaret"),
    "withdrawn": _l("Partnerhub: en forespørgsel er trukket tilbage"),
    "done": _l("Partnerhub: gav det værdi? En forespørgsel er gennemført"),
}


def tell(by: User, enquiry: Enquiry, partner_id: int, occasion: str) -> None:
    """Write to a partner's people what happened, inside `writing()`: "asked", "accepted", "declined", "withdrawn" or "done"."""
    key, path = f"enquiry-{enquiry.id}-{occasion}", f"/forespoergsler/{enquiry.id}"
    tell_people(by, [partner_id], key, path, _SUBJECTS[occasion], _TEXT)
