"""The product's main job from end to end in a real browser, with JavaScript and without."""

import re

import pytest
from browser.people import PASSWORD, Person, fresh

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_promise_is_kept_in_front_of_everyone(open_page, live, scripts):
    """The steward invites a partner; it logs; a union signs along; progress is told; the steward confirms; the public sees it."""
    name, title = fresh("Demofirma" if scripts else "Demofirma uden script"), fresh("Fem lærepladser" if scripts else "Fem pladser")
    mail = f"leder{abs(hash(name))}@demo.example"
    steward = Person(open_page, live, scripts=scripts).sign_in("tovholder@demo.example")
    steward.sees("Mål og pejlemærker").go("/partnere/inviter").fill("Navn", name).fill("Mail på den første leder", mail)
    steward.page.get_by_label("Virksomhed", exact=True).check(force=True)
    steward.press("Send invitation").sees("invitationen er på vej").sees(mail)

    partner = Person(open_page, live, scripts=scripts).go("/demo/post")
    link = re.search(r"http\S+/konto/invitation/[\w-]+", partner.page.locator("article", has_text=mail).first.inner_text())[0]
    partner.go(link).fill("Dit navn", "Lone Leder").fill("Adgangskode", PASSWORD).press("Opret min konto")
    partner.sees("Velkommen til Partnerhub").sees(name).sees("Ingen forpligtelser endnu")

    partner.go("/forpligtelser/ny").choose("Pejlemærke", index=4).choose("Hvad lover I?", "apprenticeship")
    partner.fill("Antal", "5").fill("Frist", "2030-06-30").fill("Titel", title)
    partner.page.get_by_label("Offentlig", exact=True).check(force=True)
    partner.page.get_by_label("Find partner").fill("Demoforb")
    if not scripts:
        partner.press("Find")
    partner.page.get_by_role("button", name="Tilføj Demoforbundet").click()
    partner.page.get_by_label("Andel af antallet (valgfrit)").fill("2")
    partner.press("Foreslå", within="#commitment-form .submit-row").sees("Den er aftalt, når medunderskriverne har svaret")
    address = partner.page.url

    union = Person(open_page, live, width=360, scripts=scripts).sign_in("tillid@demo.example")
    union.sees("Venter på dig").go(address).press("Skriv under").sees("Du har skrevet under").sees("I gang")

    partner.go(address).open_fold("Meld fremdrift").fill("Hvor mange siden sidst?", "3")
    partner.press("Meld fremdrift").sees("Fremdriften er meldt").sees("3 af 5 lærepladser")
    union.go(address).press("Bekræft").sees("3 bekræftet af Demoforbundet")

    partner.go(address).open_fold("Meld fremdrift").fill("Hvor mange siden sidst?", "2").press("Meld fremdrift")
    steward.go(address).press("Bekræft").sees("2 bekræftet af Demokommunen").sees("5 af 5 lærepladser")

    anyone = Person(open_page, live, scripts=scripts).go(address)
    anyone.sees(title).sees(name).sees("heraf 5 bekræftet").sees("Demoforbundet").sees_not("Lone Leder").sees_not("Kommentarer")


def test_what_is_forgotten_is_said_and_nothing_typed_is_lost(open_page, live):
    """A crooked form comes back with clear sentences in Danish and everything that was typed."""
    hr = Person(open_page, live).sign_in("hr@demo.example").go("/forpligtelser/ny?forfra=1")
    hr.fill("Antal", "ca. 10").fill("Titel", "Om 010190-1234").fill("Frist", "2020-01-01")
    hr.page.get_by_role("button", name="Foreslå", exact=True).click()
    hr.page.wait_for_load_state()
    hr.sees("Noget skal rettes").sees("er ikke et helt tal").sees("ligner et CPR-nummer").look()
    assert hr.page.get_by_label(re.compile("^Antal")).input_value() == "ca. 10"
    assert hr.page.get_by_label("Titel", exact=True).input_value() == "Om 010190-1234"


def test_a_union_logs_a_commitment_on_a_phone(open_page, live):
    """Five fields, a thumb, done."""
    union = Person(open_page, live, width=360).sign_in("tillid@demo.example").follow("Log en forpligtelse")
    assert union.page.locator("#commitment-form").locator("input:not([type=hidden]), select, textarea").count() == 5
    title = fresh("Samtaler om voksenlærlinge")
    union.fill("Løftet i én linje", title).choose("Pejlemærke", index=9).choose("Hvad lover I?", "member_effort").fill("Antal", "25")
    union.press("Foreslå").sees(title).sees("Forpligtelsen er aftalt")


def test_a_half_done_form_is_kept(open_page, live):
    """Leaving the form half-done loses nothing: it stands there next time."""
    school = Person(open_page, live).sign_in("skole@demo.example").go("/forpligtelser/ny?forfra=1")
    with school.page.expect_response(re.compile("/forpligtelser/ny/kladde")):
        school.fill("Titel", "Brobygning på vej")
    school.go("/forpligtelser").go("/forpligtelser/ny").sees("Vi har gemt det, du skrev")
    assert school.page.get_by_label("Titel", exact=True).input_value() == "Brobygning på vej"


@pytest.mark.parametrize("who", ["hr", "tillid", "skole", "tovholder"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_each_desk_is_accessible(open_page, live, who, width):
    """Desk, board in its three shapes, a commitment, forms, partner and account pages show no axe finding and never scroll sideways."""
    person = Person(open_page, live, width=width).sign_in(f"{who}@demo.example")
    for path in (
        "/forpligtelser",
        "/forpligtelser/tabel",
        "/forpligtelser/tidslinje",
        "/forpligtelser?q=laereplas&gruppe=maal",
        "/forpligtelser?q=zzzzzz",
        "/forpligtelser/2",
        "/forpligtelser/14",
        "/forpligtelser/40",
        "/forpligtelser/ny?kort=0",
        "/forpligtelser/indlaes",
        "/forpligtelser/visninger",
        "/partnere",
        "/partnere/3",
        "/partnere/11",
        "/konto",
        "/strategi",
        "/forpligtelser/999999",
    ):
        person.go(path)


def test_visitors_pages_are_accessible_in_both_languages(open_page, live):
    """Whatever a visitor can reach shows no axe finding, in Danish and English."""
    visitor = Person(open_page, live, width=360)
    paths = ["/", "/forpligtelser", "/forpligtelser/tabel", "/strategi", "/strategi/maal/1", "/strategi/pejlemaerker/1.4", "/strategi/swot"]
    paths += ["/strategi/bidrag", "/strategi/aktoerer", "/om", "/tilgaengelighed", "/konto/log-ind", "/konto/glemt", "/findes-ikke"]
    for path in paths:
        visitor.go(path)
        visitor.go(f"{path}?lang=en")
