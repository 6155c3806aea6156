"""Write rows as a workbook: typed days and numbers, text that never runs as a formula, and a sheet that explains the columns."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from .columns import Cell, Column, Holds
from .csv_files import GUARDED

FIRST_EXCEL_YEAR = 1901  # Excel counts 29 February 1900, which never was
EMPTY_ROWS_WITH_CHOICES = 500


@dataclass(frozen=True)
class Guide:
    """What the sheet "Vejledning" says: a sentence on each column, and lists of allowed values.

    `lists` is key → (heading, values); a column whose key stands in `offered` gets its list to choose from in the cells.
    """

    told: Callable[[Column], str]
    lists: Mapping[str, tuple[str, Sequence[str]]]
    offered: frozenset[str]


def write_workbook(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], guide: Guide | None = None) -> bytes:
    """Return an xlsx file of rows whose cells stand in the order of the columns; `guide` adds the sheet that says what may stand there."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": title, "author": "", "comments": ""})
        sheet = book.add_worksheet(title)
        _write_rows(book, sheet, columns, rows)
        if guide:
            ranges = _write_guide(book, columns, guide)
            _offer_choices(sheet, columns, ranges, guide, len(rows) + EMPTY_ROWS_WITH_CHOICES)
    return stream.getvalue()


def _write_rows(book: Any, sheet: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "valign": "top"})
    quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
    day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
    number = book.add_format({"num_format": "#,##0", "valign": "top"})
    formats = {Holds.TEXT: text, Holds.CHOICE: text, Holds.DAY: day, Holds.NUMBER: number}
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, formats[column.holds])
        sheet.write_string(0, place, column.label, bold)
    for line, cells in enumerate(rows, 1):
        for place, value in enumerate(cells):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(line, place, value, quoted if GUARDED.match(value) else text)
            elif isinstance(value, date) and value.year >= FIRST_EXCEL_YEAR:
                sheet.write_datetime(line, place, value, day)
            elif isinstance(value, date):
                sheet.write_string(line, place, value.isoformat(), text)
            else:
                sheet.write_number(line, place, value, number)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _write_guide(book: Any, columns: Sequence[Column], guide: Guide) -> dict[str, str]:
    """The sheet "Vejledning": each column in a sentence, then the allowed values in columns of their own; returns their ranges by key."""
    name = _("Vejledning")
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 70, wrapped)
    sheet.write_row(0, 0, [_("Kolonne"), _("Det må stå her")], bold)
    for line, column in enumerate(columns, 1):
        sheet.write_string(line, 0, column.label)
        sheet.write_string(line, 1, guide.told(column), wrapped)
    ranges = {}
    for place, (key, (heading, values)) in enumerate(guide.lists.items(), 2):
        sheet.set_column(place, place, 30)
        sheet.write_string(0, place, heading, bold)
        for line, value in enumerate(values, 1):
            sheet.write_string(line, place, value)
        letter = xl_col_to_name(place)
        ranges[key] = f"='{name}'!${letter}$2:${letter}${len(values) + 1}"
    sheet.write_string(len(columns) + 3, 0, _("Skriv aldrig navne eller CPR-numre på borgere i filen."), bold)
    sheet.freeze_panes(1, 0)
    return ranges


def _offer_choices(sheet: Any, columns: Sequence[Column], ranges: dict[str, str], guide: Guide, last_row: int) -> None:
    for place, column in enumerate(columns):
        if column.key in guide.offered:
            sheet.data_validation(1, place, last_row, place, {"validate": "list", "source": ranges[column.key], "error_type": "warning"})
