"""What the address of the list of enquiries says."""

from collections.abc import Mapping

from ..access import Role
from ..accounts.models import User
from .enquiry_queries import EnquiryFilter
from .kinds import EnquiryStatus
from .parameters import Chosen, listed

RECEIVED, SENT, EVERYBODYS = "modtaget", "sendt", "alle"


def enquiry_filter(args: Mapping[str, str], user: User) -> Chosen[EnquiryFilter]:
    """Return the filter of a list of enquiries: `retning` (modtaget, sendt; alle for the steward), `status`."""
    allowed = (RECEIVED, SENT, EVERYBODYS) if Role.STEWARD in user.roles else (RECEIVED, SENT)
    direction = args.get("retning", "")
    found = EnquiryFilter(direction if direction in allowed else "", listed(EnquiryStatus, args.get("status")))
    return Chosen(found, found.direction, {"retning": found.direction, "status": found.status or ""})
