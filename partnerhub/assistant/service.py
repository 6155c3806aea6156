"""The verbs that set the assistant: whom citizens can reach, and what is switched off or on."""

from dataclasses import dataclass
from datetime import date, time

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnerhub.access import Permission, may
from partnerhub.accounts.models import User
from partnerhub.clock import now
from partnerhub.database import writing
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import record
from partnerhub.schemes.models import Scheme

from .models import EVERYTHING, HumanContact, Switch
from .settings import memory

_ONLY = 1


@dataclass(frozen=True)
class ContactFacts:
    """What the steward fills in; a pair of times, or None for closed, for each weekday from Monday, or nothing for unknown hours."""

    phone: str
    mail: str
    weekdays: tuple[tuple[time, time] | None, ...] = ()
    closed_on_holidays: bool = True
    closed_days: tuple[date, ...] = ()


def set_contact(by: User, version: int, facts: ContactFacts) -> HumanContact:
    """Set whom citizens can reach; `version` 0 is for the first time.

    Raises StaleVersion when somebody changed it since that version, RuleBroken when the caller may not or a day closes before it opens.
    """
    with writing() as session:
        _must(by, Permission.ASSISTANT_CONTACT)
        for number, hours in enumerate(facts.weekdays):
            if hours and hours[0] >= hours[1]:
                raise RuleBroken(f"closes_{number}", _("Skriv et sluttidspunkt, der er senere end starttidspunktet."))
        row = session.get(HumanContact, _ONLY)
        if row is None:
            row = HumanContact(id=_ONLY, version=0)
            session.add(row)
        elif row.version != version:
            raise StaleVersion(row)
        row.phone, row.mail, row.closed_on_holidays = facts.phone, facts.mail, facts.closed_on_holidays
        row.hours = [[_clock(day[0]), _clock(day[1])] if day else None for day in facts.weekdays] if any(facts.weekdays) else []
        row.closed_days = sorted(day.isoformat() for day in facts.closed_days)
        row.version += 1
        record("assistant.contact_set", row, by, phone=row.phone, mail=row.mail, hours=row.hours)
    memory().forget()
    return row


def switch_off(by: User, scheme: str, reason_da: str, reason_en: str) -> None:
    """Let the assistant give no answers on a scheme, or on nothing at all ("" as scheme), and say why; an older reason is replaced.

    Raises RuleBroken when the caller may not, a reason is missing, or there is no such scheme.
    """
    with writing() as session:
        _must(by, Permission.ASSISTANT_SWITCH)
        if scheme != EVERYTHING and session.get(Scheme, scheme) is None:
            raise RuleBroken("scheme", _("Vælg en ordning på listen."))
        for field, reason in (("reason_da", reason_da), ("reason_en", reason_en)):
            if not reason.strip():
                raise RuleBroken(field, _("Skriv hvorfor. Det er det, folk får at læse."))
        row = _switch_of(session, scheme)
        if row is None:
            row = Switch(scheme_id=scheme)
            session.add(row)
        row.reason_da, row.reason_en, row.set_at, row.set_by_id = reason_da, reason_en, now(), by.id
        record("assistant.switched_off", row, by, scheme=scheme, reason_da=reason_da, reason_en=reason_en)
    memory().forget()


def switch_on(by: User, scheme: str) -> None:
    """Let the assistant answer again; nothing happens when it does. Raises RuleBroken when the caller may not."""
    with writing() as session:
        _must(by, Permission.ASSISTANT_SWITCH)
        row = _switch_of(session, scheme)
        if row is not None:
            record("assistant.switched_on", row, by, scheme=scheme)
            session.delete(row)
    memory().forget()


def _switch_of(session: Session, scheme: str) -> Switch | None:
    return session.scalar(select(Switch).where(Switch.scheme_id == scheme))


def _must(by: User, permission: Permission) -> None:
    if not may(by, permission):
        raise RuleBroken("", _("Det har du ikke lov til. Spørg kommunens tovholder."))


def _clock(at: time) -> str:
    return at.strftime("%H:%M")
