"""The terms of a commitment: what a form sends, and the rules they must keep."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import select

from ..accounts.models import Partner, Workplace
from ..clock import today
from ..cpr import find_cpr
from ..database import db
from ..errors import RuleBroken
from ..strategy.models import Goal, Guidepost, Strategy, StrategyState
from ..typed_text import clean, is_readable
from .kinds import COSIGNER_LIMIT, QUANTITY_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Kind, Unit, Visibility
from .models import Commitment

TERM_FIELDS = ("guidepost_id", "kind", "quantity", "unit", "start_on", "due_on")
TEXT_FIELDS = ("title", "what", "visibility", "workplace_id")
FIRST_YEAR, LAST_YEAR = 2000, 2100
Listed = TypeVar("Listed", bound=StrEnum)


@dataclass(frozen=True)
class Terms:
    """What is promised; co-signers as (partner id, share or None)."""

    guidepost_id: int
    title: str
    kind: Kind
    what: str = ""
    quantity: int | None = None
    unit: Unit | None = None
    start_on: date | None = None
    due_on: date | None = None
    visibility: Visibility = Visibility.PARTNERSHIP
    workplace_id: int | None = None
    cosigners: tuple[tuple[int, int | None], ...] = ()


def tidy(terms: Terms) -> Terms:
    """Return the terms as they are stored: texts clean, the title on one line, no unit without a number.

    Raises RuleBroken for a kind, unit or visibility that is not on its list.
    """
    unit = None if terms.quantity is None or terms.unit is None else _listed(Unit, "unit", terms.unit, _("Vælg, hvad antallet tæller."))
    return replace(
        terms,
        title=" ".join(clean(terms.title).split()),
        what=clean(terms.what),
        kind=_listed(Kind, "kind", terms.kind, _("Vælg, hvad I lover.")),
        unit=unit,
        visibility=_listed(Visibility, "visibility", terms.visibility, _("Vælg, hvem der må se forpligtelsen.")),
    )


def check_text(field: str, text: str, limit: int, needed: str = "") -> str:
    """Return a text as it is stored; `needed` is the sentence for an empty one that must be there.

    Raises RuleBroken for an empty, too long or unreadable text and for one with a CPR-like number.
    """
    text = clean(text)
    if needed and not text:
        raise RuleBroken(field, needed)
    if len(text) > limit:
        raise RuleBroken(field, _("Teksten er på %(length)s tegn. Der er plads til %(limit)s.", length=len(text), limit=limit))
    if not is_readable(text):
        raise RuleBroken(field, _("Teksten har tegn, der ikke kan vises. Skriv den igen uden at kopiere dem med."))
    if find_cpr(text):
        raise RuleBroken(
            field, _("Her står noget, der ligner et CPR-nummer. Fjern det: Partnerhub gemmer aldrig oplysninger om enkelte borgere.")
        )
    return text


def check_terms(owner_id: int, terms: Terms, before: Commitment | None = None) -> Guidepost:
    """Return the guidepost when tidy terms keep every rule, else raise RuleBroken naming the field.

    A value that stands unchanged from `before` is not judged again: a due date that has passed may stay.
    """
    check_text("title", terms.title, TITLE_LIMIT, _("Skriv en kort titel, fx “Ti lærepladser som smed”."))
    check_text("what", terms.what, TEXT_LIMIT)
    guidepost = _guidepost(terms, before)
    _check_number(terms)
    _check_days(terms, before)
    _check_workplace(owner_id, terms, before)
    _check_cosigners(owner_id, terms, before)
    return guidepost


def _listed(values: type[Listed], field: str, given: Any, sentence: str) -> Listed:
    try:
        return values(given)
    except ValueError:
        raise RuleBroken(field, sentence) from None


def _guidepost(terms: Terms, before: Commitment | None) -> Guidepost:
    row = db.session.execute(
        select(Guidepost, Strategy.state).join(Goal, Goal.id == Guidepost.goal_id).join(Strategy).where(Guidepost.id == terms.guidepost_id)
    ).first()
    kept = before is not None and before.guidepost_id == terms.guidepost_id
    if row is None or (row.state != StrategyState.IN_FORCE and not kept):
        raise RuleBroken("guidepost_id", _("Vælg et pejlemærke i den strategi, der gælder nu."))
    guidepost: Guidepost = row[0]
    return guidepost


def _check_number(terms: Terms) -> None:
    if terms.quantity is None:
        return
    if not 1 <= terms.quantity <= QUANTITY_LIMIT:
        raise RuleBroken("quantity", _("Antallet skal være mellem 1 og 100.000. Lad feltet stå tomt, hvis der ikke er et tal endnu."))
    if terms.unit is None:
        raise RuleBroken("unit", _("Vælg, hvad antallet tæller."))


def _check_days(terms: Terms, before: Commitment | None) -> None:
    for field, day in (("start_on", terms.start_on), ("due_on", terms.due_on)):
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise RuleBroken(field, _("Året skal ligge mellem 2000 og 2100."))
    if terms.due_on and terms.due_on < today() and (before is None or before.due_on != terms.due_on):
        raise RuleBroken("due_on", _("Fristen er passeret. Vælg en dato fra i dag og frem."))
    if terms.start_on and terms.due_on and terms.due_on < terms.start_on:
        raise RuleBroken("due_on", _("Fristen ligger før starten. Ret en af de to datoer."))


def _check_workplace(owner_id: int, terms: Terms, before: Commitment | None) -> None:
    if terms.workplace_id is None or (before is not None and before.workplace_id == terms.workplace_id):
        return
    workplace = db.session.get(Workplace, terms.workplace_id)
    if workplace is None or workplace.partner_id != owner_id or workplace.removed_at is not None:
        raise RuleBroken("workplace_id", _("Vælg et af jeres egne arbejdssteder."))


def _check_cosigners(owner_id: int, terms: Terms, before: Commitment | None) -> None:
    ids = [partner_id for partner_id, _share in terms.cosigners]
    if owner_id in ids:
        raise RuleBroken("cosigners", _("Ejeren kan ikke også være medunderskriver."))
    if len(set(ids)) != len(ids):
        raise RuleBroken("cosigners", _("Hver medunderskriver kan kun stå én gang."))
    if len(ids) > COSIGNER_LIMIT:
        raise RuleBroken("cosigners", _("Der er plads til %(limit)s medunderskrivere.", limit=COSIGNER_LIMIT))
    _check_shares(terms)
    known = {c.partner_id for c in before.cosigners} if before else set()
    partners = db.session.scalars(select(Partner).where(Partner.id.in_(ids))).all() if ids else []
    found = {partner.id for partner in partners if partner.is_active or partner.id in known}
    if found != set(ids):
        raise RuleBroken("cosigners", _("En medunderskriver findes ikke eller er ikke længere med. Vælg en anden."))


def _check_shares(terms: Terms) -> None:
    """A share that was declined counts too: an edit of a proposal asks everybody anew."""
    shares = [share for _partner_id, share in terms.cosigners if share is not None]
    if any(share < 1 for share in shares):
        raise RuleBroken("cosigners", _("En andel skal være mindst 1. Lad den stå tom, hvis der ikke er en andel."))
    if shares and terms.quantity is None:
        raise RuleBroken("cosigners", _("Skriv et antal, før det deles."))
    if sum(shares) > (terms.quantity or 0):
        sentence = _("Andelene er tilsammen %(shares)s, men der er kun lovet %(quantity)s.", shares=sum(shares), quantity=terms.quantity)
        raise RuleBroken("cosigners", sentence)
