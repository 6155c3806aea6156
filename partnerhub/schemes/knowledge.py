"""All that is known about the schemes, as one value that never changes; a change of knowledge makes a new one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ..database import db
from ..yaml_lines import ContentFault
from . import models
from .content_types import SchemeContent
from .fitting import misfit
from .left_out import LeftOut, left_out_content, left_out_file, not_loaded
from .phrases import Phrase, PhraseBank, read_sound_phrases
from .rows import phrase_content, scheme_content
from .shipped import FOLDER, read_all
from .sound_rows import NOT_HANDED_OUT, UNREADABLE, Ask, Torn, raise_unless_of_a_row, read_rows, why
from .stamp import read_stamp
from .terms import Facet

_TRIES = 3
_PHRASES = select(models.Phrase.__table__).order_by(models.Phrase.id).execution_options(yield_per=500)


@dataclass(frozen=True)
class Review:
    """Whether the municipality has reviewed an answer, when it was checked, and when it must be checked again."""

    reviewed: bool
    checked_on: date
    review_due: date


@dataclass(frozen=True)
class Knowledge:
    """Schemes by id, the state of each answer's review, and the example questions.

    `read_on` is the day whose rates were read; None when no day matters. `left_out` are the schemes without a good version, and
    `row_faults` what is wrong with rows of the database, each with its remedy; `never_loaded` are the package's that it does not hold.
    """

    schemes: Mapping[str, SchemeContent]
    reviews: Mapping[tuple[str, Facet], Review]
    phrases: PhraseBank
    stamp: int = 0
    faults: tuple[ContentFault, ...] = ()
    read_on: date | None = None
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    row_faults: tuple[str, ...] = ()
    never_loaded: tuple[str, ...] = ()


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
    left_out = {fault.path.stem: left_out_file(fault.path) for fault in faults}
    return Knowledge(schemes, reviews, PhraseBank(dict.fromkeys(asked)), faults=(*faults, *torn), left_out=left_out)


def read_knowledge(day: date, folder: Path = FOLDER) -> Knowledge:
    """Return what the database holds, in eight queries, with the rates that hold on a day.

    A scheme whose rows cannot be read or do not fit together is left out, and so is one of the package that was never loaded. A change
    that comes between the queries makes it read again.
    """
    for _ in range(_TRIES):
        stamp = read_stamp()
        found = _read(stamp, day, folder)
        if read_stamp() == stamp:
            break
    return found


def with_last_good(new: Knowledge, last: Knowledge | None) -> Knowledge:
    """Return the new knowledge with the schemes that it had to leave out as they were last known."""
    kept = {key: last.schemes[key] for key in new.left_out if key in last.schemes} if last else {}
    if not kept or last is None:
        return new
    return replace(
        new,
        schemes=dict(sorted([*new.schemes.items(), *kept.items()])),
        reviews={**new.reviews, **{place: review for place, review in last.reviews.items() if place[0] in kept}},
        left_out={key: out for key, out in new.left_out.items() if key not in kept},
    )


def _read(stamp: int, day: date, folder: Path) -> Knowledge:
    ask, torn = db.session.connection().execute, list[Torn]()
    answers, rates, sources = (_by_scheme(read_rows(ask, model.__table__, torn)) for model in (models.Answer, models.Rate, models.Source))
    rows = read_rows(ask, models.Scheme.__table__, torn)
    faults = {row.scheme_id: str(row) for row in torn}
    schemes, left_out = {}, {}
    for row in rows:
        made = _made(row, answers[row.id], list(_rates_on(rates[row.id], day)), sources[row.id])
        fault = faults.get(row.id) or (made if isinstance(made, str) else misfit(made))
        if not fault and not isinstance(made, str):
            schemes[row.id] = made
            continue
        faults[row.id] = fault
        left_out[row.id] = left_out_file(folder / f"{row.id}.yaml") if isinstance(made, str) else left_out_content(made)
    for key in faults.keys() - schemes.keys() - left_out.keys():
        left_out[key] = left_out_file(folder / f"{key}.yaml")
    never = {path.stem: left_out_file(path) for path in not_loaded({*schemes, *left_out}, folder)}
    lost: list[str] = []
    phrases = _phrases(ask, lost)
    return Knowledge(
        schemes,
        {
            (key, facet): _review([row for row in answers[key] if row.facet == facet])
            for key, scheme in schemes.items()
            for facet in scheme.answers
        },
        phrases,
        stamp=stamp,
        read_on=day,
        left_out=left_out | never,
        never_loaded=tuple(sorted(never)),
        row_faults=(*(faults[key] for key in sorted(faults)), *lost),
    )


def _made(row: Any, answers: list[Any], rates: list[Any], sources: list[Any]) -> SchemeContent | str:
    """Return the scheme that rows are, or which of them cannot be read."""
    try:
        return scheme_content(row, answers, rates, sources)
    except UNREADABLE as fault:
        whole = fault
    parts = [("answer", answers, 0), ("rate", rates, 1), ("source", sources, 2)]
    for table, found, place in parts:
        for part in found:
            only: list[list[Any]] = [[], [], []]
            only[place] = [part]
            try:
                scheme_content(row, *only)
            except UNREADABLE as fault:
                if _reads_alone(row):
                    return str(Torn(table, part.id, row.id, why(fault)))
    return str(Torn("scheme", row.id, row.id, why(whole)))


def _reads_alone(row: Any) -> bool:
    try:
        scheme_content(row, [], [], [])
    except UNREADABLE:
        return False
    return True


def _phrases(ask: Ask, lost: list[str]) -> PhraseBank:
    """Return the example questions that can be read; which cannot is added to `lost`."""
    torn: list[Torn] = []
    try:
        found = PhraseBank(_sound_phrases(ask(_PHRASES), torn))
    except NOT_HANDED_OUT as fault:
        raise_unless_of_a_row(fault)
        torn.clear()
        found = PhraseBank(_sound_phrases(read_rows(ask, models.Phrase.__table__, torn), torn))
    lost += map(str, torn)
    return found


def _sound_phrases(rows: Iterable[Any], torn: list[Torn]) -> Iterator[Phrase]:
    for row in rows:
        try:
            phrase = phrase_content(row)
        except UNREADABLE as fault:
            torn.append(Torn("phrase", row.id, "", why(fault)))
        else:
            yield phrase


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


def _review(rows: list[Any]) -> Review:
    """Of an answer with wordings for several sides: reviewed when all are, as old as the oldest."""
    return Review(all(row.reviewed_at for row in rows), min(row.checked_on for row in rows), min(row.review_due for row in rows))
