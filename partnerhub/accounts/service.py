"""Verbs of accounts."""

from sqlalchemy import select

from ..clock import now
from ..database import db, writing
from ..events import record
from .models import SignIn, User
from .passwords import matches


def authenticate(email: str, password: str, network: str) -> User | None:
    """Return the active user whose mail and password fit, else None, with the same work either way."""
    user = db.session.scalar(select(User).where(User.email == email.strip().lower()))
    fits = matches(user.password_hash if user else None, password)
    return user if user is not None and fits and user.is_active else None


def end_sign_in(user: User, sign_in_id: int) -> None:
    """End one of the user's sign-ins."""
    with writing() as session:
        row = session.get_one(SignIn, sign_in_id)
        row.ended_at = now()
        record("user.signed_out", user, user, scope="one")
