"""The pages by which the steward and the editor set the assistant."""

import pytest
from makers import make_steward, make_user

from partnerhub.assistant.models import HumanContact
from partnerhub.assistant.settings import current_settings, memory
from partnerhub.database import db
from partnerhub.events import Event
from partnerhub.shipping import load_knowledge

CONTACT = "/kommunen/assistent/kontakt"
FILLED = {"phone": "59 53 44 00", "mail": "job@kommune.dk", "closed_on_holidays": "y", "version": "0"}
FILLED |= {f"opens_{day}": "9" for day in range(5)} | {f"closes_{day}": "15.30" for day in range(5)}


@pytest.fixture
def steward():
    """The operating municipality's steward."""
    return make_steward()


def test_the_steward_fills_in_whom_to_reach(browse, steward):
    """Times typed in several ways, a date of their own; then it stands on the front page, and the form shows it again."""
    browser = browse(steward)
    assert "Noget mangler" in browser.get("/kommunen/assistent").text
    page = browser.post(CONTACT, FILLED | {"opens_0": "kl. 8", "closes_0": "1230", "closed_days": "24.12.2026\n\n31-12-2026"}).text
    assert "Kontakten er gemt" in page and "Noget mangler" not in page and "8–12.30" in page
    assert "59 53 44 00" in browse().get("/").text
    form = browser.get(CONTACT).text
    assert 'value="08:00"' in form and 'value="12:30"' in form and "24.12.2026\n31.12.2026" in form
    assert db.session.get(HumanContact, 1).hours == [["08:00", "12:30"]] + [["09:00", "15:30"]] * 4 + [None, None]
    assert db.session.query(Event).order_by(Event.seq.desc()).first().name == "assistant.contact_set"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"closes_1": "8"}, "senere end starttidspunktet"),
        ({"closes_1": "9"}, "senere end starttidspunktet"),
        ({"closes_1": ""}, "Skriv begge tidspunkter"),
        ({"opens_6": "10"}, "Skriv begge tidspunkter"),
        ({"opens_2": "25:00"}, "er ikke et tidspunkt"),
        ({"opens_2": "ni"}, "“ni” er ikke et tidspunkt"),
        ({"closed_days": "juleaften"}, "“juleaften” er ikke en dato"),
        ({"closed_days": "\n".join(["24.12.2026"] * 61)}, "højst 60 dage"),
        ({"mail": "job"}, "mail"),
        ({"phone": "010180-1234"}, "CPR-nummer"),
        ({"phone": "1" * 41}, "tegn"),
    ],
)
def test_crooked_hours_come_back_with_a_sentence(browse, steward, wrong, sentence):
    """Each fault is named at its field, nothing typed is lost, and nothing is stored."""
    page = browse(steward).post(CONTACT, FILLED | wrong, status=422)
    assert sentence in page.text and 'value="59 53 44 00"' in page.text or "phone" in wrong
    assert db.session.get(HumanContact, 1) is None


def test_two_stewards_do_not_overwrite_each_other(browse, steward):
    """The second sees what the first saved beside what was typed, and may save again."""
    browser = browse(steward)
    browser.post(CONTACT, FILLED)
    page = browser.post(CONTACT, FILLED | {"phone": "11 11 11 11"}, status=409).text
    assert (
        "mens du skrev" in page
        and 'href="tel:59534400"' in page
        and 'value="11 11 11 11"' in page
        and 'name="version" type="hidden" value="1"' in page
    )
    browser.post(CONTACT, FILLED | {"phone": "11 11 11 11", "version": "1"})
    assert current_settings().contact.phone == "11 11 11 11" or memory().forget() or current_settings().contact.phone == "11 11 11 11"


def test_switching_off_and_on(browse, steward):
    """Off with reasons in both languages, shown with who and when; on again by a button."""
    load_knowledge()
    browser = browse(steward)
    page = browser.post(
        "/kommunen/assistent/sluk", {"scheme": "fleksjob", "reason_da": "Reglerne ændres.", "reason_en": "Rules change."}
    ).text
    assert "Der er slukket" in page and "Reglerne ændres." in page and "Rules change." in page and steward.name in page
    assert "Reglerne ændres." in browse().post("/assistent", {"question": "Hvad er et fleksjob?"}, token=False).text
    assert "Intet er slukket" in browser.post("/kommunen/assistent/taend", {"scheme": "fleksjob"}).text
    assert "Fleksjob: Hvad er det?" in browse().post("/assistent", {"question": "Hvad er et fleksjob?"}, token=False).text


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("wrong", [{"reason_da": ""}, {"reason_en": "  "}, {"scheme": "findes-ikke"}, {"reason_da": "x" * 301}])
def test_a_switch_without_a_reason_comes_back(browse, steward, wrong, lang):
    """What is missing is named, and what was typed stays."""
    load_knowledge()
    form = {"scheme": "", "reason_da": "Vi retter.", "reason_en": "Correcting."} | wrong
    page = browse(steward).post(f"/kommunen/assistent/sluk?lang={lang}", form, status=422).text
    assert form["reason_da"] in page and form["reason_en"].strip() in page
    assert not current_settings().off


def test_the_editor_switches_but_does_not_set_the_contact(browse, steward):
    """An editor gets the page without the way to the contact, and is refused there; a member gets neither."""
    editor = browse(make_user(steward.partner, is_editor=True))
    assert CONTACT not in editor.get("/kommunen/assistent").text
    editor.get(CONTACT, status=403)
    editor.get("/kommunen/assistent/sluk")
    browse(make_user(steward.partner)).get("/kommunen/assistent", status=403)
