"""Reads the vocabulary that ships with the package; a fault names file, line and remedy."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from ..yaml_lines import ContentFault, Lined, read_lined
from .content_types import LOCAL_PREFIX, Content, Education, Occupation, Source, Text
from .terms import EducationKind, Level, Sector

FILE = Path(__file__).parent / "content" / "occupations.yaml"
UNKNOWN = "unknown"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = frozenset("id da en disco08 level sector educations onward note synonyms amu_areas sources".split())
_T = TypeVar("_T")


@cache
def shipped() -> Content:
    """Return the shipped vocabulary, read once in a process. Raises ContentFault."""
    return read_content(FILE)


def read_content(path: Path) -> Content:
    """Return the vocabulary of a file; ContentFault names file, line and remedy."""
    return _Reader(path, read_lined(path)).content()


class _Reader:
    """Walks the file; what cannot be used raises ContentFault at the line it stands on."""

    def __init__(self, path: Path, data: Lined) -> None:
        self.path, self.data = path, data
        self.notes: dict[str, Text] = {}

    def fault(self, line: int, remedy: str) -> ContentFault:
        return ContentFault(self.path, line, remedy)

    def content(self) -> Content:
        self.notes = {key: self.text(entry) for key, entry in self.entries("notes")}
        sources = {key: self.source(entry) for key, entry in self.entries("sources")}
        educations = {key: self.education(key, entry) for key, entry in self.entries("educations")}
        for key, education in educations.items():
            self.known(educations, (education.part_of,) if education.part_of else (), self.part(self.data, "educations").line_of(key))
            self.refuse_circle(educations, key)
        occupations: dict[str, Occupation] = {}
        listed = self.data.get("occupations")
        if not isinstance(listed, list) or not listed:
            raise self.fault(self.data.line_of("occupations"), "list the occupations, each on a line that starts with `- {id: …`")
        for entry in listed:
            if not isinstance(entry, Lined):
                raise self.fault(self.data.line_of("occupations"), "write each occupation as a mapping: `- {id: smed, da: Smed, …}`")
            found = self.occupation(entry)
            if found.id in occupations:
                raise self.fault(entry.line, f"the id {found.id} stands twice; give each occupation its own")
            self.known(educations, (*found.educations, *found.onward), entry.line)
            self.known(sources, found.sources, entry.line)
            occupations[found.id] = found
        return Content(self.text(self.part(self.data, "about")), occupations, educations, sources)

    def occupation(self, entry: Lined) -> Occupation:
        unknown = sorted(set(entry) - _KEYS)
        if unknown:
            raise self.fault(entry.line_of(unknown[0]), f"`{unknown[0]}` is not known here; use {', '.join(sorted(_KEYS))}")
        name = self.word(entry, "id")
        if not _ID.fullmatch(name) or name.startswith(LOCAL_PREFIX):
            raise self.fault(entry.line_of("id"), f"write the id in a-z, 0-9 and single hyphens, not beginning with {LOCAL_PREFIX}")
        note = entry.get("note")
        if note is not None and note not in self.notes:
            raise self.fault(entry.line_of("note"), f"the note {note!r} is not known; add it under `notes`")
        return Occupation(
            id=name,
            title_da=self.word(entry, "da"),
            title_en=self.word(entry, "en"),
            disco08=self.disco(entry),
            level=self.one_of(Level, entry, "level"),
            sector=self.one_of(Sector, entry, "sector"),
            synonyms=self.words(entry, "synonyms"),
            educations=self.words(entry, "educations"),
            onward=self.words(entry, "onward"),
            note=self.notes[note] if note else None,
            amu_areas=self.words(entry, "amu_areas"),
            sources=self.words(entry, "sources"),
        )

    def disco(self, entry: Lined) -> str | None:
        code = entry.get("disco08")
        if code == UNKNOWN:
            return None
        if not isinstance(code, str) or not re.fullmatch(r"\d{3,4}", code):
            raise self.fault(entry.line_of("disco08"), f"write three or four digits in quotes, or `{UNKNOWN}`")
        return code

    def education(self, key: str, entry: Lined) -> Education:
        part_of = self.word(entry, "part_of") if "part_of" in entry else None
        return Education(key, self.text(entry), self.one_of(EducationKind, entry, "kind"), part_of)

    def source(self, entry: Lined) -> Source:
        year = entry.get("year")
        if type(year) is not int and year != "undated":
            raise self.fault(entry.line_of("year"), "write the year, or `undated`")
        about = self.text(self.part(entry, "about"))
        return Source(self.word(entry, "title"), self.word(entry, "publisher"), year if isinstance(year, int) else None, about)

    def refuse_circle(self, educations: dict[str, Education], key: str) -> None:
        seen = [key]
        while above := educations[seen[-1]].part_of:
            if above in seen:
                line = self.part(self.data, "educations").line_of(key)
                raise self.fault(line, f"{key} is part of itself by {', '.join(seen)}; take out one `part_of`")
            if above not in educations:
                return
            seen.append(above)

    def known(self, there: dict[str, _T], names: tuple[str, ...], line: int) -> None:
        for name in names:
            if name not in there:
                raise self.fault(line, f"{name!r} is named here but not written; add it, or spell it as it is")

    def entries(self, key: str) -> list[tuple[str, Lined]]:
        part = self.part(self.data, key)
        for name, entry in part.items():
            if not isinstance(entry, Lined):
                raise self.fault(part.line_of(name), f"{key}: {name} must be a mapping")
        return list(part.items())

    def part(self, data: Lined, key: str) -> Lined:
        value = data.get(key)
        if not isinstance(value, Lined):
            raise self.fault(data.line_of(key), f"write `{key}` as a mapping")
        return value

    def text(self, entry: Lined) -> Text:
        return Text(self.word(entry, "da"), self.word(entry, "en"))

    def word(self, entry: Lined, key: str) -> str:
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(entry.line_of(key), f"write a text for `{key}`, in quotes if it looks like a number")
        return value.strip()

    def words(self, entry: Lined, key: str) -> tuple[str, ...]:
        value = entry.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.fault(entry.line_of(key), f"write `{key}` as a list of texts, in quotes if one looks like a number")
        return tuple(value)

    def one_of(self, names: Callable[[str], _T], entry: Lined, key: str) -> _T:
        try:
            return names(self.word(entry, key))
        except ValueError as fault:
            if isinstance(fault, ContentFault):
                raise
            allowed = ", ".join(str(name) for name in names)  # type: ignore[attr-defined]
            raise self.fault(entry.line_of(key), f"{entry[key]!r} is not known; use one of {allowed}") from None
