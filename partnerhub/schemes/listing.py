"""The list of schemes: grouped by what holds today, narrowed by a few typed letters, the likest first, and by who asks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

from ..typed_text import sort_key
from .content_types import SchemeContent, Text
from .knowledge import Knowledge
from .life import phase_on
from .shipped import texts_of
from .terms import Audience, Facet, Status
from .wording import fill_rates

_SHORTEST = 3
# How much a name counts that is what was typed, begins with it, holds it, or resembles it, and an answer that speaks of it.
_ALL, _BEGINS, _HOLDS, _RESEMBLES, _SPEAKS, _PROPER = 4.0, 3.0, 2.0, 1.0, 0.5, 1.2
# From how many letters on a word may have one letter wrong, or two.
_ONE_WRONG, _TWO_WRONG = 5, 8
_BETWEEN = str.maketrans("", "", " -")
_WORD = re.compile(r"\w+")
# How a word ends that has so few letters: it is whole ("su"), or has an ending of two letters ("stu").
_ENDS = {2: r"\b", 3: r"\w{0,2}\b"}
_ORDER = (Status.ACTIVE, Status.CHANGING, Status.LOCAL, Status.UNKNOWN, Status.ENDED)


@dataclass(frozen=True)
class Row:
    """A scheme in the list."""

    id: str
    name: str
    short: str
    lead: str
    audiences: tuple[Audience, ...]


@dataclass(frozen=True)
class Group:
    """The schemes in one state."""

    status: Status
    rows: tuple[Row, ...]


def groups(knowledge: Knowledge, typed: str, audience: str | None, lang: str, day: date) -> list[Group]:
    """Return the schemes by their state on a day, each group by likeness and name.

    They are those that are called so; where none is, those whose name resembles it or whose answers speak of it.
    """
    found: dict[Status, list[tuple[float, Row]]] = {}
    for scheme, likeness in _chosen(
        [scheme for scheme in knowledge.schemes.values() if not audience or audience in scheme.audiences], typed
    ):
        phase = phase_on(scheme, day)
        short = fill_rates(scheme.answers[Facet.WHAT].wording.short.in_language(lang), scheme.rates, lang)
        lead = phase.lead.in_language(lang) if phase.lead else ""
        audiences = tuple(value for value in Audience if value in scheme.audiences)
        found.setdefault(phase.status, []).append((likeness, Row(scheme.id, scheme.name.in_language(lang), short, lead, audiences)))
    ordered = {status: sorted(rows, key=lambda row: (-row[0], sort_key(row[1].name))) for status, rows in found.items()}
    return [Group(status, tuple(row for _, row in ordered[status])) for status in _ORDER if status in ordered]


def _chosen(schemes: Sequence[SchemeContent], typed: str) -> list[tuple[SchemeContent, float]]:
    """Return the schemes that are called what was typed, else those that resemble it or speak of it, each with how much."""
    if not typed:
        return [(scheme, _ALL) for scheme in schemes]
    wanted = typed.casefold()
    called = [(scheme, _likeness(scheme, wanted)) for scheme in schemes]
    best = max((likeness for _, likeness in called), default=0.0)
    if best >= _ALL:
        return [(scheme, likeness) for scheme, likeness in called if likeness >= _HOLDS]
    if best >= _HOLDS:  # a part of a name may also be whom others are for ("ledig")
        called = [(scheme, likeness if likeness >= _HOLDS else 0.0) for scheme, likeness in called]
        return [(scheme, likeness or _SPEAKS) for scheme, likeness in called if likeness or _speaks_of(_whom_for(scheme), wanted)]
    told = {scheme.id: (text for answer in scheme.answers.values() for text in texts_of(answer)) for scheme in schemes}
    return [(scheme, likeness or _SPEAKS) for scheme, likeness in called if likeness or _speaks_of(told[scheme.id], wanted)]


def _likeness(scheme: SchemeContent, wanted: str) -> float:
    """Return how much a scheme's likest name is what was typed, 0 when not at all; its proper names count more than others."""
    proper = [scheme.name.da, scheme.name.en]
    others = [name for name in (*scheme.aliases_da, *scheme.aliases_en) if len(name) >= _SHORTEST]
    return max([_PROPER * _alike(wanted, name.casefold()) for name in proper] + [_alike(wanted, name.casefold()) for name in others])


def _alike(wanted: str, called: str) -> float:
    if _joined(wanted) == _joined(called):
        return _ALL
    if len(wanted) < _SHORTEST:
        return _HOLDS if wanted in _WORD.findall(called) else 0.0
    if called.startswith(wanted):
        return _BEGINS
    if wanted in called or _joined(wanted) in _joined(called):
        return _HOLDS
    words = _WORD.findall(called)
    return _RESEMBLES if (typed := _WORD.findall(wanted)) and all(_is_among(word, words) for word in typed) else 0.0


def _joined(name: str) -> str:
    return name.translate(_BETWEEN)


def _is_among(typed: str, words: Sequence[str]) -> bool:
    """Tell whether a word is one of these, begins one or, with so many letters wrong as its length allows, is one or begins it."""
    wrong = (len(typed) >= _ONE_WRONG) + (len(typed) >= _TWO_WRONG)
    if not wrong:
        return typed in words
    beginnings = (
        word[: len(typed) + spare] for word in words for spare in {0, min(wrong, len(word) - len(typed))} if len(word) >= len(typed) - wrong
    )
    return any(OSA.distance(typed, beginning, score_cutoff=wrong) <= wrong for beginning in beginnings)


def _speaks_of(texts: Iterable[Text], wanted: str) -> bool:
    """Tell whether one of these texts holds words, in either language, that begin with all that were typed."""
    typed = [rf"\b{re.escape(word)}{_ENDS.get(len(word), '')}" for word in _WORD.findall(wanted) if len(word) >= min(_ENDS)]
    told = (words.casefold() for text in texts for words in (text.da, text.en))
    return bool(typed) and any(all(re.search(word, text) for word in typed) for text in told)


def _whom_for(scheme: SchemeContent) -> list[Text]:
    """Return the short answers that tell what a scheme is and whom it is for."""
    answers = [scheme.answers[side] for side in (Facet.WHAT, Facet.WHO) if side in scheme.answers]
    return [wording.short for answer in answers for wording in (answer.wording, *answer.per_audience.values())]
