"""What the chat's form sends, however crooked, as one value that the views can trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

from .asking import MOST_CHARACTERS, is_audience
from .dialogue import FORGET, MOST_TURNS
from .voices import voice_in

TOPIC, ROLE = "topic", "role"
# What the form sends from then on when the role was taken off: it is not guessed again.
UNHEARD = "unheard"
# And where the role was heard and not chosen: a plain word of another one takes its place.
HEARD = "heard"


class Fields(Protocol):
    """The fields of a form, by name; a name may come more than once."""

    def get(self, name: str, default: str, /) -> str:
        """Return the first field of that name."""

    def getlist(self, name: str, /) -> Sequence[str]:
        """Return all fields of that name, in the form's order."""


@dataclass(frozen=True)
class Posted:
    """A question typed or a button pressed, the dialogue before it, who asks, and the chip that is taken off ("" for none)."""

    question: str
    pressed: str
    dropped: str
    audience: str | None
    earlier: tuple[str, ...]
    is_unheard: bool = False
    is_heard: bool = False

    @property
    def fault(self) -> str:
        """What is wrong with the question, in a sentence; "" when it can be asked."""
        if self.pressed or self.dropped:
            return ""
        if not self.question:
            return _("Skriv et spørgsmål først.")
        if len(self.question) > MOST_CHARACTERS:
            return _("Spørgsmålet er på %(count)d tegn. Skriv det på højst %(most)d.", count=len(self.question), most=MOST_CHARACTERS)
        return ""

    @property
    def sent(self) -> list[str]:
        """The dialogue with what is new at its end."""
        if self.dropped == TOPIC:
            return [*self.earlier, FORGET]
        return [*self.earlier] if self.fault or self.dropped else [*self.earlier, self.pressed or self.question]

    @property
    def unsent(self) -> str:
        """What stands in the box and was not asked: it must stand there again."""
        return self.question if self.fault or self.pressed or self.dropped else ""


def read_posted(fields: Fields) -> Posted:
    """Return what a form sent; an unknown role is none, an unknown chip none, an example counts as typed.

    Who has chosen no role, and has not taken one off, speaks as the question says: "min medarbejder" is a company's word.
    """
    dropped = fields.get("drop", "")
    asked = fields.get("example", "").strip() or fields.get("question", "").strip()
    pressed, audience = fields.get("choice", "").strip()[:MOST_CHARACTERS], fields.get("audience", "")
    is_unheard = bool(fields.get(UNHEARD, "")) or dropped == ROLE
    is_asked = bool(asked) and len(asked) <= MOST_CHARACTERS and not pressed and not dropped
    heard = voice_in(asked) if is_asked and not is_unheard else None
    was_heard = bool(fields.get(HEARD, ""))
    is_chosen = is_audience(audience) and not (was_heard and heard)
    return Posted(
        question=asked,
        pressed=pressed,
        dropped=dropped if dropped in {TOPIC, ROLE} else "",
        audience=(audience if is_chosen else heard) if dropped != ROLE else None,
        earlier=tuple([text for text in fields.getlist("earlier") if text.strip()][-(MOST_TURNS - 1) :]),
        is_unheard=is_unheard,
        is_heard=dropped != ROLE and (was_heard if is_chosen else heard is not None),
    )
