"""Questions about the own account."""

from sqlalchemy import select

from ..clock import now
from ..database import db
from ..mail import Mail
from .models import SignIn, User
from .session import IDLE_LIMIT


def sign_ins_of(user: User) -> list[SignIn]:
    """Return the user's open sign-ins, the latest seen first."""
    asked = select(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None), SignIn.last_seen_at > now() - IDLE_LIMIT)
    return list(db.session.scalars(asked.order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())))


def newest_mails(limit: int = 50) -> list[Mail]:
    """Return the newest mails of the outbox, for the demo's post."""
    return list(db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(limit)))
