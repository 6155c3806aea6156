"""Verbs on a commitment as a whole: write it down, edit, propose, approve, sign, finish, withdraw, reopen, follow up.

Draft → proposed → agreed (→ active by date) → fulfilled | partly | not fulfilled; withdrawn from proposed on. Each verb is one transaction.
It raises RuleBroken when a rule, the user's role or the state says no, and StaleVersion when what the user saw has changed.
"""

from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission, may
from ..accounts.models import Partner, User
from ..clock import now
from ..database import db, writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from . import agreement, search, totals
from .changing import allow, changing, load
from .kinds import NOTE_LIMIT, OUTCOMES, REASON_LIMIT, Answer, Status
from .models import Commitment
from .reference import next_reference
from .repeated import refuse_repeated_commitment
from .terms import TERM_FIELDS, Terms, check_terms, check_text, tidy


def draft(by: User, terms: Terms, follows: Commitment | None = None, shown_at: datetime | None = None) -> Commitment:
    """Write a draft of the own partner and return it; terms that stand unchanged in the one it follows up are not judged again."""
    with writing():
        allow(by, Permission.COMMITMENT_LOG)
        refuse_repeated_commitment(by, by.partner_id, tidy(terms).title, shown_at)
        return _write_down(by, by.partner_id, terms, Status.DRAFT, follows)


def log_on_behalf(by: User, owner_id: int, terms: Terms, shown_at: datetime | None = None) -> Commitment:
    """Write a proposal for another partner, by the steward; it waits until that partner's manager accepts."""
    with writing():
        allow(by, Permission.COMMITMENT_LOG_ON_BEHALF)
        owner = db.session.get(Partner, owner_id)
        if owner is None or not owner.is_active:
            raise RuleBroken("owner_id", _("Vælg en partner, der er med i partnerskabet."))
        if owner_id == by.partner_id:
            raise RuleBroken("owner_id", _("Kommunens egne forpligtelser skrives som kladde."))
        refuse_repeated_commitment(by, owner_id, tidy(terms).title, shown_at)
        commitment = _write_down(by, owner_id, terms, Status.PROPOSED)
        agreement.ask(by, commitment)
    return commitment


def _write_down(by: User, owner_id: int, terms: Terms, status: Status, follows: Commitment | None = None) -> Commitment:
    session, terms = db.session(), tidy(terms)
    guidepost = check_terms(owner_id, terms, follows)
    on_behalf = status == Status.PROPOSED
    commitment = Commitment(
        reference=next_reference(),
        owner_id=owner_id,
        goal_id=guidepost.goal_id,
        status=status,
        is_on_behalf=on_behalf,
        predecessor_id=follows.id if follows else None,
        created_by_id=by.id,
        proposed_at=now() if on_behalf else None,
        created_at=now(),
        updated_at=now(),
    )
    agreement.apply(commitment, terms)
    session.add(commitment)
    session.flush()
    record("commitment.logged_on_behalf" if on_behalf else "commitment.drafted", commitment, by, title=commitment.title)
    agreement.set_cosigners(by, commitment, terms)
    totals.move(None, totals.contribution(commitment))
    search.index(commitment)
    return commitment


def edit(by: User, commitment_id: int, version: int, terms: Terms) -> Commitment:
    """Change a commitment; changed terms of a proposal ask for approval and signatures anew. What is the same leaves no trace.

    What was agreed stands: then terms change only after the steward reopened.
    """
    with changing(by, Permission.COMMITMENT_EDIT, commitment_id, version) as commitment:
        terms = tidy(terms)
        guidepost = check_terms(commitment.owner_id, terms, commitment)
        changes = agreement.differences(commitment, terms)
        signers_changed = dict(terms.cosigners) != {c.partner_id: c.share for c in commitment.cosigners}
        terms_changed = signers_changed or not changes.keys().isdisjoint(TERM_FIELDS)
        if terms_changed and commitment.status == Status.AGREED:
            raise RuleBroken(
                "", _("Det aftalte (pejlemærke, art, antal, datoer og andele) ligger fast. Bed tovholderen om at genåbne forpligtelsen.")
            )
        commitment.goal_id = guidepost.goal_id
        agreement.apply(commitment, terms)
        if signers_changed:
            before = agreement.signers_text(commitment)
            agreement.set_cosigners(by, commitment, terms)
            changes["cosigners"] = [before, agreement.signers_text(commitment)]
        if changes:
            record("commitment.edited", commitment, by, changes=changes)
        if terms_changed and commitment.status == Status.PROPOSED:
            agreement.ask(by, commitment)
    return commitment


def propose(by: User, commitment_id: int, version: int) -> Commitment:
    """Put a draft forward, judged as on the day; a manager's own proposal is approved at once."""
    with changing(by, Permission.COMMITMENT_PROPOSE, commitment_id, version) as commitment:
        check_terms(commitment.owner_id, agreement.terms_of(commitment))
        commitment.status, commitment.proposed_at = Status.PROPOSED, now()
        record("commitment.proposed", commitment, by)
        is_approved = may(by, Permission.COMMITMENT_APPROVE, commitment)
        agreement.ask(by, commitment, is_approved=is_approved)
        if is_approved:
            agreement.approve(by, commitment, "commitment.approved")
    return commitment


def approve(by: User, commitment_id: int, version: int) -> Commitment:
    """Let the owner's manager approve a proposal of the own people."""
    with changing(by, Permission.COMMITMENT_APPROVE, commitment_id, version, is_signature=True) as commitment:
        agreement.approve(by, commitment, "commitment.approved")
    return commitment


def accept(by: User, commitment_id: int, version: int) -> Commitment:
    """Let the owner's manager accept what the municipality wrote on the partner's behalf."""
    with changing(by, Permission.COMMITMENT_ACCEPT, commitment_id, version, is_signature=True) as commitment:
        agreement.approve(by, commitment, "commitment.accepted")
    return commitment


def answer(by: User, commitment_id: int, version: int, accepts: bool, reason: str = "") -> Commitment:
    """Let an invited co-signer sign or decline with a reason; a declined share falls back to the owner."""
    with changing(by, Permission.COMMITMENT_ANSWER, commitment_id, version, is_signature=True) as commitment:
        cosigner = next(c for c in commitment.cosigners if c.partner_id == by.partner_id)
        needed = "" if accepts else _("Skriv, hvorfor I siger nej. Ejeren kan se det.")
        cosigner.reason = check_text("reason", reason, REASON_LIMIT, needed)
        cosigner.answer = Answer.ACCEPTED if accepts else Answer.DECLINED
        cosigner.answered_at, cosigner.answered_by_id = now(), by.id
        name = by.partner.name
        if accepts:
            record("commitment.cosigner_accepted", commitment, by, partner=name, share=cosigner.share)
        else:
            record("commitment.cosigner_declined", commitment, by, partner=name, reason=cosigner.reason, share=cosigner.share)
        agreement.agree_when_ready(by, commitment)
    return commitment


def finish(by: User, commitment_id: int, version: int, outcome: Status, note: str = "") -> Commitment:
    """Report the outcome of an active commitment; anything but fulfilled needs a note."""
    if outcome not in OUTCOMES:
        raise RuleBroken("outcome", _("Vælg, om forpligtelsen er opfyldt, delvist opfyldt eller ikke opfyldt."))
    with changing(by, Permission.COMMITMENT_FINISH, commitment_id, version) as commitment:
        needed = "" if outcome == Status.FULFILLED else _("Skriv, hvad der kom i vejen, så andre kan lære af det.")
        commitment.closing_note = check_text("note", note, NOTE_LIMIT, needed)
        commitment.status, commitment.finished_at = Status(outcome), now()
        record("commitment.outcome_reported", commitment, by, outcome=outcome, note=commitment.closing_note)
    return commitment


def withdraw(by: User, commitment_id: int, version: int, reason: str) -> Commitment:
    """Let the owner's manager take a commitment back, with a reason."""
    with changing(by, Permission.COMMITMENT_WITHDRAW, commitment_id, version) as commitment:
        commitment.closing_note = _reason(reason)
        commitment.status, commitment.finished_at = Status.WITHDRAWN, now()
        record("commitment.withdrawn", commitment, by, reason=commitment.closing_note)
    return commitment


def reopen(by: User, commitment_id: int, version: int, reason: str) -> Commitment:
    """Let the steward reopen: a reported outcome goes back to agreed; agreed or withdrawn goes back to proposed, to be agreed anew."""
    with changing(by, Permission.COMMITMENT_REOPEN, commitment_id, version) as commitment:
        text = _reason(reason)
        status = Status.AGREED if commitment.status in OUTCOMES else Status.PROPOSED
        commitment.status, commitment.closing_note, commitment.finished_at = status, "", None
        record("commitment.reopened", commitment, by, reason=text, status=status)
        if status == Status.PROPOSED:
            commitment.agreed_at, commitment.proposed_at = None, now()
            agreement.ask(by, commitment)
    return commitment


def succeed(by: User, commitment_id: int) -> Commitment:
    """Return a draft that follows up a finished commitment: the same promise with those who signed, dates left open.

    A draft that follows it up already is returned as it stands. A guidepost of an older strategy stays until the draft is proposed.
    """
    with changing(by, Permission.COMMITMENT_SUCCEED, commitment_id) as commitment:
        drafts = select(Commitment).where(Commitment.predecessor_id == commitment.id, Commitment.status == Status.DRAFT)
        found: Commitment | None = db.session.scalars(drafts.order_by(Commitment.id)).first()
        if found is not None:
            return found
        signers = tuple((c.partner_id, c.share) for c in commitment.cosigners if c.answer == Answer.ACCEPTED and c.partner.is_active)
        terms = replace(agreement.terms_of(commitment), start_on=None, due_on=None, cosigners=signers)
        made = draft(by, terms, follows=commitment)
        record("commitment.succeeded", commitment, by, successor=made.reference)
    return made


def delete_draft(by: User, commitment_id: int, version: int) -> None:
    """Throw a draft away; neither its reference nor its id is used again. Raises RuleBroken while files hang on it."""
    with writing() as session:
        commitment = load(commitment_id)
        allow(by, Permission.COMMITMENT_PROPOSE, commitment)
        if commitment.version != version:
            raise StaleVersion(commitment)
        if any(file.removed_at is None for file in commitment.files):
            raise RuleBroken("", _("Fjern filerne på kladden først."))
        record("commitment.deleted", commitment, by, title=commitment.title)
        search.forget(commitment)
        totals.move(totals.contribution(commitment), None)
        for row in (*commitment.cosigners, *commitment.files):
            session.delete(row)
        session.flush()
        session.delete(commitment)


def _reason(text: str) -> str:
    return check_text("reason", text, REASON_LIMIT, _("Skriv en begrundelse; den står i historikken."))
