"""Settles what a question means once the judges have spoken: what it leaves out, compares, points at, or asks of what nobody here knows."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from partnerhub.clock import today
from partnerhub.schemes.life import alternatives_for, status_on
from partnerhub.schemes.terms import Facet, Status

from .brain import Mind
from .choosing import chooses, offered_by, picked
from .circumstances import CIRCUMSTANCE, of_somebody, stems_told
from .comparing import compared
from .elsewhere import matters_alone, matters_whole, speaks_of_work
from .following import Talk, turns_in
from .going_on import asks_for_more, gone_on
from .heard import Heard
from .others import is_others
from .paragraphs import is_another_paragraph
from .points import APPEAL, HOURS, REFUSED, points_of, signs_in, tells_of
from .recalling import completed, facet_before
from .understanding import Meaning

# Why a question is asked back: the reform has changed some schemes, another scheme is wanted than the one spoken of.
REFORM, INSTEAD = "reform", "instead"
# Why nothing is answered: a point was asked for, by the name that follows, of which the scheme spoken of tells nothing.
MISSING = "missing:"
_A_FEW_WORDS, _MORE_WORDS, _SURE, _HARDLY = 6, 10, 0.95, 0.1


def meant(question: str, talk: Talk, audience: str | None, mind: Mind) -> Meaning:
    """Return what a question means in its dialogue: what is answered, asked back or refused."""
    meaning = mind.understanding.understand(question, talk, audience)
    if meaning.kind == "crisis":
        return meaning
    turn = Heard(question, mind.understanding.model.read(question, audience), talk, audience, mind)
    if chooses(question) and talk.texts and not meaning.named:
        return _chosen(meaning, turn)
    if meaning.kind == "smalltalk":
        return meaning
    steps: list[Callable[[Meaning], Meaning]] = [
        lambda meaning: completed(meaning, question, talk, audience, mind),
        lambda meaning: compared(meaning, question, talk),
        *(partial(step, turn=turn) for step in (_pointed, _gone_on, _reformed, _used_instead, of_somebody, _known_of, _of_another_act)),
    ]
    for step in steps:
        meaning = step(meaning)
    return meaning


def _chosen(meaning: Meaning, turn: Heard) -> Meaning:
    """One of what was offered is chosen in words ("den anden"); who wants none of it is asked for a few words more."""
    talk = turn.talk
    last = meant(talk.texts[-1], Talk(talk.texts[:-1], talk.spoken_of[:-1]), turn.audience, turn.mind)
    schemes, facet = offered_by(last, talk)
    scheme = turn.mind.knowledge.schemes.get(talk.topic) if last.kind == "answer" and not last.beside else None
    if scheme and status_on(scheme, today()) is Status.ENDED:  # what replaces it is offered first
        schemes = tuple(key for key in alternatives_for(scheme, turn.audience) if key in turn.mind.knowledge.schemes)
    chosen = picked(turn.question, schemes, "" if last.kind == "clarify" else talk.topic)
    if not chosen:
        return replace(meaning, kind="none", topic=CIRCUMSTANCE)
    return replace(meaning, kind="answer", ranked=tuple(dict.fromkeys([chosen, *schemes])), facet=facet, confidence=1.0, topic="")


def _pointed(meaning: Meaning, turn: Heard) -> Meaning:
    """A point of one scheme that is named or spoken of, and tells of it, is answered, sure or not ("klage over løntilskud").

    But not where the judges are sure that it is about no scheme.
    """
    is_open = meaning.kind in {"clarify", "none"} and len(meaning.named) <= 1
    points = [point for point in points_of(turn.asked) if is_open and (meaning.named or point != HOURS)]  # anything takes hours
    meant = meaning.named[0] if meaning.named else (turn.spoken_of or "") if points else ""
    scheme = turn.mind.knowledge.schemes.get(meant) if points else None
    if scheme is None:
        return meaning
    is_hardly_any = meaning.inside < _HARDLY  # of 22 such questions by twelve authors none was about the scheme that it named
    is_told = tells_of(points[0], scheme)
    if (is_hardly_any or not meaning.named) and not is_told:
        return replace(meaning, kind="none", topic=f"{MISSING}{points[0]}")
    if is_hardly_any and meaning.named and not (is_told and points[0] == APPEAL):  # who complains names what about
        return meaning
    was_refused = REFUSED in signs_in(turn.asked.levelled) and Facet.APPLY in scheme.answers
    facet = Facet.APPLY if was_refused else meaning.facet
    return replace(meaning, kind="answer", ranked=tuple(dict.fromkeys([meant, *meaning.ranked])), facet=facet, topic="")


def _gone_on(meaning: Meaning, turn: Heard) -> Meaning:
    """More of what is spoken of, or the same for another side."""
    if not turn.talk.topic:
        return meaning
    scheme, asked = turn.mind.knowledge.schemes.get(turn.talk.topic), turn.talk
    while asked.texts and asks_for_more(asked.texts[-1]):
        asked = Talk(asked.texts[:-1], asked.spoken_of[:-1])
    before = facet_before(asked, turn.audience, turn.mind)
    return gone_on(meaning, turn.question, scheme, before, len(turn.talk.texts) - len(asked.texts))


def _reformed(meaning: Meaning, turn: Heard) -> Meaning:
    """The reform alone is asked back about: which of the schemes that it has changed?"""
    if meaning.named or "reform" not in signs_in(turn.asked.levelled) or speaks_of_work(turn.asked) or turn.spoken_of:
        return meaning
    popular = turn.mind.asked_most.get(None, ())
    changed = [key for key in popular if _status(turn.mind, key) in {Status.ENDED, Status.CHANGING}]
    return replace(meaning, kind="clarify", ranked=tuple(changed), facet=Facet.WHAT, topic=REFORM) if changed else meaning


def _used_instead(meaning: Meaning, turn: Heard) -> Meaning:
    """Who wants something else than a scheme that goes on is asked which of those close to it; an ended one names its own."""
    spoken_of = turn.spoken_of if "instead" in turns_in(turn.asked.levelled) and not meaning.named else None
    is_ended = _status(turn.mind, spoken_of) is Status.ENDED if spoken_of else False
    most = _MORE_WORDS if is_ended else _A_FEW_WORDS
    if not spoken_of or meaning.kind not in {"answer", "clarify", "none"} or len(turn.asked.words) > most:
        return meaning
    if is_ended:
        return _replaced(meaning, spoken_of, turn) if meaning.scheme in {spoken_of, None} else meaning
    if meaning.scheme not in {spoken_of, None} and meaning.confidence >= _SURE:
        return meaning
    scheme = turn.mind.knowledge.schemes.get(spoken_of)
    others = tuple(key for key in (scheme.related if scheme else ()) if _status(turn.mind, key) not in {Status.ENDED, None})
    return replace(meaning, kind="clarify", ranked=others, facet=Facet.WHAT, topic=INSTEAD) if others else meaning


def _known_of(meaning: Meaning, turn: Heard) -> Meaning:
    """A matter that the scheme's answers do not speak of is not answered with that scheme's amounts: "hvad med efterløn?"."""
    points = points_of(turn.asked)
    if meaning.kind == "answer" and turn.talk.texts and not meaning.named and meaning.topic != CIRCUMSTANCE:
        scheme = turn.mind.knowledge.schemes.get(meaning.ranked[0])
        if scheme and is_others(turn.asked, scheme) and not (points and tells_of(points[0], scheme)):
            return replace(meaning, kind="none", topic=f"{MISSING}{points[0]}" if points else "")
    alone = matters_alone(turn.question) if turn.talk.texts else []
    is_open = meaning.kind == "answer" or (meaning.kind == "clarify" and alone and not meaning.topic)
    if not is_open or meaning.named or meaning.topic == CIRCUMSTANCE:
        return meaning
    asked_for = {*alone, *([] if turn.talk.texts else matters_whole(turn.question))}
    scheme = turn.mind.knowledge.schemes.get(meaning.ranked[0]) if asked_for else None
    if scheme is None:
        return meaning
    is_turned_to = bool(alone) and scheme.id != turn.spoken_of
    told = [*scheme.answers] if turn.talk.texts else [meaning.facet, Facet.WHAT]
    if not is_turned_to and (asked_for & stems_told(scheme, told) or (points and tells_of(points[0], scheme))):
        return meaning
    return replace(meaning, kind="none", topic=f"{MISSING}{points[0]}" if points else "")


def _of_another_act(meaning: Meaning, turn: Heard) -> Meaning:
    """Paragraphs are never taken for one another: who asks of § 57 is not answered with § 56."""
    scheme = turn.mind.knowledge.schemes.get(meaning.ranked[0]) if meaning.kind == "answer" else None
    if scheme is None or not is_another_paragraph(turn.question, (scheme.name.da, scheme.name.en, *scheme.aliases_da, *scheme.aliases_en)):
        return meaning
    return replace(meaning, kind="none", topic="")


def _replaced(meaning: Meaning, ended: str, turn: Heard) -> Meaning:
    """What replaces an ended scheme is chosen among, by name."""
    known = turn.mind.knowledge.schemes
    others = tuple(key for key in alternatives_for(known[ended], turn.audience) if key in known)
    return replace(meaning, kind="clarify", ranked=others, facet=Facet.WHAT, topic=INSTEAD) if others else meaning


def _status(mind: Mind, key: str) -> Status | None:
    scheme = mind.knowledge.schemes.get(key)
    return status_on(scheme, today()) if scheme else None
