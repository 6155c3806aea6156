"""Representation: a union user speaks for members at a company, once both sides' managers confirmed."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from ..access import Permission, Role, may
from ..clock import now
from ..config import public_address
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from ..mail import queue_mail
from .models import Partner, PartnerKind, Representation, User
from .partners import refusal


def propose(by: User, user_id: int, company_id: int, since: date, until: date | None) -> Representation:
    """Say that a union's user represents members at a company; a proposing manager's own side counts as confirmed."""
    with writing() as session:
        person = session.get(User, user_id)
        if person is None or not person.is_active or not may(by, Permission.REPRESENTATION_PROPOSE, person):
            raise refusal()
        company = session.get(Partner, company_id)
        if company is None or not company.is_active or company.kind == PartnerKind.UNION:
            raise RuleBroken("company_id", _("Vælg en arbejdsplads blandt partnerne."))
        if until is not None and until < since:
            raise RuleBroken("until", _("Slutdatoen ligger før startdatoen."))
        if any(_overlap(other, since, until) for other in _open(user_id, company_id)):
            raise RuleBroken("company_id", _("Der er allerede en repræsentation hos den arbejdsplads. Afslut den først."))
        made = Representation(user_id=user_id, company_id=company_id, since=since, until=until, proposed_by_id=by.id)
        session.add(made)
        session.flush()
        record("representation.proposed", made, by, company=company.name, since=since, until=until)
        if Role.MANAGER in by.roles:
            made.union_confirmed_at, made.union_confirmed_by_id = now(), by.id
            record("representation.confirmed", made, by, side="union")
        _ask_managers(by, made, person.partner_id)
    return made


def waiting_for(user: User) -> list[Representation]:
    """Return the representations that wait for this manager's side to confirm, oldest first; none for anyone else."""
    if Role.MANAGER not in user.roles:
        return []
    side = or_(
        and_(Representation.company_id == user.partner_id, Representation.company_confirmed_at.is_(None)),
        and_(User.partner_id == user.partner_id, Representation.union_confirmed_at.is_(None)),
    )
    asked = select(Representation).join(User, User.id == Representation.user_id).where(side, Representation.ended_at.is_(None))
    together = (joinedload(Representation.user).joinedload(User.partner), joinedload(Representation.company))
    return list(db.session.scalars(asked.options(*together).order_by(Representation.id)))


def _ask_managers(by: User, made: Representation, union_id: int) -> None:
    """Ask the managers of each side that has not confirmed yet; the mail names nobody."""
    sides = [made.company_id] + ([] if made.union_confirmed_at else [union_id])
    able = (User.is_manager.is_(True), User.deactivated_at.is_(None), User.password_hash.is_not(None), User.id != by.id)
    for manager in db.session.scalars(select(User).where(User.partner_id.in_(sides), *able).order_by(User.id)):
        with force_locale(manager.language):
            subject = _("Partnerhub: en repræsentation venter på din bekræftelse")
            address = public_address(f"/partnere/{manager.partner_id}")
            text = _("Log ind, se, hvem der vil tale for medlemmer hos jer, og bekræft dér:\n%(address)s", address=address)
        queue_mail(f"representation-{made.id}-u{manager.id}", manager.email, subject, text)


def confirm(by: User, representation_id: int) -> Representation:
    """Confirm one's own side, as the union's or the company's manager."""
    with writing():
        made = _load(by, representation_id, Permission.REPRESENTATION_CONFIRM)
        if by.partner_id == made.company_id:
            if made.company_confirmed_at is not None:
                raise RuleBroken("", _("Jeres side er allerede bekræftet."))
            made.company_confirmed_at, made.company_confirmed_by_id, side = now(), by.id, "company"
        else:
            if made.union_confirmed_at is not None:
                raise RuleBroken("", _("Jeres side er allerede bekræftet."))
            made.union_confirmed_at, made.union_confirmed_by_id, side = now(), by.id, "union"
        made.version += 1
        record("representation.confirmed", made, by, side=side)
    return made


def end(by: User, representation_id: int, reason: str = "") -> Representation:
    """End a representation, by either side's manager or the person who speaks."""
    with writing():
        made = _load(by, representation_id, Permission.REPRESENTATION_END)
        _end(by, made, reason)
    return made


def end_all_of(by: User, user: User) -> None:
    """End what a person speaks for, inside `writing()`, when the person leaves."""
    for made in _open(user.id):
        _end(by, made, "")


def _end(by: User, made: Representation, reason: str) -> None:
    made.ended_at, made.version = now(), made.version + 1
    record("representation.ended", made, by, reason=reason.strip())


def _open(user_id: int, company_id: int | None = None) -> list[Representation]:
    asked = select(Representation).where(Representation.user_id == user_id, Representation.ended_at.is_(None))
    if company_id is not None:
        asked = asked.where(Representation.company_id == company_id)
    return list(db.session.scalars(asked))


def _overlap(other: Representation, since: date, until: date | None) -> bool:
    return (other.until is None or other.until >= since) and (until is None or other.since <= until)


def _load(by: User, representation_id: int, permission: Permission) -> Representation:
    made = db.session.get(Representation, representation_id, populate_existing=True)
    if made is None or not may(by, permission, made):
        raise refusal()
    return made
