"""How a proposal becomes agreed: approval by the owner's manager and an answer from every invited co-signer."""

from ..accounts.models import User
from ..clock import now
from ..database import db
from ..events import record
from . import summons
from .kinds import Answer, Status
from .models import Commitment, CoSigner
from .terms import TERM_FIELDS, TEXT_FIELDS, Terms


def apply(commitment: Commitment, terms: Terms) -> None:
    """Put checked terms on the row; co-signers are set apart."""
    for field in (*TERM_FIELDS, *TEXT_FIELDS):
        value = getattr(terms, field)
        setattr(commitment, field, value.strip() if field in ("title", "what") else value)
    commitment.title_key = commitment.title.casefold()[:240]
    if terms.quantity is None:
        commitment.unit = None


def terms_of(commitment: Commitment) -> Terms:
    """Return the row's terms."""
    values = {field: getattr(commitment, field) for field in (*TERM_FIELDS, *TEXT_FIELDS)}
    return Terms(**values, cosigners=tuple((c.partner_id, c.share) for c in commitment.cosigners))


def set_cosigners(by: User, commitment: Commitment, terms: Terms) -> None:
    """Make the co-signers those of the terms: new ones are invited, missing ones removed, shares changed."""
    session = db.session()
    wanted = dict(terms.cosigners)
    for cosigner in list(commitment.cosigners):
        if cosigner.partner_id not in wanted:
            record("commitment.cosigner_removed", commitment, by, partner=cosigner.partner.name)
            commitment.cosigners.remove(cosigner)
            session.delete(cosigner)
        else:
            cosigner.share = wanted[cosigner.partner_id]
    known = {c.partner_id for c in commitment.cosigners}
    for partner_id, share in terms.cosigners:
        if partner_id not in known:
            cosigner = CoSigner(partner_id=partner_id, share=share)
            commitment.cosigners.append(cosigner)
            session.flush()
            record("commitment.cosigner_invited", commitment, by, partner=cosigner.partner.name, share=share)
    session.flush()


def ask_anew(commitment: Commitment) -> None:
    """Take back approval and answers: what was signed has changed, or is to be agreed again."""
    commitment.approved_at = commitment.approved_by_id = None
    for cosigner in commitment.cosigners:
        cosigner.answer, cosigner.reason = Answer.INVITED, ""
        cosigner.answered_at = cosigner.answered_by_id = None
    summons.to_owner(commitment)
    summons.to_cosigners(commitment)


def approve(by: User, commitment: Commitment, event: str) -> None:
    """Note the approval of the owner's manager."""
    commitment.approved_at, commitment.approved_by_id = now(), by.id
    record(event, commitment, by)
    agree_when_ready(by, commitment)


def agree_when_ready(by: User, commitment: Commitment) -> None:
    """Agree a proposal once it is approved and nobody's answer is missing."""
    waits = any(c.answer == Answer.INVITED for c in commitment.cosigners)
    if commitment.status == Status.PROPOSED and commitment.approved_at is not None and not waits:
        commitment.status, commitment.agreed_at = Status.AGREED, now()
        record("commitment.agreed", commitment, by)
