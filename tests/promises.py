"""Commitments for tests of what is shown: made through the services, by managers, so that they are agreed at once."""

from datetime import timedelta
from typing import Any

from makers import make_partner, make_user
from sqlalchemy import select

from partnerhub.clock import today
from partnerhub.commitments import service
from partnerhub.commitments.kinds import KIND_FACTS, Kind, Visibility
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.terms import Terms
from partnerhub.database import db
from partnerhub.strategy.models import Goal, Guidepost, Strategy, StrategyState


def guidepost(code: str) -> Guidepost:
    """Return the guidepost of this code in the strategy in force."""
    found = db.session.scalar(
        select(Guidepost).join(Goal).join(Strategy).where(Guidepost.code == code, Strategy.state == StrategyState.IN_FORCE)
    )
    assert found is not None
    return found


def promise(title: str, code: str = "1.4", by: Any = None, public: bool = True, state: str = "agreed", **terms: Any) -> Commitment:
    """Make a commitment of ten work placements; `state` is draft or agreed."""
    by = by or make_user(make_partner(), is_manager=True)
    kind = terms.pop("kind", Kind.WORK_PLACEMENT)
    chosen = {
        "quantity": 10,
        "unit": KIND_FACTS[kind].unit,
        "start_on": today(),
        "due_on": today() + timedelta(days=100),
        "visibility": Visibility.PUBLIC if public else Visibility.PARTNERSHIP,
    } | terms
    made = service.draft(by, Terms(guidepost_id=guidepost(code).id, title=title, kind=kind, **chosen))
    return made if state == "draft" else service.propose(by, made.id, made.version)
