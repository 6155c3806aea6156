"""What others did since a board was opened, in one sentence each: which partner, what, on which commitment; never a person."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from ..database import db
from ..events import Event
from .board_queries import find_cards
from .cards import Card
from .selection import Selection

READ_AT_ONCE = 200
TOLD = 3


@dataclass(frozen=True)
class News:
    """How many commitments of a selection changed, sentences on the newest, and the changed cards."""

    count: int
    sentences: list[str]
    cards: list[Card]


def news_since(selection: Selection, seq: int, reader_id: int) -> News | None:
    """Return what others than the reader changed after event number `seq` within the selection, None when nothing; three queries."""
    asked = select(Event.name, Event.subject_id, Event.actor_id, Event.actor_partner_id).where(
        Event.seq > seq, Event.subject_type == "commitment"
    )
    events = db.session.execute(asked.order_by(Event.seq.desc()).limit(READ_AT_ONCE)).all()
    foreign = [event for event in events if event.actor_id != reader_id]
    if not foreign:
        return None
    cards = {card.id: card for card in find_cards(selection, sorted({event.subject_id for event in foreign}))}
    told = [event for event in foreign if event.subject_id in cards]
    if not told:
        return None
    sentences = []
    for event in told:
        partner = selection.choices.partners.get(event.actor_partner_id)
        who = partner.shown_name if partner else "Partnerhub"
        text = sentence(event.name, who, cards[event.subject_id].reference)
        if text not in sentences:
            sentences.append(text)
    return News(len(cards), sentences[:TOLD], list(cards.values()))


def sentence(name: str, who: str, reference: str) -> str:
    """Return what an event did to a commitment, told with the partner who did it."""
    words = {
        "commitment.proposed": lambda: _("%(who)s har foreslået %(reference)s", who=who, reference=reference),
        "commitment.logged_on_behalf": lambda: _("%(who)s har skrevet %(reference)s på vegne af en partner", who=who, reference=reference),
        "commitment.accepted": lambda: _("%(who)s har tiltrådt %(reference)s", who=who, reference=reference),
        "commitment.approved": lambda: _("%(who)s har godkendt %(reference)s", who=who, reference=reference),
        "commitment.agreed": lambda: _("%(reference)s er aftalt", reference=reference),
        "commitment.cosigner_accepted": lambda: _("%(who)s har skrevet under på %(reference)s", who=who, reference=reference),
        "commitment.cosigner_declined": lambda: _("%(who)s har sagt nej til %(reference)s", who=who, reference=reference),
        "commitment.progress_reported": lambda: _("%(who)s har meldt fremdrift på %(reference)s", who=who, reference=reference),
        "commitment.progress_corrected": lambda: _("%(who)s har rettet fremdrift på %(reference)s", who=who, reference=reference),
        "commitment.progress_confirmed": lambda: _("%(who)s har bekræftet fremdrift på %(reference)s", who=who, reference=reference),
        "commitment.shop_steward_marked": lambda: _("%(who)s har givet sin mening om %(reference)s", who=who, reference=reference),
        "commitment.commented": lambda: _("%(who)s har kommenteret %(reference)s", who=who, reference=reference),
        "commitment.outcome_reported": lambda: _("%(who)s har afsluttet %(reference)s", who=who, reference=reference),
        "commitment.withdrawn": lambda: _("%(who)s har trukket %(reference)s tilbage", who=who, reference=reference),
        "commitment.reopened": lambda: _("%(who)s har genåbnet %(reference)s", who=who, reference=reference),
    }
    return words.get(name, lambda: _("%(who)s har ændret %(reference)s", who=who, reference=reference))()
