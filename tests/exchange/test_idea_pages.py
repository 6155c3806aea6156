"""The pages of demand and suggested classes: each side sees its own part, bad input is kept, nothing is counted in a loop."""

from datetime import timedelta

import pytest
from commitment_makers import make_manager
from counting import count_queries
from exchange_makers import OPERATOR, make_idea, make_need, programme_terms
from makers import make_steward, make_user

from partnerhub.clock import today
from partnerhub.exchange import idea_service
from partnerhub.exchange.quarters import code_of, this_quarter

SOON = this_quarter() + 1
ADDRESS = f"/hold/nyt?erhverv={OPERATOR}&kvartal={code_of(SOON)}"


@pytest.fixture
def school(app):
    """A school's manager, with three companies that need process operators."""
    for _ in range(3):
        make_need(headcount=4)
    return make_manager("school")


def test_a_school_suggests_from_a_hole(school, browse):
    """From the demand to the form to the idea's page, by links and buttons."""
    browser = browse(school)
    page = browser.get("/forloeb/behov").text
    assert "12" in page and f"erhverv={OPERATOR}" in page
    assert "Sådan foregår det" in browser.get(ADDRESS).text
    form = {"title": "Drift", "kind": "amu", "minimum": "6", "answer_by": "31.12.2026", "about": ""}
    made = browser.post(ADDRESS, form | {"answer_by": ""}, 422)
    assert 'value="Drift"' in made.text
    answer_by = (today() + timedelta(days=10)).isoformat()
    made = browser.post(ADDRESS, form | {"answer_by": answer_by})
    assert "3 virksomheder er spurgt" in made.text and "0 af 3 har svaret" in made.text
    assert "Se det foreslåede hold" in browser.get("/forloeb/behov").text


def test_an_address_without_a_hole_leads_to_the_demand(school, browse):
    """Who comes without occupation and quarter is told where to begin."""
    for address in ("/hold/nyt", "/hold/nyt?erhverv=findes-ikke&kvartal=x", f"/hold/nyt?erhverv={OPERATOR}&kvartal=1999K1"):
        assert "foreslå holdet derfra" in browse(school).get(address).text


def test_a_company_answers_on_its_desk(school, browse):
    """What waits stands on the desk; a yes needs a number, a no needs none, and the answer is shown again."""
    person = make_manager()
    idea = make_idea(school, person)
    browser = browse(person)
    assert "Vil I sende nogen på “Drift af linjer”?" in browser.get("/virksomheder").text
    refused = browser.post(f"/hold/{idea.id}/svar", {"seats": "", "act": "yes"}, 422)
    assert "eller svar nej" in refused.text
    refused = browser.post(f"/hold/{idea.id}/svar", {"seats": "mange", "act": "yes"}, 422)
    assert "mange" in refused.text
    assert "I vil sende 4." in browser.post(f"/hold/{idea.id}/svar", {"seats": "4", "act": "yes"}).text
    assert "I har sagt nej." in browser.post(f"/hold/{idea.id}/svar", {"seats": "4", "act": "no"}).text
    assert "Drift af linjer" not in browser.get("/virksomheder").text


def test_companies_are_never_named_to_the_school(school, browse):
    """Neither the list, the idea's page nor the desk names who was asked or what one answered."""
    persons = [make_manager() for _ in range(3)]
    idea = make_idea(school, *persons, seats=777)
    for viewer in (school, make_steward()):
        for address in ("/hold", f"/hold/{idea.id}", "/skoler" if viewer is school else "/hold"):
            page = browse(viewer).get(address).text
            assert all(person.partner.name not in page for person in persons)
            assert "777" not in page and "2.331" not in page
    other = browse(persons[0]).get(f"/hold/{idea.id}").text
    assert persons[1].partner.name not in other and "har svaret" not in other


def test_enough_answers_become_a_programme(school, browse):
    """One form, filled in from the idea, makes the programme; the companies find their way to its seats."""
    persons = [make_manager() for _ in range(3)]
    idea = make_idea(school, *persons, seats=2)
    browser = browse(school)
    assert f"/hold/{idea.id}/forloeb" in browser.get(f"/hold/{idea.id}").text
    form = browser.get(f"/hold/{idea.id}/forloeb").text
    assert 'value="Drift af linjer"' in form
    kept = {"title": "Drift af linjer", "kind": "amu", "form": "day", "visibility": "public", "version": str(idea.version)}
    browser.post(f"/hold/{idea.id}/forloeb", kept | {"seats": ""}, 422)
    made = browser.post(f"/hold/{idea.id}/forloeb", kept | {"seats": "12"})
    assert "Forløbet er oprettet" in made.text
    assert "Spørg på pladser" in browse(persons[0]).get(f"/hold/{idea.id}").text


def test_a_class_that_too_few_want_has_no_form_yet(school, browse):
    """Who comes by an address before the minimum is reached, or after it became a programme, is told so on the idea's page."""
    persons = [make_manager() for _ in range(3)]
    idea = make_idea(school, *persons)
    address, told = f"/hold/{idea.id}/forloeb", "når mindst tre har svaret"
    assert told in browse(school).get(address).text
    for person in persons:
        idea_service.answer(person, idea.id, 2)
    assert told not in browse(school).get(address).text
    idea_service.become(school, idea.id, idea.version, programme_terms())
    assert told in browse(school).get(address).text


def test_the_demand_can_be_taken_away_and_filtered(school, browse):
    """The files hold the rows of the page; crooked filters are left out."""
    browser = browse(school)
    assert "Procesoperatør;" in browser.get("/forloeb/behov/behov.csv").data.decode("utf-8-sig")
    assert browser.get("/forloeb/behov/behov.xlsx").data[:2] == b"PK"
    assert "Ingen behov at vise" in browser.get("/forloeb/behov?kun=vores").text
    assert "Procesoperatør" in browser.get("/forloeb/behov?fag=%00&fra=x&efter=nonsens").text


def test_pages_ask_a_constant_number_of_queries(app, school, browse):
    """Five ideas and more needs cost as many queries as one."""
    make_idea(school)
    browser = browse(school)

    def cost(address):
        browser.get(address)
        with count_queries(app) as counted:
            browser.get(address)
        return len(counted)

    before = {address: cost(address) for address in ("/hold", "/forloeb/behov", "/skoler")}
    for place in range(4):
        make_idea(school, occupation_id=("svejser", "smed", "kok", "laborant")[place])
    assert {address: cost(address) for address in before} == before


def test_in_english(school, browse):
    """The pages speak English to who asks for it."""
    idea = make_idea(school)
    person = make_user(idea.answers[0].partner)
    for viewer, address, words in (
        (school, "/forloeb/behov", "Needs that you can teach for"),
        (school, "/hold", "Suggested classes"),
        (person, f"/hold/{idea.id}", "How many would you send?"),
    ):
        assert words in browse(viewer).get(address + "?lang=en").text
