"""Several processes answer enquiries at the same time: places are never given twice, and what is given adds up."""

from typing import Any

import enquiry_racing
import pytest
from commitment_makers import colleague, make_manager
from enquiry_makers import make_seats, places, seats
from exchange_makers import make_placement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from racing import RACERS
from sqlalchemy import func, select

from partnerhub.database import db
from partnerhub.exchange import enquiry_service
from partnerhub.exchange.enquiry_models import Enquiry
from partnerhub.exchange.kinds import EnquiryStatus
from partnerhub.exchange.models import Placement
from partnerhub.exchange.training_models import Programme

pytestmark = pytest.mark.slow


def given_away(column: Any, offer_id: int) -> int:
    """Return how many the accepted enquiries of an offer hold."""
    held = select(func.coalesce(func.sum(Enquiry.accepted_number), 0)).where(column == offer_id)
    return int(db.session.scalar(held.where(Enquiry.status.in_((EnquiryStatus.ACCEPTED, EnquiryStatus.DONE)))) or 0)


def test_the_last_places_are_given_once(race):
    """Four colleagues say yes to four enquiries for the last three places at once: one wins, three read how many are free."""
    owner = make_manager()
    people = [owner.id, *(colleague(owner).id for _ in range(RACERS - 1))]
    placement_id = make_placement(owner, quantity=3).id
    asked = [enquiry_service.send(make_manager(), places(placement_id, 3)).id for _ in range(RACERS)]
    outcomes = [row[0] for row in race(enquiry_racing.accept, [(people[n], [asked[n]], 3) for n in range(RACERS)])]
    assert sorted(outcomes) == [("number", 0)] * 3 + [("yes", 3)]
    assert db.session.get_one(Placement, placement_id).free == 0
    assert given_away(Enquiry.placement_id, placement_id) == 3


def test_who_is_told_accepts_fewer_and_no_place_is_lost(race):
    """Four say yes to four each of ten seats, then to fewer: exactly ten are given, and nobody more than asked for."""
    school = make_manager("school")
    people = [school.id, *(colleague(school).id for _ in range(RACERS - 1))]
    programme_id = make_seats(school, 10).id
    asked = [enquiry_service.send(make_manager(), seats(programme_id, 4)).id for _ in range(RACERS)]
    outcomes = [row[0] for row in race(enquiry_racing.accept_or_fewer, [(people[n], [asked[n]], 4) for n in range(RACERS)])]
    assert sum(number for _outcome, number in outcomes) == 10
    assert db.session.get_one(Programme, programme_id).accepted == given_away(Enquiry.programme_id, programme_id) == 10


def test_one_enquiry_is_answered_once(race):
    """Four colleagues press yes on the same enquiries at once: each is answered by one, and its places are taken once."""
    owner = make_manager()
    people = [owner.id, *(colleague(owner).id for _ in range(RACERS - 1))]
    placement_id = make_placement(owner, quantity=100).id
    asked = [enquiry_service.send(make_manager(), places(placement_id, 2)).id for _ in range(6)]
    won = race(enquiry_racing.accept, [(user_id, asked, 2) for user_id in people])
    for outcomes in zip(*won, strict=True):
        assert [what for what, _number in outcomes].count("yes") == 1
    assert db.session.get_one(Placement, placement_id).accepted == given_away(Enquiry.placement_id, placement_id) == 12


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    total=some.integers(1, 12),
    wishes=some.lists(some.integers(1, 5), min_size=RACERS, max_size=RACERS),
    back=some.lists(some.booleans(), min_size=RACERS, max_size=RACERS),
)
def test_whatever_is_wished_and_taken_back_never_overbooks(race, total, wishes, back):
    """Any wishes, accepted by one side while both take some back at the same moment: given and free always add up to all."""
    owner, asker = make_manager(), make_manager("union")
    wishes = [min(wish, total) for wish in wishes]
    placement_id = make_placement(owner, quantity=total).id
    asked = [enquiry_service.send(asker, places(placement_id, wish)).id for wish in wishes]
    accepts = [("accept", enquiry_id, wish) for enquiry_id, wish in zip(asked, wishes, strict=True)]
    backs = [("withdraw", enquiry_id, 0) for enquiry_id, gone in zip(asked, back, strict=True) if gone]
    plans = [(owner.id, accepts), (owner.id, [*accepts[::-1], *backs]), (asker.id, backs), (asker.id, backs[::-1])]
    race(enquiry_racing.act, plans)
    placement = db.session.get_one(Placement, placement_id)
    assert placement.accepted == given_away(Enquiry.placement_id, placement_id)
    assert 0 <= placement.free <= total
