"""The assistant in a real browser: by phone and desk, with JavaScript and without."""

import pytest
from browser.people import Person
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, True), (360, False)], ids=["phone", "desk", "without scripts"])
def test_a_citizen_asks_and_asks_on(open_page, live, width, scripts):
    """A question on the front page, a follow-up, a button, and a clear no: each answered in place, focus kept, no axe finding."""
    citizen = Person(open_page, live, width=width, scripts=scripts).go("/")
    page = citizen.page
    page.get_by_label("Dit spørgsmål").fill("Kan vi få jobrotation?")
    page.get_by_role("button", name="Spørg", exact=True).click()
    citizen.sees("Jobrotation kan ikke længere bevilges.").sees("Endnu ikke gennemgået af kommunen").look()

    def ask(question, turns):
        page.get_by_label("Dit spørgsmål").fill(question)
        page.get_by_role("button", name="Spørg", exact=True).click()
        expect(page.locator(".exchange")).to_have_count(turns)

    ask("og hvor længe?", 2)
    citizen.sees("Jobrotation: Hvor længe varer det?")
    if scripts:
        expect(page.get_by_label("Dit spørgsmål")).to_be_focused()
        expect(page.get_by_label("Dit spørgsmål")).to_have_value("")
    page.locator(".exchange").last.get_by_role("button", name="Hvem kan hjælpe?").click()
    expect(page.locator(".exchange")).to_have_count(3)
    citizen.sees("Jobrotation: Hvem kan hjælpe?").look()
    page.get_by_role("link", name="Begynd forfra").click()
    ask("hvem vinder VM i fodbold?", 1)
    citizen.sees("Det kan jeg ikke svare på").look()


def test_scheme_pages_are_accessible(open_page, live):
    """The list and the pages of an ended, a local and an unsettled scheme, in both languages, on a narrow phone."""
    reader = Person(open_page, live, width=320)
    for path in ("", "?q=lærling", "/jobrotation", "/hybridpraktik?lang=en", "/regional-pulje", "/work-in-denmark"):
        reader.go(f"/assistent/ordninger{path}")
