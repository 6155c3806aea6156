"""Verbs of the own account: sign in, sign out, change or reset the password, choose the language."""

import secrets
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update

from ..clock import now
from ..config import public_address
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from ..mail import queue_mail
from . import throttle
from .models import PasswordReset, SignIn, User
from .passwords import check_new_password, hash_password, matches, needs_rehash
from .session import hash_token


class Braked(RuleBroken):
    """Too many tries from here; wait a quarter of an hour."""


def authenticate(email: str, password: str, network: str) -> User | None:
    """Return the active user whose mail and password fit, else None; the same work is done for an unknown mail.

    Raises Braked when there were too many failures.
    """
    if throttle.is_braked(email, network):
        raise Braked("", _("Der har været for mange forsøg. Vent et kvarter, eller vælg en ny adgangskode."))
    user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
    fits = matches(user.password_hash if user else None, password)
    known = user if user is not None and fits and user.is_active else None
    user_id = known.id if known else None
    throttle.note(email, network, known is not None)
    if user_id is None:
        return None
    found = db.session.get_one(User, user_id)
    if needs_rehash(found.password_hash or ""):
        with writing() as session:
            session.get_one(User, user_id).password_hash = hash_password(password)
    return found


def end_sign_in(user: User, sign_in_id: int) -> bool:
    """End one of the user's own sign-ins; False when there is no such one."""
    with writing() as session:
        row = session.scalar(select(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user.id, SignIn.ended_at.is_(None)))
        if row is None:
            return False
        row.ended_at = now()
        record("user.signed_out", user, user, scope="one")
    return True


def end_all_sign_ins(user: User, but: int | None = None) -> None:
    """End all the user's sign-ins, one excepted where asked."""
    with writing() as session:
        ended = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None), SignIn.id != (but or 0))
        session.execute(ended.values(ended_at=now()))
        record("user.signed_out", user, user, scope="others" if but else "all")


def change_password(user: User, current: str, new: str, sign_in_id: int) -> None:
    """Change the own password, which ends every other sign-in; raises RuleBroken when the current one is wrong."""
    if not matches(user.password_hash, current):
        raise RuleBroken("current", _("Den nuværende adgangskode passer ikke."))
    check_new_password(new, user.email, user.name)
    with writing():
        user.password_hash = hash_password(new)
        record("user.password_changed", user, user, how="changed")
        end_all_sign_ins(user, but=sign_in_id)


def set_language(user: User, language: str) -> None:
    """Keep the user's language."""
    with writing():
        user.language = language


def ask_reset(email: str, network: str) -> None:
    """Send a link for a new password when the address has an account; outwardly nothing tells whether it has.

    Counted as a failed try, so the brake holds here too. Raises Braked.
    """
    if throttle.is_braked(email, network):
        raise Braked("", _("Der har været for mange forsøg. Vent et kvarter, og prøv igen."))
    throttle.note(email, network, succeeded=False)
    with writing() as session:
        user = session.scalar(select(User).where(User.email == email.strip().lower()))
        if user is None or not user.is_active:
            return
        token = make_reset(user)
        with force_locale(user.language):
            subject = _("Ny adgangskode til Partnerhub")
            text = _(
                "Vælg en ny adgangskode her inden to timer:\n%(address)s\n\nHar du ikke bedt om det, kan du se bort fra mailen.",
                address=public_address(f"/konto/ny-adgangskode/{token}"),
            )
        queue_mail(f"reset-{user.id}-{hash_token(token)[:16]}", user.email, subject, text)


def make_reset(user: User) -> str:
    """Make a single-use link's token for a new password, inside `writing()`; older links of the user die."""
    session = db.session()
    session.execute(update(PasswordReset).where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None)).values(used_at=now()))
    token = secrets.token_urlsafe(32)
    session.add(PasswordReset(user_id=user.id, token_hash=hash_token(token), expires_at=now() + PasswordReset.LIFETIME))
    return token


def find_reset(token: str) -> PasswordReset | None:
    """Return the reset behind a link that still works, or None."""
    asked = select(PasswordReset).where(PasswordReset.token_hash == hash_token(token), PasswordReset.used_at.is_(None))
    found = db.session.scalar(asked.where(PasswordReset.expires_at > now()))
    return found if found is not None and found.user.is_active else None


def reset_password(token: str, new: str) -> User:
    """Set a new password by a link, which is used up and ends every sign-in; raises RuleBroken."""
    with writing() as session:
        found = find_reset(token)
        if found is None:
            raise RuleBroken("", _("Linket virker ikke længere. Bed om et nyt."))
        check_new_password(new, found.user.email, found.user.name)
        used: Any = session.execute(
            update(PasswordReset).where(PasswordReset.id == found.id, PasswordReset.used_at.is_(None)).values(used_at=now())
        )
        if used.rowcount != 1:
            raise RuleBroken("", _("Linket er allerede brugt. Bed om et nyt."))
        user = found.user
        user.password_hash = hash_password(new)
        record("user.password_changed", user, user, how="reset")
        end_all_sign_ins(user)
    return user
