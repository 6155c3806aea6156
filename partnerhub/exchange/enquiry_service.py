"""Verbs on enquiries: ask, accept, decline, withdraw, finish, say whether it was worth it.

Each is one transaction with its event under the one writers' lock: what is free is read there, so that nobody is promised a taken place.
"""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission
from ..accounts.models import User
from ..clock import now
from ..commitments.kinds import REASON_LIMIT
from ..commitments.terms import check_text
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from . import enquiry_mail
from .changing import allow, changing
from .enquiry_models import Enquiry
from .enquiry_terms import EnquiryTerms, check_number, checked, offer_of
from .kinds import NOTE_LIMIT, EnquiryAbout, EnquiryStatus, Worth

LINE_LIMIT = 300


def send(by: User, terms: EnquiryTerms, shown_at: datetime | None = None) -> Enquiry:
    """Ask another partner; the same form sent twice is refused with a sentence."""
    with writing() as session:
        allow(by, Permission.ENQUIRY_SEND)
        ready = checked(by, terms)
        _refuse_repeated(by, ready, shown_at)
        enquiry = Enquiry(
            from_partner_id=by.partner_id,
            to_partner_id=ready.partner_id,
            about=ready.about,
            placement_id=ready.placement_id,
            programme_id=ready.programme_id,
            need_id=ready.need_id,
            number=ready.number,
            starts_on=ready.starts_on,
            ends_on=ready.ends_on,
            note=ready.note,
            created_by_id=by.id,
            created_at=now(),
        )
        session.add(enquiry)
        session.flush()
        record("enquiry.sent", enquiry, by, about=enquiry.about, number=enquiry.number, note=enquiry.note)
        enquiry_mail.tell(by, enquiry, enquiry.to_partner_id, "asked")
    return enquiry


def accept(by: User, enquiry_id: int, version: int, number: int | None = None, note: str = "") -> Enquiry:
    """Say yes, to as many as were asked for or fewer; the places are taken from then on. A meeting has no number to give.

    Raises RuleBroken at `number` naming how many are free now when others were faster.
    """
    with changing(by, Permission.ENQUIRY_ANSWER, Enquiry, enquiry_id, version) as enquiry:
        offer = offer_of(enquiry.placement_id, enquiry.programme_id)
        if offer is not None:
            given = check_number(offer, number, enquiry.number, _("Skriv, hvor mange I siger ja til."))
            offer.accepted += given
            enquiry.accepted_number = given
        else:
            enquiry.accepted_number = enquiry.number
        _answer(by, enquiry, EnquiryStatus.ACCEPTED, check_text("note", note, NOTE_LIMIT))
        record("enquiry.accepted", enquiry, by, number=enquiry.accepted_number, note=enquiry.answer_note)
        enquiry_mail.tell(by, enquiry, enquiry.from_partner_id, "accepted")
    return enquiry


def decline(by: User, enquiry_id: int, version: int, reason: str) -> Enquiry:
    """Say no with a reason."""
    with changing(by, Permission.ENQUIRY_ANSWER, Enquiry, enquiry_id, version) as enquiry:
        text = check_text("reason", reason, REASON_LIMIT, _("Skriv kort, hvorfor I siger nej. Den, der spurgte, kan læse det."))
        _answer(by, enquiry, EnquiryStatus.DECLINED, text)
        enquiry.ended_at = now()
        record("enquiry.declined", enquiry, by, reason=text)
        enquiry_mail.tell(by, enquiry, enquiry.from_partner_id, "declined")
    return enquiry


def withdraw(by: User, enquiry_id: int, version: int, reason: str = "") -> Enquiry:
    """Take an enquiry back, or as the asked side the yes to it, which needs a reason; what was accepted is free again."""
    with changing(by, Permission.ENQUIRY_WITHDRAW, Enquiry, enquiry_id, version) as enquiry:
        is_asked = by.partner_id == enquiry.to_partner_id
        missing = _("Skriv kort, hvorfor I ikke kan alligevel. Den, der spurgte, kan læse det.") if is_asked else ""
        text = check_text("reason", reason, REASON_LIMIT, missing)
        freed = 0
        if enquiry.status == EnquiryStatus.ACCEPTED:
            offer = offer_of(enquiry.placement_id, enquiry.programme_id)
            if offer is not None:
                freed = enquiry.accepted_number or 0
                offer.accepted -= freed
        enquiry.status, enquiry.ended_at = EnquiryStatus.WITHDRAWN, now()
        record("enquiry.withdrawn", enquiry, by, reason=text, freed=freed)
        enquiry_mail.tell(by, enquiry, enquiry.from_partner_id if is_asked else enquiry.to_partner_id, "withdrawn")
    return enquiry


def finish(by: User, enquiry_id: int, version: int) -> Enquiry:
    """Say that what was agreed has taken place; the places stay taken, and each side is asked whether it was worth it."""
    with changing(by, Permission.ENQUIRY_END, Enquiry, enquiry_id, version) as enquiry:
        if enquiry.status != EnquiryStatus.ACCEPTED:
            raise RuleBroken("", _("Forespørgslen er allerede gennemført."))
        enquiry.status, enquiry.ended_at = EnquiryStatus.DONE, now()
        record("enquiry.done", enquiry, by)
        other = enquiry.to_partner_id if by.partner_id == enquiry.from_partner_id else enquiry.from_partner_id
        enquiry_mail.tell(by, enquiry, other, "done")
    return enquiry


def say_worth(by: User, enquiry_id: int, worth: Worth, line: str = "") -> Enquiry:
    """Answer for the own side, once, whether a finished enquiry was worth it."""
    with changing(by, Permission.ENQUIRY_END, Enquiry, enquiry_id) as enquiry:
        if enquiry.status != EnquiryStatus.DONE:
            raise RuleBroken("", _("Sig først, at det er gennemført."))
        text = check_text("line", line, LINE_LIMIT)
        side = "from" if by.partner_id == enquiry.from_partner_id else "to"
        if getattr(enquiry, f"{side}_worth") is not None:
            raise RuleBroken("", _("I har allerede svaret. Tak."))
        setattr(enquiry, f"{side}_worth", Worth(worth))
        setattr(enquiry, f"{side}_line", text)
        record("enquiry.valued", enquiry, by, worth=worth, line=text)
    return enquiry


def _answer(by: User, enquiry: Enquiry, status: EnquiryStatus, note: str) -> None:
    enquiry.status, enquiry.answer_note = status, note
    enquiry.answered_at, enquiry.answered_by_id = now(), by.id


def _refuse_repeated(by: User, terms: EnquiryTerms, shown_at: datetime | None) -> None:
    if shown_at is None:
        return
    same = select(Enquiry.id).where(
        Enquiry.from_partner_id == by.partner_id,
        Enquiry.to_partner_id == terms.partner_id,
        Enquiry.about == terms.about,
        Enquiry.placement_id.is_not_distinct_from(terms.placement_id),
        Enquiry.programme_id.is_not_distinct_from(terms.programme_id),
        Enquiry.need_id.is_not_distinct_from(terms.need_id),
        Enquiry.created_by_id == by.id,
        Enquiry.created_at >= shown_at,
    )
    if db.session.scalar(same.limit(1)):
        field = "note" if terms.about == EnquiryAbout.MEETING else "number"
        raise RuleBroken(field, _("Den forespørgsel er allerede sendt. Åbn siden igen, hvis I vil spørge på flere."))
