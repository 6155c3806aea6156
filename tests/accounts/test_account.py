"""The own account: name and function, language, password, and where one is signed in."""

import pytest
from makers import PASSWORD, make_user
from sqlalchemy import select

from partnerhub.accounts import service
from partnerhub.accounts.devices import in_words
from partnerhub.accounts.models import SignIn, User
from partnerhub.database import db
from partnerhub.events import Event

NEW = "fire helt nye ord"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"


def fresh(user):
    """Return the user as it stands in the table."""
    return db.session.get(User, user.id, populate_existing=True)


def test_the_page_says_who_i_am(browse):
    """Name, function, mail, partner and role stand on the page."""
    user = make_user(name="Lone Lund", function="HR-chef", is_manager=True)
    text = browse(user).get("/konto").get_data(as_text=True)
    for fact in ("Lone Lund", "HR-chef", user.email, user.partner.name, "leder"):
        assert fact in text


def test_name_and_function_can_be_changed(browse):
    """A new name stands at once, with its event; nothing changed leaves none."""
    user = make_user(name="Lone Lund", function="HR")
    browser = browse(user)
    for _ in range(2):
        browser.post("/konto/om-mig", {"name": "Lone Holm", "function": "HR-chef"})
    assert (fresh(user).name, fresh(user).function) == ("Lone Holm", "HR-chef")
    changes = [event.payload for event in db.session.scalars(select(Event).where(Event.name == "user.changed"))]
    assert changes == [{"changes": {"name": ["Lone Lund", "Lone Holm"], "function": ["HR", "HR-chef"]}}]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "function": "HR"}, "Skriv dit navn."),
        ({"name": "010190-1234", "function": "HR"}, "ligner et CPR-nummer"),
        ({"name": "Lone", "function": "x" * 81}, "Der er plads til 80."),
    ],
)
def test_a_crooked_name_is_refused_and_stays(browse, typed, sentence):
    """What cannot be kept gets a sentence; what was typed stands in the fields; nothing is changed."""
    user = make_user(name="Lone Lund")
    browser = browse(user)
    assert sentence in browser.post("/konto/om-mig", typed, status=422).get_data(as_text=True)
    shown = {field["name"]: field.get("value") for field in browser.page.fields if field.get("name") in typed}
    assert shown == typed
    assert fresh(user).name == "Lone Lund"


def test_a_new_password_ends_the_other_sign_ins(browse):
    """The new password opens, the old does not; this device stays in, every other is out at its next request."""
    user = make_user()
    here, there = browse(user), browse(user)
    here.post("/konto/adgangskode", {"current_password": PASSWORD, "password": NEW, "password_again": NEW})
    assert here.is_in()
    assert not there.is_in()
    assert service.authenticate(user.email, PASSWORD, "10.0.0.9") is None
    assert service.authenticate(user.email, NEW, "10.0.0.9").id == user.id


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current_password": "forkert"}, "Den nuværende adgangskode passer ikke."),
        ({"current_password": ""}, "Skriv din nuværende adgangskode."),
        ({"password": "kort", "password_again": "kort"}, "mindst 12 tegn"),
        ({"password_again": "noget helt andet"}, "De to adgangskoder er ikke ens."),
        ({"password": "", "password_again": ""}, "Vælg en adgangskode."),
        ({"password": "x" * 201, "password_again": "x" * 201}, "Der er plads til 200."),
    ],
)
def test_a_refused_password_changes_nothing(browse, typed, sentence):
    """Each rule has its sentence; other devices stay in, and no password is written into the page."""
    user = make_user()
    here, there = browse(user), browse(user)
    data = {"current_password": PASSWORD, "password": NEW, "password_again": NEW} | typed
    text = here.post("/konto/adgangskode", data, status=422).get_data(as_text=True)
    assert sentence in text
    assert NEW not in text
    assert PASSWORD not in text
    assert there.is_in()
    assert service.authenticate(user.email, PASSWORD, "10.0.0.9").id == user.id


def test_the_current_password_cannot_be_guessed_at_an_open_screen(browse):
    """Whoever finds the account open has five guesses at its password, and the owner can still sign in elsewhere."""
    user = make_user()
    browser = browse(user)
    typed = {"current_password": "et gæt", "password": NEW, "password_again": NEW}
    for _ in range(5):
        browser.post("/konto/adgangskode", typed, status=422)
    text = browser.post("/konto/adgangskode", typed | {"current_password": PASSWORD}, status=422).get_data(as_text=True)
    assert "Der har været for mange forsøg" in text
    assert service.authenticate(user.email, PASSWORD, "127.0.0.1").id == user.id


def test_each_sign_in_is_listed_and_can_be_ended(browse):
    """The list names the devices in words, marks this one, and ends another at its next request."""
    user = make_user()
    here, there = browse(), browse()
    for browser, agent in ((here, FIREFOX), (there, SAFARI)):
        browser.client.environ_base["HTTP_USER_AGENT"] = agent
        browser.sign_in(user)
    text = here.get("/konto").get_data(as_text=True)
    assert "Firefox på Windows" in text
    assert "Safari på iPhone" in text
    assert text.count("Denne enhed") == 1
    other = db.session.scalar(select(SignIn.id).where(SignIn.device == SAFARI[:160]))
    here.post(f"/konto/log-ud/{other}")
    assert not there.is_in()
    assert here.is_in()


def test_signing_out_everywhere_ends_every_browser(browse):
    """“Log ud overalt” ends all of them, this one too, and nobody else's."""
    user, colleague = make_user(), make_user()
    browsers, other = [browse(user) for _ in range(3)], browse(colleague)
    browsers[0].post("/konto/log-ud-overalt")
    assert [browser.is_in() for browser in browsers] == [False] * 3
    assert other.is_in()


def test_nobody_ends_a_foreign_sign_in(browse):
    """The number of someone else's sign-in, or of none, is nothing here."""
    mine, theirs = browse(make_user()), browse(make_user())
    foreign = db.session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()
    mine.post(f"/konto/log-ud/{foreign}", status=404)
    mine.post("/konto/log-ud/999999", status=404)
    assert theirs.is_in()


def test_the_language_is_kept(browse):
    """A signed-in user's language lasts, until a link asks for another."""
    user = make_user()
    browser = browse(user)
    browser.post("/konto/sprog", {"sprog": "en"})
    assert fresh(user).language == "en"
    assert browser.get("/konto").headers["Content-Language"] == "en"
    assert browser.get("/konto?lang=da").headers["Content-Language"] == "da"
    browser.post("/konto/sprog", {"sprog": "tlh"}, status=400)
    assert fresh(user).language == "en"


def test_the_account_is_not_kept_by_caches(browse):
    """Signed-in pages are not stored by browsers and proxies."""
    assert browse(make_user()).get("/konto").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox på Windows"),
        (SAFARI, "Safari på iPhone"),
        (EDGE, "Edge på Windows"),
        ("curl/8.0", "Ukendt enhed"),
        ("", "Ukendt enhed"),
    ],
)
def test_a_device_is_told_in_words(app, agent, words):
    """What a browser says of itself becomes words that its owner recognises."""
    assert in_words(agent) == words
