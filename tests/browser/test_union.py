"""A union on a phone, with JavaScript and without: log, sign along, mark, ask a school for seats, and count what came of it."""

import pytest
from browser.people import Person, fresh

pytestmark = pytest.mark.browser
COURSE = "Hygiejne i fødevareproduktion"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_union_on_a_phone(open_page, live, scripts):
    """Five fields log a promise; a signature and a mark are given on the desk; asked seats become progress when the school gives fewer."""
    promise, asked = fresh("Samtaler om hygiejnekurser"), fresh("Lærlinge i tappehallen")
    company = Person(open_page, live, scripts=scripts).sign_in("hr@demo.example").go("/forpligtelser/ny?forfra=1")
    company.choose("Pejlemærke", index=4).choose("Hvad lover I?", "apprenticeship").fill("Antal", "2").fill("Frist", "2030-06-30")
    company.fill("Titel", asked)
    company.page.get_by_label("Find partner").fill("Demoforb")
    if not scripts:
        company.press("Find")
    company.page.get_by_role("button", name="Tilføj Demoforbundet").click()
    company.page.get_by_role("button", name="Fjern Demoforbundet").wait_for()
    company.press("Foreslå", within="#commitment-form .submit-row").sees(asked)

    union = Person(open_page, live, width=360, scripts=scripts).sign_in("tillid@demo.example").follow("Log en forpligtelse")
    fields = union.page.locator("#commitment-form").locator("input:not([type=hidden]), select, textarea")
    assert fields.count() == 5
    union.fill("Løftet i én linje", promise).choose("Pejlemærke", index=9).choose("Hvad lover I?", "member_effort")
    union.fill("Antal", "20").fill("Frist", "2030-06-30").press("Foreslå").sees("Forpligtelsen er aftalt")

    union.go("/fagforeninger")
    union.page.locator("#venter li", has_text=asked).get_by_role("button", name="Skriv under").click()
    union.page.wait_for_load_state()
    union.look().sees("Du har skrevet under")
    for fold in union.page.locator("#arbejdspladser details[id^='flere-'] > summary").all():
        fold.click()
    row = union.page.locator("#arbejdspladser li", has_text="Du har ikke sat mærke").first
    where = row.get_attribute("id")
    row.locator("summary", has_text="Sæt mærke").click()
    row.get_by_label("Enig", exact=True).check(force=True)
    union.look()
    row.get_by_role("button", name="Sæt mærke").click()
    union.page.wait_for_load_state()
    union.look().sees("Dit mærke er sat")
    assert "Set af dig: enig" in (union.page.locator(f"#{where}").text_content() or "")

    union.go("/forloeb").follow(COURSE).follow("Spørg på pladser").fill("Hvor mange?", "99").press("Send forespørgslen")
    union.sees("ledige lige nu").fill("Hvor mange?", "2").press("Send forespørgslen").sees("Forespørgslen er sendt")
    address = union.page.url

    school = Person(open_page, live, scripts=scripts).sign_in("skole@demo.example")
    waiting = school.page.locator(f"#forespoergsel-{address.rsplit('/', 1)[1]}")
    waiting.locator("summary", has_text="Sig ja").click()
    waiting.get_by_label("Hvor mange siger I ja til?").fill("1")
    school.look()
    waiting.get_by_role("button", name="Sig ja").click()
    school.page.wait_for_load_state()
    school.look().sees("I har sagt ja")

    union.go(address).sees("sagde ja til 1").follow("Meld det som fremdrift")
    chosen = union.page.locator("option", has_text=promise).get_attribute("value")
    union.choose("På forpligtelsen", chosen).press("Meld fremdrift").sees("Fremdriften er meldt")
    union.sees("Kommer af forespørgsler").sees("1 af 20 medlemmer")


@pytest.mark.parametrize("who", ["tillid", "skole", "tovholder"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_exchange_between_partners_is_accessible(open_page, live, who, width):
    """Lists, forms and pages of enquiries and initiatives show no axe finding and never scroll sideways, in both languages."""
    person = Person(open_page, live, width=width).sign_in(f"{who}@demo.example")
    desk = {"tillid": "/fagforeninger", "skole": "/skoler", "tovholder": "/kommunen"}[who]
    for path in (desk, "/forespoergsler", "/forespoergsler?status=declined&retning=sendt", "/indsatser", "/indsatser/2", "/indsatser/ny"):
        person.go(path)
    person.go(f"{desk}?lang=en").go("/forespoergsler?lang=en").go("/indsatser/2?lang=en").go("/forespoergsler/ny?plads=1")
    person.page.goto(person.address + "/forespoergsler")
    person.page.locator("td a[href*='/forespoergsler/']").first.click()
    person.page.wait_for_load_state()
    person.look()
