"""Verbs on a commitment as a whole: write it down, edit, propose, approve, sign, finish, withdraw, reopen, follow up.

Draft → proposed → agreed (→ active by date) → fulfilled | partly | not fulfilled; withdrawn from proposed on. Each verb is one transaction.
"""

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission, may
from ..accounts.models import User
from ..clock import now
from ..database import writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from ..strategy.models import Guidepost, Strategy
from . import agreement, search, summons, totals
from .changing import changing, load, refusal
from .kinds import NOTE_LIMIT, OUTCOMES, REASON_LIMIT, Answer, Status
from .models import Commitment
from .reference import next_reference
from .terms import TERM_FIELDS, Terms, check_terms, check_text, differences


def draft(by: User, terms: Terms) -> Commitment:
    """Write a draft of the own partner and return it."""
    return _write_down(by, by.partner_id, terms, Status.DRAFT)


def log_on_behalf(by: User, owner_id: int, terms: Terms) -> Commitment:
    """Write a proposal for another partner, by the steward; it waits until that partner's manager accepts."""
    if not may(by, Permission.COMMITMENT_LOG_ON_BEHALF):
        raise refusal()
    if owner_id == by.partner_id:
        raise RuleBroken("owner_id", _("Kommunens egne forpligtelser skrives som kladde."))
    return _write_down(by, owner_id, terms, Status.PROPOSED)


def _write_down(by: User, owner_id: int, terms: Terms, status: Status) -> Commitment:
    with writing() as session:
        if not may(by, Permission.COMMITMENT_LOG):
            raise refusal()
        guidepost = check_terms(owner_id, terms)
        on_behalf = status == Status.PROPOSED
        commitment = Commitment(
            reference=next_reference(),
            owner_id=owner_id,
            goal_id=guidepost.goal_id,
            status=status,
            is_on_behalf=on_behalf,
            created_by_id=by.id,
            proposed_at=now() if on_behalf else None,
        )
        agreement.apply(commitment, terms)
        session.add(commitment)
        session.flush()
        record("commitment.logged_on_behalf" if on_behalf else "commitment.drafted", commitment, by, title=commitment.title)
        agreement.set_cosigners(by, commitment, terms)
        session.flush()
        totals.move(None, totals.contribution(commitment))
        search.index(commitment)
        if on_behalf:
            summons.to_owner(commitment)
            summons.to_cosigners(commitment)
    return commitment


def edit(by: User, commitment_id: int, version: int, terms: Terms) -> Commitment:
    """Change a commitment; changed terms of a proposal ask for approval and signatures anew.

    Raises StaleVersion when someone was quicker, RuleBroken when agreed terms would change: the steward reopens first.
    """
    with changing(by, Permission.COMMITMENT_EDIT, commitment_id, version) as commitment:
        check_terms(commitment.owner_id, terms, commitment)
        changes = differences(commitment, terms)
        signers_before = {c.partner_id: c.share for c in commitment.cosigners}
        signers_changed = signers_before != dict(terms.cosigners)
        terms_changed = bool(set(changes) & set(TERM_FIELDS)) or signers_changed
        if terms_changed and commitment.status == Status.AGREED:
            raise RuleBroken(
                "", _("Det aftalte (pejlemærke, art, antal, datoer og andele) ligger fast. Bed tovholderen om at genåbne forpligtelsen.")
            )
        guidepost = check_terms(commitment.owner_id, terms, commitment)
        commitment.goal_id = guidepost.goal_id
        agreement.apply(commitment, terms)
        if changes:
            record("commitment.edited", commitment, by, changes=changes)
        if signers_changed:
            agreement.set_cosigners(by, commitment, terms)
        if terms_changed and commitment.status == Status.PROPOSED:
            agreement.ask_anew(commitment)
        agreement.agree_when_ready(by, commitment)
    return commitment


def propose(by: User, commitment_id: int, version: int) -> Commitment:
    """Put a draft forward; a manager's own proposal is approved at once."""
    with changing(by, Permission.COMMITMENT_PROPOSE, commitment_id, version) as commitment:
        check_terms(commitment.owner_id, agreement.terms_of(commitment))
        commitment.status = Status.PROPOSED
        commitment.proposed_at = now()
        record("commitment.proposed", commitment, by)
        summons.to_cosigners(commitment)
        if may(by, Permission.COMMITMENT_APPROVE, commitment):
            agreement.approve(by, commitment, "commitment.approved")
        else:
            summons.to_owner(commitment)
    return commitment


def approve(by: User, commitment_id: int, version: int) -> Commitment:
    """Let the owner's manager approve a proposal of the own people."""
    with changing(by, Permission.COMMITMENT_APPROVE, commitment_id, version) as commitment:
        agreement.approve(by, commitment, "commitment.approved")
    return commitment


def accept(by: User, commitment_id: int, version: int) -> Commitment:
    """Let the owner's manager accept what the municipality wrote on the partner's behalf."""
    with changing(by, Permission.COMMITMENT_ACCEPT, commitment_id, version) as commitment:
        agreement.approve(by, commitment, "commitment.accepted")
    return commitment


def answer(by: User, commitment_id: int, version: int, accepts: bool, reason: str = "") -> Commitment:
    """Let an invited co-signer sign or decline with a reason; a declined share falls back to the owner."""
    with changing(by, Permission.COMMITMENT_ANSWER, commitment_id, version) as commitment:
        cosigner = commitment.cosigner_of(by.partner_id)
        if cosigner is None:
            raise refusal()
        cosigner.reason = check_text("reason", reason, REASON_LIMIT, required=not accepts)
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
        commitment.closing_note = check_text("note", note, NOTE_LIMIT, required=outcome != Status.FULFILLED)
        commitment.status, commitment.finished_at = outcome, now()
        record("commitment.outcome_reported", commitment, by, outcome=outcome, note=commitment.closing_note)
    return commitment


def withdraw(by: User, commitment_id: int, version: int, reason: str) -> Commitment:
    """Let the owner's manager take a commitment back, with a reason."""
    with changing(by, Permission.COMMITMENT_WITHDRAW, commitment_id, version) as commitment:
        commitment.closing_note = check_text("reason", reason, REASON_LIMIT, required=True)
        commitment.status, commitment.finished_at = Status.WITHDRAWN, now()
        record("commitment.withdrawn", commitment, by, reason=commitment.closing_note)
    return commitment


def reopen(by: User, commitment_id: int, version: int, reason: str) -> Commitment:
    """Let the steward reopen: a reported outcome goes back to agreed; agreed or withdrawn goes back to proposed, to be agreed anew."""
    with changing(by, Permission.COMMITMENT_REOPEN, commitment_id, version) as commitment:
        text = check_text("reason", reason, REASON_LIMIT, required=True)
        to_agreed = commitment.status in OUTCOMES
        commitment.closing_note, commitment.finished_at = "", None
        commitment.status = Status.AGREED if to_agreed else Status.PROPOSED
        if not to_agreed:
            commitment.agreed_at = None
            agreement.ask_anew(commitment)
        record("commitment.reopened", commitment, by, reason=text, status=commitment.status)
    return commitment


def succeed(by: User, commitment_id: int) -> Commitment:
    """Make a draft that follows up a finished commitment: the same promise, dates left open, and return it."""
    with changing(by, Permission.COMMITMENT_SUCCEED, commitment_id) as commitment:
        before = agreement.terms_of(commitment)
        signers = tuple((partner_id, share) for partner_id, share in before.cosigners if commitment.has_signed(partner_id))
        fresh = Terms(**{**before.__dict__, "start_on": None, "due_on": None, "cosigners": signers})
        made = draft(by, fresh)
        made.predecessor_id = commitment.id
        record("commitment.succeeded", commitment, by, successor=made.reference)
    return made


def delete_draft(by: User, commitment_id: int, version: int) -> None:
    """Throw a draft away; its number is not used again."""
    with writing() as session:
        commitment = load(commitment_id)
        if not may(by, Permission.COMMITMENT_PROPOSE, commitment):
            raise refusal()
        if commitment.version != version:
            raise StaleVersion(commitment)
        if commitment.files:
            raise RuleBroken("", _("Fjern filerne på kladden først."))
        record("commitment.deleted", commitment, by, title=commitment.title)
        search.forget(commitment)
        totals.move(totals.contribution(commitment), None)
        for cosigner in commitment.cosigners:
            session.delete(cosigner)
        session.flush()
        session.delete(commitment)


def carry_over(by: User, strategy: Strategy, mapping: dict[int, int]) -> int:
    """Move the open commitments of mapped guideposts (old id → new id) to a successor strategy, with an event each; return how many."""
    with writing() as session:
        if not may(by, Permission.STRATEGY_EDIT):
            raise refusal()
        posts = {post.id: post for post in session.scalars(select(Guidepost).where(Guidepost.id.in_(mapping.values())))}
        moved = session.scalars(select(Commitment).where(Commitment.guidepost_id.in_(mapping), Commitment.stage < 3)).all()
        for commitment in moved:
            before = totals.contribution(commitment)
            post = posts[mapping[commitment.guidepost_id]]
            commitment.guidepost_id, commitment.goal_id = post.id, post.goal_id
            commitment.updated_at, commitment.version = now(), commitment.version + 1
            record("commitment.carried_over", commitment, by, strategy=strategy.slug, guidepost=post.code)
            totals.move(before, totals.contribution(commitment))
        record("strategy.carried_over", strategy, by, count=len(moved))
    return len(moved)
