"""The list of occupations: by sector, or in the order in which they fit what was typed."""

from dataclasses import dataclass

from flask_babel import gettext as _

from .content_types import Occupation
from .labels import sector_word
from .terms import Level, Sector
from .vocabulary import Vocabulary

MOST_FOUND = 30


@dataclass(frozen=True)
class Row:
    """An occupation in the list; `matched` is the other name by which it was found."""

    id: str
    name: str
    matched: str
    level: Level
    disco08: str | None
    educations: str


@dataclass(frozen=True)
class Group:
    """Occupations under one heading."""

    key: str
    title: str
    rows: tuple[Row, ...]


def groups(known: Vocabulary, typed: str, sector: str | None, lang: str) -> list[Group]:
    """Return the occupations under their sectors; with something typed one group of what fits, best first."""
    if typed:
        found = known.finder.lookup(typed, MOST_FOUND)
        rows = tuple(_row(known, match.occupation, lang, match.name) for match in found if sector in {None, match.occupation.sector.value})
        return [Group("found", _("Passer på “%(typed)s”", typed=typed), rows)] if rows else []
    ordered = known.sorted(lang)
    found_groups = [
        Group(value.value, sector_word(value), tuple(_row(known, job, lang) for job in ordered if job.sector is value))
        for value in Sector
        if sector in {None, value.value}
    ]
    return [group for group in found_groups if group.rows]


def _row(known: Vocabulary, job: Occupation, lang: str, name: str = "") -> Row:
    names = [education.name.in_language(lang) for education in known.educations_of(job)]
    if job.note:
        names.append(job.note.in_language(lang))
    if not names and job.onward:
        names.append(_("Ingen; se vejen videre"))
    matched = name if name not in {"", job.title_da, job.title_en} else ""
    return Row(job.id, job.title(lang), matched, job.level, job.disco08, " · ".join(names))
