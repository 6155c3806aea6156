"""What processes do to the counts at the same moment, for `racing.Racers`."""

from datetime import date

from partnerhub.assistant.models import Outcome
from partnerhub.assistant.notebook import notebook
from partnerhub.assistant.question_rows import Kind, Noted

WEEK = date(2026, 11, 23)


def count_questions(scheme: str, number: int) -> int:
    """Note questions on a scheme and one that all processes share, writing after each as seconds would pass; return how many."""
    for _ in range(number):
        for about in (scheme, "fleksjob"):
            kind = Kind(WEEK, about, "what", "", Outcome.NONE)
            notebook().note(kind, Noted(kind, f"Hvad med {about}?", "da"))
        notebook().write()
    return number
