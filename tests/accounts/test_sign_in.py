"""Signing in and out: who gets in, what the cookies are, and what a stranger can learn."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import session as cookie_session
from makers import PASSWORD, make_partner, make_steward, make_user
from sqlalchemy import func, select

from partnerhub import clock
from partnerhub.accounts import partners, passwords, people, service
from partnerhub.accounts.models import SignIn, SignInAttempt, User
from partnerhub.accounts.views import safe_next
from partnerhub.database import db, writing
from partnerhub.events import Event

REFUSED = "Mail eller adgangskode passer ikke"


@pytest.fixture
def hashing(monkeypatch):
    """Count the work done on passwords: each full argon2 computation."""
    calls = []
    real = PasswordHasher.verify

    def verify(self, stored, password):
        calls.append((stored, password))
        return real(self, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    return calls


def test_a_user_gets_in_and_out(browse):
    """Mail and password open the house, “Log ud” closes it, and each is recorded."""
    user = make_user()
    browser = browse(user)
    assert browser.is_in()
    browser.post("/konto/log-ud")
    assert not browser.is_in()
    names = list(db.session.scalars(select(Event.name).where(Event.actor_id == user.id).order_by(Event.seq)))
    assert names == ["user.signed_in", "user.signed_out"]


@pytest.mark.parametrize("typed", ["LONE@Demo.Example", "  lone@demo.example ", "Lone@DEMO.example"])
def test_capitals_in_a_mail_do_not_matter(browse, typed):
    """Phones write mail addresses with capitals and blanks."""
    make_user(email="lone@demo.example")
    browser = browse()
    browser.post("/konto/log-ind", {"email": typed, "password": PASSWORD})
    assert browser.is_in()


def test_a_stranger_learns_nothing_from_the_answer(browse, hashing):
    """A wrong password, an unknown mail, a person without a password and one who left get the same page for the same work."""
    user, without, gone = make_user(), make_user(), make_user()
    with writing():
        db.session.get(User, without.id).password_hash = None
        db.session.get(User, gone.id).deactivated_at = clock.now()
    answers, work = set(), []
    for mail, password in (
        (user.email, "en forkert adgangskode"),
        ("ukendt@demo.example", "en forkert adgangskode"),
        (without.email, "en forkert adgangskode"),
        (gone.email, PASSWORD),
    ):
        hashing.clear()
        answer = browse().post("/konto/log-ind", {"email": mail, "password": password}, status=422)
        text = answer.get_data(as_text=True)
        assert REFUSED in text
        answers.add(text.replace(mail, "…").split("<main")[1].split("csrf_token")[0])
        work.append(len(hashing))
    assert work == [1, 1, 1, 1]
    assert len(answers) == 1


def test_the_work_is_of_one_kind(hashing):
    """What an unknown account is compared with costs as much as a real hash: the parameters are the same."""
    real, dummy = passwords.hash_password("x" * 12), None
    passwords.matches(None, "hvad som helst")
    dummy = hashing[-1][0]
    assert real.split("$")[:4] == dummy.split("$")[:4]
    assert real.startswith("$argon2id$")


def test_an_empty_form_says_what_to_write(browse):
    """Each field says what it wants, and the mail that was typed stays."""
    browser = browse()
    answer = browser.post("/konto/log-ind", {"email": "lone@demo.example", "password": ""}, status=422)
    assert "Skriv din adgangskode." in answer.get_data(as_text=True)
    assert {"name": "email", "value": "lone@demo.example"}.items() <= next(f for f in browser.page.fields if f["name"] == "email").items()


def test_visitors_get_no_cookie(browse):
    """Public pages set none at all; only a form that needs a token does."""
    browser = browse()
    for path in ("/", "/forpligtelser", "/strategi", "/om", "/findes-ikke"):
        answer = browser.get(path, status=404 if path == "/findes-ikke" else 200)
        assert "Set-Cookie" not in answer.headers, path


def test_signing_in_starts_a_session_of_its_own(app, browse):
    """What stood in the visitor's cookie, a planted token among it, is not in the user's."""
    browser = browse()
    with browser.client.session_transaction() as session:
        session["planted"] = "by a stranger"
    user = make_user()
    browser.sign_in(user)
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"].startswith(f"{db.session.scalar(select(SignIn.id).where(SignIn.user_id == user.id))}.")
    assert browser.is_in()


def test_a_form_from_before_signing_in_can_be_sent_again(browse):
    """A token of the session before is stale: the page shows what was typed and sends it again with a fresh one."""
    browser, user = browse(), make_user()
    browser.get("/konto/log-ind")
    stale = browser.page.forms[-1]["fields"]["csrf_token"]
    browser.sign_in(user)
    typed = {"csrf_token": stale, "name": "Lone Lund", "function": "HR chef"}
    browser.post("/konto/om-mig", typed, status=400)
    again = next(form for form in browser.page.forms if form["action"] == "/konto/om-mig")["fields"]
    assert again["name"] == "Lone Lund"
    browser.post("/konto/om-mig", again)
    assert db.session.get(User, user.id, populate_existing=True).name == "Lone Lund"


def test_a_stale_form_never_repeats_a_password(browse):
    """Passwords of whatever field are left out of the page that sends a form again."""
    browser = browse(make_user())
    secret = "hemmelig og lang nok"
    typed = {"csrf_token": "stale", "current_password": secret, "password": secret, "password_again": secret}
    answer = browser.post("/konto/adgangskode", typed, status=400)
    assert secret not in answer.get_data(as_text=True)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(make_app):
    """Over https each cookie is HttpOnly, Secure, SameSite, and tied to the host."""
    app = make_app(PUBLIC_URL="https://partnerhub.example")
    with app.app_context():
        user = make_user()
        client = app.test_client()
        client.get("/konto/log-ind", base_url="https://partnerhub.example")
        with client.session_transaction(base_url="https://partnerhub.example") as session:
            raw = session["csrf_token"]
        with app.test_request_context():
            cookie_session["csrf_token"] = raw
            from flask_wtf.csrf import generate_csrf

            token = generate_csrf()
        answer = client.post(
            "/konto/log-ind",
            base_url="https://partnerhub.example",
            data={"email": user.email, "password": PASSWORD, "remember": "y", "csrf_token": token},
        )
        assert answer.status_code == 303
        cookies = {line.split("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
        assert set(cookies) == {"__Host-session", "__Host-husk", "__Host-browser"}
        for line in cookies.values():
            assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in line.split(";")}, line
            assert "Domain" not in line


def test_a_remembered_browser_stays_and_is_forgotten_on_the_way_out(browse):
    """“Husk mig” survives the end of the session; signing out ends it and takes the cookie away."""
    browser, user = browse(), make_user()
    browser.post("/konto/log-ind", {"email": user.email, "password": PASSWORD, "remember": "y"})
    browser.client.delete_cookie("session")
    assert browser.is_in()
    browser.post("/konto/log-ud")
    assert browser.client.get_cookie("husk") is None
    assert not browser.is_in()


def test_a_deactivated_partners_people_are_out_at_once(browse):
    """With their partner taken out, its people are visitors at their next request, and cannot sign in again."""
    steward, user = make_steward(), make_user()
    browser = browse(user)
    partners.deactivate(steward, user.partner_id, user.partner.version, "Firmaet er lukket.")
    assert not browser.is_in()
    browser.post("/konto/log-ind", {"email": user.email, "password": PASSWORD}, status=422)
    partners.reactivate(steward, user.partner_id, user.partner.version)
    assert not browser.is_in(), "a sign-in from before does not come back"
    assert browser.sign_in(user).is_in()


def test_a_deactivated_user_is_out_at_once(browse):
    """Taking one person's access away ends it at the next request, and the colleagues' not."""
    manager = make_user(is_manager=True)
    user = make_user(manager.partner)
    browser, colleague = browse(user), browse(manager)
    people.deactivate_user(manager, user.id, user.version)
    assert not browser.is_in()
    assert colleague.is_in()


def test_a_forged_cookie_opens_nothing(browse):
    """A session that names another sign-in, without its token, or one that never was, is a visitor's."""
    browser, user = browse(), make_user()
    browse(user)
    row = db.session.scalar(select(SignIn).where(SignIn.user_id == user.id))
    for forged in (f"{row.id}.forkert", f"{row.id}", f"{row.id}.", "999999.x", "x.y", ""):
        with browser.client.session_transaction() as session:
            session["_user_id"] = forged
        assert not browser.is_in(), forged


def test_an_idle_sign_in_ends(browse):
    """A sign-in not seen for a month is over; one seen yesterday is not."""
    browser, user = browse(), make_user()
    browser.sign_in(user)
    with writing():
        db.session.scalar(select(SignIn).where(SignIn.user_id == user.id)).last_seen_at = clock.now() - timedelta(days=29)
    assert browser.is_in()
    with writing():
        db.session.scalar(select(SignIn).where(SignIn.user_id == user.id)).last_seen_at = clock.now() - timedelta(days=31)
    assert not browser.is_in()


def test_sign_ins_long_past_are_forgotten(browse):
    """Devices and addresses of old sign-ins are personal data: after ninety days they are gone."""
    user = make_user()
    with writing() as session:
        old = clock.now() - timedelta(days=91)
        session.add(SignIn(user_id=user.id, token_hash="x", device="gammel", network="10.0.0.1", last_seen_at=old, created_at=old))
    browse(user)
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 1


def test_a_hash_of_older_parameters_is_renewed(app):
    """When the work per password is raised, each hash follows at its owner's next sign-in."""
    user = make_user()
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with writing():
        db.session.get(User, user.id).password_hash = weak
    assert service.authenticate(user.email, "en forkert adgangskode", "10.0.0.1") is None
    assert db.session.get(User, user.id, populate_existing=True).password_hash == weak
    assert service.authenticate(user.email, PASSWORD, "10.0.0.1").id == user.id
    renewed = db.session.get(User, user.id, populate_existing=True).password_hash
    assert renewed != weak
    assert not passwords.needs_rehash(renewed)
    assert passwords.matches(renewed, PASSWORD)


def test_no_mail_address_is_kept_of_those_who_fail(app, browse, capsys):
    """A mistyped mail, often a password in the wrong field, reaches neither a table nor the log."""
    typed = "min-hemmelige-kode@demo.example"
    browse().post("/konto/log-ind", {"email": typed, "password": "x"}, status=422)
    rows = db.session.scalars(select(SignInAttempt)).all()
    assert len(rows) == 1
    assert typed not in f"{rows[0].account} {rows[0].network}"
    written = capsys.readouterr()
    assert typed not in written.out + written.err


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/forpligtelser?maal=1&q=l%C3%A6rling", "/forpligtelser?maal=1&q=l%C3%A6rling"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_signing_in_leads_on_within_the_house(app, target, goes_to):
    """The address to go on to is one of ours, whatever a link says."""
    with app.test_request_context():
        assert safe_next(target) == goes_to


def test_who_is_sent_to_sign_in_comes_back(browse):
    """A page for the signed-in sends a visitor to sign in, and then shows itself."""
    user, browser = make_user(make_partner("union")), browse()
    asked = browser.get("/partnere?type=union")
    assert asked.request.path == "/konto/log-ind"
    done = browser.post(asked.request.full_path, {"email": user.email, "password": PASSWORD})
    assert done.request.full_path == "/partnere?type=union"
