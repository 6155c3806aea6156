"""Verbs on users by their managers and the steward: roles, deactivation."""

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from ..access import Permission, may
from ..clock import now
from ..database import db, writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from . import representation
from .models import Partner, SignIn, User
from .partners import refusal


def set_roles(by: User, user_id: int, version: int, is_manager: bool, is_editor: bool, is_steward: bool) -> User:
    """Change a user's roles; editor and steward are given by a steward, in the operating municipality only."""
    with writing():
        user = _load(by, user_id, version)
        wanted = {"is_manager": is_manager, "is_editor": user.is_editor, "is_steward": user.is_steward}
        if may(by, Permission.PARTNER_MANAGE) and user.partner.is_operator:
            wanted |= {"is_editor": is_editor, "is_steward": is_steward}
        if user.is_manager and not wanted["is_manager"]:
            _keep_a_manager(user)
        if user.is_steward and not wanted["is_steward"]:
            _keep_a_steward(user)
        changes = {name: [getattr(user, name), value] for name, value in wanted.items() if getattr(user, name) != value}
        for name, value in wanted.items():
            setattr(user, name, value)
        user.version += 1
        if changes:
            record("user.changed", user, by, changes=changes)
    return user


def deactivate_user(by: User, user_id: int, version: int) -> User:
    """Take a user's access away; every sign-in ends at its next request."""
    with writing() as session:
        user = _load(by, user_id, version)
        if user.is_manager:
            _keep_a_manager(user)
        if user.is_steward:
            _keep_a_steward(user)
        user.deactivated_at, user.version = now(), user.version + 1
        session.execute(update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None)).values(ended_at=now()))
        session.execute(update(Partner).where(Partner.consultant_id == user.id).values(consultant_id=None))
        representation.end_all_of(by, user)
        record("user.deactivated", user, by)
    return user


def reactivate_user(by: User, user_id: int, version: int) -> User:
    """Give a user access again; a new sign-in is needed."""
    with writing():
        user = _load(by, user_id, version)
        user.deactivated_at, user.version = None, user.version + 1
        record("user.changed", user, by, changes={"deactivated": [True, False]})
    return user


def _load(by: User, user_id: int, version: int) -> User:
    user = db.session.get(User, user_id, populate_existing=True)
    if user is None or not may(by, Permission.USER_MANAGE, user):
        raise refusal()
    if user.version != version:
        raise StaleVersion(user)
    return user


def _keep_a_manager(user: User) -> None:
    others = select(func.count()).where(
        User.partner_id == user.partner_id, User.is_manager, User.deactivated_at.is_(None), User.id != user.id
    )
    if not db.session.scalar(others):
        raise RuleBroken("", _("Partneren skal have mindst én leder. Gør en anden til leder først."))


def _keep_a_steward(user: User) -> None:
    others = (
        select(func.count())
        .join(User.partner)
        .where(User.is_steward, User.deactivated_at.is_(None), User.id != user.id, Partner.is_operator)
    )
    if not db.session.scalar(others):
        raise RuleBroken("", _("Der skal være mindst én tovholder. Gør en anden til tovholder først."))
