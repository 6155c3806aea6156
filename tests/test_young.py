"""The pages for the young: public places with a way on, jobs in demand as sums that tell on nobody, local offers on other pages."""

import contextvars
import re

import pytest
from client import Browser
from commitment_makers import make_manager
from counting import count_queries
from exchange_makers import OPERATOR, WELDER, make_need, make_placement
from makers import make_partner, make_user

from partnerhub.accounts.models import Workplace
from partnerhub.commitments.kinds import Kind, Visibility
from partnerhub.database import writing
from partnerhub.exchange.public_demand import public_demand
from partnerhub.exchange.quarters import this_quarter
from partnerhub.schemes.wording import lix, words_in


@pytest.fixture
def visitor(app):
    """Somebody without an account."""
    return Browser(app.test_client())


def page(visitor, path):
    """Return a page's text."""
    return visitor.get(path).get_data(as_text=True)


def public(title="Fritidsjob på lageret", kind=Kind.LEISURE_JOB, **terms):
    """Return a public place."""
    return make_placement(make_manager(), title=title, kind=kind, visibility=Visibility.PUBLIC, **terms)


def test_public_places_stand_with_a_way_on(visitor):
    """A visitor sees what was made public, whom to ask for by function, the rules and the assistant; never a person."""
    company = make_partner("company", "Demo Lager", contact_function="Lærlingeansvarlig", contact_mail="lone@demo.example")
    person = make_user(company, name="Lone Lærling")
    make_placement(person, title="Fritidsjob efter skole", kind=Kind.LEISURE_JOB, visibility=Visibility.PUBLIC)
    make_placement(person, title="Kun for partnere", kind=Kind.LEISURE_JOB)
    make_placement(person, title="Løntilskud", kind=Kind.WAGE_SUBSIDY, visibility=Visibility.PUBLIC)
    text = page(visitor, "/unge")
    assert "Fritidsjob efter skole" in text and "Lærlingeansvarlig" in text and "/assistent/ordninger/fritidsjob" in text
    assert "Kun for partnere" not in text and "Løntilskud" not in text
    assert "Lone" not in text and "lone@demo.example" not in text
    assert "Places you can apply for" in page(visitor, "/unge?lang=en")


def test_full_places_are_left_out(visitor):
    """Who comes for a place finds only places with room."""
    public(quantity=2, taken_elsewhere=2)
    assert "Fritidsjob på lageret" not in page(visitor, "/unge")


def test_places_are_narrowed_by_kind_town_age_and_occupation(visitor):
    """Each filter leaves out what does not fit; crooked values narrow nothing and break nothing."""
    by = make_manager()
    with writing() as session:
        there = Workplace(partner_id=by.partner_id, name="Værket", town="Demoby")
        session.add(there)
    facts = {"visibility": Visibility.PUBLIC, "workplace_id": there.id, "minimum_age": 18, "occupation_id": WELDER}
    make_placement(by, title="Snus i værkstedet", kind=Kind.TASTER_PLACEMENT, **facts)
    public()
    both = ("Snus i værkstedet", "Fritidsjob på lageret")
    for query, seen in (
        ("slags=taster_placement", (True, False)),
        ("by=Demoby", (True, False)),
        (f"erhverv={WELDER}", (True, False)),
        (f"erhverv={OPERATOR}", (False, True)),
        ("alder=15", (False, True)),
        ("alder=18", (True, True)),
        ("slags=x&alder=-1&erhverv=nej&efter=zz", (True, True)),
    ):
        text = page(visitor, f"/unge?{query}")
        assert tuple(f"{title}</a>" in text for title in both) == seen, query


def test_demand_is_told_from_four_partners_on(app, visitor):
    """Three partners' needs are no public number, for one of them could take its own away; four are, in sum and without names."""
    for number in range(3):
        make_need(headcount=10 + number)
    assert public_demand() == [] and "mindst 3" not in page(visitor, "/unge")
    make_need(headcount=1)
    assert [(one.occupation_id, one.headcount) for one in public_demand()] == [(OPERATOR, 34)]
    assert "mindst 34" in page(visitor, "/unge") and "Mindst 34" in page(visitor, f"/erhverv/{OPERATOR}")


def test_a_quarter_with_few_is_no_part_of_the_sum(app):
    """The sum over quarters holds published quarters only, so that no difference tells a single partner's number."""
    for _number in range(4):
        make_need(headcount=5)
    make_need(headcount=77, quarter=this_quarter() + 2)
    assert public_demand()[0].headcount == 20


def test_scheme_and_occupation_show_local_places(visitor):
    """The pages of a scheme and an occupation lead to the public places that use them, and say nothing where there are none."""
    assert "Pladser og forløb her" not in page(visitor, "/assistent/ordninger/erhvervspraktik")
    public("Erhvervspraktik på linjen", Kind.SCHOOL_PLACEMENT)
    assert "Erhvervspraktik på linjen" in page(visitor, "/assistent/ordninger/erhvervspraktik")
    assert "Erhvervspraktik på linjen" in page(visitor, f"/erhverv/{OPERATOR}")
    assert "Erhvervspraktik på linjen" not in page(visitor, "/assistent/ordninger/snusepraktik")


def test_the_page_costs_the_same_however_many(app, visitor):
    """The number of statements does not grow with the places."""
    costs = []
    for number in range(2):
        for step in range(1 + number * 8):
            public(f"Plads {number} {step}")
        page(visitor, "/unge")
        with count_queries(app) as sent:
            contextvars.Context().run(visitor.client.get, "/unge")
        costs.append(len([one for one in sent if "placement" in one or "partner" in one or "workplace" in one]))
    assert costs[0] == costs[1]


def test_the_pages_own_sentences_are_easy_to_read(visitor):
    """Every paragraph that the page for the young says itself has a LIX of at most 45."""
    public()
    text = page(visitor, "/unge").split("<main")[1].split("</main>")[0]
    said = [re.sub(r"<[^>]+>", " ", paragraph) for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", text, re.DOTALL)]
    long_enough = [" ".join(paragraph.split()) for paragraph in said if len(words_in(paragraph)) >= 8]
    assert long_enough
    assert [paragraph for paragraph in long_enough if lix(paragraph) > 45] == []
