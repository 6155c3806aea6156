"""Questions about needs rounds; each asks a constant number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..accounts.models import Partner, PartnerKind
from ..accounts.session import hash_token
from ..database import db
from ..typed_text import sort_key
from .enquiry_models import NeedsRound, RoundRequest
from .models import LabourNeed

COMPANIES = 300
ROUNDS = 40
SHOWN_NEEDS = 12
_A_YEAR = 4


class Choice(StrEnum):
    """Which companies are offered to be asked, as the address says it."""

    ALL = "alle"
    WITH_NEEDS = "behov"
    MINE = "mine"


@dataclass(frozen=True)
class Overview:
    """A round in the list: how many were asked and how many have answered."""

    round: NeedsRound
    asked: int
    answered: int


@dataclass(frozen=True)
class Candidate:
    """A company that can be asked: when it last said a need, and whether it is asked in this round already."""

    partner: Partner
    last_need: Any
    is_asked: bool


def may_be_asked() -> ColumnElement[bool]:
    """Return the condition for partners that a round can ask: active companies and public employers, not the operator itself."""
    employer = or_(Partner.kind == PartnerKind.COMPANY, Partner.is_public_employer)
    return employer & Partner.deactivated_at.is_(None) & Partner.is_operator.is_(False)


def rounds() -> list[Overview]:
    """Return the newest rounds with their coverage."""
    counts = select(RoundRequest.round_id, func.count().label("asked"), func.count(RoundRequest.answered_at).label("answered")).group_by(
        RoundRequest.round_id
    )
    per_round = counts.subquery()
    query = select(NeedsRound, per_round.c.asked, per_round.c.answered).outerjoin(per_round, per_round.c.round_id == NeedsRound.id)
    found = db.session.execute(query.order_by(NeedsRound.id.desc()).limit(ROUNDS))
    return [Overview(row[0], row[1] or 0, row[2] or 0) for row in found]


def find_round(round_id: int) -> NeedsRound | None:
    """Return a round with its requests, their companies, contact persons and managers; four queries."""
    loading = selectinload(NeedsRound.requests).joinedload(RoundRequest.partner)
    query = select(NeedsRound).where(NeedsRound.id == round_id)
    found: NeedsRound | None = db.session.scalar(query.options(loading.selectinload(Partner.users), loading.joinedload(Partner.consultant)))
    return found


def candidates(needs_round: NeedsRound, choice: Choice, user_id: int, name: str = "") -> list[Candidate]:
    """Return the companies that can be asked, by name, at most 300; `name` narrows."""
    last = select(LabourNeed.partner_id, func.max(LabourNeed.updated_at).label("at")).group_by(LabourNeed.partner_id).subquery()
    query = select(Partner, last.c.at).outerjoin(last, last.c.partner_id == Partner.id).where(may_be_asked())
    if choice is Choice.WITH_NEEDS:
        query = query.where(last.c.at.is_not(None))
    if choice is Choice.MINE:
        query = query.where(Partner.consultant_id == user_id)
    if typed := sort_key(name.strip()):
        query = query.where(Partner.sort_key.contains(typed, autoescape=True))
    asked = {request.partner_id for request in needs_round.requests}
    found = db.session.execute(query.options(selectinload(Partner.users)).order_by(Partner.sort_key, Partner.id).limit(COMPANIES))
    return [Candidate(row[0], row[1], row[0].id in asked) for row in found]


def find_request(request_id: int) -> RoundRequest | None:
    """Return a request with its round and company, or None."""
    return _one(_request().where(RoundRequest.id == request_id))


def request_of_link(token: str) -> RoundRequest | None:
    """Return the request that a link's token belongs to, or None."""
    return _one(_request().where(RoundRequest.token_hash == hash_token(token)))


def open_requests(partner_id: int) -> list[RoundRequest]:
    """Return what a partner is asked and has not answered."""
    query = _request().join(NeedsRound).where(RoundRequest.partner_id == partner_id, RoundRequest.answered_at.is_(None))
    found = db.session.scalars(query.where(NeedsRound.closed_at.is_(None)).order_by(RoundRequest.id))
    return [request for request in found if request.round.is_open]


def answered_needs(request: RoundRequest) -> list[LabourNeed]:
    """Return the needs that a company said in this round and that still stand."""
    return list(db.session.scalars(_own(request).where(LabourNeed.round_id == request.round_id)))


def answers(round_id: int) -> dict[int, list[LabourNeed]]:
    """Return the needs that stand from a round's answers, by company."""
    found: dict[int, list[LabourNeed]] = {}
    query = select(LabourNeed).where(LabourNeed.round_id == round_id, LabourNeed.closed_at.is_(None))
    for need in db.session.scalars(query.order_by(LabourNeed.quarter, LabourNeed.id)):
        found.setdefault(need.partner_id, []).append(need)
    return found


def standing_needs(request: RoundRequest) -> list[LabourNeed]:
    """Return the open needs that an answer may change: the company's own from the asked quarter and a year on."""
    quarter = request.round.quarter
    return list(db.session.scalars(_own(request).where(LabourNeed.quarter.between(quarter, quarter + _A_YEAR - 1)).limit(SHOWN_NEEDS)))


def count_others(request: RoundRequest, shown: Collection[int]) -> int:
    """Return how many open needs the company has beside those shown: later ones, earlier ones, more than fit."""
    others = _own(request).where(LabourNeed.id.not_in(list(shown))).order_by(None)
    return db.session.scalar(select(func.count()).select_from(others.subquery())) or 0


def last_said(request: RoundRequest) -> list[LabourNeed]:
    """Return what a company said for the nearest quarter before the asked one, within two years."""
    quarter = request.round.quarter
    before = LabourNeed.quarter.between(quarter - 2 * _A_YEAR, quarter - 1)
    rows = list(db.session.scalars(select(LabourNeed).where(LabourNeed.partner_id == request.partner_id, before)))
    newest = max((need.quarter for need in rows), default=None)
    return sorted((need for need in rows if need.quarter == newest), key=lambda need: need.id)[:SHOWN_NEEDS]


def _own(request: RoundRequest) -> Select[Any]:
    mine = select(LabourNeed).where(LabourNeed.partner_id == request.partner_id, LabourNeed.closed_at.is_(None))
    return mine.order_by(LabourNeed.quarter, LabourNeed.id)


def _request() -> Select[Any]:
    return select(RoundRequest).options(joinedload(RoundRequest.round), joinedload(RoundRequest.partner))


def _one(query: Select[Any]) -> RoundRequest | None:
    found: RoundRequest | None = db.session.scalar(query)
    return found
