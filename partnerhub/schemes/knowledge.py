"""All that is known about the schemes, as one value that never changes; a change of knowledge makes a new one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import select

from ..database import db
from ..yaml_lines import ContentFault
from . import models
from .content_types import SchemeContent
from .phrases import Phrase, read_sound_phrases
from .rows import phrase_content, scheme_content
from .shipped import FOLDER, read_all, texts_of
from .stamp import read_stamp
from .terms import Facet
from .wording import rates_in

log = structlog.get_logger()
_TRIES = 3
_PHRASES = select(models.Phrase.__table__).order_by(models.Phrase.id).execution_options(yield_per=500)
_latest: dict[Phrase, Phrase] = {}


@dataclass(frozen=True)
class Review:
    """Whether the municipality has reviewed an answer, when it was checked, and when it must be checked again."""

    reviewed: bool
    checked_on: date
    review_due: date


@dataclass(frozen=True)
class Knowledge:
    """Schemes by id, the state of each answer's review, and the example questions.

    `read_on` is the day whose rates were read; None when no day matters.
    """

    schemes: Mapping[str, SchemeContent]
    reviews: Mapping[tuple[str, Facet], Review]
    phrases: tuple[Phrase, ...]
    stamp: int = 0
    faults: tuple[ContentFault, ...] = ()
    read_on: date | None = None


@cache
def shipped_knowledge(phrases: Path, folder: Path = FOLDER) -> Knowledge:
    """Return the knowledge as it ships, no answer reviewed yet; broken files are left out and stand in `faults`."""
    schemes, faults = read_all(folder)
    reviews = {
        (key, facet): Review(reviewed=False, checked_on=scheme.checked_on, review_due=scheme.review_due)
        for key, scheme in schemes.items()
        for facet in scheme.answers
    }
    asked, torn = read_sound_phrases(phrases)
    return Knowledge(schemes, reviews, tuple(dict.fromkeys(asked)), faults=(*faults, *torn))


def read_knowledge(day: date) -> Knowledge:
    """Return what the database holds, in seven queries, with the rates that hold on a day.

    A scheme whose rows do not fit together is left out and logged. A change that comes between the queries makes it read again.
    """
    for _ in range(_TRIES):
        stamp = read_stamp()
        found = _read(stamp, day)
        if read_stamp() == stamp:
            break
    return found


def _read(stamp: int, day: date) -> Knowledge:
    ask = db.session.connection().execute
    answers = _by_scheme(ask(select(models.Answer.__table__).order_by(models.Answer.id)))
    rates = _by_scheme(ask(select(models.Rate.__table__).order_by(models.Rate.id)))
    sources = _by_scheme(ask(select(models.Source.__table__).order_by(models.Source.id)))
    rows = sorted(ask(select(models.Scheme.__table__)), key=lambda row: row.id)
    made = {row.id: scheme_content(row, answers[row.id], _rates_on(rates[row.id], day), sources[row.id]) for row in rows}
    schemes = {key: scheme for key, scheme in made.items() if _fits_together(scheme)}
    for key in made.keys() - schemes.keys():
        log.error("scheme left out: no answer on `what`, or an answer names a rate or source that is not there", scheme=key)
    return Knowledge(
        schemes,
        {
            (key, facet): _review([row for row in answers[key] if row.facet == facet])
            for key, scheme in schemes.items()
            for facet in scheme.answers
        },
        _same_as_before(phrase_content(row) for row in ask(_PHRASES)),
        stamp=stamp,
        read_on=day,
    )


def _same_as_before(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Return the phrases, each that was there at the last reading as the value it was then: workers share what they came with."""
    found = tuple(_latest.get(phrase, phrase) for phrase in phrases)
    _latest.clear()
    _latest.update(zip(found, found, strict=True))
    return found


def _by_scheme(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.scheme_id].append(row)
    return found


def _rates_on(rows: Iterable[Any], day: date) -> Iterable[Any]:
    """Of each name the newest rate that has begun on the day, else the next to come."""
    chosen: dict[str, Any] = {}

    def rank(row: Any) -> tuple[bool, int]:
        begun = row.valid_from <= day
        return begun, row.valid_from.toordinal() * (1 if begun else -1)

    for row in rows:
        if row.name not in chosen or rank(row) > rank(chosen[row.name]):
            chosen[row.name] = row
    return chosen.values()


def _fits_together(scheme: SchemeContent) -> bool:
    named = {name for answer in scheme.answers.values() for text in texts_of(answer) for name in rates_in(text.da) + rates_in(text.en)}
    cited = {key for answer in scheme.answers.values() for key in answer.sources}
    return Facet.WHAT in scheme.answers and named <= scheme.rates.keys() and cited <= scheme.sources.keys()


def _review(rows: list[Any]) -> Review:
    """Of an answer with wordings for several sides: reviewed when all are, as old as the oldest."""
    return Review(all(row.reviewed_at for row in rows), min(row.checked_on for row in rows), min(row.review_due for row in rows))
