"""The brake on guessing: guessing is slow from everywhere, and nobody can lock a colleague out."""

import threading
from datetime import timedelta

import pytest
from makers import PASSWORD, make_user
from sqlalchemy import func, select

from partnerhub import clock
from partnerhub.accounts import service, throttle
from partnerhub.accounts.models import SignInAttempt
from partnerhub.database import db

OFFICE, HOME, STRANGER = "10.0.0.1", "10.0.0.2", "203.0.113.9"


def guess(user, network, times=1, device=""):
    """Guess wrongly a number of times; return how many guesses were looked at before the brake."""
    for done in range(times):
        try:
            assert service.authenticate(user.email, "et forkert gæt", network, device) is None
        except service.Braked:
            return done
    return times


def gets_in(user, network, device=""):
    """Tell whether the right password opens the account from there."""
    try:
        return service.authenticate(user.email, PASSWORD, network, device) is not None
    except service.Braked:
        return False


def test_five_guesses_a_quarter_of_an_hour(app):
    """From one network an account takes five wrong passwords; then even the right one waits, and not for ever."""
    user = make_user()
    with clock.at(clock.now() - timedelta(minutes=16)):
        assert guess(user, STRANGER, 9) == 5
        assert not gets_in(user, STRANGER)
    assert gets_in(user, STRANGER)


def test_a_success_forgives(app):
    """Four mistypings and a success leave room for four more."""
    user = make_user()
    for _ in range(3):
        assert guess(user, HOME, 4) == 4
        assert gets_in(user, HOME)


def test_one_network_cannot_go_through_all_accounts(app):
    """Fifty failures brake a network, whichever accounts they were for; another network is untouched."""
    users = [make_user() for _ in range(13)]
    assert sum(guess(user, STRANGER, 4) for user in users) == 50
    fresh = make_user()
    assert not gets_in(fresh, STRANGER)
    assert gets_in(fresh, HOME)


def test_many_networks_cannot_share_one_account(app):
    """Twenty failures from wherever brake an account for networks that it never signed in from."""
    user = make_user()
    assert sum(guess(user, f"203.0.113.{place}", 4) for place in range(10)) == 20
    assert not gets_in(user, "198.51.100.7")


def test_nobody_locks_out_a_colleague_from_afar(app):
    """However many strangers fail, the network that the account signs in from goes on working."""
    user = make_user()
    assert gets_in(user, OFFICE)
    for place in range(10):
        guess(user, f"203.0.113.{place}", 5)
    assert gets_in(user, OFFICE)


def test_nobody_locks_out_a_colleague_from_the_next_desk(app):
    """In one office, behind one address: a colleague's browser that has signed in before is counted by itself alone."""
    user, others = make_user(), [make_user() for _ in range(15)]
    assert gets_in(user, OFFICE, "the colleague's browser")
    assert guess(user, OFFICE, 9, "the envious one's browser") == 5
    assert not gets_in(user, OFFICE, "the envious one's browser")
    for other in others:
        guess(other, OFFICE, 5, "the envious one's browser")
    assert gets_in(user, OFFICE, "the colleague's browser")
    assert not gets_in(user, OFFICE, "a browser never seen")


def test_a_known_browser_is_braked_too(app):
    """Whoever sits down at the colleague's machine has five guesses, not more."""
    user = make_user()
    assert gets_in(user, OFFICE, "the colleague's browser")
    assert guess(user, OFFICE, 9, "the colleague's browser") == 5
    assert not gets_in(user, OFFICE, "the colleague's browser")


def test_a_browser_is_known_to_its_own_account_only(app):
    """Signing in to the own account makes no browser a better place to guess at another's."""
    mine, theirs = make_user(), make_user()
    assert gets_in(mine, STRANGER, "my browser")
    for place in range(10):
        guess(theirs, f"203.0.113.{place}", 5)
    assert guess(theirs, "198.51.100.7", 3, "my browser") == 0


def test_a_new_password_opens_the_way(app):
    """Who is braked can always choose a new password by mail, and gets in with it from there."""
    user = make_user()
    guess(user, OFFICE, 5)
    for place in range(10):
        guess(user, f"203.0.113.{place}", 5)
    token = reset_token(user)
    service.reset_password(token, "et helt nyt og langt kodeord", OFFICE, "my browser")
    assert service.authenticate(user.email, "et helt nyt og langt kodeord", OFFICE, "my browser").id == user.id


def test_asking_for_a_link_is_counted_apart(app):
    """Failing to sign in does not block the link, and asking for links does not block signing in."""
    user = make_user()
    guess(user, OFFICE, 5)
    for _ in range(5):
        service.ask_reset(user.email, OFFICE)
    with pytest.raises(service.Braked):
        service.ask_reset(user.email, OFFICE)
    other = make_user()
    for _ in range(5):
        service.ask_reset(other.email, OFFICE)
    assert gets_in(other, OFFICE)


@pytest.mark.parametrize("known", [True, False])
def test_asking_too_often_tells_nothing(app, known):
    """The brake on links counts known and unknown mails alike."""
    mail = make_user().email if known else "ukendt@demo.example"
    asked = 0
    with pytest.raises(service.Braked):
        for _ in range(9):
            service.ask_reset(mail, STRANGER)
            asked += 1
    assert asked == 5


def test_guesses_at_the_same_moment_count_each(each_database):
    """Twelve guesses at once are no way around the brake: five are looked at."""
    user = make_user()
    start, looked_at = threading.Barrier(12), []

    def guess_once():
        with each_database.app_context():
            start.wait()
            looked_at.append(guess(user_like, STRANGER))
            db.session.remove()

    user_like = type("Known", (), {"email": user.email})
    threads = [threading.Thread(target=guess_once) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(looked_at) == 5


def test_old_tries_are_pruned(app):
    """Failures are kept for a quarter of an hour, successes for ninety days: networks are personal data."""
    user = make_user()
    with clock.at(clock.now() - timedelta(days=91)):
        gets_in(user, HOME)
    with clock.at(clock.now() - timedelta(days=89)):
        gets_in(user, OFFICE)
    with clock.at(clock.now() - timedelta(minutes=16)):
        guess(user, STRANGER, 3)
    guess(make_user(), HOME)
    networks = set(db.session.scalars(select(SignInAttempt.network)))
    assert networks == {OFFICE, HOME}
    assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 2


def test_an_account_is_counted_whatever_the_capitals(app):
    """LONE@ and lone@ are one account to the brake."""
    assert throttle.account_key(" Lone@Demo.Example ") == throttle.account_key("lone@demo.example")
    assert throttle.account_key("a@demo.example") != throttle.account_key("b@demo.example")


def test_the_page_says_how_long_to_wait(browse):
    """Too many tries answer 429 with a sentence and Retry-After, and the way out: a new password."""
    user, browser = make_user(), browse()
    for _ in range(5):
        browser.post("/konto/log-ind", {"email": user.email, "password": "et forkert gæt"}, status=422)
    answer = browser.post("/konto/log-ind", {"email": user.email, "password": PASSWORD}, status=429)
    assert answer.headers["Retry-After"] == "900"
    assert "Vent et kvarter, eller vælg en ny adgangskode" in answer.get_data(as_text=True)
    assert "/konto/glemt" in answer.get_data(as_text=True)


def test_a_browser_is_known_again(browse):
    """The real thing: a colleague at the next desk fails on purpose, and the own browser signs in as before."""
    user, mine, theirs = make_user(), browse(), browse()
    mine.sign_in(user)
    mine.post("/konto/log-ud")
    for _ in range(6):
        theirs.client.delete_cookie("browser")
        theirs._ask(theirs.client.post, "/konto/log-ind", data={"email": user.email, "password": "x", "csrf_token": theirs.token()})
    theirs.post("/konto/log-ind", {"email": user.email, "password": PASSWORD}, status=429)
    assert mine.sign_in(user).is_in()


def test_asking_for_links_too_often_says_so(browse):
    """The page for links brakes with 429 and Retry-After too, and no mail is sent beyond."""
    browser = browse()
    for _ in range(5):
        browser.post("/konto/glemt", {"email": "lone@demo.example"})
    answer = browser.post("/konto/glemt", {"email": "lone@demo.example"}, status=429)
    assert answer.headers["Retry-After"] == "900"


def reset_token(user):
    """Ask for a link and take its token from the mail."""
    from partnerhub.mail import Mail

    service.ask_reset(user.email, HOME)
    text = db.session.scalars(select(Mail.text).where(Mail.recipient == user.email).order_by(Mail.id.desc())).first()
    return text.split("/konto/ny-adgangskode/")[1].split()[0]
