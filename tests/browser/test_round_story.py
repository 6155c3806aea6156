"""A needs round: the steward asks, a company answers by its link on a phone without JavaScript, and the coverage follows."""

import re

import pytest
from browser.people import Person, fresh
from playwright.sync_api import expect

from partnerhub.clock import today

pytestmark = pytest.mark.browser
ROUNDS = "/kommunen/behovsrunder"


def test_a_round_from_the_first_mail_to_the_last_answer(open_page, live):
    """Made, sent to two, answered by link and on the phone, reminded, closed and opened again; each page is looked at."""
    title = fresh("Behov i prøverunden")
    steward = Person(open_page, live).sign_in("tovholder@demo.example").go(f"{ROUNDS}/ny")
    steward.fill("Svar senest", f"{today().year + 1}-01-15").fill("Titel", title).fill("Hilsen i mailen", f"Hilsen fra {title}.")
    steward.press("Videre til virksomhederne").sees("Sådan ser mailen ud").sees(f"Hilsen fra {title}")
    _choose_two(steward)
    steward.press("Send til de valgte").sees("2 virksomheder er spurgt").sees("0 af 2 har svaret")
    address = steward.page.url

    link = _mailed_link(open_page, live, title)
    company = Person(open_page, live, width=360, scripts=False).go(link).sees("Hvem kommer I til at mangle?")
    page = company.page
    expect(page.locator("details.round-answer__known").first).to_be_visible()
    fresh_line = page.locator("fieldset", has_text="Nyt behov").last
    fresh_line.get_by_label("Erhverv").fill("svejser")
    fresh_line.get_by_label("Hvor mange?").fill("to styk")
    company.press("Send svaret")
    expect(fresh_line.get_by_label("Hvor mange?")).to_have_value("to styk")
    fresh_line.get_by_label("Hvor mange?").fill("2")
    company.press("Send svaret").sees("Tak for svaret").sees("2 × Svejser")
    for width in (360, 1280):
        Person(open_page, live, width=width).go(link).go(f"{link}?ret=1").go(f"{link}?ret=1&lang=en")

    steward.go(address).sees("1 af 2 har svaret").sees("2 × Svejser").press("Påmind dem, der mangler").sees("får en påmindelse")
    steward.follow("Ringeliste").sees("Konsulent")
    steward.page.locator("tr", has_text="Demokantinen").get_by_role("link", name="Skriv svaret ind").click()
    steward.look().press("Vi har ingen behov lige nu").sees("lukkes?").press("Luk dem: vi har ingen behov")
    steward.sees("2 af 2 har svaret").sees("Ingen behov lige nu").sees("Alle har svaret")
    steward.page.locator("summary", has_text="Luk runden").click()
    steward.look().press("Ja, luk runden").sees("Runden er lukket")
    Person(open_page, live, width=360, scripts=False).go(link).sees_not("Send svaret")
    steward.press("Åbn runden igen").sees("Runden er åbnet igen")
    for width in (360, 1280):
        person = Person(open_page, live, width=width).sign_in("tovholder@demo.example")
        for path in (
            ROUNDS,
            f"{ROUNDS}/ny",
            f"{ROUNDS}/1",
            f"{ROUNDS}/2",
            f"{ROUNDS}/2/vaelg",
            f"{ROUNDS}/2/ringeliste",
            f"{ROUNDS}/2/ret",
        ):
            person.go(path)
        person.go(f"{ROUNDS}/2?lang=en")


def _choose_two(steward):
    """The ticks of two stay while others are looked at; Enter in the search field shows and does not send."""
    page = steward.press("Fjern alle hak").page
    for name in ("Demobryggeriet", "Demokantinen"):
        page.get_by_label("Find en virksomhed").fill(name)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        expect(page.get_by_role("checkbox")).to_have_count(1)
        page.get_by_role("checkbox", name=name).check(force=True)
    page.get_by_label("Find en virksomhed").fill("")
    steward.press("Vis")
    expect(page.locator("input[name=partner]:checked")).to_have_count(2)


def _mailed_link(open_page, live, title):
    """The address in the mail to the brewery, as the demo's post shows it."""
    post = Person(open_page, live).go("/demo/post").page
    mail = post.locator("li, article, section", has_text=f"Hilsen fra {title}").filter(has_text="Demobryggeriet").last
    return re.search(r"https?://\S+/behovsrunde/[\w-]{43}", mail.inner_text())[0]
