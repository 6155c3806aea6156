"""A school suggests a class: companies are asked and never named, and nobody's number is told."""

from datetime import timedelta

import pytest
from commitment_makers import colleague, make_manager
from exchange_makers import OPERATOR, idea_terms, make_idea, make_need, make_programme, programme_terms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_partner, make_user
from refusals import refused
from sqlalchemy import select

from partnerhub.accounts.models import User
from partnerhub.clock import at, now, today
from partnerhub.database import db, writing
from partnerhub.events import Event
from partnerhub.exchange import idea_queries, idea_service
from partnerhub.exchange.demand import demand
from partnerhub.exchange.gap import GapFilter, protected_sums
from partnerhub.exchange.idea_standing import standing
from partnerhub.exchange.kinds import Audience, IdeaStatus
from partnerhub.exchange.quarters import first_day, this_quarter
from partnerhub.mail import Mail

SOON = this_quarter() + 1


def asked_people(idea):
    """One person of each asked company, in the order of the answers."""
    return [make_user(one.partner, is_manager=True) for one in idea.answers]


def told(name):
    """The payloads of the events of a name, oldest first."""
    return list(db.session.scalars(select(Event.payload).where(Event.name == name).order_by(Event.seq)))


def mails():
    """The partners whose people got a mail about ideas, by occasion."""
    partner_of = dict(db.session.execute(select(User.email, User.partner_id)).all())
    rows = db.session.execute(select(Mail.key, Mail.recipient).where(Mail.key.startswith("idea-"))).all()
    return {(row.key.split("-")[2], partner_of[row.recipient]) for row in rows}


def test_every_company_that_needs_it_is_asked(each_database):
    """Companies with an open need of the occupation in the quarter are asked by mail, others are not."""
    school = make_manager("school")
    needing = [make_manager() for _ in range(3)]
    for person in needing:
        make_need(person)
    make_need(make_manager(), quarter=SOON + 1)
    make_need(make_manager(), occupation_id="svejser")
    make_need(make_manager("union"))
    idea = idea_service.suggest(school, idea_terms())
    assert {one.partner_id for one in idea.answers} == {person.partner_id for person in needing}
    assert mails() == {("asked", person.partner_id) for person in needing}
    assert told("idea.suggested")[0]["asked"] == 3


def test_fewer_than_three_are_never_asked(app):
    """With two companies the school is told the rule, not the number; nothing is written."""
    school = make_manager("school")
    for _ in range(2):
        make_need()
    assert "mindst tre" in refused(idea_service.suggest, school, idea_terms()).text


def test_hidden_companies_are_asked_only_in_a_group_that_is_shown_anyway(app):
    """One hidden company beside three whose needs the school sees is left out: being asked would tell that it is there."""
    school = make_manager("school")
    seen = [make_need(audience=Audience.SCHOOLS_AND_UNIONS).partner_id for _ in range(3)]
    make_need()
    assert idea_queries.companies_to_ask(school) == {(OPERATOR, SOON): sorted(seen)}
    hidden = [make_need().partner_id for _ in range(2)]
    assert len(idea_queries.companies_to_ask(school)[OPERATOR, SOON]) == len(seen) + len(hidden) + 1


def test_where_a_school_may_ask_is_what_the_gap_shows(app):
    """A cell where a school may ask has numbers in the gap already: the offer to ask says nothing new."""
    school = make_manager("school")
    for companies, occupation, audience in ((3, "smed", "municipality"), (2, "kok", "municipality"), (3, "svejser", "partners")):
        for _ in range(companies):
            make_need(occupation_id=occupation, audience=Audience(audience))
    cells = idea_queries.companies_to_ask(school).keys()
    assert cells == {("smed", SOON), ("svejser", SOON)}
    assert all(protected_sums(school, GapFilter(quarters=range(SOON, SOON + 1)))[cell].total for cell in cells)


@pytest.mark.parametrize("kind", ["company", "union", "municipality"])
def test_only_schools_suggest(app, kind):
    """Other partners cannot suggest a class."""
    refused(idea_service.suggest, make_manager(kind), idea_terms())


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "Hold for 010203-1234"}),
        ("minimum", {"minimum": 0}),
        ("minimum", {"minimum": 10_000}),
        ("answer_by", {"answer_by": today()}),
        ("answer_by", {"answer_by": today() + timedelta(days=400)}),
        ("", {"occupation_id": "ingenting"}),
        ("", {"quarter": this_quarter() - 1}),
    ],
)
def test_crooked_terms_are_refused_at_their_field(app, field, changed):
    """Each broken term names its field and nobody is asked."""
    school = make_manager("school")
    for _ in range(3):
        make_need()
    assert refused(idea_service.suggest, school, idea_terms(**changed)).field == field


def test_the_same_is_not_asked_again_for_ninety_days(app):
    """Neither while it is open nor shortly after it was dropped; later, and by another school, it can be."""
    school = make_manager("school")
    with at(now() - timedelta(days=91)):
        old = make_idea(school, quarter=SOON, answer_by=today() + timedelta(days=5))
    assert "90 dage" in refused(idea_service.suggest, school, idea_terms()).text
    idea_service.drop(school, old.id, old.version, "For få")
    again = idea_service.suggest(school, idea_terms())
    idea_service.drop(school, again.id, again.version, "")
    assert "90 dage" in refused(idea_service.suggest, school, idea_terms()).text
    assert idea_service.suggest(make_manager("school"), idea_terms()).id != again.id


def test_a_form_sent_twice_asks_once(app):
    """The second of two equal forms finds the idea of the first."""
    school, shown = make_manager("school"), now()
    for _ in range(3):
        make_need()
    first = idea_service.suggest(school, idea_terms(), shown)
    assert idea_service.suggest(school, idea_terms(), shown).id == first.id
    assert len(told("idea.suggested")) == 1


def test_an_answer_can_be_changed_until_the_last_day(each_database):
    """The company answers and changes its mind; on the day after the last nobody can, and a stranger never."""
    idea = make_idea()
    person, *_ = asked_people(idea)
    idea_service.answer(person, idea.id, 3)
    idea_service.answer(person, idea.id, 3)
    idea_service.answer(person, idea.id, 0)
    assert [payload["seats"] for payload in told("idea.answered")] == [3, 0]
    with at(now() + timedelta(days=14)):
        idea_service.answer(person, idea.id, 2)
    with at(now() + timedelta(days=15)):
        assert "længere" in refused(idea_service.answer, person, idea.id, 5).text
    refused(idea_service.answer, make_manager(), idea.id, 1)
    assert refused(idea_service.answer, person, idea.id, 5000).field == "seats"


def test_the_sum_is_told_once_and_late():
    """Until the last day only how many answered and, from three answers on, whether it is enough; then the sum of at least three."""
    assert standing([4, None, None], 3, is_asking=True).is_reached is None
    assert standing([4, 0, 0], 3, is_asking=True) == standing([4, 0, 0], 4, is_asking=True)
    assert standing([4, 3, 2], 6, is_asking=True).seats is None
    assert standing([4, 3, 2], 6, is_asking=False).seats == 9
    assert standing([4, 3, 0], 6, is_asking=False).seats is None


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.none() | st.integers(0, 9), max_size=6), st.integers(1, 12), st.booleans())
def test_no_single_answer_can_be_read_off(answers, minimum, is_asking):
    """Whoever answers something else with the same sum and the same number of yes, the school sees the same."""
    shown = standing(answers, minimum, is_asking=is_asking)
    yes = [place for place, seats in enumerate(answers) if seats]
    if len(yes) >= 2 and answers[yes[0]] > 1:
        other = list(answers)
        other[yes[0]] -= 1
        other[yes[1]] += 1
        assert standing(other, minimum, is_asking=is_asking) == shown
    assert shown.seats is None or (len(yes) >= 3 and not is_asking)


def test_at_the_minimum_it_becomes_a_programme(each_database):
    """The programme stands with the idea's id, those who said yes are told, and nobody answers or makes it again."""
    school = make_manager("school")
    idea = make_idea(school, companies=4)
    people = asked_people(idea)
    for person, seats in zip(people, (2, 3, 0, 0), strict=True):
        refused(idea_service.become, school, idea.id, idea.version, programme_terms())
        idea_service.answer(person, idea.id, seats)
    assert "mindste antal" in refused(idea_service.become, school, idea.id, idea.version, programme_terms()).text
    idea_service.answer(people[2], idea.id, 1)
    programme = idea_service.become(school, idea.id, idea.version, programme_terms())
    assert programme.idea_id == idea.id and idea_queries.programme_of(idea.id).id == programme.id
    assert {partner for occasion, partner in mails() if occasion == "became"} == {person.partner_id for person in people[:3]}
    refused(idea_service.become, school, idea.id, idea.version, programme_terms(title="Igen"))
    refused(idea_service.answer, people[0], idea.id, 9)


def test_others_neither_drop_nor_make_it(app):
    """Only the school's own people act on its idea."""
    idea = make_idea()
    person, *_ = asked_people(idea)
    for by in (person, make_manager("school"), make_manager()):
        refused(idea_service.drop, by, idea.id, idea.version, "")
        refused(idea_service.become, by, idea.id, idea.version, programme_terms())


def test_what_was_dropped_is_told_and_over(app):
    """Those who did not say no are told; a colleague can drop it too, once."""
    school = make_manager("school")
    idea = make_idea(school)
    people = asked_people(idea)
    idea_service.answer(people[0], idea.id, 0)
    idea_service.drop(colleague(school), idea.id, idea.version, "Læreren er rejst")
    assert idea.status is IdeaStatus.DROPPED
    assert {partner for occasion, partner in mails() if occasion == "dropped"} == {person.partner_id for person in people[1:]}
    refused(idea_service.drop, school, idea.id, idea.version, "")


def test_demand_ranks_holes_against_own_seats(app):
    """The largest hole stands first; own seats are told apart from those of others."""
    school = make_manager("school")
    for _ in range(3):
        make_need(headcount=4)
        make_need(occupation_id="svejser", headcount=3)
    then = first_day(SOON) + timedelta(days=10)
    make_programme(school, occupations=("svejser",), seats=5, starts_on=then)
    make_programme(make_manager("school"), occupations=("svejser",), seats=2, starts_on=then)
    rows = demand(school, GapFilter())
    assert [one.row.occupation_id for one in rows][0] == OPERATOR and rows[0].row.hole == 12 and rows[0].own_seats == 0
    welder = next(one for one in rows if one.row.occupation_id == "svejser")
    assert (welder.row.needed.total, welder.own_seats, welder.others, welder.row.hole) == (9, 5, 2, 2)
    assert {one.row.occupation_id for one in demand(school, GapFilter(), only_taught=True)} == {"svejser"}


def test_a_partner_that_left_is_not_asked(app):
    """A company that is no longer a partner keeps its needs, but nobody asks it."""
    school = make_manager("school")
    for _ in range(3):
        make_need()
    gone = make_partner("company")
    make_need(make_user(gone, is_manager=True))
    with writing():
        gone.deactivated_at = now()
    assert gone.id not in idea_queries.companies_to_ask(school)[OPERATOR, SOON]
