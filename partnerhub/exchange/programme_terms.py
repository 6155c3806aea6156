"""The terms of a programme: what a form or a row of a school's sheet says, and the rules they must keep."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _

from ..commitments.kinds import Visibility
from ..commitments.terms import FIRST_YEAR, LAST_YEAR, check_text
from ..errors import RuleBroken
from ..occupations.keeping import vocabulary
from .kinds import OCCUPATIONS_LIMIT, SEATS_LIMIT, TEXT_LIMIT, TITLE_LIMIT, ProgrammeForm, ProgrammeKind
from .need_terms import check_workplace
from .placement_terms import check_numbers, check_period
from .training_models import Programme

CODE_LIMIT, DURATION_LIMIT, PLACE_LIMIT, PRICE_LIMIT, URL_LIMIT = 40, 80, 120, 120, 300
SHORT_TEXTS = {"course_code": CODE_LIMIT, "duration": DURATION_LIMIT, "place": PLACE_LIMIT, "price": PRICE_LIMIT}


@dataclass(frozen=True)
class ProgrammeTerms:
    """What is taught, when, where and for how many; `occupations` are ids, in the order of the alphabet."""

    title: str
    kind: ProgrammeKind
    seats: int
    occupations: tuple[str, ...] = ()
    course_code: str = ""
    form: ProgrammeForm = ProgrammeForm.DAY
    taken_elsewhere: int = 0
    waiting: int = 0
    minimum: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    duration: str = ""
    workplace_id: int | None = None
    place: str = ""
    price: str = ""
    price_year: int | None = None
    sign_up_url: str = ""
    about: str = ""
    visibility: Visibility = Visibility.PUBLIC


PLAIN_FIELDS = tuple(name for name in ProgrammeTerms.__dataclass_fields__ if name != "occupations")


def checked(partner_id: int, terms: ProgrammeTerms, before: Programme | None = None) -> ProgrammeTerms:
    """Return the terms as they are stored, else raise RuleBroken naming the field.

    What stands unchanged from `before` is not judged again: a last day may have passed.
    """
    title = " ".join(check_text("title", terms.title, TITLE_LIMIT, _("Skriv en kort titel, fx “Svejsning, lysbue”.")).split())
    check_numbers(terms.seats, terms.taken_elsewhere, before.accepted if before else 0, "seats")
    if not 0 <= terms.waiting <= SEATS_LIMIT:
        raise RuleBroken("waiting", _("Ventelisten skal være mellem 0 og 1.000."))
    if terms.minimum is not None and not 1 <= terms.minimum <= terms.seats:
        raise RuleBroken("minimum", _("Mindste antal skal være mellem 1 og antallet af pladser, eller stå tomt."))
    check_period(terms.starts_on, terms.ends_on, before.ends_on if before else None)
    check_workplace(partner_id, terms.workplace_id, before.workplace_id if before else None)
    short: dict[str, Any] = {name: _one_line(name, getattr(terms, name), limit) for name, limit in SHORT_TEXTS.items()}
    return replace(
        terms,
        **short,
        title=title,
        kind=ProgrammeKind(terms.kind),
        form=ProgrammeForm(terms.form),
        visibility=Visibility(terms.visibility),
        occupations=check_occupations(terms.occupations),
        price_year=_checked_year(terms, short["price"]),
        sign_up_url=check_url("sign_up_url", terms.sign_up_url),
        about=check_text("about", terms.about, TEXT_LIMIT),
    )


def check_occupations(occupations: tuple[str, ...]) -> tuple[str, ...]:
    """Return the occupations once each, in one order. Raises RuleBroken for too many and for one that nobody knows."""
    known = vocabulary()
    found = tuple(sorted(set(occupations)))
    if len(found) > OCCUPATIONS_LIMIT:
        raise RuleBroken("occupations", _("Vælg højst %(limit)s erhverv.", limit=OCCUPATIONS_LIMIT))
    if any(known.find(one) is None for one in found):
        raise RuleBroken("occupations", _("Et af erhvervene findes ikke længere. Vælg erhvervene igen."))
    return found


def check_url(field: str, text: str) -> str:
    """Return an address that can be linked to. Raises RuleBroken for anything but https."""
    address = check_text(field, text, URL_LIMIT)
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_sound = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username and parts.port in (None, 443)
    except ValueError:
        is_sound = False
    if not is_sound or any(sign in address for sign in ' \t\n"<>\\'):
        raise RuleBroken(
            field, _("Skriv hele adressen på tilmeldingen, fx https://www.skolen.dk/tilmelding. Den skal begynde med https://.")
        )
    return address


def terms_of(programme: Programme) -> ProgrammeTerms:
    """Return a programme's terms as they stand."""
    values = {name: getattr(programme, name) for name in PLAIN_FIELDS}
    return ProgrammeTerms(**values, occupations=tuple(sorted(one.occupation_id for one in programme.occupations)))


def _one_line(field: str, text: str, limit: int) -> str:
    return " ".join(check_text(field, text, limit).split())


def _checked_year(terms: ProgrammeTerms, price: str) -> int | None:
    """A price is as old as its year; without a price there is none."""
    if not price:
        return None
    if terms.price_year is None:
        raise RuleBroken("price_year", _("Skriv, hvilket år prisen gælder for."))
    if not FIRST_YEAR <= terms.price_year <= LAST_YEAR:
        raise RuleBroken("price_year", _("Året skal ligge mellem 2000 og 2100."))
    return terms.price_year
