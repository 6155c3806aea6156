"""`partnerhub check`: is this installation sound, and what must a human still do?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import func, select

from . import events
from .assistant.asking import unwritable
from .assistant.guide_reading import read_guide
from .assistant.question_queries import count_open
from .assistant.settings import read_settings
from .clock import today
from .commitments import evidence, totals
from .config import public_url_is_safe
from .database import current_revision, db, head_revision
from .mail import Mail, MailState
from .schemes.knowledge import read_knowledge
from .schemes.queries import count_reviews
from .schemes.shipped import read_all
from .schemes.stamp import read_stamp


@dataclass(frozen=True)
class Finding:
    """One thing looked at: sound or not, in words; a note is sound, and says what a human may still do."""

    sound: bool
    text: str
    is_note: bool = False

    @property
    def mark(self) -> str:
        """What stands before it on the command line."""
        return "FAIL" if not self.sound else "note" if self.is_note else "ok  "


def findings() -> Iterator[Finding]:
    """Look at everything that can be proved, most basic first."""
    stands, head = current_revision(), head_revision()
    yield Finding(stands == head, f"database at {stands or 'nothing'}, program at {head}")
    if stands != head:
        return
    if db.engine.dialect.name == "sqlite":
        result = db.session.scalar(db.text("PRAGMA integrity_check"))
        yield Finding(result == "ok", f"database integrity: {result}")
    fault = events.verify()
    yield Finding(fault is None, f"event chain: {f'{fault.what} at {fault.seq}' if fault else 'unbroken'}")
    wrong = totals.faults()
    yield Finding(not wrong, f"board totals: {'; '.join(wrong[:5]) if wrong else 'agree with the commitments'}")
    lost = evidence.faults(Path(current_app.config["INSTANCE"]))
    yield Finding(not lost, f"evidence files: {'; '.join(lost[:5]) if lost else 'all there, unaltered'}")
    yield from _knowledge()
    yield from _mail()
    url = str(current_app.config["PUBLIC_URL"])
    yield Finding(public_url_is_safe(url), f"PUBLIC_URL {url}")
    yield from _assistant()


def _knowledge() -> Iterator[Finding]:
    for fault in read_all()[1]:
        yield Finding(False, f"knowledge left out: {fault}")
    for fault in read_guide()[1]:
        yield Finding(False, f"guide left out: {fault}")
    if not read_stamp():
        yield Finding(False, "knowledge of the schemes: none loaded, the package answers by itself; run 'partnerhub init'")
        return
    for wrong in read_knowledge(today()).row_faults:
        yield Finding(False, f"knowledge left out: {wrong}")
    found = count_reviews(today())
    yield Finding(True, f"answers: {found.total}, {found.unreviewed} not yet reviewed by the municipality", bool(found.unreviewed))
    yield Finding(True, f"answers due to be checked again: {found.due}", bool(found.due))
    if found.waiting:
        yield Finding(True, f"answers edited here for which a newer package has other words: {found.waiting}", is_note=True)


def _assistant() -> Iterator[Finding]:
    settings = read_settings()
    for wrong in settings.faults:
        yield Finding(False, f"assistant: {wrong}")
    if fault := unwritable():
        yield Finding(False, f"assistant: {fault}")
    contact, where = settings.contact, "a steward fills it in at /kommunen/assistent/kontakt"
    known = {"phone": contact.phone, "mail": contact.mail, "opening hours": contact.hours.are_known}
    missing = [name for name, value in known.items() if not value]
    yield Finding(not missing, f"contact for citizens: {'no ' + ', no '.join(missing) + '; ' + where if missing else 'filled in'}")
    if settings.off:
        off = "everything" if settings.off_everything else ", ".join(sorted(settings.off))
        yield Finding(True, f"assistant switched off for {off}", is_note=True)
    found = count_open(today())
    yield Finding(not found.old, f"open questions: {found.open}, {found.old} kept longer than 90 days")


def _mail() -> Iterator[Finding]:
    counts = dict(db.session.execute(select(Mail.state, func.count()).group_by(Mail.state)).all())
    uncertain = counts.get(MailState.UNCERTAIN, 0) + counts.get(MailState.FAILED, 0)
    hint = ": see 'partnerhub deliver-mail --list'" if uncertain else ""
    yield Finding(not uncertain, f"mail: {counts.get(MailState.QUEUED, 0)} waiting, {uncertain} failed or uncertain{hint}")
    server = current_app.config["MAIL_SERVER"]
    in_demo = bool(current_app.config["PARTNERHUB_DEMO"])
    yield Finding(
        bool(server) or in_demo, f"mail server: {server or ('none, the demo shows mail at /demo/post' if in_demo else 'set MAIL_SERVER')}"
    )


@click.command("check")
def check_command() -> None:
    """Prove the database and say what is still missing; exits with 1 when something is."""
    sound = True
    for finding in findings():
        click.echo(f"{finding.mark}  {finding.text}")
        sound = sound and finding.sound
    if not sound:
        raise SystemExit(1)
