"""Verbs on partners and their workplaces."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select, update

from ..access import Permission, may
from ..clock import now
from ..cpr import find_cpr
from ..database import db, writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from ..typed_text import sort_key
from .models import Partner, PartnerKind, SignIn, User, Workplace

# What higher floors do inside the transaction that renames a partner: they put their own function here.
RENAMED: list[Callable[[int], None]] = []
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
EDITED = (
    "name",
    "short_name",
    "cvr",
    "about",
    "contact_function",
    "contact_mail",
    "contact_phone",
    "is_public_employer",
    "is_social_enterprise",
)


@dataclass(frozen=True)
class Facts:
    """What a partner's form says."""

    name: str
    short_name: str = ""
    cvr: str | None = None
    about: str = ""
    contact_function: str = ""
    contact_mail: str = ""
    contact_phone: str = ""
    is_public_employer: bool = False
    is_social_enterprise: bool = False


def is_cvr(number: str) -> bool:
    """Tell whether eight digits pass CVR's check: weights 2,7,6,5,4,3,2,1, sum divisible by 11 (Erhvervsstyrelsen)."""
    return bool(re.fullmatch(r"[1-9][0-9]{7}", number)) and sum(int(d) * w for d, w in zip(number, CVR_WEIGHTS, strict=True)) % 11 == 0


def refusal() -> RuleBroken:
    """Return the sentence for an act that the user's role does not allow (any more)."""
    return RuleBroken("", _("Det kan ikke lade sig gøre nu. Siden har ændret sig, eller din rolle giver ikke lov. Hent den igen."))


def add_partner(by: User | None, kind: PartnerKind, facts: Facts, is_operator: bool = False) -> Partner:
    """Make a partner, by the steward or (without `by`) by the installation itself."""
    with writing() as session:
        if by is not None and not may(by, Permission.PARTNER_MANAGE):
            raise refusal()
        _check(facts, None)
        partner = Partner(kind=kind, is_operator=is_operator, sort_key=sort_key(facts.name), **facts.__dict__)
        session.add(partner)
        session.flush()
        record("partner.created", partner, by, name=partner.name, kind=kind)
    return partner


def edit_partner(by: User, partner_id: int, version: int, facts: Facts) -> Partner:
    """Change a partner's facts; raises StaleVersion when someone was quicker."""
    with _changing(by, Permission.PARTNER_EDIT, partner_id, version) as partner:
        _check(facts, partner)
        changes = {
            name: [getattr(partner, name), getattr(facts, name)] for name in EDITED if getattr(partner, name) != getattr(facts, name)
        }
        for name in EDITED:
            setattr(partner, name, getattr(facts, name))
        partner.sort_key = sort_key(partner.name)
        if changes:
            record("partner.edited", partner, by, changes=changes)
        if {"name", "short_name"} & changes.keys():
            for tell in RENAMED:
                tell(partner.id)
    return partner


def set_consultant(by: User, partner_id: int, version: int, consultant_id: int | None) -> Partner:
    """Choose the partner's contact person in the municipality, by the steward."""
    with _changing(by, Permission.PARTNER_MANAGE, partner_id, version) as partner:
        person = db.session.get(User, consultant_id) if consultant_id else None
        if consultant_id and (person is None or not person.is_active or not person.partner.is_operator):
            raise RuleBroken("consultant_id", _("Vælg en aktiv bruger i kommunen."))
        record("partner.edited", partner, by, changes={"consultant": [partner.consultant_id, consultant_id]})
        partner.consultant_id = consultant_id
    return partner


def deactivate(by: User, partner_id: int, version: int, reason: str) -> Partner:
    """Let a partner leave without losing its history; its people are out at their next request."""
    with _changing(by, Permission.PARTNER_MANAGE, partner_id, version) as partner:
        if partner.is_operator:
            raise RuleBroken("", _("Den kommune, der driver Partnerhub, kan ikke tages ud."))
        if not reason.strip():
            raise RuleBroken("reason", _("Skriv en begrundelse; den står i historikken."))
        if not partner.is_active:
            raise RuleBroken("", _("Partneren er allerede taget ud."))
        partner.deactivated_at, partner.deactivated_reason = now(), reason.strip()
        people = select(User.id).where(User.partner_id == partner.id)
        ended = update(SignIn).where(SignIn.user_id.in_(people), SignIn.ended_at.is_(None))
        db.session.execute(ended.values(ended_at=now()), execution_options={"synchronize_session": False})
        record("partner.deactivated", partner, by, reason=partner.deactivated_reason)
    return partner


def reactivate(by: User, partner_id: int, version: int) -> Partner:
    """Take a partner in again."""
    with _changing(by, Permission.PARTNER_MANAGE, partner_id, version) as partner:
        if partner.is_active:
            raise RuleBroken("", _("Partneren er allerede med."))
        partner.deactivated_at, partner.deactivated_reason = None, ""
        record("partner.reactivated", partner, by)
    return partner


def add_workplace(by: User, partner_id: int, values: dict[str, str]) -> Workplace:
    """Add a workplace; its P-number has ten digits."""
    with writing() as session:
        if not may(by, Permission.PARTNER_EDIT, _load(partner_id)):
            raise refusal()
        place = Workplace(partner_id=partner_id, **_checked(values))
        session.add(place)
        session.flush()
        record("workplace.added", place, by, name=place.name)
    return place


def edit_workplace(by: User, partner_id: int, workplace_id: int, version: int, values: dict[str, str]) -> Workplace:
    """Change one of the partner's workplaces; raises StaleVersion when someone was quicker."""
    with writing():
        if not may(by, Permission.PARTNER_EDIT, _load(partner_id)):
            raise refusal()
        place = _own_workplace(partner_id, workplace_id)
        if place.version != version:
            raise StaleVersion(place)
        changes = {name: [getattr(place, name), value] for name, value in _checked(values).items() if getattr(place, name) != value}
        if changes:
            for name, (_before, value) in changes.items():
                setattr(place, name, value)
            place.version += 1
            record("workplace.edited", place, by, changes=changes)
    return place


def remove_workplace(by: User, partner_id: int, workplace_id: int) -> None:
    """Take a workplace off the lists; commitments keep it."""
    with writing():
        partner = _load(partner_id)
        if not may(by, Permission.PARTNER_EDIT, partner):
            raise refusal()
        place = _own_workplace(partner_id, workplace_id)
        place.removed_at = now()
        record("workplace.removed", place, by, name=place.name)


def _checked(values: dict[str, str]) -> dict[str, str | None]:
    if not values["name"].strip():
        raise RuleBroken("name", _("Skriv arbejdsstedets navn."))
    if values["p_number"] and not re.fullmatch("[0-9]{10}", values["p_number"]):
        raise RuleBroken("p_number", _("Et P-nummer er på ti cifre. Find det på virk.dk."))
    if values["post_code"] and not re.fullmatch("[0-9]{4}", values["post_code"]):
        raise RuleBroken("post_code", _("Et postnummer er på fire cifre."))
    return {**values, "p_number": values["p_number"] or None}


def _own_workplace(partner_id: int, workplace_id: int) -> Workplace:
    place = db.session.get(Workplace, workplace_id)
    if place is None or place.partner_id != partner_id or place.removed_at is not None:
        raise RuleBroken("", _("Arbejdsstedet findes ikke længere."))
    return place


def _load(partner_id: int) -> Partner:
    partner = db.session.get(Partner, partner_id, populate_existing=True)
    if partner is None:
        raise RuleBroken("", _("Partneren findes ikke længere."))
    return partner


@contextmanager
def _changing(by: User, permission: Permission, partner_id: int, version: int) -> Iterator[Partner]:
    """One change of a partner: lock, permission, version, one up."""
    with writing():
        partner = _load(partner_id)
        if not may(by, permission, partner):
            raise refusal()
        if partner.version != version:
            raise StaleVersion(partner)
        yield partner
        partner.version += 1


def _check(facts: Facts, partner: Partner | None) -> None:
    own_id = partner.id if partner else 0
    if not facts.name.strip():
        raise RuleBroken("name", _("Skriv partnerens navn."))
    if db.session.scalar(select(Partner.id).where(Partner.name == facts.name, Partner.id != own_id)):
        raise RuleBroken("name", _("Der er allerede en partner med det navn."))
    if facts.cvr and not re.fullmatch("[0-9]{8}", facts.cvr):
        raise RuleBroken("cvr", _("Et CVR-nummer er på otte cifre. Find det på virk.dk."))
    if facts.cvr and not is_cvr(facts.cvr):
        raise RuleBroken("cvr", _("Det er ikke et rigtigt CVR-nummer: cifrene passer ikke sammen. Se efter på virk.dk."))
    if facts.cvr and db.session.scalar(select(Partner.id).where(Partner.cvr == facts.cvr, Partner.id != own_id)):
        raise RuleBroken("cvr", _("Der er allerede en partner med det CVR-nummer."))
    for name in ("name", "short_name", "about", "contact_function", "contact_phone"):
        if find_cpr(getattr(facts, name)):
            raise RuleBroken(
                name, _("Her står noget, der ligner et CPR-nummer. Fjern det: Partnerhub gemmer aldrig oplysninger om enkelte borgere.")
            )
