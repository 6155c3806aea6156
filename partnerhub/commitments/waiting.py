"""What waits for a user: signatures, approvals and confirmations that only this user's side can give, and own promises gone quiet."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from ..access import Role
from ..clock import today
from ..database import db
from .kinds import Answer, Status
from .models import Commitment, Confirmation, CoSigner, Progress
from .pace import is_silent


class Act(StrEnum):
    """What the user is asked to do, the most urgent first."""

    ANSWER = "answer"
    ACCEPT = "accept"
    APPROVE = "approve"
    CONFIRM = "confirm"
    UPDATE = "update"


@dataclass(frozen=True)
class Waiting:
    """One act that waits for the user: on a commitment, and on its progress entry when it is to be confirmed."""

    act: Act
    commitment: Commitment
    entry: Progress | None = None


def waiting_clause(user: Any) -> ColumnElement[bool]:
    """Return the condition that something of a commitment waits for the user (anything with `id`, `partner_id` and `roles`).

    The steward is asked to confirm only what no accepted co-signer but the reporter's own partner could confirm.
    """
    return Commitment.id.in_(union_all(*(asked for asked in _asked(user, select(Commitment.id)).values())).scalar_subquery())


def waiting_for(user: Any, limit: int) -> list[Waiting]:
    """Return at most `limit` acts that wait for the user, in the order of `Act`, within an act the longest waiting first.

    A constant number of queries; owner, co-signers and their partners are loaded, and an entry's partner.
    """
    found: list[Waiting] = []
    loading = (
        joinedload(Commitment.owner),
        joinedload(Commitment.guidepost),
        joinedload(Commitment.goal),
        selectinload(Commitment.cosigners).joinedload(CoSigner.partner),
    )
    for act, asked in _asked(user, select(Commitment)).items():
        if len(found) >= limit:
            break
        asked = asked.options(*loading).limit(limit - len(found))
        if act == Act.CONFIRM:
            rows = db.session.execute(asked.add_columns(Progress).options(joinedload(Progress.partner)).order_by(Progress.id))
            found += [Waiting(act, commitment, entry) for commitment, entry in rows]
        else:
            order = Commitment.due_key if act == Act.UPDATE else Commitment.proposed_at
            found += [Waiting(act, commitment) for commitment in db.session.scalars(asked.order_by(order, Commitment.id))]
    return found


def waiting_count(user: Any) -> int:
    """Return how many acts wait for the user, in one query."""
    counts = (
        asked.with_only_columns(func.count().label("number"), maintain_column_froms=True)
        for asked in _asked(user, select(Commitment.id)).values()
    )
    parts = union_all(*counts).subquery()
    return int(db.session.scalar(select(func.sum(parts.c.number))) or 0)


def waiting_ids(user: Any, commitment_ids: list[int]) -> set[int]:
    """Return which of some commitments hold something that waits for the user, in one query."""
    if not commitment_ids:
        return set()
    parts = (asked.where(Commitment.id.in_(commitment_ids)) for asked in _asked(user, select(Commitment.id)).values())
    return set(db.session.scalars(union_all(*parts)))


def _asked(user: Any, base: Select[Any]) -> dict[Act, Select[Any]]:
    """The selects of what waits, by act; each is driven by an index on the user's partner."""
    partner_id, roles = user.partner_id, user.roles
    signing = and_(CoSigner.commitment_id == Commitment.id, CoSigner.partner_id == partner_id)
    asked = {Act.ANSWER: base.join(CoSigner, and_(signing, CoSigner.answer == Answer.INVITED)).where(Commitment.status == Status.PROPOSED)}
    if Role.MANAGER in roles:
        unapproved = and_(Commitment.owner_id == partner_id, Commitment.status == Status.PROPOSED, Commitment.approved_at.is_(None))
        asked[Act.ACCEPT] = base.where(unapproved, Commitment.is_on_behalf.is_(True))
        asked[Act.APPROVE] = base.where(unapproved, Commitment.is_on_behalf.is_(False))
    asked[Act.CONFIRM] = _confirmable(base, partner_id, Role.STEWARD in roles)
    quiet = or_(is_silent(today()), Commitment.due_key < today())
    asked[Act.UPDATE] = base.where(
        Commitment.owner_id == partner_id, Commitment.status == Status.AGREED, Commitment.start_key <= today(), quiet
    )
    return asked


def _confirmable(base: Select[Any], partner_id: int, is_steward: bool) -> Select[Any]:
    newer = Progress.__table__.alias("newer")
    signed = and_(CoSigner.commitment_id == Commitment.id, CoSigner.answer == Answer.ACCEPTED)
    own_signature = exists().where(signed, CoSigner.partner_id == partner_id)
    others_signature = exists().where(signed, CoSigner.partner_id != Progress.partner_id)
    return base.join(Progress, Progress.commitment_id == Commitment.id).where(
        Progress.partner_id != partner_id,
        ~exists().where(Confirmation.entry_id == Progress.id),
        ~exists().where(newer.c.corrects_id == Progress.id),
        Commitment.stage >= 2,
        Commitment.status != Status.WITHDRAWN,
        or_(own_signature, ~others_signature) if is_steward else own_signature,
    )
