"""Questions about partners and their people."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from ..database import db
from ..typed_text import sort_key
from .models import Invitation, Partner, PartnerKind, Representation, User

PAGE = 30


@dataclass(frozen=True)
class PartnerPage:
    """One page of the list and where the next begins."""

    partners: list[Partner]
    next_after: str | None


def list_partners(kind: str = "", name: str = "", inactive: bool = False, after: str = "") -> PartnerPage:
    """Return a page of partners by name; `after` is the opaque end of the page before."""
    asked = select(Partner)
    if kind in set(PartnerKind):
        asked = asked.where(Partner.kind == PartnerKind(kind))
    asked = asked.where(Partner.deactivated_at.is_not(None) if inactive else Partner.deactivated_at.is_(None))
    if name := _plain(name):  # the sort key is folded the same way on every database, which their lower() is not
        short = func.lower(Partner.short_name).contains(name.lower(), autoescape=True)
        asked = asked.where(or_(Partner.sort_key.contains(sort_key(name), autoescape=True), short))
    key, _dot, last_id = _plain(after).rpartition(".")
    if re.fullmatch("[0-9]{1,9}", last_id):
        asked = asked.where(tuple_(Partner.sort_key, Partner.id) > (key, int(last_id)))
    found = list(db.session.scalars(asked.order_by(Partner.sort_key, Partner.id).limit(PAGE + 1)))
    shown = found[:PAGE]
    return PartnerPage(shown, f"{shown[-1].sort_key}.{shown[-1].id}" if len(found) > PAGE else None)


def _plain(text: str) -> str:
    """What stands in an address, without what a database refuses to compare."""
    return text.replace("\0", "").strip()


def find_partner(partner_id: int) -> Partner | None:
    """Return a partner with people, workplaces and contact person, or None."""
    found: Partner | None = db.session.scalar(
        select(Partner)
        .where(Partner.id == partner_id)
        .options(selectinload(Partner.users), selectinload(Partner.workplaces), joinedload(Partner.consultant))
    )
    return found


def representations_of(partner_id: int) -> list[Representation]:
    """Return what is not ended and concerns the partner, as union or as company; three queries."""
    asked = (
        select(Representation)
        .join(User, User.id == Representation.user_id)
        .where(Representation.ended_at.is_(None), or_(User.partner_id == partner_id, Representation.company_id == partner_id))
        .options(selectinload(Representation.user), selectinload(Representation.company))
        .order_by(Representation.id)
    )
    return list(db.session.scalars(asked))


def open_invitations(partner_id: int) -> list[Invitation]:
    """Return invitations that were neither used nor withdrawn, also expired ones: they can be sent again."""
    asked = select(Invitation).where(Invitation.partner_id == partner_id, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
    return list(db.session.scalars(asked.order_by(Invitation.id)))


def consultants() -> list[User]:
    """Return the active users of the operating municipality."""
    asked = select(User).join(Partner, Partner.id == User.partner_id).where(Partner.is_operator, User.deactivated_at.is_(None))
    return list(db.session.scalars(asked.order_by(User.name)))


def workplaces_to_represent() -> list[Any]:
    """Return id and name of the partners where members can be represented: all but unions."""
    asked = select(Partner.id, Partner.name).where(Partner.kind != PartnerKind.UNION, Partner.deactivated_at.is_(None))
    return list(db.session.execute(asked.order_by(Partner.sort_key)))


def find_user(user_id: int) -> User | None:
    """Return a user with the partner, or None."""
    return db.session.get(User, user_id)


def find_invitation(invitation_id: int) -> Invitation | None:
    """Return an invitation by its number, or None."""
    return db.session.get(Invitation, invitation_id)


def find_representation(representation_id: int) -> Representation | None:
    """Return a representation with its person, or None."""
    return db.session.get(Representation, representation_id)
