"""A question in its dialogue, as the steps that settle its meaning look at it."""

from dataclasses import dataclass
from functools import cached_property

from .brain import Mind
from .features import Asked
from .following import Talk
from .recalling import what_was_spoken_of


@dataclass(frozen=True)
class Heard:
    """A question in its dialogue: how it reads, the questions before it, who asks, and what answers are made from."""

    question: str
    asked: Asked
    talk: Talk
    audience: str | None
    mind: Mind

    @cached_property
    def spoken_of(self) -> str | None:
        """The scheme that the dialogue was last answered about."""
        meaning = what_was_spoken_of(self.talk, self.question, self.audience, self.mind)
        return meaning.scheme if meaning else None
