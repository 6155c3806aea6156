"""The terms of a labour need: what a form, a row of a sheet or an answer to a round says, and the rules they must keep."""

from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from ..accounts.models import Workplace
from ..commitments.terms import check_text
from ..database import db
from ..errors import RuleBroken
from ..occupations.keeping import find
from .kinds import HEADCOUNT_LIMIT, NOTE_LIMIT, OCCUPATION_LIMIT, Audience, Certainty, Openness, Shift, WorkLanguage
from .labels import quarter_label
from .models import LabourNeed
from .quarters import open_quarters


@dataclass(frozen=True)
class NeedTerms:
    """What is needed; the occupation by its id, or as it was typed where the vocabulary has none."""

    occupation_id: str | None
    occupation_text: str
    quarter: int
    headcount: int
    certainty: Certainty = Certainty.EXPECTED
    shift: Shift = Shift.DAY
    language: WorkLanguage = WorkLanguage.DANISH
    openness: tuple[Openness, ...] = ()
    audience: Audience = Audience.MUNICIPALITY
    workplace_id: int | None = None
    notes: str = ""


TERM_FIELDS = tuple(NeedTerms.__dataclass_fields__)


def checked(partner_id: int, terms: NeedTerms, before: LabourNeed | None = None) -> NeedTerms:
    """Return the terms as they are stored, else raise RuleBroken naming the field.

    A quarter that stands unchanged from `before` is not judged again: it may have passed.
    """
    occupation_id, text = check_occupation(terms.occupation_id, terms.occupation_text)
    if not 1 <= terms.headcount <= HEADCOUNT_LIMIT:
        raise RuleBroken("headcount", _("Antallet skal være mellem 1 og 1.000. Del et større behov på flere linjer."))
    check_quarter(terms.quarter, before.quarter if before else None)
    check_workplace(partner_id, terms.workplace_id, before.workplace_id if before else None)
    return replace(
        terms,
        occupation_id=occupation_id,
        occupation_text=text,
        certainty=Certainty(terms.certainty),
        shift=Shift(terms.shift),
        language=WorkLanguage(terms.language),
        openness=tuple(way for way in Openness if way in terms.openness),
        audience=Audience(terms.audience),
        notes=check_text("notes", terms.notes, NOTE_LIMIT),
    )


def check_occupation(occupation_id: str | None, typed: str) -> tuple[str | None, str]:
    """Return an occupation's id and the text kept beside it: a known one is told by its id alone. Raises RuleBroken for none."""
    if occupation_id:
        if find(occupation_id) is None:
            raise RuleBroken("occupation", _("Vælg et erhverv fra listen, eller skriv det med jeres egne ord."))
        return occupation_id, ""
    return None, check_text("occupation", typed, OCCUPATION_LIMIT, _("Skriv, hvilket erhverv det gælder, fx procesoperatør."))


def check_quarter(quarter: int, before: int | None = None) -> None:
    """Refuse a quarter that has passed or lies more than four years ahead, unless it stood there before."""
    quarters = open_quarters()
    if quarter not in quarters and quarter != before:
        first, last = quarter_label(quarters[0]), quarter_label(quarters[-1])
        raise RuleBroken("quarter", _("Vælg et kvartal fra %(first)s til %(last)s.", first=first, last=last))


def check_workplace(partner_id: int, workplace_id: int | None, before: int | None = None) -> None:
    """Refuse a workplace that is not the partner's own or is removed, unless it stood there before."""
    if workplace_id is None or workplace_id == before:
        return
    place = db.session.get(Workplace, workplace_id)
    if place is None or place.partner_id != partner_id or place.removed_at is not None:
        raise RuleBroken("workplace_id", _("Vælg et af jeres egne arbejdssteder."))


def terms_of(need: LabourNeed) -> NeedTerms:
    """Return a need's terms as they stand."""
    values = {name: getattr(need, name) for name in TERM_FIELDS}
    return NeedTerms(**values | {"openness": need.open_to})


def likeness(terms: NeedTerms) -> tuple[Any, ...]:
    """Return what makes two needs the same line of a plan: everything but how many and how sure."""
    return (terms.occupation_id, terms.occupation_text.lower(), terms.quarter, terms.workplace_id, terms.shift)
