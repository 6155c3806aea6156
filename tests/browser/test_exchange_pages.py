"""The gap, matches, a need with its matches and the pages for the young: by axe at both widths; the gap filtered and exported."""

import pytest
from browser.people import Person
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("who", ["hr", "skole", "tovholder"])
def test_the_gap_is_a_chart_and_a_table_to_filter_and_export(open_page, live, who, width):
    """The chart says the same as the table, a filter leaves its occupation alone, the file comes; in English too."""
    person = Person(open_page, live, width=width).sign_in(f"{who}@demo.example").go("/gab").sees("Udvalget i alt")
    page = person.page
    expect(page.locator("svg.gap-chart")).to_have_attribute("role", "img")
    person.open_fold("Vis tallene").look()
    totals = page.locator("svg.gap-chart .gap-chart__number").all_text_contents()[::2]
    assert totals == page.locator("#gap-sums td[data-title='Behov']").all_text_contents()
    person.go("/gab?erhverv=lagermedarbejder").sees("Lager- og terminalarbejder")
    assert {text.strip() for text in page.locator("#gap-rows tbody th").all_text_contents()} == {"Lager- og terminalarbejder"}
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent som csv").click()
    assert download.value.suggested_filename.endswith(".csv")
    person.go("/gab?lang=en").go("/gab?erhverv=lagermedarbejder&sikkerhed=certain&by=Demoby")


@pytest.mark.parametrize("width", [360, 1280])
def test_matches_and_the_young_are_fine(open_page, live, width):
    """No finding and nothing wider than the window on the matches, on a need with matches, and on what a visitor sees."""
    hr = Person(open_page, live, width=width).sign_in("hr@demo.example").go("/match").sees("Samme erhverv")
    hr.page.locator("#match-list h2 a").first.click()
    hr.page.wait_for_load_state()
    hr.look().sees("Det, der passer bedst").go("/match?lang=en")
    young = (
        Person(open_page, live, width=width).go("/unge").sees("Pladser, du kan søge").sees("Lager- og terminalarbejder").sees("mindst 9")
    )
    young.go("/unge?lang=en")
