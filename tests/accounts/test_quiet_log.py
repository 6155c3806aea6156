"""What the log must not hold: passwords, links, mail addresses, names, and what people typed."""

import pytest
from makers import PASSWORD, make_partner, make_user
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from partnerhub import delivery
from partnerhub.accounts import service
from partnerhub.accounts.models import User
from partnerhub.database import db, writing
from partnerhub.errors import log
from partnerhub.mail import Mail

NEW = "fire helt nye ord"
TYPED = "Hemmeligt navn på en borger"


@pytest.fixture
def logged(capfd):
    """Return what has been written to the log until now; the log goes to stderr."""

    def read():
        written = capfd.readouterr()
        return written.out + written.err

    return read


def path_of(address):
    """Return the path of the link in the newest mail to an address."""
    body = db.session.scalars(select(Mail.text).where(Mail.recipient == address).order_by(Mail.id.desc())).first()
    return "/konto/" + body.split("/konto/")[1].split()[0]


def test_a_walk_through_the_account_leaves_no_secret_in_the_log(browse, logged):
    """Signing in, failing to, inviting, joining, forgetting and changing a password: the log tells none of what was typed."""
    manager = make_user(make_partner("union"), name="Lone Lederborg", email="lone@demo.example", is_manager=True)
    browser, newcomer = browse(manager), browse()
    browser.post(f"/partnere/{manager.partner_id}/inviter", {"email": "ny@demo.example", "function": "kasserer"})
    link = path_of("ny@demo.example")
    newcomer.post(link, {"name": "Nanna Nyborg", "password": NEW})
    newcomer.get(link, status=410)
    browse().post("/konto/log-ind", {"email": "lone@demo.example", "password": "forkert kodeord"}, status=422)
    service.ask_reset("lone@demo.example", "10.0.0.1")
    reset = path_of("lone@demo.example")
    browse().post(reset, {"password": NEW, "password_again": NEW})
    browse().get(reset, status=410)
    browse().post("/konto/log-ind?next=/x", {"email": "lone@demo.example", "password": NEW}, token=False, status=400)
    browse().get("/findes-ikke", status=404)
    told = logged()
    assert "error page" in told
    secrets = [PASSWORD, NEW, "forkert kodeord", "@demo.example", "Lederborg", "Nyborg", link.rsplit("/", 1)[1], reset.rsplit("/", 1)[1]]
    assert [secret for secret in secrets if secret in told] == []


def test_delivering_tells_the_number_of_a_mail_alone(make_app, smtp, logged):
    """Sent, refused or given up: the log names the row, never the recipient, the subject or the text."""
    with make_app(MAIL_SERVER=smtp.host, MAIL_PORT=smtp.port).app_context():
        service.ask_reset(make_user(email="lone@demo.example").email, "10.0.0.1")
        for mood in (smtp.mood.REFUSE, smtp.mood.UNKNOWN_RECIPIENT):
            smtp.mood = mood
            delivery.deliver_due()
            with writing() as session:
                session.execute(text("UPDATE mail SET state = 'queued', due_at = created_at"))
        smtp.mood = smtp.mood.ACCEPT
        assert delivery.deliver_due() == 1
    told = logged()
    assert told.count('"mail"') == 3
    assert [word for word in ("lone@", "demo.example", "adgangskode", "/konto/") if word in told] == []


@pytest.mark.parametrize("fault", ["twice", "missing"])
def test_a_database_error_does_not_repeat_what_was_typed(each_database, logged, fault):
    """A row that the database refuses is logged with the statement and the reason, not with its values."""
    user = make_user(email="lone@demo.example")
    values = {"partner_id": user.partner_id, "email": user.email, "name": TYPED, "function": "to\nlinjer"}
    if fault == "missing":
        values |= {"email": "ny@demo.example", "partner_id": None}
    with pytest.raises(DatabaseError) as refused, writing() as session:
        session.add(User(**values))
        session.flush()
    log.error("crash", reference="1234", exc_info=refused.value)
    told = logged()
    assert "IntegrityError" in told
    assert "INSERT INTO" in told
    assert [word for word in (TYPED, "@demo.example", "linjer") if word in told] == []
