"""What the chat's form sends, however crooked, as one value that the views can trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

from .asking import MOST_CHARACTERS, is_audience
from .crisis import cry_within
from .dialogue import FORGET, MARK, MOST_TURNS
from .voices import voice_in

TOPIC, ROLE = "topic", "role"
# How the form's role came about: it was heard in a question and not chosen, so that a plain word of another takes its place;
# or it was taken off, and is not heard again.
VOICE, HEARD, OFF = "voice", "heard", "off"


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
    voice: str = ""

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
    asked = (fields.get("example", "").strip() or fields.get("question", "").strip()).lstrip(f"{MARK} ")
    if len(asked) > MOST_CHARACTERS:  # nobody is told to write less who cries for help
        asked = cry_within(asked, MOST_CHARACTERS) or asked
    pressed, audience = fields.get("choice", "").strip()[:MOST_CHARACTERS], fields.get("audience", "")
    voice = OFF if dropped == ROLE else fields.get(VOICE, "")
    chosen = audience if is_audience(audience) and dropped != ROLE else None
    is_asked = bool(asked) and len(asked) <= MOST_CHARACTERS and not pressed and not dropped
    heard = voice_in(asked) if is_asked and voice != OFF and (chosen is None or voice == HEARD) else None
    if voice != OFF:
        voice = HEARD if heard or (chosen and voice == HEARD) else ""
    return Posted(
        question=asked,
        pressed=pressed,
        dropped=dropped if dropped in {TOPIC, ROLE} else "",
        audience=heard or chosen,
        earlier=tuple([text for text in fields.getlist("earlier") if text.strip()][-(MOST_TURNS - 1) :]),
        voice=voice,
    )
