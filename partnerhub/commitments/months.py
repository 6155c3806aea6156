"""Which months a timeline covers."""

from collections.abc import Sequence
from datetime import date, timedelta

from ..clock import today
from .cards import Card

BACK, AHEAD = timedelta(days=2 * 365), timedelta(days=4 * 365)


def months(cards: Sequence[Card]) -> tuple[date, date]:
    """Return the first and last day that a timeline shows: whole months, today among them, two years back and four ahead at most."""
    day = today()
    days = [moment for card in cards for moment in (card.start_on, card.due_on) if moment]
    first = max(min([day, *days]), day - BACK).replace(day=1)
    last = min(max([day + timedelta(days=60), *days]), day + AHEAD)
    return first, (last.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
