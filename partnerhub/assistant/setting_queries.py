"""What is asked of the settings for the page that changes them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from partnerhub.accounts.models import User
from partnerhub.database import db

from .models import HumanContact, Switch


@dataclass(frozen=True)
class SwitchedOff:
    """A switch that is off: of which scheme ("" of everything), why, since when, and by whom."""

    scheme: str
    reason_da: str
    reason_en: str
    since: datetime
    by: str | None


def find_contact() -> HumanContact | None:
    """Return the row on whom citizens can reach, None while nobody has filled it in."""
    return db.session.scalar(select(HumanContact))


def list_switches() -> list[SwitchedOff]:
    """Return what is switched off, everything first."""
    asked = select(Switch.scheme_id, Switch.reason_da, Switch.reason_en, Switch.set_at, User.name)
    rows = db.session.execute(asked.outerjoin(User, User.id == Switch.set_by_id).order_by(Switch.scheme_id))
    return [SwitchedOff(*row) for row in rows]
