"""The long form while it is filled: it helps, and nothing of the draft ends in an address."""

import pytest
from browser.people import Person
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_hint_comes_while_one_types_and_the_draft_stays_out_of_addresses(open_page, live):
    """What is missing is said as one types; every request is answered well and carries nothing of the draft in its address."""
    hr = Person(open_page, live).sign_in("hr@demo.example").go("/forpligtelser/ny?forfra=1")
    answers = []
    hr.page.on("response", lambda answer: answers.append((answer.status, answer.url)))
    hr.fill("Titel", "Hemmelig kladde")
    hint = hr.page.locator("#commitment-form [data-hint]")
    expect(hint).to_contain_text("antal")
    hr.fill("Antal", "5").fill("Frist", "2030-06-30")
    expect(hint).to_contain_text("kan måles")
    assert answers
    assert not [url for status, url in answers if status >= 400 or "Hemmelig" in url or "csrf_token" in url]
    expect(hr.page.locator("#messages")).to_be_empty()
