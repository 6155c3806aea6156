"""Mail to partners' people that something waits for them: "log in and see", nothing confidential."""

from collections.abc import Collection
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

from ..accounts.models import Partner, User
from ..config import public_address
from ..database import db
from ..events import latest_seq
from ..mail import queue_mail


def tell_people(by: User, partner_ids: Collection[int], key: str, path: str, subject: Any, text: Any) -> None:
    """Write to the partners' people, inside `writing()`: one mail a person and event, each in the person's own language.

    Not to who did it, nor to who has no account to log in to yet. `subject` and `text` are lazy texts, with a place for the `address`.
    """
    seq, address = latest_seq(), public_address(path)
    able = (User.deactivated_at.is_(None), Partner.deactivated_at.is_(None), User.password_hash.is_not(None), User.id != by.id)
    people = select(User).join(Partner, Partner.id == User.partner_id).where(User.partner_id.in_(partner_ids), *able)
    for user in db.session.scalars(people.order_by(User.id)):
        with force_locale(user.language):
            queue_mail(f"{key}-e{seq}-u{user.id}", user.email, str(subject), str(text) % {"address": address})
