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
from .pace import has_started, is_silent

Conditions = list[ColumnElement[bool]]


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
    acts, (about, entry) = _acts(user), _confirmable(user)
    confirmable = and_(*about, exists().where(Progress.commitment_id == Commitment.id, *entry))
    return or_(*(and_(*conditions) for conditions in acts.values()), confirmable)


def few_waiting(user: Any, limit: int) -> list[int] | None:
    """Return the ids of commitments that hold something that waits for the user, None when there are more than `limit`."""
    found = list(db.session.scalars(_any_of(user).limit(limit + 1)))
    return sorted(set(found)) if len(found) <= limit else None


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


def _any_of(user: Any) -> Any:
    return union_all(*_asked(user, select(Commitment.id)).values())


def _asked(user: Any, base: Select[Any]) -> dict[Act, Select[Any]]:
    """The selects of what waits, by act; what is to be confirmed is joined with its entries."""
    acts, (about, entry) = _acts(user), _confirmable(user)
    confirmable = base.join(Progress, Progress.commitment_id == Commitment.id).where(*about, *entry)
    asked = {act: base.where(*conditions) for act, conditions in acts.items()} | {Act.CONFIRM: confirmable}
    return {act: asked[act] for act in Act if act in asked}


def _acts(user: Any) -> dict[Act, Conditions]:
    """The conditions on `Commitment` of each act that belongs to the commitment as a whole."""
    own = Commitment.owner_id == user.partner_id
    acts: dict[Act, Conditions] = {Act.ANSWER: [Commitment.stage == 1, Commitment.id.in_(_signatures(user.partner_id, Answer.INVITED))]}
    if Role.MANAGER in user.roles:
        unapproved: Conditions = [own, Commitment.stage == 1, Commitment.approved_at.is_(None)]
        acts[Act.ACCEPT] = [*unapproved, Commitment.is_on_behalf.is_(True)]
        acts[Act.APPROVE] = [*unapproved, Commitment.is_on_behalf.is_(False)]
    quiet = or_(is_silent(today()), Commitment.due_key < today())
    acts[Act.UPDATE] = [own, Commitment.stage == 2, has_started(today()), quiet]
    return acts


def _confirmable(user: Any) -> tuple[Conditions, Conditions]:
    """The conditions on `Commitment` and on `Progress` of an entry that the user is asked to confirm."""
    newer = Progress.__table__.alias("newer")
    signed = Commitment.id.in_(_signatures(user.partner_id, Answer.ACCEPTED))
    about: Conditions = [Commitment.stage >= 2, Commitment.status != Status.WITHDRAWN]
    entry: Conditions = [
        Progress.partner_id != user.partner_id,
        ~exists().where(Confirmation.entry_id == Progress.id),
        ~exists().where(newer.c.corrects_id == Progress.id),
    ]
    if Role.STEWARD not in user.roles:
        return [signed, *about], entry
    others = exists().where(
        CoSigner.commitment_id == Progress.commitment_id, CoSigner.answer == Answer.ACCEPTED, CoSigner.partner_id != Progress.partner_id
    )
    return about, [*entry, or_(signed, ~others)]


def _signatures(partner_id: int, answer: Answer) -> Select[Any]:
    return select(CoSigner.commitment_id).where(CoSigner.partner_id == partner_id, CoSigner.answer == answer)
