"""Reads the knowledge that ships with the package; a broken file costs that one scheme and says what to mend."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ..yaml_lines import ContentFault, Lined, read_lined
from .content_types import AnswerContent, Confusion, Phase, Rate, SchemeContent, Source, Text, Wording
from .terms import RATE_UNITS, Audience, Facet, Status
from .wording import rates_in

FOLDER = Path(__file__).parent / "content"
_T = TypeVar("_T")


def read_all(folder: Path = FOLDER) -> tuple[dict[str, SchemeContent], list[ContentFault]]:
    """Return the schemes by id and the faults of the files that could not be used."""
    found: dict[str, SchemeContent] = {}
    faults: list[ContentFault] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = read_scheme(path)
        except ContentFault as fault:
            faults.append(fault)
    return found, faults


def read_scheme(path: Path) -> SchemeContent:
    """Return one file's scheme; ContentFault names file, line and remedy."""
    return _Reader(path, read_lined(path)).scheme()


class _Reader:
    """Walks one file; every step that cannot go on raises ContentFault at the line it stands on."""

    def __init__(self, path: Path, data: Lined) -> None:
        self.path, self.data = path, data

    def fault(self, line: int, remedy: str) -> ContentFault:
        return ContentFault(self.path, line, remedy)

    def scheme(self) -> SchemeContent:
        data = self.data
        if data.get("id") != self.path.stem:
            raise self.fault(data.line_of("id"), f"the id must be the file's name, {self.path.stem}")
        rates = {name: self.rate(name, entry) for name, entry in self.entries(data, "rates")}
        sources = {key: self.source(key, entry) for key, entry in self.entries(data, "sources")}
        answers = {answer.facet: answer for answer in (self.answer(*pair) for pair in self.entries(data, "answers"))}
        if Facet.WHAT not in answers:
            raise self.fault(data.line_of("answers"), "write an answer for `what`; it is shown when another is missing")
        found = SchemeContent(
            id=data["id"],
            name=self.text(data, "name"),
            aliases_da=self.names(self.part(data, "aliases"), "da"),
            aliases_en=self.names(self.part(data, "aliases"), "en"),
            audiences=tuple(self.one_of(Audience, data, "audiences", value) for value in self.names(data, "audiences")),
            law=self.names(data, "law"),
            valid_from=self.day(data, "valid_from"),
            ends_between=self.range(data, "valid_to"),
            phases=self.phases(data),
            alternatives={str(k): tuple(v) for k, v in (data.get("alternatives") or {}).items()},
            related=self.names(data, "related"),
            confusions=tuple(
                Confusion(entry.get("scheme"), Text(self.word(entry, "da"), self.word(entry, "en")))
                for entry in self.listed(data, "confusions")
            ),
            checked_on=self.needed(data, "checked_on", self.day),
            review_due=self.needed(data, "review_due", self.day),
            rates=rates,
            answers=answers,
            checklist=tuple(Text(self.word(item, "da"), self.word(item, "en")) for item in self.listed(data, "checklist")),
            sources=sources,
        )
        self.check_references(found)
        return found

    def check_references(self, found: SchemeContent) -> None:
        """Every source and rate that is named must exist; every rate must have a source."""
        for rate in found.rates.values():
            if rate.source not in found.sources:
                raise self.fault(self.line("rates", rate.name), f"rate {rate.name} names the source {rate.source}; add it")
        for answer in found.answers.values():
            line = self.line("answers", answer.facet)
            for source in answer.sources:
                if source not in found.sources:
                    raise self.fault(line, f"answer {answer.facet} names the source {source}; add it under `sources`")
            for text in texts_of(answer):
                for name in rates_in(text.da) + rates_in(text.en):
                    if name not in found.rates:
                        raise self.fault(line, f"answer {answer.facet} uses {{{name}}}; add it under `rates`")

    def answer(self, name: str, entry: Lined) -> AnswerContent:
        facet = self.one_of(Facet, self.data, "answers", name)
        sides = {
            self.one_of(Audience, entry, "for", key): self.wording(part)
            for key, part in (self.part(entry, "for") if "for" in entry else {}).items()
        }
        open_questions = tuple(Text(self.word(item, "da"), self.word(item, "en")) for item in self.listed(entry, "open"))
        sources = self.names(entry, "src")
        if not sources and not open_questions:
            raise self.fault(entry.line, f"answer {name} has neither `src` nor `open`; name the sources it rests on")
        return AnswerContent(facet, self.wording(entry), sources, sides, open_questions)

    def wording(self, entry: Lined) -> Wording:
        details = self.text(entry, "details") if "details" in entry else Text("", "")
        return Wording(self.text(entry, "short"), details)

    def rate(self, name: str, entry: Lined) -> Rate:
        unit = self.word(entry, "unit")
        if unit not in RATE_UNITS:
            raise self.fault(entry.line_of("unit"), f"use one of the units {', '.join(RATE_UNITS)}")
        amount = str(entry.get("value", "")).replace("_", "")
        if not amount.replace(".", "", 1).isdigit():
            raise self.fault(entry.line_of("value"), 'write the amount as figures with a point, quoted: "203.17"')
        year = self.needed(entry, "year", self.number)
        return Rate(name, amount, unit, year, self.text(entry, "label"), self.word(entry, "src"))

    def source(self, key: str, entry: Lined) -> Source:
        year = entry.get("seen_year")
        if not isinstance(year, int | str):
            raise self.fault(entry.line_of("seen_year"), "write the year the source was seen, or `undated`")
        return Source(key, self.word(entry, "title"), self.word(entry, "publisher"), self.word(entry, "url"), year)

    def phases(self, data: Lined) -> tuple[Phase, ...]:
        found = tuple(
            Phase(
                self.one_of(Status, entry, "status", self.word(entry, "status")),
                self.day(entry, "until"),
                self.text(entry, "lead") if entry.get("lead") else None,
                self.text(entry, "note") if entry.get("note") else None,
                tuple(self.one_of(Facet, entry, "lead_before", name) for name in self.names(entry, "lead_before")),
                self.range(entry, "begins_between"),
            )
            for entry in self.listed(data, "life")
        )
        days = [phase.until for phase in found]
        if not found or days[-1] is not None or None in days[:-1] or sorted(filter(None, days)) != days[:-1]:
            raise self.fault(data.line_of("life"), "list the phases in order of `until`; the last one has no `until`")
        return found

    def range(self, data: Lined, key: str) -> tuple[date, date] | None:
        entry = data.get(key)
        if entry is None:
            return None
        if not isinstance(entry, Lined):
            raise self.fault(data.line_of(key), f"write `{key}: {{earliest: 2026-02-01, latest: 2026-07-01}}`")
        first, last = self.needed(entry, "earliest", self.day), self.needed(entry, "latest", self.day)
        if first > last:
            raise self.fault(entry.line, "`earliest` must not come after `latest`")
        return first, last

    def entries(self, data: Lined, key: str) -> Iterable[tuple[str, Lined]]:
        for name, entry in (self.part(data, key) if data.get(key) else {}).items():
            if not isinstance(entry, Lined):
                raise self.fault(self.line(key, name), f"{key}: {name} must be a mapping")
            yield name, entry

    def part(self, data: Lined, key: str) -> Lined:
        value = data.get(key)
        if not isinstance(value, Lined):
            raise self.fault(data.line_of(key), f"write `{key}` as a mapping")
        return value

    def listed(self, data: Lined, key: str) -> list[Lined]:
        value = data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, Lined) for item in value):
            raise self.fault(data.line_of(key), f"write `{key}` as a list of mappings")
        return value

    def names(self, data: Lined, key: str) -> tuple[str, ...]:
        value = data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(data.line_of(key), f"write `{key}` as a list of texts")
        return tuple(value)

    def text(self, data: Lined, key: str) -> Text:
        part = self.part(data, key)
        return Text(self.word(part, "da"), self.word(part, "en"))

    def word(self, data: Lined, key: str) -> str:
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(data.line_of(key), f"write a text for `{key}`")
        return value.strip()

    def day(self, data: Lined, key: str) -> date | None:
        value = data.get(key)
        if value is not None and type(value) is not date:
            raise self.fault(data.line_of(key), f"write `{key}` as a date: 2026-11-24")
        return value

    def number(self, data: Lined, key: str) -> int | None:
        value = data.get(key)
        if value is not None and type(value) is not int:
            raise self.fault(data.line_of(key), f"write `{key}` as a whole number")
        return value

    def needed(self, data: Lined, key: str, read: Callable[[Lined, str], _T | None]) -> _T:
        value = read(data, key)
        if value is None:
            raise self.fault(data.line_of(key), f"write `{key}`")
        return value

    def one_of(self, names: Callable[[str], _T], data: Lined, key: str, value: Any) -> _T:
        try:
            return names(value)
        except ValueError:
            allowed = ", ".join(str(name) for name in names)  # type: ignore[attr-defined]
            raise self.fault(data.line_of(key), f"{value!r} is not known; use one of {allowed}") from None

    def line(self, part: str, key: str) -> int:
        found = self.data.get(part)
        return found.line_of(key) if isinstance(found, Lined) else self.data.line_of(part)


def texts_of(answer: AnswerContent) -> list[Text]:
    """Return every text of an answer: short and details of the general wording and of each audience's."""
    wordings = [answer.wording, *answer.per_audience.values()]
    return [text for wording in wordings for text in (wording.short, wording.details)]
