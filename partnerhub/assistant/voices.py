"""Tells who asks by what they say, where it leaves no doubt; the chat shows it as a chip that one can take off."""

from .patterns import found_in
from .wordforms import level


def voice_in(question: str) -> str | None:
    """Return the audience that a question speaks for, None when it says nothing of it or speaks for two."""
    found = found_in(level(question), "voices.yaml")
    return found[0] if len(found) == 1 else None
