"""The asked side takes back a yes: with a reason, and what was given is free again."""

import pytest
from commitment_makers import make_manager
from enquiry_makers import make_enquiry
from sqlalchemy import func, select

from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.events import Event
from partnerhub.exchange import enquiry_service
from partnerhub.exchange.kinds import EnquiryStatus


def test_the_asked_side_takes_its_yes_back_with_a_reason(app):
    """What was given is free again and the asker is told; without a reason, before a yes, or after the end it is refused."""
    asker, owner = make_manager("union"), make_manager()
    enquiry = make_enquiry(asker, owner, number=3)
    with pytest.raises(RuleBroken):
        enquiry_service.withdraw(owner, enquiry.id, enquiry.version, "Vi har ikke svaret endnu.")
    enquiry = enquiry_service.accept(owner, enquiry.id, enquiry.version, 3)
    assert enquiry.placement.accepted == 3
    with pytest.raises(RuleBroken, match="hvorfor I ikke kan alligevel"):
        enquiry_service.withdraw(owner, enquiry.id, enquiry.version)
    enquiry = enquiry_service.withdraw(owner, enquiry.id, enquiry.version, "Holdet er lukket.")
    assert (enquiry.status, enquiry.placement.accepted) == (EnquiryStatus.WITHDRAWN, 0)
    assert db.session.scalar(select(func.count()).where(Event.name == "enquiry.withdrawn")) == 1
    done = make_enquiry(asker, owner, "done")
    with pytest.raises(RuleBroken):
        enquiry_service.withdraw(owner, done.id, done.version, "For sent.")
