"""What tests of commitments ask again and again: was the act refused with a sentence and without a trace, and what happened so far?"""

import pytest
from sqlalchemy import select

from partnerhub.commitments.models import Commitment
from partnerhub.commitments.totals import faults
from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.events import Event, latest_seq


def names(commitment: Commitment) -> list[str]:
    """Return the events of a commitment, oldest first."""
    asked = select(Event.name).where(Event.subject_type == "commitment", Event.subject_id == commitment.id).order_by(Event.seq)
    return [name.removeprefix("commitment.") for name in db.session.scalars(asked)]


def refused(act, *args) -> RuleBroken:
    """Make sure that an act is refused with a sentence and leaves nothing; return how."""
    before = latest_seq()
    with pytest.raises(RuleBroken) as broken:
        act(*args)
    assert len(broken.value.text) > 15
    assert latest_seq() == before
    assert faults() == []
    return broken.value
