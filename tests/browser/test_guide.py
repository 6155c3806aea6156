"""The guide in a real browser: the path, the deadlines and the lists, by phone and desk, with JavaScript and without."""

import re

import pytest
from browser.people import Person
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, True), (360, False)], ids=["phone", "desk", "without scripts"])
def test_an_employer_finds_a_scheme(open_page, live, width, scripts):
    """From who to the reasoned list: each step looked at, the focus on what is new, Back, an answer taken back, nothing in the address."""
    person = Person(open_page, live, width=width, scripts=scripts).go("/assistent/find")
    page = person.page

    def choose(answer, comes):
        page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="Næste").click()
        expect(page.locator("#guide")).to_contain_text(comes)
        if scripts:
            expect(page.locator("#guide [data-focus]")).to_be_focused()
        person.look()

    page.get_by_role("button", name="Næste").click()
    person.sees("Vælg et svar først.").look()
    choose("Virksomhed", "Hvad vil I opnå?")
    choose("Få en lærling eller elev", "Hvor gammel er personen?")
    choose("30-49 år", "Hvilken uddannelse har personen?")
    choose("Ufaglært", "Er arbejdspladsen godkendt")
    choose("Ja", "Hvorfor den kan passe")
    person.sees("Du svarede: Ufaglært.").sees("Det skal tjekkes")
    assert page.url.partition("#")[0].endswith("/assistent/find")  # the answers are not in it
    if scripts:
        page.go_back()
        expect(page.locator("#guide-question")).to_have_text(re.compile("Er arbejdspladsen godkendt"))
        expect(page.get_by_label("Ja", exact=True)).to_be_checked()
        page.go_forward()
        person.sees("Hvorfor den kan passe")
    page.get_by_role("button", name=re.compile("^Ret.*Hvor gammel")).click()
    person.sees("Hvor gammel er personen?")
    choose("18-24 år", "Passer ikke på dine svar")
    page.get_by_role("button", name="Read this in English").click()
    expect(page.locator("h1")).to_have_text("Find the right scheme")
    person.sees("To be checked").look()
    page.get_by_role("link", name="Start over").click()
    expect(page.locator("#guide-question")).to_have_text("Who are you?")


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, True), (360, False)], ids=["phone", "desk", "without scripts"])
def test_a_deadline_is_worked_out(open_page, live, width, scripts):
    """A date gives the last day and a calendar file; no date gives a sentence; the other calculators stay as they were."""
    person = Person(open_page, live, width=width, scripts=scripts).go("/assistent/frister")
    page = person.page
    page.locator("#voksenlaerling > summary").click()
    page.get_by_label("Dagen, uddannelsesaftalen begynder").fill("2027-01-31")
    page.get_by_role("button", name=re.compile("^Regn ud.*Voksenlærling")).click()
    expect(page.locator("#voksenlaerling")).to_contain_text("Sidste dag er søndag den 28. februar 2027.")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Hent til kalenderen.*Voksenlærling")).click()
    assert download.value.suggested_filename == "frist-voksenlaerling.ics"
    page.locator("#svu > summary").click()
    page.get_by_role("button", name=re.compile("^Regn ud.*SVU")).click()
    expect(page.locator("#svu")).to_contain_text("Skriv en dato først.")
    if scripts:
        expect(page.locator("#voksenlaerling")).to_contain_text("28. februar 2027")
    person.look()


def test_the_pages_are_accessible_on_narrow_phones(open_page, live):
    """Lists for VITAS and the guide's pages in both languages hold at 320 pixels."""
    person = Person(open_page, live, width=320)
    for path in (
        "/assistent/vitas/voksenlaerling",
        "/assistent/vitas/mentor?lang=en",
        "/assistent/frister?lang=en",
        "/assistent/find?lang=en",
    ):
        person.go(path)
    person.go("/assistent/vitas/loentilskud").page.get_by_label("En kontaktperson på arbejdspladsen").check()
    expect(person.page.get_by_role("button", name="Udskriv listen")).to_be_visible()
