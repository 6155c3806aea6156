"""What happened to a commitment in plain sentences: who, what, and each field's before and after."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Role
from ..accounts.models import User
from ..database import db
from ..events import Event
from ..language import write_day, write_number
from ..strategy.models import Guidepost
from .labels import kind_label, phase_label, unit_label, visibility_label
from .queries import Stream


@dataclass(frozen=True)
class Line:
    """One thing that happened, ready to be shown."""

    seq: int
    when: datetime
    who: str
    text: str
    kind: str
    body: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def lines(stream: Stream, viewer: User) -> list[Line]:
    """Return a page of history as sentences; others' people are shown as function and partner, never by name."""
    codes = _guidepost_codes(stream.events)
    return [_line(event, _who(event, stream, viewer), codes) for event in stream.events]


def who(person: User | None, partner_name: str, viewer: User) -> str:
    """Return how a person is shown to the viewer: by name within the own partner and to the steward, else by function."""
    if person is None:
        return partner_name
    if person.partner_id == viewer.partner_id or Role.STEWARD in viewer.roles:
        return f"{person.name}, {partner_name}"
    return f"{person.function}, {partner_name}" if person.function else partner_name


def _who(event: Event, stream: Stream, viewer: User) -> str:
    partner = stream.partners.get(event.actor_partner_id or 0)
    return who(stream.people.get(event.actor_id or 0), partner.name if partner else _("Partnerhub"), viewer)


def _line(event: Event, actor: str, codes: dict[int, str]) -> Line:
    said: dict[str, Any] = event.payload or {}
    if event.payload is None:
        return Line(event.seq, event.at, actor, _("Indholdet er slettet."), "event")
    kind, text, body = _sentence(event.name.removeprefix("commitment."), said)
    changes = [_change(name, values, codes) for name, values in said.get("changes", {}).items()]
    return Line(event.seq, event.at, actor, text, kind, body, changes)


def _sentence(name: str, said: dict[str, Any]) -> tuple[str, str, str]:
    """Return kind, sentence and free text of an event."""
    note = str(said.get("note") or said.get("reason") or said.get("text") or "")
    partner, amount = said.get("partner", ""), said.get("amount", 0)
    simple = {
        "drafted": ("event", _("skrev en kladde")),
        "logged_on_behalf": ("event", _("skrev forpligtelsen på partnerens vegne")),
        "edited": ("event", _("ændrede forpligtelsen")),
        "proposed": ("state", _("foreslog forpligtelsen")),
        "accepted": ("state", _("tiltrådte det, kommunen skrev")),
        "approved": ("state", _("godkendte forpligtelsen")),
        "agreed": ("state", _("Forpligtelsen er aftalt.")),
        "cosigner_removed": ("event", _("fjernede %(partner)s som medunderskriver", partner=partner)),
        "cosigner_declined": ("state", _("sagde nej til at skrive under")),
        "commented": ("comment", _("kommenterede")),
        "withdrawn": ("state", _("trak forpligtelsen tilbage")),
        "imported": ("event", _("indlæste fra et regneark")),
    }
    if name in simple:
        return (*simple[name], note)
    if name in ("cosigner_invited", "cosigner_accepted"):
        share = said.get("share")
        tail = _(" med en andel på %(share)s", share=share) if share else ""
        text = _("inviterede %(partner)s til at skrive under", partner=partner) if name == "cosigner_invited" else _("skrev under")
        return "state", text + tail, ""
    if name == "progress_reported":
        return "progress", _("meldte %(amount)s den %(day)s", amount=write_number(amount), day=_day(said.get("on"))), note
    if name == "progress_corrected":
        return "progress", _("rettede en melding til %(amount)s den %(day)s", amount=write_number(amount), day=_day(said.get("on"))), note
    if name == "progress_confirmed":
        return "confirmed", _("bekræftede %(amount)s", amount=write_number(amount)), ""
    if name == "shop_steward_marked":
        text = _("Set af tillidsrepræsentanten: enig") if said.get("agrees") else _("Set af tillidsrepræsentanten: ikke enig")
        return "confirmed" if said.get("agrees") else "event", text, note
    if name == "outcome_reported":
        return "state", _("afsluttede forpligtelsen: %(outcome)s", outcome=phase_label(said["outcome"])), note
    if name == "reopened":
        return "state", _("genåbnede forpligtelsen: %(state)s", state=phase_label(said["status"])), note
    if name == "succeeded":
        return "event", _("fulgte op med %(reference)s", reference=said.get("successor", "")), ""
    if name == "carried_over":
        return "event", _("førte forpligtelsen over til en ny strategi, pejlemærke %(code)s", code=said.get("guidepost", "")), ""
    if name == "file_added":
        return "file", _("lagde filen “%(title)s” op", title=said.get("title", "")), ""
    if name == "file_removed":
        return "file", _("fjernede filen “%(title)s”", title=said.get("title", "")), note
    return "event", _("ændrede noget"), note


def field_label(name: str) -> str:
    """Return the on-screen name of a commitment's field."""
    return {
        "guidepost_id": _("Pejlemærke"),
        "kind": _("Art"),
        "quantity": _("Antal"),
        "unit": _("Enhed"),
        "start_on": _("Starter"),
        "due_on": _("Frist"),
        "title": _("Titel"),
        "what": _("Beskrivelse"),
        "visibility": _("Synlighed"),
        "workplace_id": _("Arbejdssted"),
        "cosigners": _("Medunderskrivere"),
    }.get(name, name)


def _change(name: str, values: list[Any], codes: dict[int, str]) -> tuple[str, str, str]:
    before, after = (_value(name, value, codes) for value in values)
    return field_label(name), before, after


def _value(name: str, value: Any, codes: dict[int, str]) -> str:
    if value is None or value == "":
        return _("intet")
    if name == "guidepost_id":
        return codes.get(int(value), str(value))
    if name in ("start_on", "due_on"):
        return _day(value)
    words = {"kind": kind_label, "unit": lambda unit: unit_label(unit, 2), "visibility": visibility_label}
    if name in words:
        return words[name](value)
    if name == "workplace_id":
        return _("et arbejdssted")
    return write_number(value) if isinstance(value, int) else str(value)


def _day(value: Any) -> str:
    return write_day(date.fromisoformat(value)) if value else ""


def _guidepost_codes(events: list[Event]) -> dict[int, str]:
    ids = {int(value) for event in events for value in (event.payload or {}).get("changes", {}).get("guidepost_id", []) if value}
    if not ids:
        return {}
    return {post.id: f"{post.code} {post.title_da}" for post in db.session.scalars(select(Guidepost).where(Guidepost.id.in_(ids)))}
