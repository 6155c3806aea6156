"""Sees that two schemes are to be told apart, and which: "hvad er forskellen på løntilskud og praktik?", or two asked about in turn."""

from dataclasses import replace

from partnerhub.schemes.terms import Facet

from .following import Talk, turns_in
from .understanding import Meaning
from .wordforms import level


def compared(meaning: Meaning, question: str, talk: Talk) -> Meaning:
    """Return the meaning with the two schemes whose difference is asked for, in the order named; unchanged when nobody asks for one.

    They are named in the question, or one is what was spoken of before.
    """
    if meaning.kind not in {"answer", "clarify", "none"} or "difference" not in turns_in(level(question)):
        return meaning
    known = list(dict.fromkeys([*meaning.named, *filter(None, reversed(talk.spoken_of))]))
    if len(known) < 2:
        return meaning
    first, second = known[:2]
    ranked = tuple(dict.fromkeys([first, second, *meaning.ranked]))
    return replace(meaning, kind="answer", ranked=ranked, facet=Facet.WHAT, confidence=1.0, topic="", beside=second)
