"""Find the headings of an uploaded sheet and which of our columns each one means, however it is spelled or ordered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flask_babel import gettext as _
from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz

from ..errors import RuleBroken
from ..typed_text import fold
from .columns import Column
from .files import Formula, Row, Sheet

CLOSE_ENOUGH = 84  # of 100: "Antall" and "Medunderskiver" pass, "Art" and "Start" do not meet
SHORTEST_FUZZY = 4
SEARCHED_ROWS = 15
GUIDES = ("Vejledning", "Guide")  # the sheet that an export adds
ENOUGH = 3  # headings that make a row the row of headings
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Table:
    """A sheet whose columns are known: key → column number, the rows below the headings, and what was noticed."""

    sheet: Sheet
    columns: dict[str, int]
    rows: list[Row]
    notes: list[str] = field(default_factory=list)


@dataclass
class _Found:
    """The row of headings: what was recognised, what was read with goodwill, what is not ours."""

    row: Row
    columns: dict[str, int] = field(default_factory=dict)
    doubled: list[tuple[int, int, str]] = field(default_factory=list)
    unsure: list[tuple[int, str, str]] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """What a sheet may hold: its columns, the keys of those that a new row needs, and the key that makes a row a known one."""

    columns: Sequence[Column]
    required: tuple[str, ...]
    known_by: str = ""

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Return the columns by key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def exact(self) -> dict[str, str]:
        """Return every way a heading may be written, in plain letters, with its column's key."""
        return {
            plain_heading(name): column.key for column in self.columns for name in (column.key, column.danish, column.english, *column.also)
        }


def recognise(sheets: list[Sheet], layout: Layout) -> Table:
    """Return the table in the sheet whose headings are recognised best.

    Raises RuleBroken("file", sentence) when there are no headings, two rows of them, two columns of one meaning, cells merged
    below, or none of the columns that a new row needs.
    """
    by_key = layout.by_key
    found_in = ((sheet, found) for sheet in sheets if (found := _best_row(sheet, layout)))
    best = max(found_in, key=lambda pair: len(pair[1].columns), default=None)
    if best is None:
        named = ", ".join(column.label for column in layout.columns if not column.is_read_only)
        raise RuleBroken("file", _("Vi kan ikke finde overskrifterne. Den øverste række skal have nogle af disse: %(names)s.", names=named))
    sheet, found = best
    sheet.refuse_merged(found.row.number)
    below = [row for row in sheet.rows if row.number > found.row.number]
    if below and len(_read(below[0], layout).columns) >= ENOUGH:
        raise RuleBroken(
            "file",
            _(
                "Der er to rækker med overskrifter, række %(first)s og række %(second)s. Slet den ene.",
                first=found.row.number,
                second=below[0].number,
            ),
        )
    if found.doubled:
        first, second, key = found.doubled[0]
        raise RuleBroken(
            "file",
            _(
                "Kolonne %(first)s og kolonne %(second)s er begge “%(name)s”. Slet den ene, eller giv den en anden overskrift.",
                first=get_column_letter(first),
                second=get_column_letter(second),
                name=by_key[key].label,
            ),
        )
    missing = [by_key[key].label for key in layout.required if key not in found.columns]
    if missing and layout.known_by not in found.columns:
        raise RuleBroken("file", _("Der mangler en kolonne: %(names)s. Tilføj den, eller hent skabelonen.", names=", ".join(missing)))
    return Table(sheet, found.columns, below, _notes(sheet, found, sheets, layout))


def _best_row(sheet: Sheet, layout: Layout) -> _Found | None:
    rows = [_read(row, layout) for row in sheet.rows[:SEARCHED_ROWS]]
    best = max(rows, key=lambda found: len(found.columns), default=None)
    return best if best and len(best.columns) >= ENOUGH else None


def _read(row: Row, layout: Layout) -> _Found:
    """Exact names first, so that a heading with goodwill never takes a column from one without."""
    found = _Found(row)
    words = {number: str(value).strip() for number, value in row.cells.items() if not isinstance(value, Formula)}
    later = {}
    for number, word in words.items():
        key = layout.exact.get(plain_heading(word))
        if key is None:
            later[number] = word
        elif key in found.columns:
            found.doubled.append((found.columns[key], number, key))
        else:
            found.columns[key] = number
    for number, word in later.items():
        key = closest(plain_heading(word), layout)
        if key is None or key in found.columns:
            found.unknown.append((number, word))
        else:
            found.columns[key] = number
            found.unsure.append((number, word, key))
    return found


def closest(word: str, layout: Layout) -> str | None:
    """Return the key whose name a plain heading is nearly, None when it is too short or too far from all."""
    if len(word) < SHORTEST_FUZZY:
        return None
    score, key = max((fuzz.ratio(word, known), key) for known, key in layout.exact.items())
    return key if score >= CLOSE_ENOUGH else None


def plain_heading(word: str) -> str:
    """Return the one form of a heading's spellings: letters and digits only, æ/ae ø/oe å/aa alike."""
    return _NOT_A_LETTER.sub(" ", fold(word)).strip()


def _notes(sheet: Sheet, found: _Found, sheets: list[Sheet], layout: Layout) -> list[str]:
    notes = []
    others = [other.name for other in sheets if other is not sheet and other.rows and other.name not in GUIDES]
    if others:
        notes.append(_("Arket “%(name)s” er læst, de andre ark i filen er ikke.", name=sheet.name[:40]))
    above = [row for row in sheet.rows if row.number < found.row.number]
    if above:
        notes.append(_("Overskrifterne står i række %(row)s. Det, der står over dem, er ikke læst.", row=found.row.number))
    for number, word, key in found.unsure:
        column = get_column_letter(number)
        notes.append(
            _("Kolonne %(column)s, “%(word)s”, er læst som “%(name)s”.", column=column, word=word[:40], name=layout.by_key[key].label)
        )
    if found.unknown:
        named = ", ".join(f"{get_column_letter(number)} “{word[:40]}”" for number, word in found.unknown[:10])
        notes.append(_("Disse kolonner kender vi ikke, og de er ikke læst: %(names)s.", names=named))
    return notes
