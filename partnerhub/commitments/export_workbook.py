"""Write commitments as a workbook: typed days and numbers, text that never runs as a formula, and a sheet that explains the columns."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from xlsxwriter import Workbook

from ..sheets.columns import Column, Holds
from ..sheets.csv_files import GUARDED
from .choices import Choices
from .kinds import Kind, Unit, Visibility
from .spreadsheet import BY_KEY, REQUIRED, Record, choice_label, shown

FIRST_EXCEL_YEAR = 1901  # Excel counts 29 February 1900, which never was
EMPTY_ROWS_WITH_CHOICES = 500
OFFERED: dict[str, tuple[Any, ...]] = {"kind": tuple(Kind), "unit": tuple(Unit), "visibility": tuple(Visibility)}


def write_workbook(columns: Sequence[Column], records: Sequence[Record], choices: Choices, locale: str, guide: bool = True) -> bytes:
    """Return an xlsx file of the records; `guide` adds the sheet that says what may stand in each column."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": _("Forpligtelser"), "author": "", "comments": ""})
        sheet = book.add_worksheet(_("Forpligtelser"))
        _write_rows(book, sheet, columns, records)
        if guide:
            ranges = _write_guide(book, columns, choices, locale)
            _offer_choices(sheet, columns, ranges, len(records) + EMPTY_ROWS_WITH_CHOICES)
    return stream.getvalue()


def _write_rows(book: Any, sheet: Any, columns: Sequence[Column], records: Sequence[Record]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "valign": "top"})
    quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
    day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
    number = book.add_format({"num_format": "#,##0", "valign": "top"})
    formats = {Holds.TEXT: text, Holds.CHOICE: text, Holds.DAY: day, Holds.NUMBER: number}
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, formats[column.holds])
        sheet.write_string(0, place, column.label, bold)
    for line, record in enumerate(records, 1):
        for place, column in enumerate(columns):
            value = shown(column, record.get(column.key))
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
    sheet.autofilter(0, 0, max(len(records), 1), len(columns) - 1)


def _write_guide(book: Any, columns: Sequence[Column], choices: Choices, locale: str) -> dict[str, str]:
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
        sheet.write_string(line, 1, told(column), wrapped)
    listed = {key: [choice_label(key, choice) for choice in OFFERED[key]] for key in OFFERED}
    listed["guidepost"] = [f"{post.code} {post.title(locale)}" for post in choices.guideposts_in_force]
    listed["cosigners"] = [partner.name for partner in choices.partners.values() if partner.is_active]
    ranges = {}
    top = len(columns) + 3
    for place, (key, values) in enumerate(listed.items(), 2):
        sheet.set_column(place, place, 30)
        sheet.write_string(0, place, BY_KEY[key].label if key != "cosigners" else _("Partnere"), bold)
        for line, value in enumerate(values, 1):
            sheet.write_string(line, place, value)
        letter = chr(ord("A") + place)
        ranges[key] = f"='{name}'!${letter}$2:${letter}${len(values) + 1}"
    sheet.write_string(top, 0, _("Skriv aldrig navne eller CPR-numre på borgere i filen."), bold)
    sheet.freeze_panes(1, 0)
    return ranges


def _offer_choices(sheet: Any, columns: Sequence[Column], ranges: dict[str, str], last_row: int) -> None:
    for place, column in enumerate(columns):
        if column.key in OFFERED:
            sheet.data_validation(1, place, last_row, place, {"validate": "list", "source": ranges[column.key], "error_type": "warning"})


def told(column: Column) -> str:
    """Return the sentence of the guide on what may stand in a column."""
    needed = _("Skal udfyldes for en ny forpligtelse. ") if column.key in REQUIRED else ""
    sentences = {
        "reference": _("Lad cellen stå tom for en ny forpligtelse. Med et nummer rettes den forpligtelse, der har det."),
        "owner": _("Partnerens navn. Lad cellen stå tom for jeres egen. Kun kommunens tovholder kan skrive på andres vegne."),
        "guidepost": _("Nummeret på et pejlemærke, fx 1.4. De står til højre."),
        "title": _("Kort og konkret, højst 120 tegn."),
        "what": _("Beskrivelse, højst 4.000 tegn. Ingen navne på borgere."),
        "kind": _("En af arterne til højre."),
        "quantity": _("Et helt tal fra 1 til 100.000, eller tom, hvis der ikke er et tal endnu."),
        "unit": _("Det, antallet tæller, se til højre. Tom: den enhed, der følger arten."),
        "start_on": _("En dato, fx 01-08-2027, eller tom."),
        "due_on": _("En dato fra i dag og frem, fx 30-06-2028, eller tom."),
        "visibility": _("Partnerskabet eller Offentlig. Tom: Partnerskabet."),
        "cosigners": _("Partnernes navne med semikolon imellem, og andelen i parentes: Demoskolen (3); Demoforbundet."),
        "workplace": _("Navnet på et af ejerens arbejdssteder, eller tom."),
    }
    return needed + sentences.get(column.key, _("Kan ikke ændres her. Det, der står, bliver ikke læst."))
