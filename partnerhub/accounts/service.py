"""Verbs of the own account: sign in, sign out, change or reset the password, choose the language."""

import secrets

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


def authenticate(email: str, password: str, network: str, device: str = "") -> User | None:
    """Return the active user whose mail and password fit, else None; the same work is done for an unknown mail.

    `device` is the browser's own token, by which it is known again. Raises Braked when there were too many failures.
    """
    account = throttle.account_key(email)
    if not throttle.enter(account, network, device):
        raise Braked("", _("Der har været for mange forsøg. Vent et kvarter, eller vælg en ny adgangskode."))
    user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
    if not matches(user.password_hash if user else None, password) or user is None or not user.is_active:
        return None
    fresh = hash_password(password) if needs_rehash(user.password_hash or "") else None
    with writing() as session:
        throttle.trust(account, network, device)
        user = session.get_one(User, user.id)
        user.password_hash = fresh or user.password_hash
    return user


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


def change_password(user: User, current: str, new: str, sign_in_id: int, network: str) -> None:
    """Change the own password, which ends every other sign-in; raises RuleBroken when the current one is wrong."""
    account = throttle.account_key(user.email, "change")
    if not throttle.enter(account, network):
        raise RuleBroken("current_password", _("Der har været for mange forsøg. Vent et kvarter, og prøv igen."))
    if not matches(user.password_hash, current):
        raise RuleBroken("current_password", _("Den nuværende adgangskode passer ikke."))
    throttle.forgive(account)
    check_new_password(new, user.email, user.name)
    password_hash = hash_password(new)
    with writing():
        user.password_hash = password_hash
        seq = record("user.password_changed", user, user, how="changed").seq
        end_all_sign_ins(user, but=sign_in_id)
        with force_locale(user.language):
            subject = _("Din adgangskode til Partnerhub er ændret")
            text = _(
                "Var det ikke dig, så vælg en ny adgangskode med det samme:\n%(address)s",
                address=public_address("/konto/glemt"),
            )
        queue_mail(f"password-{user.id}-e{seq}", user.email, subject, text)


def set_language(user: User, language: str) -> None:
    """Keep the user's language."""
    with writing():
        user.language = language


def introduce(user: User, name: str, function: str) -> None:
    """Change the own name and function."""
    with writing():
        changes = {
            field: [getattr(user, field), text] for field, text in (("name", name), ("function", function)) if getattr(user, field) != text
        }
        if changes:
            user.name, user.function, user.version = name, function, user.version + 1
            record("user.changed", user, user, changes=changes)


def ask_reset(email: str, network: str) -> None:
    """Send a link for a new password when the address has an account; outwardly nothing tells whether it has.

    Asking is braked like signing in, but counted apart: neither can be used to block the other. Raises Braked.
    """
    with writing() as session:
        if not throttle.enter(throttle.account_key(email, "reset"), f"reset:{network}"):
            raise Braked("", _("Der har været for mange forsøg. Vent et kvarter, og prøv igen."))
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
    """Make a single-use link's token for a new password, inside `writing()`.

    Links asked for before go on working until one is used: a stranger who asks again cannot kill the one in the mailbox.
    """
    token = secrets.token_urlsafe(32)
    db.session.add(PasswordReset(user_id=user.id, token_hash=hash_token(token), expires_at=now() + PasswordReset.LIFETIME))
    return token


def find_reset(token: str) -> PasswordReset | None:
    """Return the reset behind a link that still works, or None."""
    asked = select(PasswordReset).where(PasswordReset.token_hash == hash_token(token), PasswordReset.used_at.is_(None))
    found = db.session.scalar(asked.where(PasswordReset.expires_at > now()))
    return found if found is not None and found.user.is_active else None


def reset_password(token: str, new: str, network: str, device: str = "") -> User:
    """Set a new password by a link; it and the user's other links are used up, and every sign-in ends. Raises RuleBroken.

    Who reads the account's mail is its owner: the network and browser are trusted from now on, whatever failed there before.
    """
    found = find_reset(token)
    if found is None:
        raise _dead_link()
    check_new_password(new, found.user.email, found.user.name)
    password_hash = hash_password(new)
    with writing() as session:
        found = find_reset(token)
        if found is None:
            raise _dead_link()
        user = found.user
        unused = update(PasswordReset).where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None))
        session.execute(unused.values(used_at=now()))
        user.password_hash = password_hash
        throttle.trust(throttle.account_key(user.email), network, device)
        record("user.password_changed", user, user, how="reset")
        end_all_sign_ins(user)
    return user


def _dead_link() -> RuleBroken:
    return RuleBroken("", _("Linket virker ikke længere. Bed om et nyt."))
