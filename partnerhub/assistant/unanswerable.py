"""A question about a scheme that cannot be told about now: no other scheme answers for it."""

from partnerhub.schemes.knowledge import Knowledge

from .understanding import Meaning


def left_out_in(meaning: Meaning, knowledge: Knowledge) -> str:
    """Return the scheme that a question means and that is left out, "" where it means none of those."""
    if meaning.kind not in {"answer", "clarify"}:
        return ""
    sound = [scheme for scheme in meaning.named if scheme in knowledge.schemes]
    meant = [] if meaning.kind == "clarify" and sound else [*meaning.ranked[:1]]
    meant += [] if sound else meaning.named
    return next((scheme for scheme in meant if scheme in knowledge.left_out), "")
