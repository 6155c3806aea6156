"""What the partners' pages cost the database: as much with many people as with few."""

from datetime import timedelta

from counting import count_queries
from makers import make_partner, make_steward, make_user

from partnerhub.accounts import invitations, representation
from partnerhub.accounts.models import Workplace
from partnerhub.clock import today
from partnerhub.database import writing


def fill(union, chair, steward, number):
    """Give a union people, workplaces, invitations and representations, each so many."""
    for place in range(number):
        company, speaker = make_partner("company", consultant_id=steward.id), make_user(union, function="tillidsrepræsentant")
        representation.propose(chair, speaker.id, company.id, today(), today() + timedelta(days=30))
        invitations.invite(chair, union.id, f"ny{place}.{union.id}@demo.example")
        with writing() as session:
            session.add(Workplace(partner_id=union.id, name=f"Hus {place}"))


def test_a_partners_page_asks_as_often_with_many_as_with_few(app, browse):
    """Ten times the people, workplaces, invitations and representations take the same number of queries, whoever looks."""
    steward, stranger, counts = make_steward(), make_user(), []
    for number in (2, 20):
        union = make_partner("union", consultant_id=steward.id)
        chair = make_user(union, is_manager=True)
        fill(union, chair, steward, number)
        asked = []
        for viewer in (steward, chair, stranger):
            browser = browse(viewer)
            with count_queries(app) as sent:
                browser.get(f"/partnere/{union.id}")
            asked.append(len(sent))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15


def test_the_list_asks_as_often_with_many_as_with_few(app, browse):
    """A full page of partners takes as many queries as a page of two, also the second page of many."""
    browser, counts = browse(make_steward()), []
    for number in (2, 40):
        for _ in range(number):
            make_user(make_partner("school"))
        with count_queries(app) as sent:
            page = browser.get("/partnere").get_data(as_text=True)
        counts.append(len(sent))
    assert "Demoschool" in page
    with count_queries(app) as sent:
        browser.get("/partnere?navn=demo&type=school")
    assert counts == [len(sent)] * 2
    assert len(sent) <= 5
