"""Read what someone uploads as a spreadsheet into plain rows: xlsx and csv, with every limit checked before memory is spent."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import IO, Any, cast
from zipfile import ZipFile

from flask_babel import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from ..cpr import find_cpr, find_cpr_in_cell
from ..errors import RuleBroken
from .archives import OLE_START, ZIP_START, damaged, elements, open_office_file
from .csv_files import read_records, too_many_rows

ROW_LIMIT = 5_000
COLUMN_LIMIT = 100
CELL_LIMIT = 300_000
LAST_ROW = 20 * ROW_LIMIT
SHOWN_CELLS = 10
UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, OverflowError, ArithmeticError)
INSIDE_A_ROW = ("c", "v", "f", "is", "t", "r")


@dataclass(frozen=True)
class Formula:
    """A cell that is calculated: an import cannot know what it should be."""

    text: str = ""


@dataclass(frozen=True)
class Row:
    """A row with its number in the file and its filled cells by column number, from 1."""

    number: int
    cells: dict[int, Any]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file; a csv file has a single one without name. `merged` are ranges such as "A1:G1"."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    def cell(self, row: int, column: int, alone: bool = True) -> str:
        """Return a cell's name such as "D7", with the sheet's name before it where the file has several."""
        place = cell_name(row, column)
        return place if alone or not self.name else f"{self.name}!{place}"

    def refuse_merged(self, heading_row: int) -> None:
        """Refuse cells merged at the headings or below them; a title over the whole sheet, as schools write it, does no harm.

        Raises RuleBroken("file", sentence).
        """
        harmful = [one for one in self.merged if _last_row(one) >= heading_row]
        if harmful:
            named = ", ".join(harmful[:SHOWN_CELLS])
            raise RuleBroken("file", _("Cellerne %(cells)s er flettet. Ophæv fletningen, så hver celle står for sig selv.", cells=named))


def cell_name(row: int, column: int) -> str:
    """Return a cell's name such as "D7"."""
    return f"{get_column_letter(column)}{row}"


def read_sheets(data: bytes) -> list[Sheet]:
    """Return the sheets of an xlsx or csv file.

    Raises RuleBroken("file", sentence) when the file is none, is damaged, locked, holds macros, is too large, or has a CPR-like number in
    any cell; the number itself is not repeated.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise RuleBroken("file", _("Filen er tom. Vælg en fil med rækker i."))
    if data.startswith((ZIP_START, OLE_START, b"PK\x05\x06")):
        kind, archive = open_office_file(data)
        if kind != "xlsx":
            raise RuleBroken("file", _("Det er et Word-dokument. Gem rækkerne i et Excel-ark (.xlsx) eller som csv."))
        sheets = _read_workbook(archive)
    else:
        sheets = [Sheet("", [_row(number, enumerate(cells, 1)) for number, cells in read_records(data, ROW_LIMIT + 20)])]
    _stop_cpr(sheets)
    return sheets


def _read_workbook(archive: ZipFile) -> list[Sheet]:
    merged = {member: _survey(archive, member) for member in archive.namelist() if member.endswith((".xml", ".rels"))}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles it leaves out; nobody here needs them
            book = load_workbook(cast(IO[bytes], archive.fp), read_only=True, data_only=False, keep_links=False)
            return [_read_sheet(sheet, merged.get(getattr(sheet, "_worksheet_path", ""), [])) for sheet in book.worksheets]
    except UNREADABLE:
        raise damaged() from None


def _survey(archive: ZipFile, member: str) -> list[str]:
    """Look a part through before openpyxl does, and return its merged ranges.

    Its read-only mode is the safe one, but cannot see merged cells; its normal mode expands each merged range and hyperlink, and a single
    one can name billions of cells.
    """
    rows = cells = 0
    merged: list[str] = []
    for _moment, name, element in elements(archive, member):
        if name == "mergeCell":
            merged.append(element.get("ref", ""))
        elif name == "c":
            cells += 1
        elif name == "row":
            rows += 1
            _check_reach(element)
        if rows > 4 * ROW_LIMIT or cells > CELL_LIMIT:
            raise too_many_rows()
        if name not in INSIDE_A_ROW:
            element.clear()
    return merged


def _last_row(merged: str) -> int:
    """The row that a merged range reaches down to; one that cannot be read reaches everywhere."""
    digits = merged.rpartition(":")[2].lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else LAST_ROW


def _check_reach(row: Any) -> None:
    """Refuse what stands far outside the part that is read, instead of leaving it out unsaid."""
    filled = [cell.get("r", "") for cell in row if len(cell)]
    if filled and row.get("r", "1").isdigit() and int(row.get("r", "1")) > LAST_ROW:
        raise too_many_rows()
    for place in filled:
        letters = place.rstrip("0123456789")
        if len(letters) > 2 or (len(letters) == 2 and column_index_from_string(letters) > COLUMN_LIMIT):
            raise RuleBroken("file", _("Der står noget langt til højre, i celle %(cell)s. Slet det, og gem filen igen.", cell=place[:12]))


def _read_sheet(sheet: Any, merged: list[str]) -> Sheet:
    found = Sheet(sheet.title, merged=merged)
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMN_LIMIT, max_row=LAST_ROW), 1):
        row = _row(number, ((column, _value(cell)) for column, cell in enumerate(cells, 1)))
        if row.cells:
            found.rows.append(row)
        if len(found.rows) > ROW_LIMIT + 20:
            raise too_many_rows()
    return found


def _row(number: int, cells: Any) -> Row:
    return Row(number, {column: value for column, value in cells if value not in (None, "") and str(value).strip()})


def _value(cell: Any) -> Any:
    """Dates lose a time of midnight; text loses the mark that Excel writes for a carriage return."""
    value = cell.value
    if cell.data_type == "f":
        return Formula(str(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else value
    if isinstance(value, str):
        return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    return value if isinstance(value, int | float | date | bool | time | timedelta) or value is None else str(value)


def _stop_cpr(sheets: list[Sheet]) -> None:
    found = [place for sheet in sheets for place in _cpr_cells(sheet, alone=len(sheets) == 1)]
    if found:
        places = ", ".join(found[:SHOWN_CELLS]) + (" …" if len(found) > SHOWN_CELLS else "")
        raise RuleBroken(
            "file",
            _(
                "Intet er gemt: Her står noget, der ligner et CPR-nummer: celle %(cells)s. Fjern det, og send filen igen. "
                "Partnerhub gemmer aldrig oplysninger om enkelte borgere.",
                cells=places,
            ),
        )


def _cpr_cells(sheet: Sheet, alone: bool) -> Iterator[str]:
    if find_cpr(sheet.name):
        yield _("navnet på et ark")
    for row in sheet.rows:
        for column, value in row.cells.items():
            text = value.text if isinstance(value, Formula) else value
            if not isinstance(text, date) and find_cpr_in_cell(text):
                yield sheet.cell(row.number, column, alone)
