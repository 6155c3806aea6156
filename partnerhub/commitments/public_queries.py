"""What anyone may know of the commitments: exactly the public fields of those that are published and agreed, never a person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..accounts.models import Partner
from ..clock import today
from ..database import db
from ..strategy.models import Goal, Guidepost
from .kinds import Answer, Kind, Phase, Status, Unit, Visibility
from .models import Commitment, CoSigner
from .search import understand


@dataclass(frozen=True)
class Selection:
    """Which public commitments are asked for; empty means any."""

    goal: str = ""
    guidepost: str = ""
    partner: str = ""
    kind: Kind | None = None
    phase: Phase | None = None
    q: str = ""


@dataclass(frozen=True)
class PublicCommitment:
    """A commitment as visitors see it."""

    id: int
    reference: str
    title: str
    owner: str
    owner_kind: str
    goal: str
    guidepost: str
    kind: Kind
    quantity: int | None
    unit: Unit | None
    start_on: date | None
    due_on: date | None
    phase: Phase
    reported: int
    confirmed: int
    cosigners: tuple[str, ...]


def public_page(selection: Selection, limit: int, before_id: int | None = None) -> tuple[list[PublicCommitment], int | None]:
    """Return a page of public commitments, newest first, and the id that the next page starts below (None at the end).

    Two queries: the commitments, and their accepted co-signers.
    """
    asked = _narrowed(_public(), selection)
    if before_id is not None:
        asked = asked.where(Commitment.id < before_id)
    rows = db.session.execute(asked.order_by(Commitment.id.desc()).limit(limit + 1)).all()
    found = _with_cosigners(rows[:limit])
    return found, found[-1].id if len(rows) > limit else None


def newest_agreed(limit: int) -> list[PublicCommitment]:
    """Return the public commitments agreed last, those withdrawn left out."""
    asked = _public().where(Commitment.status != Status.WITHDRAWN)
    return _with_cosigners(db.session.execute(asked.order_by(Commitment.agreed_at.desc(), Commitment.id.desc()).limit(limit)).all())


def _public() -> Any:
    return (
        select(
            Commitment.id,
            Commitment.reference,
            Commitment.title,
            Partner.name.label("owner"),
            Partner.kind.label("owner_kind"),
            Goal.code.label("goal"),
            Guidepost.code.label("guidepost"),
            Commitment.kind,
            Commitment.quantity,
            Commitment.unit,
            Commitment.start_on,
            Commitment.due_on,
            Commitment.status,
            Commitment.start_key,
            Commitment.reported,
            Commitment.confirmed,
        )
        .join(Partner, Partner.id == Commitment.owner_id)
        .join(Goal, Goal.id == Commitment.goal_id)
        .join(Guidepost, Guidepost.id == Commitment.guidepost_id)
        .where(Commitment.visibility == Visibility.PUBLIC, Commitment.agreed_at.is_not(None))
    )


def _narrowed(asked: Any, selection: Selection) -> Any:
    if selection.goal:
        asked = asked.where(Goal.code == selection.goal)
    if selection.guidepost:
        asked = asked.where(Guidepost.code == selection.guidepost)
    if selection.partner:
        asked = asked.where(Partner.name == selection.partner)
    if selection.kind:
        asked = asked.where(Commitment.kind == selection.kind)
    if selection.phase == Phase.ACTIVE:
        asked = asked.where(Commitment.status == Status.AGREED, Commitment.start_key <= today())
    elif selection.phase == Phase.AGREED:
        asked = asked.where(Commitment.status == Status.AGREED, Commitment.start_key > today())
    elif selection.phase:
        asked = asked.where(Commitment.status == Status(selection.phase.value))
    if selection.q:
        asked = asked.where(*understand(selection.q, public_only=True).clauses())
    return asked


def _with_cosigners(rows: Any) -> list[PublicCommitment]:
    names: dict[int, list[str]] = defaultdict(list)
    signed = (
        select(CoSigner.commitment_id, Partner.name)
        .join(Partner, Partner.id == CoSigner.partner_id)
        .where(CoSigner.commitment_id.in_([row.id for row in rows]), CoSigner.answer == Answer.ACCEPTED)
        .order_by(CoSigner.id)
    )
    for commitment_id, name in db.session.execute(signed) if rows else ():
        names[commitment_id].append(name)
    return [
        PublicCommitment(
            **{name: getattr(row, name) for name in SHARED},
            phase=_phase(row.status, row.start_key),
            cosigners=tuple(names[row.id]),
        )
        for row in rows
    ]


SHARED = tuple(name for name in PublicCommitment.__dataclass_fields__ if name not in ("phase", "cosigners"))


def _phase(status: Status, start: date) -> Phase:
    return Phase.ACTIVE if status == Status.AGREED and start <= today() else Phase(status.value)
