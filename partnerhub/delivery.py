"""Delivers the outbox: at most once after SMTP's DATA, again after a failure before it, never twice by two workers.

Once an hour the worker also does the chores that packages have put into `app.extensions["chores"]`, such as erasing what is old.
"""

import hashlib
import os
import signal
import smtplib
import ssl
import time
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from email.utils import format_datetime
from types import FrameType
from urllib.parse import urlsplit

import click
import structlog
from flask import current_app
from sqlalchemy import select, update

from .clock import now
from .database import db, writing
from .mail import Mail, MailState

log = structlog.get_logger()
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
STUCK_AFTER = timedelta(minutes=10)
SMTP_SECONDS = 30
POLL_SECONDS = 2
CHORES_EVERY = 3600.0


class DeliveryError(Exception):
    """The mail was not taken; `for_good` tells whether trying again is pointless."""

    def __init__(self, text: str, for_good: bool) -> None:
        super().__init__(text)
        self.for_good = for_good


def deliver_due() -> int:
    """Send every mail that is due, one at a time; return how many were sent."""
    _give_up_on_stuck()
    sent = 0
    while (mail_id := _claim()) is not None:
        sent += _deliver(mail_id)
    return sent


def requeue(mail_id: int) -> bool:
    """Put an uncertain or failed mail back in the queue, by a human's decision; False when there is no such one."""
    with writing() as session:
        mail = session.get(Mail, mail_id)
        if mail is None or mail.state not in (MailState.UNCERTAIN, MailState.FAILED):
            return False
        mail.state, mail.attempts, mail.due_at, mail.error = MailState.QUEUED, 0, now(), ""
    return True


def unsettled() -> list[Mail]:
    """Return the mails that wait for a human's decision: uncertain and failed ones, oldest first."""
    asked = select(Mail).where(Mail.state.in_((MailState.UNCERTAIN, MailState.FAILED)))
    return list(db.session.scalars(asked.order_by(Mail.id)))


def message_id(mail: Mail) -> str:
    """Return the Message-ID, the same for the same occasion."""
    host = urlsplit(str(current_app.config["PUBLIC_URL"])).hostname or "localhost"
    return f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:32]}@{host}>"


def _claim() -> int | None:
    """Take the next due mail under the lock, so that no other worker takes it too."""
    if not current_app.config["MAIL_SERVER"] and not current_app.config["PARTNERHUB_DEMO"]:
        return None
    due = (Mail.state == MailState.QUEUED, Mail.due_at <= now())
    if db.session.scalar(select(Mail.id).where(*due).limit(1)) is None:
        db.session.rollback()
        return None
    with writing() as session:
        mail = session.scalar(select(Mail).where(*due).order_by(Mail.due_at, Mail.id).limit(1))
        if mail is None:
            return None
        mail.state, mail.started_at, mail.attempts = MailState.SENDING, now(), mail.attempts + 1
        return mail.id


def _deliver(mail_id: int) -> int:
    mail = db.session.get_one(Mail, mail_id)
    state, error, due_at = MailState.SENT, "", mail.due_at
    try:
        if current_app.config["MAIL_SERVER"]:
            _send(mail)
    except DeliveryError as refused:
        error = str(refused)
        again = not refused.for_good and mail.attempts <= len(PAUSES)
        state = MailState.QUEUED if again else MailState.FAILED
        due_at = now() + PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    except ValueError as unsendable:  # an address or a text that SMTP cannot carry, found before anything was said
        state, error = MailState.FAILED, f"{type(unsendable).__name__}: cannot be sent as it is written"
    except OSError as lost:  # after DATA nobody knows
        state, error = MailState.UNCERTAIN, type(lost).__name__
    with writing() as session:
        done = session.get_one(Mail, mail_id)
        done.state, done.error, done.due_at = state, error[:300], due_at
        done.sent_at = now() if state == MailState.SENT else None
    log.info("mail", id=mail_id, state=state.value)
    return int(state == MailState.SENT)


def _send(mail: Mail) -> None:
    """Talk SMTP. Raises DeliveryError while it is certain that the mail was not taken, OSError once that is unknown."""
    config = current_app.config
    content, recipient = _message(mail).as_bytes(policy=CRLF), _on_the_wire(mail.recipient)
    try:
        server = smtplib.SMTP(str(config["MAIL_SERVER"]), int(config["MAIL_PORT"]), timeout=SMTP_SECONDS)
    except (OSError, smtplib.SMTPException) as failed:
        raise DeliveryError(type(failed).__name__, for_good=False) from failed
    try:
        _open_envelope(server, recipient)
        code, reply = server.data(content)
    except smtplib.SMTPServerDisconnected as lost:
        raise OSError("connection lost") from lost
    except smtplib.SMTPDataError as failed:
        raise DeliveryError(str(failed.smtp_code), for_good=failed.smtp_code >= 500) from failed
    finally:
        server.close()
    if code != 250:
        raise DeliveryError(f"{code} {reply!r}", for_good=code >= 500)


def _open_envelope(server: smtplib.SMTP, recipient: str) -> None:
    """Say all that comes before DATA. Only a refused recipient is the mail's own fault; the rest may be mended and is tried again."""
    config = current_app.config
    try:
        server.ehlo()
        if config["MAIL_STARTTLS"]:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if config["MAIL_USERNAME"]:
            server.login(str(config["MAIL_USERNAME"]), str(config["MAIL_PASSWORD"]))
        code, reply = server.mail(str(config["MAIL_FROM"]))
        if code >= 400:
            raise DeliveryError(f"sender: {code} {reply!r}", for_good=False)
        code, reply = server.rcpt(recipient)
        if code >= 400:
            raise DeliveryError(f"{code} {reply!r}", for_good=code >= 500)
    except (OSError, smtplib.SMTPException) as failed:
        raise DeliveryError(type(failed).__name__, for_good=False) from failed


def _message(mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"] = str(current_app.config["MAIL_FROM"])
    message["To"] = _on_the_wire(mail.recipient)
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = message_id(mail)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="quoted-printable")
    return message


def _on_the_wire(address: str) -> str:
    """An address as SMTP carries it, its domain in ASCII. Raises ValueError for one that cannot be."""
    name, _at, domain = address.rpartition("@")
    plain = f"{name}@{domain.encode('idna').decode()}"
    if not plain.isascii() or any(sign.isspace() or not sign.isprintable() for sign in plain):
        raise ValueError("unsendable address")
    return plain


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _give_up_on_stuck() -> None:
    """A row left "sending" by a crash is uncertain: it may have arrived, so it is not sent again by itself."""
    stuck = (Mail.state == MailState.SENDING, Mail.started_at < now() - STUCK_AFTER)
    if db.session.scalar(select(Mail.id).where(*stuck).limit(1)) is not None:
        with writing() as session:
            session.execute(update(Mail).where(*stuck).values(state=MailState.UNCERTAIN, error="interrupted"))
    db.session.rollback()


@click.command("deliver-mail")
@click.option("--forever", is_flag=True, help="Go on until stopped or until the parent process ends.")
@click.option("--list", "listing", is_flag=True, help="List the mails that wait for a decision, and send nothing.")
@click.option("--again", type=int, metavar="ID", help="Put one of those back in the queue first; it may arrive twice.")
def deliver_command(forever: bool, listing: bool, again: int | None) -> None:
    """Send what is due in the outbox."""
    if listing:
        for mail in unsettled():
            click.echo(f"{mail.id}  {mail.state.value}  {mail.created_at:%Y-%m-%d %H:%M}  {mail.recipient}  {mail.subject}  ({mail.error})")
        return
    if again is not None and not requeue(again):
        raise click.ClickException(f"There is no failed or uncertain mail {again}; --list shows those there are.")
    if not forever:
        click.echo(f"{deliver_due()} sent.")
        return
    _deliver_until_stopped()


def _deliver_until_stopped() -> None:
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    parent, chores_at = os.getppid(), 0.0
    while not stopped and os.getppid() == parent:
        try:
            deliver_due()
            if time.monotonic() >= chores_at:
                chores_at = time.monotonic() + CHORES_EVERY
                for chore in current_app.extensions.get("chores", ()):
                    chore()
        except Exception as failed:  # the worker outlives a database that is away for a while
            db.session.rollback()
            log.error("mail worker", exc_info=failed)
        db.session.remove()
        time.sleep(POLL_SECONDS)
