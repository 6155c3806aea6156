"""Fills in from the dialogue what a bare question leaves out: which scheme is spoken of, which side of it was asked for last."""

from dataclasses import replace

from partnerhub.clock import today
from partnerhub.schemes.knowledge import Knowledge
from partnerhub.schemes.life import alternatives_for, status_on
from partnerhub.schemes.terms import Facet, Status

from .brain import Mind
from .completing import WHICH_SCHEME, complete, is_name_alone, offered
from .following import SILENCE, Talk, turns_in
from .understanding import Meaning
from .wordforms import level


def completed(meaning: Meaning, question: str, talk: Talk, audience: str | None, mind: Mind) -> Meaning:
    """Return the meaning with what a bare question leaves out, taken from the earlier questions, or to be asked back."""
    names = _names(mind, meaning)
    before = facet_before(talk, audience, mind) if talk.texts and is_name_alone(question, names) else ""
    meaning = complete(meaning, question, before, names)
    if meaning.topic != WHICH_SCHEME:
        return meaning
    spoken_of = what_was_spoken_of(talk, question, audience, mind)
    if spoken_of and spoken_of.scheme:
        if others := _used_instead(spoken_of.scheme, talk, audience, mind.knowledge):
            return replace(meaning, ranked=others)
        return replace(meaning, kind="answer", ranked=tuple(dict.fromkeys([spoken_of.scheme, *meaning.ranked])), confidence=1.0, topic="")
    asked_back = spoken_of.offered if spoken_of else ()
    popular = [*asked_back, *mind.asked_most.get(audience, ()), *mind.asked_most.get(None, ())]
    return replace(meaning, ranked=tuple(dict.fromkeys(offered(popular, meaning.facet, mind.knowledge, today()))))


def _used_instead(scheme: str, talk: Talk, audience: str | None, knowledge: Knowledge) -> tuple[str, ...]:
    """Return what replaces an ended scheme, when that was asked for last: of those speaks who goes on."""
    spoken_of = knowledge.schemes.get(scheme)
    if spoken_of is None or status_on(spoken_of, today()) is not Status.ENDED or "instead" not in turns_in(level(talk.texts[-1])):
        return ()
    return tuple(key for key in alternatives_for(spoken_of, audience) if key in knowledge.schemes)


def facet_before(talk: Talk, audience: str | None, mind: Mind) -> str:
    """Return the facet that the dialogue asked for last, past questions that were a name alone; "" when there was none."""
    for text in reversed(talk.texts):
        meaning = mind.understanding.understand(text, SILENCE, audience)
        if not is_name_alone(text, _names(mind, meaning)):
            return meaning.facet
    return ""


def what_was_spoken_of(talk: Talk, question: str, audience: str | None, mind: Mind) -> Meaning | None:
    """Return what the dialogue was last answered about, else what it was last asked back about, None when it was about nothing.

    What was said last may be the first half of a question of which this is the second.
    """
    understand = mind.understanding.understand
    if talk.topic:
        return Meaning("answer", (talk.topic,), Facet.WHAT, (), 1.0, 1.0)
    for place in range(len(talk.texts) - 1, -1, -1):
        meaning = understand(talk.texts[place], Talk(talk.texts[:place], talk.spoken_of[:place]), audience)
        if meaning.kind == "clarify":
            return meaning
    if not talk.texts:
        return None
    whole = understand(f"{talk.texts[-1]}. {question}", Talk(talk.texts[:-1], talk.spoken_of[:-1]), audience)
    return whole if whole.kind in {"answer", "clarify"} else None


def _names(mind: Mind, meaning: Meaning) -> tuple[str, ...]:
    """Return what the scheme that is meant most is called."""
    scheme = mind.knowledge.schemes.get(meaning.ranked[0]) if meaning.ranked else None
    return (scheme.name.da, scheme.name.en, *scheme.aliases_da, *scheme.aliases_en) if scheme else ()
