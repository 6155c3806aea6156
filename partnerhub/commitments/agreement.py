"""How a proposal becomes agreed: approval by the owner's manager and an answer from every invited co-signer."""

from typing import Any

from ..accounts.models import User
from ..clock import now
from ..database import db
from ..events import record
from ..typed_text import sort_key
from . import summons
from .kinds import Answer, Status
from .models import Commitment, CoSigner
from .terms import TERM_FIELDS, TEXT_FIELDS, Terms


def apply(commitment: Commitment, terms: Terms) -> None:
    """Put tidy, checked terms on the row; co-signers are set apart."""
    for field in (*TERM_FIELDS, *TEXT_FIELDS):
        setattr(commitment, field, getattr(terms, field))
    commitment.title_key = sort_key(commitment.title)


def terms_of(commitment: Commitment) -> Terms:
    """Return the row's terms."""
    values = {field: getattr(commitment, field) for field in (*TERM_FIELDS, *TEXT_FIELDS)}
    return Terms(**values, cosigners=tuple((c.partner_id, c.share) for c in commitment.cosigners))


def differences(commitment: Commitment, terms: Terms) -> dict[str, list[Any]]:
    """Return what tidy terms would change on the row: field → [before, after]; co-signers apart."""
    return {
        field: [getattr(commitment, field), getattr(terms, field)]
        for field in (*TERM_FIELDS, *TEXT_FIELDS)
        if getattr(commitment, field) != getattr(terms, field)
    }


def signers_text(commitment: Commitment) -> str:
    """Return the co-signers as history shows them: "Demoforbundet (4), Demoskolen"."""
    return ", ".join(f"{c.partner.name} ({c.share})" if c.share else c.partner.name for c in commitment.cosigners)


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
            cosigner.share = wanted.pop(cosigner.partner_id)
    for partner_id, share in wanted.items():
        cosigner = CoSigner(partner_id=partner_id, share=share, invited_at=now())
        commitment.cosigners.append(cosigner)
        session.flush()
        record("commitment.cosigner_invited", commitment, by, partner=cosigner.partner.name, share=share)
    session.flush()


def ask(by: User, commitment: Commitment, *, is_approved: bool = False) -> None:
    """Ask co-signers for an answer, and the owner's manager for approval unless given with the act, whatever they said before."""
    commitment.approved_at = commitment.approved_by_id = None
    for cosigner in commitment.cosigners:
        cosigner.answer, cosigner.reason, cosigner.invited_at = Answer.INVITED, "", now()
        cosigner.answered_at = cosigner.answered_by_id = None
    if not is_approved:
        summons.to_owner(by, commitment)
    summons.to_cosigners(by, commitment)


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
