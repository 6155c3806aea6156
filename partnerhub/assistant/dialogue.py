"""A dialogue as the page carries it: earlier turns in hidden fields, what they are about as chips one can take off."""

from collections.abc import Sequence
from dataclasses import dataclass

from .asking import MOST_CHARACTERS, Asked, ask, ask_choice
from .privacy import mask
from .replies import Reply

MOST_TURNS = 8
_CHOICE = "valg:"


@dataclass(frozen=True)
class Turn:
    """A question as the log shows it, and the reply."""

    question: str
    reply: Reply
    sent: str
    masked: bool


def play(sent: Sequence[str], audience: str | None, lang: str) -> list[Turn]:
    """Return the turns of a dialogue, oldest first; what is sent is a typed question, or `valg:scheme:facet` for a button."""
    turns: list[Turn] = []
    for place, text in enumerate(sent[-MOST_TURNS:]):
        turn = _turn(text, [turn.question for turn in turns[:place]], audience, lang)
        if turn:
            turns.append(turn)
    return turns


def choice(scheme: str, facet: str) -> str:
    """Return what a button sends."""
    return f"{_CHOICE}{scheme}:{facet}"


def topic(turns: Sequence[Turn]) -> str | None:
    """Return the scheme that the dialogue is about: that of its last answer."""
    return next((turn.reply.answer.scheme for turn in reversed(turns) if turn.reply.answer), None)


def _turn(text: str, earlier: Sequence[str], audience: str | None, lang: str) -> Turn | None:
    if text.startswith(_CHOICE):
        scheme, _, facet = text.removeprefix(_CHOICE).partition(":")
        reply = ask_choice(scheme, facet, Asked("", audience=audience, lang=lang))
        return Turn(reply.answer.title if reply.answer else text, reply, text, masked=False) if reply else None
    masked = mask(text.strip())
    question = masked.text[:MOST_CHARACTERS]
    return Turn(question, ask(Asked(question, tuple(earlier), audience, lang)), question, masked.changed) if question else None
