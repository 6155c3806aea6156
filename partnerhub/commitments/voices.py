"""The three voices: what partners report, what others confirm, what the shop steward says; and comments between partners.

Entries are append-only. Reported and confirmed stand side by side and are never added; the shop steward's mark changes no number.
"""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from ..access import Permission
from ..accounts.models import User
from ..clock import local, now, today
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from . import totals
from .changing import allow, changing, load_entry
from .kinds import COMMENT_LIMIT, NOTE_LIMIT, QUANTITY_LIMIT
from .models import Comment, Commitment, Confirmation, Progress, ShopStewardMark
from .repeated import refuse_repeated_comment, refuse_repeated_report
from .terms import check_text

_FAR_BEYOND = 20


def report(by: User, commitment_id: int, amount: int, note: str, on: date, shown_at: datetime | None = None) -> Progress:
    """Report what was delivered since last time, as the owner or an accepted co-signer; 0 says that nothing happened.

    `shown_at` is when the form was shown, so that one sent twice counts once.
    """
    with changing(by, Permission.COMMITMENT_REPORT, commitment_id) as commitment:
        entry = _entry(by, commitment, amount, note, on)
        refuse_repeated_report(by, entry, shown_at)
        db.session.add(entry)
        db.session.flush()
        record("commitment.progress_reported", commitment, by, entry=entry.id, amount=amount, note=entry.note, on=on)
        totals.recount(commitment)
    return entry


def correct(by: User, entry_id: int, amount: int, note: str, on: date) -> Progress:
    """Replace an own entry in the sums by a new one with the right number; it needs a note and a new confirmation."""
    with writing():
        old = load_entry(entry_id)
        allow(by, Permission.COMMITMENT_CORRECT, old)
        check_text("note", note, NOTE_LIMIT, _("Skriv, hvad der var forkert."))
        with changing(by, Permission.COMMITMENT_VIEW, old.commitment_id) as commitment:
            entry = _entry(by, commitment, amount, note, on)
            entry.corrects_id = old.id
            db.session.add(entry)
            db.session.flush()
            record("commitment.progress_corrected", commitment, by, entry=entry.id, corrects=old.id, amount=amount, note=entry.note, on=on)
            totals.recount(commitment)
    return entry


def confirm(by: User, entry_id: int, amount: int) -> Confirmation:
    """Vouch for an entry once, as an accepted co-signer or the steward of another partner, with at most its amount."""
    with writing():
        entry = load_entry(entry_id)
        allow(by, Permission.COMMITMENT_CONFIRM, entry)
        if not 0 <= amount <= entry.amount:
            raise RuleBroken("amount", _("Du kan bekræfte fra 0 til det meldte antal, %(amount)s.", amount=entry.amount))
        with changing(by, Permission.COMMITMENT_VIEW, entry.commitment_id) as commitment:
            confirmation = Confirmation(entry_id=entry.id, partner_id=by.partner_id, by_id=by.id, amount=amount, at=now())
            db.session.add(confirmation)
            db.session.flush()
            record("commitment.progress_confirmed", commitment, by, entry=entry.id, amount=amount)
            totals.recount(commitment)
    return confirmation


def mark(by: User, commitment_id: int, agrees: bool, note: str = "") -> ShopStewardMark:
    """Say as the members' representative at the owner whether it is as reported; disagreeing needs a note."""
    with changing(by, Permission.COMMITMENT_MARK, commitment_id) as commitment:
        text = check_text("note", note, NOTE_LIMIT, "" if agrees else _("Skriv, hvad medlemmerne oplever anderledes."))
        made = ShopStewardMark(commitment_id=commitment.id, partner_id=by.partner_id, by_id=by.id, agrees=agrees, note=text, at=now())
        db.session.add(made)
        record("commitment.shop_steward_marked", commitment, by, agrees=agrees, note=text)
    return made


def comment(by: User, commitment_id: int, text: str, shown_at: datetime | None = None) -> Comment:
    """Write a remark that all partners can read."""
    with changing(by, Permission.COMMITMENT_COMMENT, commitment_id) as commitment:
        words = check_text("text", text, COMMENT_LIMIT, _("Skriv noget først."))
        refuse_repeated_comment(by, commitment_id, words, shown_at)
        made = Comment(commitment_id=commitment.id, partner_id=by.partner_id, by_id=by.id, text=words, at=now())
        db.session.add(made)
        db.session.flush()
        record("commitment.commented", commitment, by, comment=made.id, text=words)
    return made


def _entry(by: User, commitment: Commitment, amount: int, note: str, on: date) -> Progress:
    if not 0 <= amount <= QUANTITY_LIMIT:
        raise RuleBroken("amount", _("Antallet skal være mellem 0 og 100.000. Skriv 0, hvis der ikke er sket noget."))
    if on > today():
        raise RuleBroken("on", _("Datoen ligger i fremtiden. Vælg den dag, det skete."))
    if on.year < 2000:
        raise RuleBroken("on", _("Året skal ligge mellem 2000 og i dag."))
    if on < _earliest(commitment):
        raise RuleBroken("on", _("Datoen ligger mere end et år før forpligtelsen. Vælg den dag, det skete."))
    if commitment.quantity and amount > max(_FAR_BEYOND * commitment.quantity, 100):
        raise RuleBroken(
            "amount", _("Tallet er langt over det lovede, %(quantity)s. Ret det, hvis det er en tastefejl.", quantity=commitment.quantity)
        )
    words = check_text("note", note, NOTE_LIMIT)
    return Progress(commitment_id=commitment.id, partner_id=by.partner_id, by_id=by.id, amount=amount, note=words, on=on, at=now())


def _earliest(commitment: Commitment) -> date:
    """Return the first day that an entry may be about: a year before the commitment was written or starts."""
    written = local(commitment.created_at).date()
    return min(written, commitment.start_on or written) - timedelta(days=365)
