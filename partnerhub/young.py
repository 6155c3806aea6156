"""For the young and their guides: local jobs in demand, the way there, and the places that partners made public. Anyone may read it."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from .access import public
from .commitments.kinds import KIND_FACTS
from .commitments.labels import kind_label
from .exchange import public_offers
from .exchange.public_demand import public_demand
from .exchange.public_offers import YOUNG_KINDS, OfferFilter
from .exchange.scheme_panel import schemes
from .language import current_locale
from .occupations.content_types import Education, Occupation
from .occupations.keeping import vocabulary

bp = Blueprint("young", __name__)
JOBS = 12
AGES = range(13, 26)


@dataclass(frozen=True)
class Wanted:
    """A job that is in demand, with the educations that lead there."""

    occupation: Occupation
    headcount: int
    paths: list[Education]


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """Show jobs in demand and public places; `slags`, `by`, `erhverv`, `alder` narrow the places."""
    chosen, kept = _filter()
    wanted = wanted_jobs()
    found = public_offers.young_places(chosen, request.args.get("efter", ""))
    known, lang = vocabulary(), current_locale()
    offered = [occupation for name in public_offers.occupations_offered() if (occupation := known.find(name))]
    return render_template(
        "young/index.html",
        wanted=wanted,
        programmes=public_offers.programmes_of([job.occupation.id for job in wanted]),
        places=found.rows,
        after=found.after,
        kept=kept,
        kinds=[(kind.value, kind_label(kind)) for kind in YOUNG_KINDS],
        towns=[(town, town) for town in public_offers.towns()],
        occupations=sorted(((one.id, one.title(lang)) for one in offered), key=lambda pair: pair[1]),
        ages=[(str(age), str(age)) for age in AGES],
        scheme_of={kind: KIND_FACTS[kind].scheme for kind in YOUNG_KINDS},
        schemes=schemes([KIND_FACTS[kind].scheme for kind in YOUNG_KINDS], "citizen"),
    )


def wanted_jobs() -> list[Wanted]:
    """Return the jobs most in demand with the ways there."""
    known = vocabulary()
    found = [(occupation, demand.headcount) for demand in public_demand() if (occupation := known.find(demand.occupation_id))]
    return [Wanted(occupation, number, known.educations_of(occupation)) for occupation, number in found[:JOBS]]


def words() -> dict[str, Any]:
    """Return what pages of packages below show of local offers, by the names that their templates know."""
    return {"scheme_offers": scheme_offers, "occupation_offers": occupation_offers}


def scheme_offers(scheme_id: str) -> dict[str, Any]:
    """Return the public places and programmes that use a scheme."""
    return {"places": public_offers.places_of_scheme(scheme_id), "programmes": public_offers.programmes_of_scheme(scheme_id)}


def occupation_offers(occupation_id: str) -> dict[str, Any]:
    """Return local demand, public places and programmes of an occupation."""
    demand = public_demand(occupation_id)
    return {
        "headcount": demand[0].headcount if demand else None,
        "places": public_offers.places_of_occupation(occupation_id),
        "programmes": public_offers.programmes_of([occupation_id]),
    }


def _filter() -> tuple[OfferFilter, dict[str, str]]:
    args = request.args
    kind = next((kind for kind in YOUNG_KINDS if kind.value == args.get("slags")), None)
    typed, town = args.get("alder", ""), args.get("by", "").replace("\0", "")[:80]
    age = int(typed) if typed.isdecimal() and len(typed) < 3 else None
    found = vocabulary().find(args.get("erhverv"))
    chosen = OfferFilter(kind, town, found.id if found else None, age)
    kept = {
        "slags": kind.value if kind else "",
        "by": town,
        "erhverv": found.id if found else "",
        "alder": str(age) if age is not None else "",
    }
    return chosen, kept
