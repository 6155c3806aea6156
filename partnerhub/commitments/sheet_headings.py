"""Find the headings of an uploaded sheet and which of our columns each one means, however it is spelled or ordered."""

import re
from dataclasses import dataclass, field

from flask_babel import gettext as _
from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz

from ..errors import RuleBroken
from .sheet_files import Formula, Row, Sheet
from .spreadsheet import BY_KEY, COLUMNS, REQUIRED
from .vocabulary import fold

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


def recognise(sheets: list[Sheet]) -> Table:
    """Return the table in the sheet whose headings are recognised best.

    Raises RuleBroken("file", sentence) when there are no headings, two rows of them, two columns of one meaning, or none of the columns
    that a commitment needs.
    """
    best = max(((sheet, found) for sheet in sheets if (found := _best_row(sheet))), key=lambda pair: len(pair[1].columns), default=None)
    if best is None:
        named = ", ".join(column.label for column in COLUMNS if not column.is_read_only)
        raise RuleBroken("file", _("Vi kan ikke finde overskrifterne. Den øverste række skal have nogle af disse: %(names)s.", names=named))
    sheet, found = best
    below = [row for row in sheet.rows if row.number > found.row.number]
    if below and len(_read(below[0]).columns) >= ENOUGH:
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
                name=BY_KEY[key].label,
            ),
        )
    missing = [BY_KEY[key].label for key in REQUIRED if key not in found.columns]
    if missing and "reference" not in found.columns:
        raise RuleBroken("file", _("Der mangler en kolonne: %(names)s. Tilføj den, eller hent skabelonen.", names=", ".join(missing)))
    return Table(sheet, found.columns, below, _notes(sheet, found, sheets))


def _best_row(sheet: Sheet) -> _Found | None:
    rows = [_read(row) for row in sheet.rows[:SEARCHED_ROWS]]
    best = max(rows, key=lambda found: len(found.columns), default=None)
    return best if best and len(best.columns) >= ENOUGH else None


def _read(row: Row) -> _Found:
    """Exact names first, so that a heading with goodwill never takes a column from one without."""
    found = _Found(row)
    words = {number: str(value).strip() for number, value in row.cells.items() if not isinstance(value, Formula)}
    later = {}
    for number, word in words.items():
        key = _EXACT.get(_plain(word))
        if key is None:
            later[number] = word
        elif key in found.columns:
            found.doubled.append((found.columns[key], number, key))
        else:
            found.columns[key] = number
    for number, word in later.items():
        key = _closest(_plain(word))
        if key is None or key in found.columns:
            found.unknown.append((number, word))
        else:
            found.columns[key] = number
            found.unsure.append((number, word, key))
    return found


def _closest(word: str) -> str | None:
    if len(word) < SHORTEST_FUZZY:
        return None
    score, key = max((fuzz.ratio(word, known), key) for known, key in _EXACT.items())
    return key if score >= CLOSE_ENOUGH else None


def _plain(word: str) -> str:
    return _NOT_A_LETTER.sub(" ", fold(word)).strip()


_EXACT = {_plain(name): column.key for column in COLUMNS for name in (column.key, column.danish, column.english, *column.also)}


def _notes(sheet: Sheet, found: _Found, sheets: list[Sheet]) -> list[str]:
    notes = []
    others = [other.name for other in sheets if other is not sheet and other.rows and other.name not in GUIDES]
    if others:
        notes.append(_("Arket “%(name)s” er læst, de andre ark i filen er ikke.", name=sheet.name[:40]))
    above = [row for row in sheet.rows if row.number < found.row.number]
    if above:
        notes.append(_("Overskrifterne står i række %(row)s. Det, der står over dem, er ikke læst.", row=found.row.number))
    for number, word, key in found.unsure:
        column = get_column_letter(number)
        notes.append(_("Kolonne %(column)s, “%(word)s”, er læst som “%(name)s”.", column=column, word=word[:40], name=BY_KEY[key].label))
    if found.unknown:
        named = ", ".join(f"{get_column_letter(number)} “{word[:40]}”" for number, word in found.unknown[:10])
        notes.append(_("Disse kolonner kender vi ikke, og de er ikke læst: %(names)s.", names=named))
    return notes
