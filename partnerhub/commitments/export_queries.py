"""The rows of an export: what a selection shows, as typed records of the spreadsheet's columns."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from ..accounts.models import Partner, Workplace
from ..clock import today
from ..database import db
from ..strategy.models import Goal, Guidepost
from .kinds import Answer, Phase, Status
from .models import Commitment, CoSigner
from .parameters import Sort
from .selection import Selection
from .spreadsheet import Record

ORDERS: dict[Sort, tuple[Any, ...]] = {
    Sort.DUE: (Commitment.due_key, Commitment.id),
    Sort.CHANGED: (Commitment.updated_at.desc(), Commitment.id.desc()),
    Sort.TITLE: (Commitment.title_key, Commitment.id),
    Sort.QUANTITY: (Commitment.quantity.desc().nulls_last(), Commitment.id),
}


@dataclass(frozen=True)
class Exported:
    """A commitment in an export: its id and its record."""

    id: int
    record: Record


def exported(selection: Selection, limit: int) -> list[Exported]:
    """Return what the selection shows, at most `limit` rows, in two queries.

    A visitor's records hold the public columns alone, with the names of accepted co-signers and no shares.
    """
    asked = _asked().where(*selection.clauses()).order_by(*ORDERS[selection.sort]).limit(limit)
    return _read(asked, selection.is_public)


def records_of(commitment_ids: Iterable[int]) -> dict[int, Record]:
    """Return the full records of commitments by id, in two queries."""
    return {row.id: row.record for row in _read(_asked().where(Commitment.id.in_(list(commitment_ids))), for_visitors=False)}


def _asked() -> Select[Any]:
    asked: Any = (
        select(
            Commitment.id,
            Commitment.reference,
            Partner.name.label("owner"),
            Goal.code.label("goal"),
            Guidepost.code.label("guidepost"),
            Commitment.title,
            Commitment.what,
            Commitment.kind,
            Commitment.quantity,
            Commitment.unit,
            Commitment.start_on,
            Commitment.due_on,
            Commitment.visibility,
            Commitment.status,
            Commitment.start_key,
            Commitment.reported,
            Commitment.confirmed,
            Workplace.name.label("workplace"),
        )
        .join(Partner, Partner.id == Commitment.owner_id)
        .join(Goal, Goal.id == Commitment.goal_id)
        .join(Guidepost, Guidepost.id == Commitment.guidepost_id)
        .outerjoin(Workplace, Workplace.id == Commitment.workplace_id)
    )
    return asked


def _read(asked: Select[Any], for_visitors: bool) -> list[Exported]:
    rows = db.session.execute(asked).all()
    signers = _signers(asked, for_visitors)
    return [Exported(row.id, _record(row, signers[row.id], for_visitors)) for row in rows]


def _signers(asked: Select[Any], for_visitors: bool) -> dict[int, list[tuple[str, int | None]]]:
    answers = [Answer.ACCEPTED] if for_visitors else [Answer.ACCEPTED, Answer.INVITED]
    these = asked.with_only_columns(Commitment.id).subquery()
    found: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    signed = (
        select(CoSigner.commitment_id, Partner.name, CoSigner.share)
        .join(Partner, Partner.id == CoSigner.partner_id)
        .where(CoSigner.commitment_id.in_(select(these.c.id)), CoSigner.answer.in_(answers))
        .order_by(CoSigner.id)
    )
    for commitment_id, name, share in db.session.execute(signed):
        found[commitment_id].append((name, None if for_visitors else share))
    return found


def _record(row: Any, signers: list[tuple[str, int | None]], for_visitors: bool) -> Record:
    public: Record = {
        "reference": row.reference,
        "owner": row.owner,
        "goal": row.goal,
        "guidepost": row.guidepost,
        "title": row.title,
        "kind": row.kind,
        "quantity": row.quantity,
        "unit": row.unit,
        "start_on": row.start_on,
        "due_on": row.due_on,
        "status": _phase(row.status, row.start_key),
        "reported": row.reported,
        "confirmed": row.confirmed,
        "cosigners": tuple(signers),
    }
    return public if for_visitors else public | {"what": row.what, "visibility": row.visibility, "workplace": row.workplace or ""}


def _phase(status: Status, start: date) -> Phase:
    return Phase.ACTIVE if status == Status.AGREED and start <= today() else Phase(status.value)
