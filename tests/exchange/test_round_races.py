"""Several processes answer and close a needs round at the same time: an answer counts once, whole, or is refused with nothing stored."""

from typing import Any

import pytest
import round_racing
from exchange_makers import OPERATOR, WELDER, make_round
from makers import make_partner, make_steward
from racing import RACERS
from sqlalchemy import func, select

from partnerhub.database import db
from partnerhub.events import Event
from partnerhub.exchange import round_service
from partnerhub.exchange.enquiry_models import RoundRequest
from partnerhub.exchange.models import LabourNeed
from partnerhub.exchange.quarters import this_quarter

pytestmark = pytest.mark.slow
NEXT = this_quarter() + 1


def asked(number: int) -> tuple[Any, int, list[int]]:
    """Return a steward, a round and so many requests of it to companies with a mail."""
    steward = make_steward()
    companies = [make_partner("company", contact_mail=f"c{n}@demo.example") for n in range(number)]
    first = make_round(steward, companies[0])
    rest = round_service.ask(steward, first.round_id, [one.id for one in companies[1:]]) if number > 1 else []
    return steward, first.round_id, [first.id, *(request.id for request in rest)]


def stored(request_id: int) -> list[tuple[str | None, int]]:
    """Return the open needs of a request's company."""
    mine = select(RoundRequest.partner_id).where(RoundRequest.id == request_id).scalar_subquery()
    rows = db.session.scalars(select(LabourNeed).where(LabourNeed.partner_id == mine, LabourNeed.closed_at.is_(None)))
    return [(need.occupation_id, need.headcount) for need in rows]


def test_the_same_answer_sent_by_four_counts_once(race):
    """A button pressed twice, or a link opened by colleagues who write the same: one need, and nobody reads of a conflict."""
    _steward, _round_id, requests = asked(3)
    outcomes = race(round_racing.say, [(requests, OPERATOR, 3, NEXT)] * RACERS)
    assert outcomes == [["stored"] * 3] * RACERS
    assert all(stored(request_id) == [(OPERATOR, 3)] for request_id in requests)
    assert db.session.scalar(select(func.count()).where(Event.name == "round.answered")) == 3


def test_two_answers_to_one_link_never_mix(race):
    """Colleagues who write different things at once: the first is stored whole, the others are told and store nothing."""
    _steward, _round_id, requests = asked(4)
    said = [(OPERATOR, 1), (WELDER, 2), (OPERATOR, 3), (WELDER, 4)]
    outcomes = race(round_racing.say, [(requests, name, number, NEXT) for name, number in said])
    for place, request_id in enumerate(requests):
        each = [outcome[place] for outcome in outcomes]
        assert sorted(each) == ["stale"] * 3 + ["stored"]
        assert stored(request_id) == [said[each.index("stored")]]


def test_who_answers_while_the_round_closes_is_stored_or_told(race):
    """An answer that met an open round stands; one that came after closing leaves no need behind and no mark of an answer."""
    steward, round_id, requests = asked(6)
    plans = [("say", requests[:3], OPERATOR, 5, NEXT), ("say", requests[3:], WELDER, 5, NEXT), ("close", steward.id, round_id)]
    outcomes = race(round_racing.act, [*plans, plans[-1]])
    assert sorted([*outcomes[2], *outcomes[3]]) == ["closed", "closed before"]
    for request_id, outcome in zip(requests, [*outcomes[0], *outcomes[1]], strict=True):
        has_answer = db.session.get_one(RoundRequest, request_id).answered_at is not None
        assert outcome in ("stored", "refused")
        assert (outcome == "stored") == has_answer == bool(stored(request_id))
