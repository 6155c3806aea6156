"""What happened to an enquiry in plain sentences, for both sides and the steward."""

from typing import Any

from flask_babel import gettext as _

from ..accounts.models import User
from ..commitments.history import Line, who
from ..events import Event
from ..language import write_number
from .enquiry_queries import EnquiryStream
from .kinds import Worth
from .labels import word


def lines(stream: EnquiryStream, viewer: User) -> list[Line]:
    """Return an enquiry's history as sentences; the other side's people are shown as function and partner, never by name."""
    return [_line(event, stream, viewer) for event in stream.events]


def _line(event: Event, stream: EnquiryStream, viewer: User) -> Line:
    partner = stream.partners.get(event.actor_partner_id or 0)
    actor = who(stream.people.get(event.actor_id or 0), partner.name if partner else _("Partnerhub"), viewer)
    said: dict[str, Any] = event.payload or {}
    if event.payload is None:
        return Line(event.seq, event.at, actor, _("Indholdet er slettet."), "event")
    kind, text = _sentence(event.name.removeprefix("enquiry."), said)
    body = str(said.get("note") or said.get("reason") or said.get("line") or "")
    return Line(event.seq, event.at, actor, text, kind, body)


def _sentence(name: str, said: dict[str, Any]) -> tuple[str, str]:
    number = said.get("number")
    if name == "sent":
        if said.get("about") == "meeting":
            return "event", _("spurgte om et møde")
        return "event", _("spurgte på %(number)s", number=write_number(number))
    if name == "accepted":
        return "state", _("sagde ja til %(number)s", number=write_number(number)) if number else _("sagde ja")
    if name == "withdrawn":
        freed = said.get("freed")
        if freed:
            return "state", _("trak forespørgslen tilbage, og %(number)s blev ledige igen", number=write_number(freed))
        return "state", _("trak forespørgslen tilbage")
    if name == "valued":
        return "comment", _("Gav det værdi? %(answer)s", answer=word(Worth(said["worth"])))
    if name == "became_commitment":
        return "event", _("gjorde den til forpligtelsen %(reference)s", reference=said.get("reference", ""))
    if name == "became_progress":
        return "progress", _(
            "meldte %(amount)s som fremdrift på %(reference)s",
            amount=write_number(said.get("amount")),
            reference=said.get("reference", ""),
        )
    return "state", {"declined": _("sagde nej"), "done": _("meldte, at det er gennemført")}.get(name, _("ændrede noget"))
