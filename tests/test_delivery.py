"""The outbox against a real mail server: at most once after DATA, again after a failure before it, never twice by two workers."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import servers
from smtp import Mood
from sqlalchemy import select

from partnerhub import clock, delivery
from partnerhub.database import db, writing
from partnerhub.mail import Mail, MailState, queue_mail


@pytest.fixture
def post(make_app, smtp):
    """An app that sends its mail to the test's own server; its context is pushed."""
    app = make_app(MAIL_SERVER=smtp.host, MAIL_PORT=smtp.port, MAIL_FROM="partnerhub@demo.example")
    with app.app_context():
        yield app


def queue(key="occasion-1", recipient="lone@demo.example", subject="Hej fra Partnerhub", text="Kære Lone\n.punktum\nÆØÅ"):
    """Put a mail in the outbox and return its id."""
    with writing() as session:
        mail = queue_mail(key, recipient, subject, text)
        session.flush()
        return mail.id


def state(mail_id):
    """Return a mail's state as it stands in the table."""
    db.session.rollback()
    return db.session.scalar(select(Mail.state).where(Mail.id == mail_id))


def later(**span):
    """Let the clock stand at a later moment."""
    return clock.at(clock.now() + timedelta(**span))


def test_a_mail_arrives_once_and_whole(post, smtp):
    """What was queued arrives with its text unharmed, line ends as SMTP wants them, and is not sent again."""
    mail_id = queue()
    assert delivery.deliver_due() == 1
    assert delivery.deliver_due() == 0
    assert state(mail_id) is MailState.SENT
    [message] = smtp.messages
    assert message.get_content().replace("\r\n", "\n") == "Kære Lone\n.punktum\nÆØÅ\n"
    assert message["To"] == "lone@demo.example"
    assert message["From"] == "partnerhub@demo.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert b"\n" not in smtp.raw[0].replace(b"\r\n", b"")


def test_the_message_id_is_the_occasions(post, smtp):
    """The same occasion has the same Message-ID whenever it is sent, another occasion another."""
    first, second = queue("a"), queue("b")
    delivery.deliver_due()
    ids = [message["Message-ID"] for message in smtp.messages]
    assert ids == [delivery.message_id(db.session.get(Mail, number)) for number in (first, second)]
    assert len(set(ids)) == 2


def test_a_mail_waits_while_the_server_is_away(post, smtp):
    """A server that refuses connections costs a pause, not the mail."""
    smtp.mood = Mood.REFUSE
    mail_id = queue()
    assert delivery.deliver_due() == 0
    assert state(mail_id) is MailState.QUEUED
    smtp.mood = Mood.ACCEPT
    assert delivery.deliver_due() == 0, "it must wait for its pause"
    with later(minutes=2):
        assert delivery.deliver_due() == 1
    assert len(smtp.messages) == 1


def test_pauses_grow_and_end(post, smtp):
    """A temporary refusal is tried again with growing pauses, and given up after the last."""
    smtp.mood = Mood.TRY_LATER
    mail_id = queue()
    moment, tries = clock.now(), []
    for _ in range(len(delivery.PAUSES) + 1):
        with clock.at(moment):
            assert delivery.deliver_due() == 0
        tries.append(moment)
        moment = db.session.get(Mail, mail_id, populate_existing=True).due_at
    gaps = [after - before for before, after in zip(tries, tries[1:], strict=False)]
    assert gaps == list(delivery.PAUSES)
    assert state(mail_id) is MailState.FAILED
    assert smtp.attempts == len(delivery.PAUSES) + 1


@pytest.mark.parametrize("mood", [Mood.REJECT, Mood.UNKNOWN_RECIPIENT])
def test_a_final_no_is_final(post, smtp, mood):
    """A mail that the server will never take is not tried again, and says why."""
    smtp.mood = mood
    mail_id = queue()
    assert delivery.deliver_due() == 0
    assert state(mail_id) is MailState.FAILED
    assert db.session.get(Mail, mail_id, populate_existing=True).error
    smtp.mood = Mood.ACCEPT
    with later(days=2):
        assert delivery.deliver_due() == 0
    assert smtp.messages == []


def test_after_data_nobody_knows(post, smtp):
    """A connection lost after DATA leaves the mail uncertain: it arrived, and is not sent a second time by itself."""
    smtp.mood = Mood.DROP_AFTER_DATA
    mail_id = queue()
    assert delivery.deliver_due() == 0
    assert state(mail_id) is MailState.UNCERTAIN
    smtp.mood = Mood.ACCEPT
    with later(days=2):
        assert delivery.deliver_due() == 0
    assert len(smtp.messages) == 1


def test_one_bad_mail_does_not_stop_the_others(post, smtp):
    """An address that SMTP cannot carry fails alone; the queue behind it is delivered."""
    bad = [queue("a", "sør en@demo.example"), queue("b", "søren@demo.example"), queue("c", "x@demo.example\nBcc: all@demo.example")]
    good = queue("d")
    assert delivery.deliver_due() == 1
    assert [state(number) for number in bad] == [MailState.FAILED] * 3
    assert state(good) is MailState.SENT
    assert len(smtp.messages) == 1


def test_a_domain_with_danish_letters_is_reached(post, smtp):
    """A Danish domain is written as the mail servers write it."""
    queue(recipient="lone@blåbær.example")
    assert delivery.deliver_due() == 1
    assert smtp.messages[0]["To"] == "lone@xn--blbr-roah.example"


def test_a_subject_adds_no_header(post, smtp):
    """A line break in a subject, typed by whoever, becomes a space."""
    queue(subject="Hej\r\nBcc: all@demo.example")
    delivery.deliver_due()
    assert smtp.messages[0]["Subject"] == "Hej Bcc: all@demo.example"
    assert smtp.messages[0]["Bcc"] is None


def test_an_open_line_carries_no_password(make_app, smtp):
    """With STARTTLS asked for, a server that cannot do it gets nothing; the mail waits."""
    app = make_app(MAIL_SERVER=smtp.host, MAIL_PORT=smtp.port, MAIL_STARTTLS=True, MAIL_USERNAME="ph", MAIL_PASSWORD="secret")
    with app.app_context():
        mail_id = queue()
        assert delivery.deliver_due() == 0
        assert state(mail_id) is MailState.QUEUED
        assert smtp.attempts == 0


def test_without_a_server_mail_waits(make_app):
    """Outside the demo nothing is sent into the blue: mail stays queued until a server is set, and `check` says so."""
    app = make_app(MAIL_SERVER="", PARTNERHUB_DEMO=False)
    with app.app_context():
        mail_id = queue()
        assert delivery.deliver_due() == 0
        assert state(mail_id) is MailState.QUEUED
        told = app.test_cli_runner().invoke(args=["check"]).output
        assert "1 waiting" in told
        assert "FAIL  mail server: set MAIL_SERVER" in told


def test_in_the_demo_mail_counts_as_sent(make_app):
    """The demo has no server: its mail counts as sent and is read at /demo/post."""
    with make_app(MAIL_SERVER="", PARTNERHUB_DEMO=True).app_context():
        mail_id = queue()
        assert delivery.deliver_due() == 1
        assert state(mail_id) is MailState.SENT


def test_workers_share_the_queue(each_database, smtp):
    """Four workers at one queue send each mail exactly once."""
    each_database.config.update(MAIL_SERVER=smtp.host, MAIL_PORT=smtp.port)
    for number in range(12):
        queue(f"mail-{number}", f"person{number}@demo.example")
    sent = []

    def work():
        with each_database.app_context():
            sent.append(delivery.deliver_due())
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sent) == 12
    assert sorted(str(message["To"]) for message in smtp.messages) == sorted(f"person{number}@demo.example" for number in range(12))


def test_a_killed_worker_leaves_its_mail_to_a_human(post, smtp, tmp_path):
    """A worker killed between DATA and the answer: the mail is listed as uncertain, not resent, and can be resent by hand."""
    smtp.mood = Mood.SILENT_AFTER_DATA
    mail_id = queue()
    worker = subprocess.Popen([servers.PROGRAM, "deliver-mail"], env=environment(post, smtp, tmp_path))
    wait_for(lambda: smtp.messages)
    worker.kill()
    worker.wait()
    assert state(mail_id) is MailState.SENDING
    smtp.mood = Mood.ACCEPT
    assert delivery.deliver_due() == 0
    with later(minutes=11):
        assert delivery.deliver_due() == 0
    assert state(mail_id) is MailState.UNCERTAIN
    assert len(smtp.messages) == 1
    run = post.test_cli_runner().invoke
    listed = run(args=["deliver-mail", "--list"]).output
    assert listed.startswith(f"{mail_id}  uncertain")
    assert "lone@demo.example" in listed
    assert run(args=["deliver-mail", "--again", str(mail_id)]).output.endswith("1 sent.\n")
    assert len(smtp.messages) == 2
    assert "no failed or uncertain mail" in run(args=["deliver-mail", "--again", str(mail_id)]).output


def test_a_worker_ends_with_its_parent(post, smtp, tmp_path):
    """`deliver-mail --forever` delivers what comes, and ends by itself when the process that started it is killed."""
    start = "import subprocess, sys; p = subprocess.Popen([sys.argv[1], 'deliver-mail', '--forever']); print(p.pid, flush=True); p.wait()"
    parent = subprocess.Popen(
        [sys.executable, "-c", start, servers.PROGRAM], env=environment(post, smtp, tmp_path), stdout=subprocess.PIPE, text=True
    )
    worker = int(parent.stdout.readline())
    mail_id = queue()
    wait_for(lambda: state(mail_id) is MailState.SENT)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    try:
        wait_for(lambda: not is_running(worker))
    finally:
        if is_running(worker):
            os.kill(worker, signal.SIGKILL)


def environment(app, smtp, folder):
    """The environment of a program on the test's own database and mail server."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    return {**servers.clean_environment(), **smtp.environment(), "DATABASE_URL": url, "PARTNERHUB_INSTANCE": str(folder)}


def is_running(pid):
    """Tell whether a process runs; one that has ended but was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(happened, seconds=20):
    """Wait until it has happened; fail when it does not."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
