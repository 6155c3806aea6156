"""The terms of a placement: what a form says, and the rules it must keep."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ..clock import today
from ..commitments.kinds import FINISHED, Kind, Visibility
from ..commitments.models import Commitment
from ..commitments.terms import FIRST_YEAR, LAST_YEAR, check_text
from ..database import db
from ..errors import RuleBroken
from .kinds import PLACEMENT_KINDS, SEATS_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from .models import Placement
from .need_terms import check_occupation, check_workplace

AGES = range(13, 100)


@dataclass(frozen=True)
class PlacementTerms:
    """What is offered, for whom, with which help and on which conditions."""

    kind: Kind
    title: str
    quantity: int
    occupation_id: str | None = None
    occupation_text: str = ""
    taken_elsewhere: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    workplace_id: int | None = None
    tasks: str = ""
    support_wanted: str = ""
    support_given: str = ""
    minimum_age: int | None = None
    is_hygienic: bool = False
    is_at_night: bool = False
    conditions: str = ""
    visibility: Visibility = Visibility.PARTNERSHIP
    commitment_id: int | None = None


TERM_FIELDS = tuple(PlacementTerms.__dataclass_fields__)
TEXTS = ("tasks", "support_wanted", "support_given", "conditions")


def checked(partner_id: int, terms: PlacementTerms, before: Placement | None = None) -> PlacementTerms:
    """Return the terms as they are stored, else raise RuleBroken naming the field.

    What stands unchanged from `before` is not judged again: a last day may have passed.
    """
    if terms.kind not in PLACEMENT_KINDS:
        raise RuleBroken("kind", _("Vælg, hvilken slags plads det er."))
    occupation_id, text = check_occupation(terms.occupation_id, terms.occupation_text)
    check_numbers(terms.quantity, terms.taken_elsewhere, before.accepted if before else 0, "quantity")
    check_period(terms.starts_on, terms.ends_on, before.ends_on if before else None)
    check_workplace(partner_id, terms.workplace_id, before.workplace_id if before else None)
    check_commitment(partner_id, terms.commitment_id, before.commitment_id if before else None)
    if terms.minimum_age is not None and terms.minimum_age not in AGES:
        raise RuleBroken("minimum_age", _("Skriv en alder mellem 13 og 99, eller lad feltet stå tomt."))
    title = " ".join(check_text("title", terms.title, TITLE_LIMIT, _("Skriv en kort titel, fx “Praktik på lageret”.")).split())
    texts: dict[str, Any] = {name: check_text(name, getattr(terms, name), TEXT_LIMIT) for name in TEXTS}
    return replace(
        terms,
        **texts,
        kind=Kind(terms.kind),
        title=title,
        occupation_id=occupation_id,
        occupation_text=text,
        visibility=Visibility(terms.visibility),
    )


def check_numbers(quantity: int, taken_elsewhere: int, accepted: int, field: str) -> None:
    """Refuse a number of places or seats that is none, or fewer than are taken; `accepted` are given away through Partnerhub."""
    if not 1 <= quantity <= SEATS_LIMIT:
        raise RuleBroken(field, _("Antallet skal være mellem 1 og 1.000."))
    if taken_elsewhere < 0:
        raise RuleBroken("taken_elsewhere", _("Antallet af optagne kan ikke være mindre end 0."))
    if accepted + taken_elsewhere > quantity:
        sentence = _(
            "%(taken)s er optaget, heraf %(accepted)s ved forespørgsler her, men der er kun %(quantity)s i alt.",
            taken=accepted + taken_elsewhere,
            accepted=accepted,
            quantity=quantity,
        )
        raise RuleBroken("taken_elsewhere" if quantity >= accepted else field, sentence)


def check_period(starts_on: date | None, ends_on: date | None, end_before: date | None = None) -> None:
    """Refuse a period that ends before it begins or, when new, in the past."""
    for field, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise RuleBroken(field, _("Året skal ligge mellem 2000 og 2100."))
    if starts_on and ends_on and ends_on < starts_on:
        raise RuleBroken("ends_on", _("Den sidste dag ligger før den første. Ret en af de to datoer."))
    if ends_on and ends_on < today() and ends_on != end_before:
        raise RuleBroken("ends_on", _("Den sidste dag er passeret. Vælg en dato fra i dag og frem."))


def check_commitment(partner_id: int, commitment_id: int | None, before: int | None = None) -> None:
    """Refuse a commitment that is not the partner's own or is finished, unless it stood there before."""
    if commitment_id is None or commitment_id == before:
        return
    row = db.session.execute(select(Commitment.owner_id, Commitment.status).where(Commitment.id == commitment_id)).first()
    if row is None or row.owner_id != partner_id or row.status in FINISHED:
        raise RuleBroken("commitment_id", _("Vælg en af jeres egne forpligtelser, der ikke er afsluttet."))


def terms_of(placement: Placement) -> PlacementTerms:
    """Return a placement's terms as they stand."""
    return PlacementTerms(**{name: getattr(placement, name) for name in TERM_FIELDS})
