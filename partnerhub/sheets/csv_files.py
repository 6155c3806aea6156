"""Write csv for Danish Excel; read it as it comes out of Excel and old systems: any common encoding, separated by ; , or tab."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

from ..errors import RuleBroken
from .columns import Cell, Column

BOM = b"\xef\xbb\xbf"
SEPARATORS = ";,\t"
CELL_CHARACTERS = 100_000
_QUOTED = re.compile(r'"[^"]*"')
GUARDED = re.compile(r"'*[=+\-@\t\r]")
_GUARD_ADDED = re.compile(r"'+[=+\-@\t\r]")


def guard(text: str) -> str:
    """Return a text that a spreadsheet does not run as a formula: an apostrophe before = + - @, tab and carriage return.

    A text that begins like a guarded one gets one more apostrophe, so that `unguard` is its exact inverse.
    """
    return f"'{text}" if GUARDED.match(text) else text


def unguard(text: str) -> str:
    """Return the text without the apostrophe that `guard` put before it; any other text unchanged."""
    return text[1:] if _GUARD_ADDED.match(text) else text


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return csv as Danish Excel opens it: UTF-8 with byte order mark, semicolons, CRLF, ISO days, no text that runs as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.label for column in columns])
    writer.writerows([_written(value) for value in cells] for cells in rows)
    return BOM + text.getvalue().encode()


def _written(value: Cell) -> str:
    if value is None:
        return ""
    return guard(value) if isinstance(value, str) else str(value)


def read_records(data: bytes, limit: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each filled record with its number, the formula guard taken off.

    Raises RuleBroken for what is not csv, a quotation mark that is never closed, or more than `limit` records.
    """
    text = decode(data)
    first = text.lstrip("\r\n").partition("\n")[0].strip()
    skipped = 0
    separator = _separator(first)
    if told := re.fullmatch(r"sep=(.)", first):  # Excel's own hint in the first line
        separator, skipped = told[1], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found = 0
    try:
        for number, record in enumerate(reader, 1):
            if number <= skipped or not any(cell.strip() for cell in record):
                continue
            found += 1
            if found > limit:
                raise too_many_rows()
            if any(len(cell) > CELL_CHARACTERS for cell in record):
                raise RuleBroken("file", _("Række %(number)s har en celle med alt for lang tekst. Gør den kortere.", number=number))
            yield number - skipped, [unguard(cell) for cell in record]
    except csv.Error:
        line = reader.line_num
        raise RuleBroken(
            "file", _("Linje %(line)s kan ikke læses: et anførselstegn mangler, eller cellen er alt for lang. Ret det.", line=line)
        ) from None


def decode(data: bytes) -> str:
    """Return the text of a csv file in UTF-8, UTF-16, cp1252 or Latin-1. Raises RuleBroken for what is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    elif data[1::2].count(0) > len(data) // 4:
        text = data.decode("utf-16-le", errors="replace")
    elif data[::2].count(0) > len(data) // 4:
        text = data.decode("utf-16-be", errors="replace")
    else:
        text = _decode_bytes(data)
    if "\0" in text or data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff")):
        raise RuleBroken("file", _("Filen er hverken et Excel-ark (.xlsx) eller en csv-fil. Gem rækkerne som en af dem, og prøv igen."))
    return text.removeprefix("\ufeff")


def _decode_bytes(data: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def too_many_rows() -> RuleBroken:
    """Return the sentence for a file that is too long."""
    return RuleBroken("file", _("Filen har flere end 5.000 rækker. Del den i flere filer, og fjern tomme rækker med formatering."))


def _separator(first_line: str) -> str:
    plain = _QUOTED.sub("", first_line)
    return max(SEPARATORS, key=lambda sign: (plain.count(sign), -SEPARATORS.index(sign)))
