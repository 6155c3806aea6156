"""Reads the guide's files; a broken one is left out, named with line and remedy, and takes nothing else down."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

import structlog

from ..schemes.content_types import Text
from ..schemes.terms import Audience
from ..yaml_lines import ContentFault, Lined, read_lined
from .guide_rules import KINDS, UNITS, Counted, Deadline, Fit, Goal, Guide, Need, Question, ReadyList, Said, Untold

FOLDER = Path(__file__).parent / "guide"
log = structlog.get_logger()
_T = TypeVar("_T")


@cache
def current_guide() -> Guide:
    """Return the guide as it ships; what cannot be used is logged once and left out."""
    guide, faults = read_guide()
    for fault in faults:
        log.error("guide file left out", fault=str(fault))
    return guide


def read_guide(folder: Path = FOLDER) -> tuple[Guide, list[ContentFault]]:
    """Return what the files of a folder hold, and the faults of those that could not be used."""
    faults: list[ContentFault] = []

    def part(name: str, read: Callable[["_Reader"], _T], otherwise: _T) -> _T:
        try:
            return read(_Reader(folder / name))
        except ContentFault as fault:
            faults.append(fault)
        except FileNotFoundError:
            faults.append(ContentFault(folder / name, 1, "put the file back; it ships with the package"))
        return otherwise

    no_questions: dict[str, Question] = {}
    no_fits: dict[str, Fit] = {}
    no_paths: dict[str, dict[str, Goal]] = {}
    no_deadlines: tuple[dict[str, Deadline], tuple[Untold, ...]] = ({}, ())
    no_lists: dict[str, ReadyList] = {}
    questions = part("questions.yaml", lambda file: file.mapped("questions", file.question), no_questions)
    fits: dict[str, Fit] = {}
    for path in sorted(folder.glob("fits-*.yaml")):
        fits |= part(path.name, lambda file: file.mapped("fits", lambda key, entry: file.fit(key, entry, questions)), no_fits)
    paths = part("paths.yaml", lambda file: file.paths(questions), no_paths)
    deadlines = part("deadlines.yaml", lambda file: (file.mapped("deadlines", file.deadline), file.untold()), no_deadlines)
    lists = part("vitas.yaml", lambda file: file.mapped("lists", file.ready_list), no_lists)
    return Guide(questions, paths, fits, *deadlines, lists), faults


class _Reader:
    """Walks one file; what cannot be used raises ContentFault at the line it stands on."""

    def __init__(self, path: Path) -> None:
        self.path, self.data = path, read_lined(path)

    def fault(self, line: int, remedy: str) -> ContentFault:
        return ContentFault(self.path, line, remedy)

    def mapped(self, key: str, read: Callable[[str, Lined], _T]) -> dict[str, _T]:
        return {name: read(name, self.mapping(part, name)) for part in [self.mapping(self.data, key)] for name in part}

    def question(self, key: str, entry: Lined) -> Question:
        options = self.mapping(entry, "options")
        if len(options) < 2:
            raise self.fault(entry.line_of("options"), f"{key}: write at least two answers to choose between")
        return Question(
            key,
            self.text(self.mapping(entry, "own")),
            self.text(self.mapping(entry, "other")),
            self.text(self.mapping(entry, "unsure")) if "unsure" in entry else None,
            {name: self.text(self.mapping(options, name)) for name in options},
            {name: self.names(self.mapping(entry, "only"), name) for name in entry.get("only") or {}},
        )

    def paths(self, questions: Mapping[str, Question]) -> dict[str, dict[str, Goal]]:
        found: dict[str, dict[str, Goal]] = {}
        for who, goals in self.mapped("paths", lambda _key, entry: entry).items():
            if who not in set(Audience):
                raise self.fault(goals.line, f"{who!r} is not known; use one of {', '.join(Audience)}")
            found[who] = {key: self.goal(key, self.mapping(goals, key), questions) for key in goals}
        return found

    def goal(self, key: str, entry: Lined, questions: Mapping[str, Question]) -> Goal:
        asks = self.names(entry, "asks")
        # With no questions at all their own file is at fault, which is told already.
        if unknown := [name for name in asks if questions and name not in questions]:
            raise self.fault(entry.line_of("asks"), f"{key}: there is no question {unknown[0]!r}; write it in questions.yaml")
        schemes = self.names(entry, "schemes")
        if not schemes:
            raise self.fault(entry.line_of("schemes"), f"{key}: name at least one scheme")
        assumed = {name: self.word(self.mapping(entry, "assumes"), name) for name in entry.get("assumes") or {}}
        for name, value in assumed.items():
            if questions and (name not in questions or value not in questions[name].options):
                raise self.fault(entry.line_of("assumes"), f"{key}: {value!r} is no answer to a question {name!r}")
        without = self.answers(entry, "without", questions)
        known = tuple(name for name in asks if name in questions)
        return Goal(key, self.text(self.mapping(entry, "label")), known, schemes, assumed if questions else {}, without)

    def fit(self, key: str, entry: Lined, questions: Mapping[str, Question]) -> Fit:
        needs = tuple(self.need(need, questions) for need in self.listed(entry, "needs"))
        return Fit(key, self.said(self.mapping(entry, "why")), needs, tuple(self.said(item) for item in self.listed(entry, "check")))

    def need(self, entry: Lined, questions: Mapping[str, Question]) -> Need:
        self.mapping(entry, "when")
        when = self.answers(entry, "when", questions)
        maybe = self.answers(entry, "maybe", questions)
        when |= {name: () for name in maybe if name not in when}
        return Need(when, self.said(self.mapping(entry, "text"), entry), entry.get("soft") is True, entry.get("aim") is True, maybe)

    def answers(self, entry: Lined, key: str, questions: Mapping[str, Question]) -> dict[str, tuple[str, ...]]:
        """Return the answers to questions that a part names; none where it is left out."""
        if key not in entry:
            return {}
        part = self.mapping(entry, key)
        found = {name: self.names(part, name) for name in part}
        for name, values in found.items():
            if questions and name not in questions:
                raise self.fault(entry.line_of(key), f"there is no question {name!r}; write it in questions.yaml")
            if wrong := [value for value in values if questions and value not in questions[name].options]:
                raise self.fault(entry.line_of(key), f"{name} has no answer {wrong[0]!r}; use one of {', '.join(questions[name].options)}")
        return found

    def deadline(self, key: str, entry: Lined) -> Deadline:
        fixed = entry.get("fixed")
        if (fixed is None) == ("field" not in entry) or (fixed is not None and type(fixed) is not date):
            raise self.fault(entry.line, f"{key}: write either `field`, the label of the typed day, or `fixed: 2027-12-31`")
        field = self.text(self.mapping(entry, "field")) if "field" in entry else None
        days = tuple(self.counted(item) for item in self.listed(entry, "days"))
        if not days:
            raise self.fault(entry.line, f"{key}: list at least one day under `days`")
        note = self.said(self.mapping(entry, "note")) if "note" in entry else None
        return Deadline(key, self.word(entry, "scheme"), self.text(self.mapping(entry, "title")), field, fixed, days, note)

    def counted(self, entry: Lined) -> Counted:
        kind, sign = self.word(entry, "kind"), "minus" if "minus" in entry else "plus"
        span = dict(self.mapping(entry, sign))
        unit, amount = next(iter(span.items()), ("", 0))
        if kind not in KINDS or len(span) != 1 or unit not in UNITS or type(amount) is not int or amount < 0:
            raise self.fault(entry.line, f"write kind ({', '.join(KINDS)}) and plus or minus one of {', '.join(UNITS)}: {{weeks: 4}}")
        rule = Said(self.text(self.mapping(entry, "rule")), self.sources(entry))
        return Counted(
            self.word(entry, "name"), kind, unit, -amount if sign == "minus" else amount, self.text(self.mapping(entry, "label")), rule
        )

    def untold(self) -> tuple[Untold, ...]:
        return tuple(Untold(self.word(entry, "scheme"), self.said(entry)) for entry in self.listed(self.data, "untold"))

    def ready_list(self, key: str, entry: Lined) -> ReadyList:
        said = self.names(entry, "said")
        items = tuple(self.said(item) for item in self.listed(entry, "items"))
        if not said or not items:
            raise self.fault(entry.line, f"{key}: write `said` (sources for applying in VITAS) and `items`")
        return ReadyList(key, said, items)

    def said(self, entry: Lined, around: Lined | None = None) -> Said:
        return Said(self.text(entry), self.sources(entry if around is None or "src" in entry else around))

    def sources(self, entry: Lined) -> tuple[str, ...]:
        found = self.names(entry, "src")
        if not found:
            raise self.fault(entry.line, "name the sources: `src: [s1]`")
        return found

    def text(self, entry: Lined) -> Text:
        return Text(self.word(entry, "da"), self.word(entry, "en"))

    def word(self, entry: Lined, key: str) -> str:
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(entry.line_of(key), f"write a text for `{key}`")
        return value.strip()

    def mapping(self, entry: Lined, key: str) -> Lined:
        value = entry.get(key)
        if not isinstance(value, Lined):
            raise self.fault(entry.line_of(key), f"write `{key}` as a mapping")
        return value

    def listed(self, entry: Lined, key: str) -> list[Lined]:
        value = entry.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, Lined) for item in value):
            raise self.fault(entry.line_of(key), f"write `{key}` as a list of mappings")
        return value

    def names(self, entry: Lined, key: str) -> tuple[str, ...]:
        value = entry.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(entry.line_of(key), f"write `{key}` as a list of words")
        return tuple(value)
