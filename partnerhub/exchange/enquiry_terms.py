"""The terms of an enquiry: what one partner asks another for, and the rules it must keep."""

from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from ..access import Permission, may
from ..accounts.models import Partner, User
from ..commitments.terms import check_text
from ..database import db
from ..errors import RuleBroken
from .changing import load
from .kinds import NOTE_LIMIT, SEATS_LIMIT, EnquiryAbout
from .models import LabourNeed, Placement
from .placement_terms import check_period
from .training_models import Programme


@dataclass(frozen=True)
class EnquiryTerms:
    """Places of a placement, seats of a programme, or a meeting with a partner, perhaps about one of its needs."""

    about: EnquiryAbout
    placement_id: int | None = None
    programme_id: int | None = None
    need_id: int | None = None
    partner_id: int | None = None
    number: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""


def checked(by: User, terms: EnquiryTerms) -> EnquiryTerms:
    """Return the terms as they are stored, `partner_id` the one asked, else raise RuleBroken naming the field; under the lock."""
    offer = offer_of(terms.placement_id, terms.programme_id)
    if terms.about == EnquiryAbout.MEETING:
        asked = _met_partner(by, terms)
        terms = replace(terms, placement_id=None, programme_id=None)
        if terms.number is not None and not 1 <= terms.number <= SEATS_LIMIT:
            raise RuleBroken("number", _("Antallet skal være mellem 1 og 1.000. Lad feltet stå tomt, hvis der ikke er et tal."))
    else:
        if offer is None or (terms.about == EnquiryAbout.PLACES) != isinstance(offer, Placement):
            raise RuleBroken("", _("Vælg de pladser eller det forløb, I vil spørge på."))
        asked = offer.partner_id
        _check_offer(offer, terms.number)
        terms = replace(terms, need_id=None)
    _check_partner(by, asked)
    check_period(terms.starts_on, terms.ends_on)
    needed = _("Skriv, hvad mødet skal handle om.") if terms.about == EnquiryAbout.MEETING else ""
    return replace(terms, about=EnquiryAbout(terms.about), partner_id=asked, note=check_text("note", terms.note, NOTE_LIMIT, needed))


def offer_of(placement_id: int | None, programme_id: int | None) -> Placement | Programme | None:
    """Return the places or the programme by id as it stands under the lock, None where neither is named."""
    if placement_id is not None:
        return load(Placement, placement_id)
    return load(Programme, programme_id) if programme_id is not None else None


def check_number(offer: Placement | Programme | None, number: int | None, most: int | None, sentence: str) -> int:
    """Return a number of places that can be given: at most `most` (what was asked for) and what is free; `sentence` says what to write.

    Raises RuleBroken naming how many are free now.
    """
    if number is None or number < 1:
        raise RuleBroken("number", sentence)
    if offer is not None and number > offer.free:
        raise RuleBroken("number", too_many(offer.free))
    if most is not None and number > most:
        raise RuleBroken("number", _("Der er kun spurgt på %(number)s. Skriv det tal eller et mindre.", number=most))
    return number


def too_many(free: int) -> str:
    """Return the sentence for more than is free now."""
    if free <= 0:
        return _("Der er ingen ledige lige nu. Spørg om et møde i stedet, eller prøv igen senere.")
    return ngettext(
        "Der er kun %(num)s ledig lige nu. Skriv 1 i stedet.", "Der er kun %(num)s ledige lige nu. Skriv %(num)s eller færre.", free
    )


def _check_offer(offer: Placement | Programme, number: int | None) -> None:
    if not offer.is_open:
        raise RuleBroken("number", _("Der kan ikke længere spørges her: det er lukket eller begyndt. Se, om der er andre pladser."))
    check_number(offer, number, SEATS_LIMIT, _("Skriv, hvor mange I spørger på."))


def _met_partner(by: User, terms: EnquiryTerms) -> int:
    """The partner to meet: the need's, where one is named that the user may see."""
    if terms.need_id is not None:
        need = load(LabourNeed, terms.need_id)
        if not may(by, Permission.NEED_VIEW, need):
            raise RuleBroken("", _("Det findes ikke længere."))
        return need.partner_id
    if terms.partner_id is None:
        raise RuleBroken("", _("Vælg, hvem I vil mødes med."))
    return terms.partner_id


def _check_partner(by: User, partner_id: int) -> None:
    if partner_id == by.partner_id:
        raise RuleBroken("", _("Det er jeres eget. Spørg en anden partner."))
    partner = db.session.get(Partner, partner_id)
    if partner is None or not partner.is_active:
        raise RuleBroken("", _("Partneren er ikke længere med. Spørg en anden."))
