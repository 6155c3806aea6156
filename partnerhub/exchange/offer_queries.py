"""Offers as matching compares them: for any number of occupations one statement a kind, the most promising rows first.

Rows are columns, not objects: a page compares hundreds of them and shows eight.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, bindparam, case, or_, select, union_all

from ..accounts.models import Partner, Workplace
from ..clock import COPENHAGEN, today
from ..database import db
from .kinds import OfferKind, Openness
from .matching import OPENNESS_OF_KIND, STALE_AFTER, Offered, Reason
from .models import Placement
from .places import places_of
from .training_models import Initiative, InitiativeOccupation, Programme, ProgrammeOccupation

CANDIDATES = 300  # of each kind for the page of one need; where several show their three best:
FEWEST = 40
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
    return _grouped(_rows(_programmes, circles, until), offered_programme)


def placements(circles: Mapping[str, Circle], until: date) -> dict[str, list[Candidate]]:
    """Return open placements in an occupation of a circle, by the circle's own occupation."""
    return _grouped(_rows(_placements, circles, until), offered_placement)


def initiatives(circles: Mapping[str, Circle], until: date) -> dict[str, list[Candidate]]:
    """Return initiatives that go on and are about an occupation of a circle, by the circle's own occupation."""
    return _grouped(_rows(_initiatives, circles, until), offered_initiative)


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


# The statements below are written once for each number of circles and run with other values: to write one costs more than to run it.
_TODAY: Any = bindparam("today", type_=Date)


def _programmes(place: int) -> Select[Any]:
    full = Programme.accepted + Programme.taken_elsewhere >= Programme.seats
    begun = Programme.starts_on < _TODAY
    query = (
        select(_wanted(place), ProgrammeOccupation.occupation_id, *_columns(Programme, "seats"))
        .add_columns(Programme.accepted, Programme.taken_elsewhere, Programme.place, Programme.form)
        .join(Programme, Programme.id == ProgrammeOccupation.programme_id)
        .join(Partner, Partner.id == Programme.partner_id)
        .outerjoin(Workplace, Workplace.id == Programme.workplace_id)
    )
    return _promising_first(query, Programme, ProgrammeOccupation.occupation_id, place, or_(full, begun))


def _placements(place: int) -> Select[Any]:
    query = (
        select(_wanted(place), Placement.occupation_id, *_columns(Placement, "quantity"))
        .add_columns(Placement.accepted, Placement.taken_elsewhere, Placement.kind)
        .join(Partner, Partner.id == Placement.partner_id)
        .outerjoin(Workplace, Workplace.id == Placement.workplace_id)
    )
    full = Placement.accepted + Placement.taken_elsewhere >= Placement.quantity
    return _promising_first(query, Placement, Placement.occupation_id, place, full)


def _initiatives(place: int) -> Select[Any]:
    query = (
        select(_wanted(place), InitiativeOccupation.occupation_id, *_columns(Initiative, place=False))
        .join(Initiative, Initiative.id == InitiativeOccupation.initiative_id)
        .join(Partner, Partner.id == Initiative.partner_id)
    )
    return _promising_first(query, Initiative, InitiativeOccupation.occupation_id, place, None)


def _wanted(place: int) -> Any:
    return bindparam(f"wanted_{place}", type_=String).label("wanted")


def _promising_first(query: Select[Any], table: Any, occupation: Any, place: int, unusable: ColumnElement[bool] | None) -> Select[Any]:
    """What can be used before what cannot, the nearest kin first, then what comes in time and was touched this year, then the newest."""
    names: list[Any] = [bindparam(f"{name}_{place}", expanding=True) for name in ("same", "leads", "circle")]
    same, leads, circle = names
    kin = case((occupation.in_(same), 0), (occupation.in_(leads), 1), else_=2)
    late, stale = table.starts_on > bindparam("until"), table.updated_at < bindparam("stale")
    order = [kin, case((late, 1), else_=0), case((stale, 1), else_=0), table.id.desc()]
    query = query.where(occupation.in_(circle), table.closed_at.is_(None), or_(table.ends_on.is_(None), table.ends_on >= _TODAY))
    return query.order_by(*([case((unusable, 1), else_=0)] if unusable is not None else []), *order)


@lru_cache(maxsize=128)
def _statement(one: Callable[[int], Select[Any]], circles: int) -> Any:
    """One statement for so many circles, each with its own limit."""
    limit = CANDIDATES if circles == 1 else FEWEST
    parts = [one(place).limit(limit) for place in range(circles)]
    return parts[0] if circles == 1 else union_all(*(select(part.subquery()) for part in parts))


def _rows(one: Callable[[int], Select[Any]], circles: Mapping[str, Circle], until: date) -> Sequence[Any]:
    """Ask for every circle in one statement."""
    if not circles:
        return []
    stale = datetime.combine(today() - STALE_AFTER + timedelta(days=1), time.min, COPENHAGEN)
    values: dict[str, Any] = {"until": until, "stale": stale, "today": today()}
    for place, (wanted, circle) in enumerate(circles.items()):
        values |= {f"wanted_{place}": wanted, f"circle_{place}": list(circle)}
        for name, kin in (("same", Reason.SAME), ("leads", Reason.LEADS_THERE)):
            values[f"{name}_{place}"] = [occupation for occupation, reason in circle.items() if reason is kin]
    return db.session.execute(_statement(one, len(circles)), values).all()


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
