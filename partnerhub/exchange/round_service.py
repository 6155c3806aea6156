"""Verbs of the steward on a needs round: make, edit, ask companies, remind, close, open again. Each is one transaction with its event."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..access import Permission
from ..accounts.models import Partner, User
from ..clock import now, today
from ..commitments.terms import check_text
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from . import round_mail
from .changing import allow, changing, differences
from .enquiry_models import NeedsRound, RoundRequest
from .kinds import TEXT_LIMIT, TITLE_LIMIT
from .need_terms import check_quarter
from .quarters import code_of
from .round_queries import may_be_asked

LONGEST = timedelta(days=120)
REMINDERS_APART = timedelta(days=5)


@dataclass(frozen=True)
class RoundTerms:
    """What a round asks about and until when."""

    quarter: int
    title: str
    due_on: date
    message: str = ""


def create_round(by: User, terms: RoundTerms, shown_at: datetime | None = None) -> NeedsRound:
    """Make a round; nobody is asked yet. The same form sent twice is refused with a sentence."""
    with writing() as session:
        allow(by, Permission.ROUND_RUN)
        ready = _checked(terms)
        if shown_at is not None:
            same = select(NeedsRound.id).where(NeedsRound.title == ready.title, NeedsRound.created_at >= shown_at)
            if session.scalar(same.limit(1)):
                raise RuleBroken("title", _("Runden er allerede gemt. Giv den en anden titel, hvis det er en ny."))
        needs_round = NeedsRound(created_by_id=by.id, **vars(ready))
        session.add(needs_round)
        session.flush()
        record("round.created", needs_round, by, title=ready.title, quarter=code_of(ready.quarter))
    return needs_round


def edit_round(by: User, round_id: int, version: int, terms: RoundTerms) -> NeedsRound:
    """Change a round's words or due date; the quarter stands once somebody is asked. Raises StaleVersion when another changed it."""
    with changing(by, Permission.ROUND_RUN, NeedsRound, round_id, version) as needs_round:
        before = RoundTerms(needs_round.quarter, needs_round.title, needs_round.due_on, needs_round.message)
        ready = _checked(terms, before)
        if needs_round.closed_at is not None:
            raise _closed()
        if ready.quarter != before.quarter and needs_round.requests:
            raise RuleBroken("quarter", _("Virksomhederne er allerede spurgt om det kvartal. Lav en ny runde."))
        if changes := differences(before, ready):
            for name, value in vars(ready).items():
                setattr(needs_round, name, value)
            record("round.edited", needs_round, by, changes=changes)
    return needs_round


def ask(by: User, round_id: int, partner_ids: Iterable[int]) -> list[RoundRequest]:
    """Ask companies that were not asked in this round before: a request and a mail each; returns the new requests."""
    with changing(by, Permission.ROUND_RUN, NeedsRound, round_id) as needs_round:
        if needs_round.closed_at is not None:
            raise _closed()
        if needs_round.due_on < today():
            raise RuleBroken("", _("Fristen er passeret. Sæt en ny frist, før du spørger flere."))
        asked = {request.partner_id for request in needs_round.requests}
        chosen = select(Partner).where(Partner.id.in_(sorted({*partner_ids} - asked)), may_be_asked()).order_by(Partner.id)
        partners = db.session.scalars(chosen.options(selectinload(Partner.users))).all()
        if not partners:
            raise RuleBroken("", _("Sæt hak ved mindst én virksomhed, der ikke er spurgt endnu."))
        made = []
        for partner in partners:
            request = RoundRequest(
                round_id=needs_round.id, partner_id=partner.id, token_hash=round_mail.hash_of(needs_round.id, partner.id), sent_at=now()
            )
            db.session.add(request)
            made.append(request)
        db.session.flush()
        for request, partner in zip(made, partners, strict=True):
            round_mail.send_request(request, needs_round, partner)
        record("round.sent", needs_round, by, companies=[partner.id for partner in partners])
    return made


def remind(by: User, round_id: int) -> tuple[int, datetime]:
    """Remind those who have not answered and were not reminded within five days; returns how many mails' companies, and when.

    On a weekend or a Danish holiday the mails wait for the next working morning. Raises RuleBroken when there is nobody to remind.
    """
    with changing(by, Permission.ROUND_RUN, NeedsRound, round_id) as needs_round:
        if not needs_round.is_correctable:
            raise RuleBroken("", _("Runden er lukket, eller fristen er passeret. Der sendes ingen påmindelser."))
        when = round_mail.working_moment(now())
        silent = db.session.scalars(
            select(RoundRequest)
            .where(RoundRequest.round_id == needs_round.id, RoundRequest.answered_at.is_(None))
            .options(selectinload(RoundRequest.partner).selectinload(Partner.users))
            .order_by(RoundRequest.id)
        ).all()
        due = [request for request in silent if _may_be_reminded(request)]
        if not due:
            raise RuleBroken("", _("Der er ingen at påminde: alle har svaret, er påmindet inden for fem dage eller har ingen mail."))
        for request in due:
            request.token_hash = round_mail.hash_of(needs_round.id, request.partner_id)
            request.reminded_at = when
            round_mail.send_reminder(request, needs_round, request.partner, when)
        record("round.reminded", needs_round, by, companies=[request.partner_id for request in due], at=when.isoformat())
    return len(due), when


def close_round(by: User, round_id: int, version: int) -> NeedsRound:
    """Close a round: its links stop working, its answers stand."""
    with changing(by, Permission.ROUND_RUN, NeedsRound, round_id, version) as needs_round:
        if needs_round.closed_at is not None:
            raise RuleBroken("", _("Runden er allerede lukket."))
        needs_round.closed_at = now()
        for request in needs_round.requests:
            round_mail.drop_waiting(request)
        record("round.closed", needs_round, by)
    return needs_round


def reopen_round(by: User, round_id: int, version: int) -> NeedsRound:
    """Open a closed round again: the way back from a slip."""
    with changing(by, Permission.ROUND_RUN, NeedsRound, round_id, version) as needs_round:
        if needs_round.closed_at is None:
            raise RuleBroken("", _("Runden er allerede åben."))
        needs_round.closed_at = None
        record("round.reopened", needs_round, by)
    return needs_round


def _may_be_reminded(request: RoundRequest) -> bool:
    partner = request.partner
    rested = request.reminded_at is None or request.reminded_at <= now() - REMINDERS_APART
    return rested and partner.is_active and bool(round_mail.recipients(partner))


def _closed() -> RuleBroken:
    return RuleBroken("", _("Runden er lukket. Åbn den igen, eller lav en ny."))


def _checked(terms: RoundTerms, before: RoundTerms | None = None) -> RoundTerms:
    check_quarter(terms.quarter, before.quarter if before else None)
    if terms.due_on != (before.due_on if before else None) and not today() <= terms.due_on <= today() + LONGEST:
        raise RuleBroken("due_on", _("Vælg en frist fra i dag og højst fire måneder frem."))
    title = " ".join(check_text("title", terms.title, TITLE_LIMIT, _("Skriv en kort titel, fx “Behov i foråret”.")).split())
    return replace(terms, title=title, message=check_text("message", terms.message, TEXT_LIMIT))
