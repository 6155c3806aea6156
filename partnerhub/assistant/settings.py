"""What the municipality has set for the assistant, in one worker's memory: whom to reach, and what is switched off.

A worker reads the two small tables anew at most once a second, so a change is live everywhere well within two, also in a worker that
nobody has asked for a while; when the database is away, what was read last serves on.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog
from flask import Flask, current_app
from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from partnerhub.database import db
from partnerhub.schemes.content_types import Text
from partnerhub.schemes.sound_rows import NOT_HANDED_OUT, raise_unless_of_a_row, why

from .models import EVERYTHING, HumanContact, Switch
from .opening import Hours, hours_from

log = structlog.get_logger()
LOOK_EVERY = 1.0
_EXTENSION = "assistant_settings"


@dataclass(frozen=True)
class Contact:
    """Whom citizens can reach; what nobody has filled in is empty."""

    phone: str = ""
    mail: str = ""
    hours: Hours = field(default_factory=Hours)

    @property
    def is_reachable(self) -> bool:
        """There is a phone number or a mail address."""
        return bool(self.phone or self.mail)


@dataclass(frozen=True)
class Settings:
    """Whom to reach, the schemes that are switched off with why, and why everything is, if it is; and what of it cannot be read."""

    contact: Contact
    off: Mapping[str, Text] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def off_everything(self) -> Text | None:
        """Why the assistant answers nothing at all, None while it does."""
        return self.off.get(EVERYTHING)


class Memory:
    """Holds the settings of one process."""

    def __init__(self) -> None:
        self._settings: Settings | None = None
        self._looked_at = 0.0
        self._lock = threading.Lock()

    def current(self) -> Settings:
        """Return the settings, at most a second old."""
        known = self._settings
        if known is not None and time.monotonic() - self._looked_at < LOOK_EVERY:
            return known
        with self._lock:
            if self._settings is None or time.monotonic() - self._looked_at >= LOOK_EVERY:
                self._looked_at = time.monotonic()
                try:
                    self._settings = read_settings()
                except SQLAlchemyError as fault:
                    log.error("assistant settings not read", fault=type(fault).__name__)
                    self._settings = self._settings or Settings(first_contact())
            return self._settings

    def forget(self) -> None:
        """Let the next call read anew."""
        self._settings = None


def init_app(app: Flask) -> None:
    """Give the application its memory."""
    app.extensions[_EXTENSION] = Memory()
    app.jinja_env.globals |= {"assistant_settings": current_settings}


def current_settings() -> Settings:
    """Return what is set now."""
    return memory().current()


def memory() -> Memory:
    """Return the application's memory."""
    found: Memory = current_app.extensions[_EXTENSION]
    return found


def read_settings() -> Settings:
    """Return what the database says, in two queries on a connection of their own.

    A contact that cannot be read counts as not given; what is off stays off, though the reason cannot be read.
    """
    faults: list[str] = []
    with db.engine.connect() as connection:
        return Settings(_contact(connection, faults) or first_contact(), _switches(connection, faults), tuple(faults))


def _contact(connection: Connection, faults: list[str]) -> Contact | None:
    try:
        row = connection.execute(select(HumanContact.__table__)).first()
        return Contact(row.phone, row.mail, hours_from(row.hours, row.closed_on_holidays, row.closed_days)) if row else None
    except NOT_HANDED_OUT as fault:
        raise_unless_of_a_row(fault)
        faults.append(f"human_contact cannot be read ({why(fault)}): a steward fills it in anew at /kommunen/assistent/kontakt")
        return None


def _switches(connection: Connection, faults: list[str]) -> dict[str, Text]:
    try:
        return {
            key: Text(_ended(da), _ended(en))
            for key, da, en in connection.execute(select(Switch.scheme_id, Switch.reason_da, Switch.reason_en))
        }
    except NOT_HANDED_OUT as fault:
        raise_unless_of_a_row(fault)
        faults.append(f"assistant_switch cannot be read ({why(fault)}): a steward switches on, and off again with a reason")
        unknown = Text("Årsagen kan ikke læses lige nu.", "The reason cannot be read right now.")
        return dict.fromkeys(connection.execute(select(Switch.scheme_id)).scalars(), unknown)


def _ended(reason: str) -> str:
    """Return a reason as a sentence that others may follow."""
    return reason.strip() if reason.strip().endswith((".", "!", "?")) else f"{reason.strip()}."


def first_contact() -> Contact:
    """Return the contact that the environment names, which holds until the steward fills one in."""
    return Contact(str(current_app.config["CONTACT_PHONE"]), str(current_app.config["CONTACT_MAIL"]))
