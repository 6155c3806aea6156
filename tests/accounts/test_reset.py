"""A forgotten password: one link, once, for two hours, and nothing for strangers to learn."""

import threading
from datetime import timedelta

import pytest
from flask_babel import force_locale, gettext
from makers import PASSWORD, make_user
from sqlalchemy import event, func, select

from partnerhub import clock
from partnerhub.accounts import service
from partnerhub.accounts.models import PasswordReset, User
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.mail import Mail

NEW = "fire helt nye ord"
SENT = "Se i din indbakke"


def link_of(user):
    """Return the path of the link in the newest mail to the user."""
    text = db.session.scalars(select(Mail.text).where(Mail.recipient == user.email).order_by(Mail.id.desc())).first()
    return "/konto/ny-adgangskode/" + text.split("/konto/ny-adgangskode/")[1].split()[0]


def ask(user):
    """Ask for a link by service and return its path."""
    service.ask_reset(user.email, "10.0.0.1")
    return link_of(user)


def test_a_forgotten_password_is_chosen_anew(browse):
    """The mail's link takes a new password, ends every sign-in, and is used up."""
    user = make_user()
    signed_in, browser = browse(user), browse()
    assert SENT in browser.post("/konto/glemt", {"email": user.email.upper()}).get_data(as_text=True)
    link = link_of(user)
    browser.get(link)
    browser.post(link, {"password": NEW, "password_again": NEW})
    assert not signed_in.is_in()
    assert service.authenticate(user.email, PASSWORD, "10.0.0.9") is None
    assert service.authenticate(user.email, NEW, "10.0.0.9").id == user.id
    browser.get(link, status=410)
    browser.post(link, {"password": NEW, "password_again": NEW}, status=410)


def test_an_unknown_mail_gets_the_same_answer_and_no_mail(browse):
    """Known, unknown and deactivated mails answer with the same page; mail goes to the known alone."""
    user, gone = make_user(), make_user()
    with writing():
        db.session.get(User, gone.id).deactivated_at = clock.now()
    answers = {
        browse().post("/konto/glemt", {"email": mail}).get_data(as_text=True).split("<main")[1].split("</main")[0]
        for mail in (user.email, "ukendt@demo.example", gone.email)
    }
    assert len(answers) == 1
    assert list(db.session.scalars(select(Mail.recipient))) == [user.email]


def test_one_transaction_whether_known_or_not(app):
    """The slow part, the commit, is done once for a known mail and once for an unknown one."""
    user, commits, work = make_user(), [], []
    event.listen(db.engine, "commit", commits.append)
    for mail in (user.email, "ukendt@demo.example"):
        commits.clear()
        service.ask_reset(mail, "10.0.0.1")
        work.append(len(commits))
    assert work == [1, 1]


def test_a_link_works_for_two_hours(app, browse):
    """A link older than two hours is dead, says so, and offers a new one."""
    user = make_user()
    with clock.at(clock.now() - timedelta(minutes=119)):
        young = ask(user)
    with clock.at(clock.now() - timedelta(minutes=121)):
        old = ask(user)
    browser = browse()
    browser.get(young)
    assert "/konto/glemt" in browser.get(old, status=410).get_data(as_text=True)
    browser.post(old, {"password": NEW, "password_again": NEW}, status=410)
    assert service.authenticate(user.email, PASSWORD, "10.0.0.9").id == user.id


def test_using_one_link_ends_the_others(app):
    """Links asked for twice both work, so a stranger who asks cannot kill the one in the mailbox; using one ends all."""
    user = make_user()
    first, second = ask(user), ask(user)
    service.reset_password(first.rsplit("/", 1)[1], NEW, "10.0.0.1")
    with pytest.raises(RuleBroken, match="virker ikke længere"):
        service.reset_password(second.rsplit("/", 1)[1], NEW + " igen", "10.0.0.1")


def test_a_link_is_used_once_also_in_a_race(each_database):
    """Two posts of one link at the same moment: one password is set, the other is told."""
    token = ask(make_user()).rsplit("/", 1)[1]
    start, outcomes = threading.Barrier(2), []

    def use(password):
        with each_database.app_context():
            start.wait()
            try:
                service.reset_password(token, password, "10.0.0.1")
                outcomes.append("done")
            except RuleBroken:
                outcomes.append("refused")
            db.session.remove()

    threads = [threading.Thread(target=use, args=(f"{NEW} nummer {number}",)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]


def test_a_link_dies_with_its_account(browse):
    """Who lost access cannot come back by a link asked for before."""
    user = make_user()
    link = ask(user)
    with writing():
        db.session.get(User, user.id).deactivated_at = clock.now()
    browse().get(link, status=410)


def test_only_the_hash_of_a_link_is_stored(app):
    """Whoever reads the table cannot use what stands there."""
    token = ask(make_user()).rsplit("/", 1)[1]
    assert len(token) >= 43
    assert db.session.scalar(select(func.count()).where(PasswordReset.token_hash == token)) == 0
    assert db.session.scalar(select(PasswordReset.token_hash)) != token


@pytest.mark.parametrize("token", ["x", "æøå", "a" * 5000, "' OR 1=1 --"])
def test_a_made_up_link_is_dead(browse, token):
    """Whatever is guessed is told to be dead."""
    browse().get(f"/konto/ny-adgangskode/{token}", status=410)


def test_a_link_with_control_characters_is_no_address(browse):
    """What nobody can read names no page at all, here as everywhere."""
    browse().get("/konto/ny-adgangskode/%00", status=404)


def test_a_weak_password_does_not_use_the_link_up(browse):
    """A refused password says why, and the link goes on working."""
    user, browser = make_user(), browse()
    link = ask(user)
    assert "mindst 12 tegn" in browser.post(link, {"password": "kort", "password_again": "kort"}, status=422).get_data(as_text=True)
    browser.post(link, {"password": NEW, "password_again": NEW})
    assert service.authenticate(user.email, NEW, "10.0.0.9").id == user.id


def test_the_mail_speaks_the_users_language(app):
    """Who reads English gets the mail in English, whatever the language of the page that asked."""
    user = make_user(language="en")
    with app.test_request_context("/?lang=da"):
        ask(user)
        with force_locale("en"):
            expected = gettext("Ny adgangskode til Partnerhub")
    assert db.session.scalar(select(Mail.subject)) == expected
