"""Stays with whoever has cried for help: whom to call is said beside what they ask of a scheme, and again to all else."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import force_locale

from .concepts import cues_in
from .crisis import Cry, cry_in
from .models import Outcome
from .replies import Reply, cried
from .sayings import HELP_NUMBERS, helping_sentence
from .tongues import SPOKEN
from .understanding import Understanding
from .wordforms import level, tokens

# Who asks what to do, or who can help, asks for help.
_ASKS_OF_ANYTHING = frozenset({"ask", "what", "contact", "who", "rules"})


def cry_before(context: Sequence[str], understanding: Understanding) -> Cry | None:
    """Return the last cry for help among a dialogue's earlier questions, None where there is none."""
    for text in reversed(context):
        if cry := cry_in(text) or (Cry("da") if understanding.understand(text).kind == "crisis" else None):
            return cry
    return None


def caring(reply: Reply, cry: Cry, question: str, understanding: Understanding | None) -> Reply:
    """Return the reply to a question after a cry: with whom to call first, and no more than that where no scheme is asked about.

    A button, whose question is "", asks about one.
    """
    if reply.outcome is None:
        return reply
    lang = next((tongue for tongue in (reply.lang, cry.tongue) if tongue in SPOKEN), "en")
    with force_locale(lang):
        is_named = understanding is not None and bool(understanding.names_in(tokens(level(question))))
        is_of_a_scheme = is_named or not question or _asks_for_a_side(question)
        if not (reply.outcome is Outcome.CLARIFY and is_named) and not (reply.outcome is Outcome.ANSWER and is_of_a_scheme):
            return cried(lang, cry)
        message = f"{helping_sentence(cry)} {reply.message}".strip()
        return replace(reply, message=message, help_numbers=HELP_NUMBERS[cry.harm], cry=cry)


def _asks_for_a_side(question: str) -> bool:
    """Tell whether a question says which side of a scheme it asks for."""
    return not _ASKS_OF_ANYTHING.issuperset(name.partition(".")[0] for name in cues_in(level(question)))
