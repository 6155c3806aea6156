"""Public programmes and placements as JSON: numbers and days, and the address of the page; no free text, no person."""

from collections.abc import Iterable
from typing import Any

from flask import g, jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from .access import public
from .api import ParameterError, bp, cursor_of, one_of, page_limit, place_of, read_parameters
from .commitments.kinds import KIND_FACTS, Kind
from .exchange.kinds import PLACEMENT_KINDS, PROGRAMME_SCHEMES, ProgrammeKind
from .exchange.models import Placement
from .exchange.parameters import quarter_or_none
from .exchange.public_pages import PublicFilter, public_placements, public_programmes
from .exchange.training_models import Programme
from .occupations.keeping import name_of, vocabulary
from .security import limiter

PARAMETERS = {"occupation", "kind", "quarter", "after", "limit"}
FIRST_YEAR, LAST_YEAR = 2000, 2100


@bp.get("/programmes")
@limiter.limit("120/minute")
@public
def programmes() -> ResponseReturnValue:
    """Return a page of public programmes that have not begun."""
    values = read_parameters(PARAMETERS)
    kind = one_of("kind", values.get("kind", ""), [kind.value for kind in ProgrammeKind])
    chosen = _filter(values, [ProgrammeKind(kind)] if kind else [])
    found, next_id = public_programmes(chosen, page_limit(values), place_of(values, "p1"))
    return jsonify(programmes=[_programme(one) for one in found], next=cursor_of(next_id, "p1"))


@bp.get("/placements")
@limiter.limit("120/minute")
@public
def placements() -> ResponseReturnValue:
    """Return a page of public places that are not over."""
    values = read_parameters(PARAMETERS)
    kind = one_of("kind", values.get("kind", ""), [kind.value for kind in PLACEMENT_KINDS])
    chosen = _filter(values, [Kind(kind)] if kind else [])
    found, next_id = public_placements(chosen, page_limit(values), place_of(values, "l1"))
    return jsonify(placements=[_placement(one) for one in found], next=cursor_of(next_id, "l1"))


def _filter(values: dict[str, str], kinds: list[Any]) -> PublicFilter:
    occupation = values.get("occupation", "")
    if occupation and vocabulary().find(occupation) is None:
        raise ParameterError(_("»occupation« skal være et erhvervs id, fx smed. Id'et står sidst i adressen på erhvervets side."))
    return PublicFilter(occupation or None, kinds, _quarter(values.get("quarter", "")))


def _quarter(text: str) -> int | None:
    if not text:
        return None
    quarter = quarter_or_none(text)
    if quarter is None or not FIRST_YEAR <= quarter // 4 <= LAST_YEAR:
        raise ParameterError(_("»quarter« skal være et år og et kvartal, fx 2027-1."))
    return quarter


def _programme(one: Programme) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "school": one.partner.name,
        "kind": one.kind.value,
        "scheme": PROGRAMME_SCHEMES[one.kind],
        "course_code": one.course_code,
        "occupations": _occupations(row.occupation_id for row in one.occupations),
        "form": one.form.value,
        "seats": one.seats,
        "free": one.free,
        "waiting": one.waiting,
        "minimum": one.minimum,
        "start": one.starts_on.isoformat() if one.starts_on else None,
        "end": one.ends_on.isoformat() if one.ends_on else None,
        "duration": one.duration,
        "place": one.place or _place(one),
        "price": one.price,
        "price_year": one.price_year,
        "sign_up_url": one.sign_up_url or None,
        "url": url_for("programmes.show", programme_id=one.id, lang=g.locale),
    }


def _placement(one: Placement) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "partner": one.partner.name,
        "kind": one.kind.value,
        "scheme": KIND_FACTS[one.kind].scheme,
        "occupations": _occupations([one.occupation_id] if one.occupation_id else []),
        "places": one.quantity,
        "free": one.free,
        "start": one.starts_on.isoformat() if one.starts_on else None,
        "end": one.ends_on.isoformat() if one.ends_on else None,
        "place": _place(one),
        "minimum_age": one.minimum_age,
        "hygiene": one.is_hygienic,
        "night_work": one.is_at_night,
        "url": url_for("placements.show", placement_id=one.id, lang=g.locale),
    }


def _occupations(ids: Iterable[str]) -> list[dict[str, str]]:
    return [{"id": one, "title": name_of(one, g.locale)} for one in ids]


def _place(one: Programme | Placement) -> str:
    place = one.workplace
    return ", ".join(part for part in (place.name, place.town) if part) if place else ""
