"""Offers as matching compares them: for any number of occupations one statement a kind, the most promising rows first.

Rows are columns, not objects: a page compares hundreds of them and shows eight.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal, or_, select, union_all

from ..accounts.models import Partner, Workplace
from ..clock import COPENHAGEN, today
from ..database import db
from .kinds import OfferKind, Openness
from .matching import OPENNESS_OF_KIND, STALE_AFTER, Offered, Reason
from .models import Placement
from .places import places_of
from .training_models import Initiative, InitiativeOccupation, Programme, ProgrammeOccupation

CANDIDATES = 300  # of each kind for one occupation; shared among several, but never fewer than:
FEWEST = 60
_KIN_ORDER = {Reason.SAME: 0, Reason.LEADS_THERE: 1, Reason.FAMILY: 2}
Circle = Mapping[str, Reason]
Candidate = tuple[Offered, Any]


@dataclass(frozen=True)
class Shown:
    """What a page shows of an offer: its title, whose it is, and how many are free of how many."""

    title: str
    partner_id: int
    partner: str
    free: int | None = None
    total: int | None = None
    starts_on: date | None = None


def programmes(circles: Mapping[str, Circle], until: date) -> dict[str, list[Candidate]]:
    """Return open programmes that serve an occupation of a circle, by the circle's own occupation."""

    def one(wanted: str, circle: Circle) -> Select[Any]:
        full = Programme.accepted + Programme.taken_elsewhere >= Programme.seats
        begun = Programme.starts_on < today()
        query = (
            select(literal(wanted).label("wanted"), ProgrammeOccupation.occupation_id, *_columns(Programme, "seats"))
            .add_columns(Programme.accepted, Programme.taken_elsewhere, Programme.place, Programme.form)
            .join(Programme, Programme.id == ProgrammeOccupation.programme_id)
            .join(Partner, Partner.id == Programme.partner_id)
            .outerjoin(Workplace, Workplace.id == Programme.workplace_id)
            .where(ProgrammeOccupation.occupation_id.in_(circle), Programme.closed_at.is_(None))
            .where(or_(Programme.ends_on.is_(None), Programme.ends_on >= today()))
        )
        return _promising_first(query, Programme, ProgrammeOccupation.occupation_id, circle, or_(full, begun), until)

    return _grouped(_rows(circles, one), offered_programme)


def placements(circles: Mapping[str, Circle], until: date) -> dict[str, list[Candidate]]:
    """Return open placements in an occupation of a circle, by the circle's own occupation."""

    def one(wanted: str, circle: Circle) -> Select[Any]:
        query = (
            select(literal(wanted).label("wanted"), Placement.occupation_id, *_columns(Placement, "quantity"))
            .add_columns(Placement.accepted, Placement.taken_elsewhere, Placement.kind)
            .join(Partner, Partner.id == Placement.partner_id)
            .outerjoin(Workplace, Workplace.id == Placement.workplace_id)
            .where(Placement.occupation_id.in_(circle), Placement.closed_at.is_(None))
            .where(or_(Placement.ends_on.is_(None), Placement.ends_on >= today()))
        )
        full = Placement.accepted + Placement.taken_elsewhere >= Placement.quantity
        return _promising_first(query, Placement, Placement.occupation_id, circle, full, until)

    return _grouped(_rows(circles, one), offered_placement)


def initiatives(circles: Mapping[str, Circle], until: date) -> dict[str, list[Candidate]]:
    """Return initiatives that go on and are about an occupation of a circle, by the circle's own occupation."""

    def one(wanted: str, circle: Circle) -> Select[Any]:
        query = (
            select(literal(wanted).label("wanted"), InitiativeOccupation.occupation_id, *_columns(Initiative, place=False))
            .join(Initiative, Initiative.id == InitiativeOccupation.initiative_id)
            .join(Partner, Partner.id == Initiative.partner_id)
            .where(InitiativeOccupation.occupation_id.in_(circle), Initiative.closed_at.is_(None))
            .where(or_(Initiative.ends_on.is_(None), Initiative.ends_on >= today()))
        )
        return _promising_first(query, Initiative, InitiativeOccupation.occupation_id, circle, None, until)

    return _grouped(_rows(circles, one), offered_initiative)


def offered_programme(row: Any, occupations: frozenset[str], places: frozenset[str]) -> Offered:
    """Return a programme, an object or a row, as it is compared; without an end it is over on the day it begins."""
    return Offered(
        OfferKind.PROGRAMME,
        row.id,
        row.partner_id,
        occupations,
        row.starts_on,
        row.ends_on or row.starts_on,
        row.seats - row.accepted - row.taken_elsewhere,
        places or places_of(text=row.place),
        row.form,
        _UPSKILLING,
        row.updated_at.date(),
    )


def offered_placement(row: Any, occupations: frozenset[str], places: frozenset[str]) -> Offered:
    """Return a placement, an object or a row, as it is compared."""
    return Offered(
        OfferKind.PLACEMENT,
        row.id,
        row.partner_id,
        occupations,
        row.starts_on,
        row.ends_on,
        row.quantity - row.accepted - row.taken_elsewhere,
        places,
        None,
        ways_of(row.kind),
        row.updated_at.date(),
    )


def offered_initiative(row: Any, occupations: frozenset[str], places: frozenset[str]) -> Offered:
    """Return an initiative, an object or a row, as it is compared."""
    return Offered(
        OfferKind.INITIATIVE,
        row.id,
        row.partner_id,
        occupations,
        row.starts_on,
        row.ends_on,
        places=places,
        updated_on=row.updated_at.date(),
    )


def shown(offered: Offered, row: Any) -> Shown:
    """Return what a page shows of a row that was compared."""
    total = getattr(row, "seats", None) or getattr(row, "quantity", None)
    return Shown(row.title, row.partner_id, row.short_name or row.name, offered.free, total, row.starts_on)


def ways_of(kind: Any) -> frozenset[Openness]:
    """Return which openness of a need a kind of place or commitment answers."""
    return _WAYS.get(kind, _NONE)


_NONE: frozenset[Any] = frozenset()
_UPSKILLING = frozenset({Openness.UPSKILLING})
_WAYS = {kind: frozenset({way}) for kind, way in OPENNESS_OF_KIND.items()}


def _columns(table: Any, total: str = "", *, place: bool = True) -> list[Any]:
    """The columns that every kind of offer is compared and shown by."""
    columns = [table.id, table.partner_id, table.title, table.starts_on, table.ends_on, table.updated_at]
    columns += [Partner.name, Partner.short_name, *([getattr(table, total)] if total else [])]
    return [*columns, Workplace.post_code, Workplace.town] if place else columns


def _promising_first(
    query: Select[Any], table: Any, occupation: Any, circle: Circle, unusable: ColumnElement[bool] | None, until: date
) -> Select[Any]:
    """What can be used before what cannot, the nearest kin first, then what comes in time and was touched this year, then the newest."""
    kin = case({name: _KIN_ORDER[reason] for name, reason in circle.items() if reason is not Reason.FAMILY}, value=occupation, else_=2)
    stale = datetime.combine(today() - STALE_AFTER + timedelta(days=1), time.min, COPENHAGEN)
    order = [kin, case((table.starts_on > until, 1), else_=0), case((table.updated_at < stale, 1), else_=0), table.id.desc()]
    return query.order_by(*([case((unusable, 1), else_=0)] if unusable is not None else []), *order)


def _rows(circles: Mapping[str, Circle], one: Callable[[str, Circle], Select[Any]]) -> Sequence[Any]:
    """Ask for every circle in one statement."""
    if not circles:
        return []
    limit = max(FEWEST, CANDIDATES // len(circles))
    parts = [one(wanted, circle).limit(limit) for wanted, circle in circles.items()]
    query: Any = parts[0] if len(parts) == 1 else union_all(*(select(part.subquery()) for part in parts))
    return db.session.execute(query).all()


def _grouped(rows: Sequence[Any], offered: Callable[[Any, frozenset[str], frozenset[str]], Offered]) -> dict[str, list[Candidate]]:
    """An offer stands once, with all the occupations that brought it here; one occupation each is the common case."""
    found: dict[tuple[str, int], tuple[Any, set[str]]] = {}
    for row in rows:
        found.setdefault((row.wanted, row.id), (row, set()))[1].add(row.occupation_id)
    grouped: dict[str, list[Candidate]] = {}
    for (wanted, _id), (row, occupations) in found.items():
        places = places_of(getattr(row, "post_code", ""), getattr(row, "town", ""))
        grouped.setdefault(wanted, []).append((offered(row, frozenset(occupations), places), row))
    return grouped
