"""Several processes write the same programmes at the same time: no seat is lost or given twice, nothing is written twice."""

from datetime import timedelta

import programme_racing
import pytest
from commitment_makers import colleague, make_manager
from crooked_files import workbook
from enquiry_makers import make_seats, seats
from exchange_makers import idea_terms, make_idea, make_need, make_programme, programme_terms
from programme_sheets import HEADS, SOON, line, plan_of
from racing import RACERS
from sqlalchemy import func, select

from partnerhub.accounts.models import User
from partnerhub.clock import at, today
from partnerhub.database import db
from partnerhub.exchange import enquiry_service
from partnerhub.exchange.training_models import IdeaAnswer, Programme, ProgrammeIdea

pytestmark = pytest.mark.slow


def staff(school: User) -> list[int]:
    """The ids of four people of one school."""
    return [school.id, *(colleague(school).id for _ in range(RACERS - 1))]


def written(school_id: int) -> int:
    """How many programmes a school has."""
    return int(db.session.scalar(select(func.count()).select_from(Programme).where(Programme.partner_id == school_id)) or 0)


def test_every_seat_that_was_saved_as_taken_is_taken(race):
    """Four colleagues count up the same class at once: each "saved" is one seat, who came late is told, nothing is overwritten."""
    school = make_manager("school")
    people, programme_id = staff(school), make_programme(school, seats=500).id
    outcomes = [one for row in race(programme_racing.take, [(user_id, programme_id, 12) for user_id in people]) for one in row]
    assert set(outcomes) <= {"saved", "stale"} and "saved" in outcomes
    made = db.session.get_one(Programme, programme_id)
    assert made.taken_elsewhere == outcomes.count("saved") and made.version == 1 + outcomes.count("saved")


def test_seats_told_and_seats_given_never_overbook(race):
    """Two count up what was taken elsewhere while two say yes to enquiries: ten seats are ten, whoever comes first."""
    school = make_manager("school")
    people, programme_id = staff(school), make_seats(school, 10).id
    asked = [enquiry_service.send(make_manager(), seats(programme_id, 2)).id for _ in range(8)]
    plans = [(people[0], asked[:4], 2), (people[1], asked[4:], 2)]
    taking = [(user_id, programme_id, 8) for user_id in people[2:]]
    rows = race(programme_racing.either, [("accept", *plan) for plan in plans] + [("take", *plan) for plan in taking])
    made = db.session.get_one(Programme, programme_id)
    assert made.accepted == 2 * sum(row.count("saved") for row in rows[:2])
    assert made.taken_elsewhere == sum(row.count("saved") for row in rows[2:])
    assert made.free >= 0 and made.accepted + made.taken_elsewhere >= 9


def test_a_sheet_that_two_read_in_at_once_is_written_once(race):
    """Four colleagues sent the same sheet and say yes at the same moment: one writes it, the others' rows are found to stand already."""
    school = make_manager("school")
    sheet = workbook([HEADS, *(line(code=f"4000{n}", title=f"Hold {n}") for n in range(5))])
    people, school_id = staff(school), school.partner_id
    keys = [plan_of(db.session.get_one(User, user_id), sheet)[0] for user_id in people]
    outcomes = race(programme_racing.confirm, list(zip(people, keys, strict=True)))
    assert sorted(outcomes) == [(0, 0)] * 3 + [(5, 0)]
    assert written(school_id) == 5


def test_one_yes_said_twice_is_done_once(race):
    """The button pressed in four windows of one person: one carries the sheet out, for the others it is gone."""
    school = make_manager("school")
    school_id = school.partner_id
    key, _plan = plan_of(school, workbook([HEADS, line(), line(code="40002", start=SOON + timedelta(days=7))]))
    outcomes = race(programme_racing.confirm, [(school.id, key)] * RACERS)
    assert sorted(outcomes, key=str) == sorted(["gone"] * 3 + [(2, 0)], key=str)
    assert written(school_id) == 2


def test_a_term_copied_by_several_at_once_stands_once(race):
    """Four colleagues copy last term to the same day at once: each class is there once, all or none of a person's."""
    school = make_manager("school")
    school_id = school.partner_id
    with at(today() - timedelta(days=120)):
        ids = [make_programme(school, title=f"Hold {n}", starts_on=today() + timedelta(days=5)).id for n in range(3)]
    outcomes = race(programme_racing.copy, [(user_id, ids, today() + timedelta(days=62)) for user_id in staff(school)])
    assert sorted(outcomes) == [0, 0, 0, 3]
    assert written(school_id) == 6


def test_four_colleagues_ask_the_companies_once(race):
    """The same class suggested at the same moment by four people of a school is one idea, and each company is asked once."""
    school = make_manager("school")
    for _ in range(3):
        make_need()
    told = race(programme_racing.suggest, [(one, idea_terms()) for one in staff(school)])
    assert sorted(told)[-1] == "asked" and told.count("asked") == 1
    assert db.session.scalar(select(func.count()).select_from(ProgrammeIdea)) == 1
    assert db.session.scalar(select(func.count()).select_from(IdeaAnswer)) == 3


def test_an_idea_becomes_one_programme(race):
    """Four people of a school make a programme of the same idea at once: one does, the others are refused."""
    school, people = make_manager("school"), [make_manager() for _ in range(3)]
    idea, partner_id = make_idea(school, *people, seats=2), school.partner_id
    told = race(programme_racing.become, [(one, idea.id, idea.version, programme_terms()) for one in staff(school)])
    assert sorted(told) == ["made", "refused", "refused", "refused"]
    assert written(partner_id) == 1


def test_nobody_answers_after_it_became_a_programme(race):
    """Answers and the making of the programme at the same moment: what was kept was kept before, and the last answer stands."""
    school, people = make_manager("school"), [make_manager() for _ in range(3)]
    idea = make_idea(school, *people, seats=2)
    jobs = [(person.id, idea.id, [3, 4, 5]) for person in people]
    told = race(programme_racing.answer_or_become, [*jobs, (school.id, idea.id, programme_terms())])
    kept = {person.partner_id: outcomes.count("kept") for person, outcomes in zip(people, told, strict=False)}
    for given in db.session.scalars(select(IdeaAnswer).where(IdeaAnswer.idea_id == idea.id)):
        assert given.seats == (2, 3, 4, 5)[kept[given.partner_id]]
    assert told[-1] == ["made"] and all(outcomes == sorted(outcomes) for outcomes in told[:3])
