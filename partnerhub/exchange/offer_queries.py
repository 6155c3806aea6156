"""Offers and needs as matching compares them, with what a page shows of each; one query a kind, whatever their number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from ..clock import today
from ..commitments import search
from ..commitments.kinds import Status
from ..commitments.models import Commitment
from ..database import db
from ..occupations.keeping import vocabulary
from ..typed_text import fold
from .kinds import OfferKind, Openness
from .matching import OPENNESS_OF_KIND, Offered, Wanted
from .models import HiddenMatch, LabourNeed, Placement
from .quarters import this_quarter
from .training_models import Initiative, InitiativeOccupation, Programme, ProgrammeOccupation

CANDIDATES = 600


@dataclass(frozen=True)
class Shown:
    """What a page shows of an offer: its title, whose it is, and how many are free of how many."""

    title: str
    partner_id: int
    partner: str
    free: int | None = None
    total: int | None = None
    starts_on: date | None = None


Candidate = tuple[Offered, Shown]


def wanted(need: LabourNeed) -> Wanted:
    """Return a need as it is compared; its workplace is loaded with it."""
    place = need.workplace
    return Wanted(
        need.id,
        need.partner_id,
        need.occupation_id,
        need.quarter,
        frozenset(need.open_to),
        place_key(place.post_code, place.town) if place else "",
    )


def place_key(post_code: str, town: str) -> str:
    """Return what two places are compared by: the post code, else the town in one spelling."""
    return post_code or fold(town.strip())


def related(occupation_id: str | None) -> list[str]:
    """Return the occupations that can meet a need of one: itself, its family, those that share an education or lead on to it."""
    known = vocabulary()
    if known.find(occupation_id) is None:
        return []
    return [
        other
        for other in known.occupations
        if other == occupation_id
        or known.same_family(occupation_id, other)
        or known.shares_education(occupation_id, other)
        or occupation_id in known.leads_onward(other)
    ]


def programmes(occupations: Collection[str]) -> list[Candidate]:
    """Return open programmes that serve one of the occupations."""
    serves = select(ProgrammeOccupation.programme_id).where(ProgrammeOccupation.occupation_id.in_(occupations))
    query = _newest(select(Programme), Programme).where(Programme.id.in_(serves), Programme.closed_at.is_(None))
    query = query.where(or_(Programme.ends_on.is_(None), Programme.ends_on >= today()))
    return [programme_candidate(row) for row in db.session.scalars(query.options(joinedload(Programme.occupations))).unique()]


def programme_candidate(row: Programme) -> Candidate:
    """Return a programme as it is compared and shown."""
    place = place_key(row.workplace.post_code, row.workplace.town) if row.workplace else fold(row.place.strip())
    offered = Offered(
        OfferKind.PROGRAMME,
        row.id,
        row.partner_id,
        frozenset(one.occupation_id for one in row.occupations),
        row.starts_on,
        row.ends_on or row.starts_on,
        row.free,
        place,
        row.form,
        frozenset({Openness.UPSKILLING}),
        row.updated_at.date(),
    )
    return offered, Shown(row.title, row.partner_id, row.partner.shown_name, row.free, row.seats, row.starts_on)


def placements(occupations: Collection[str]) -> list[Candidate]:
    """Return open placements in one of the occupations."""
    query = _newest(select(Placement), Placement).where(Placement.occupation_id.in_(occupations), Placement.closed_at.is_(None))
    query = query.where(or_(Placement.ends_on.is_(None), Placement.ends_on >= today()))
    return [placement_candidate(row) for row in db.session.scalars(query).unique()]


def placement_candidate(row: Placement) -> Candidate:
    """Return a placement as it is compared and shown."""
    offered = Offered(
        OfferKind.PLACEMENT,
        row.id,
        row.partner_id,
        frozenset([row.occupation_id] if row.occupation_id else []),
        row.starts_on,
        row.ends_on,
        row.free,
        place_key(row.workplace.post_code, row.workplace.town) if row.workplace else "",
        None,
        ways_of(row.kind),
        row.updated_at.date(),
    )
    return offered, Shown(row.title, row.partner_id, row.partner.shown_name, row.free, row.quantity, row.starts_on)


def initiatives(occupations: Collection[str]) -> list[Candidate]:
    """Return initiatives that go on and are about one of the occupations."""
    about = select(InitiativeOccupation.initiative_id).where(InitiativeOccupation.occupation_id.in_(occupations))
    query = select(Initiative).where(Initiative.id.in_(about), Initiative.closed_at.is_(None))
    query = query.where(or_(Initiative.ends_on.is_(None), Initiative.ends_on >= today())).order_by(Initiative.id.desc()).limit(CANDIDATES)
    rows = db.session.scalars(query.options(joinedload(Initiative.partner), joinedload(Initiative.occupations))).unique()
    return [initiative_candidate(row) for row in rows]


def initiative_candidate(row: Initiative) -> Candidate:
    """Return an initiative as it is compared and shown."""
    offered = Offered(
        OfferKind.INITIATIVE,
        row.id,
        row.partner_id,
        frozenset(one.occupation_id for one in row.occupations),
        row.starts_on,
        row.ends_on,
        updated_on=row.updated_at.date(),
    )
    return offered, Shown(row.title, row.partner_id, row.partner.shown_name, starts_on=row.starts_on)


def commitments(occupation_id: str) -> list[Candidate]:
    """Return agreed commitments whose words name the occupation: a commitment has no occupation of its own."""
    occupation = vocabulary().find(occupation_id)
    if occupation is None:
        return []
    named = search.understand(occupation.title_da.split("(")[0].split("/")[0].strip(), public_only=True)
    query = (
        select(Commitment)
        .where(Commitment.status == Status.AGREED, Commitment.quantity.is_not(None), *named.clauses())
        .options(joinedload(Commitment.owner))
        .order_by(Commitment.id.desc())
        .limit(CANDIDATES)
    )
    return [commitment_candidate(row, occupation_id) for row in db.session.scalars(query)]


def commitment_candidate(row: Commitment, occupation_id: str) -> Candidate:
    """Return a commitment as it is compared and shown, for the occupation that its words name."""
    left = max(0, (row.quantity or 0) - row.reported)
    offered = Offered(
        OfferKind.COMMITMENT,
        row.id,
        row.owner_id,
        frozenset([occupation_id]),
        row.start_on,
        row.due_on,
        left,
        ways=ways_of(row.kind),
        updated_on=row.updated_at.date(),
    )
    return offered, Shown(row.title, row.owner_id, row.owner.shown_name, left, row.quantity, row.start_on)


def needs_of(occupations: Collection[str], seen: Any) -> list[LabourNeed]:
    """Return open needs from this quarter on in one of the occupations, as far as the condition `seen` lets them be seen."""
    query = (
        select(LabourNeed)
        .where(LabourNeed.occupation_id.in_(occupations), LabourNeed.quarter >= this_quarter(), LabourNeed.closed_at.is_(None), seen)
        .options(joinedload(LabourNeed.partner), joinedload(LabourNeed.workplace))
        .order_by(LabourNeed.quarter, LabourNeed.id)
        .limit(CANDIDATES)
    )
    return list(db.session.scalars(query))


def hidden(partner_id: int, need_ids: Iterable[int]) -> set[tuple[int, OfferKind, int]]:
    """Return the matches of some needs that a partner does not want to see, as (need, kind of offer, offer)."""
    query = select(HiddenMatch.need_id, HiddenMatch.offer, HiddenMatch.offer_id)
    rows = db.session.execute(query.where(HiddenMatch.partner_id == partner_id, HiddenMatch.need_id.in_(list(need_ids))))
    return {(row.need_id, row.offer, row.offer_id) for row in rows}


def ways_of(kind: Any) -> frozenset[Openness]:
    """Return which openness of a need a kind of place or commitment answers."""
    way = OPENNESS_OF_KIND.get(kind)
    return frozenset([way] if way else [])


def _newest(query: Select[Any], table: Any) -> Select[Any]:
    """The newest first, as many as are compared, with partner and workplace."""
    return query.options(joinedload(table.partner), joinedload(table.workplace)).order_by(table.id.desc()).limit(CANDIDATES)
