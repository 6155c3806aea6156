"""Keep citizens' CPR numbers out of every free text and upload.

No modulus-11 test: valid numbers without it have been given out since 2007 (CPR-kontoret), so six date digits that can be a day
and four more are enough to stop.
"""

import re

_CANDIDATE = re.compile(r"(?<![\d.,/])(\d{2})[ .]?(\d{2})[ .]?(\d{2})[ ]?[-–—./ ]?[ ]?(\d{4})(?![\d/]|[.,]\d)")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def find_cpr(text: str) -> str | None:
    """Return the first CPR-like number of a text as written, or None.

    A number is CPR-like when its first six digits can be a date (DDMMYY) and four digits follow, with or without
    a hyphen, space or dot between.
    """
    for match in _CANDIDATE.finditer(_ascii_digits(text)):
        day, month = int(match[1]), int(match[2])
        if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]:
            return text[match.start() : match.end()]
    return None


def find_cpr_in_cell(value: object) -> str | None:
    """Return the CPR-like number in a spreadsheet cell; whole numbers are read zero-padded to ten digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        digits = str(value)
        return find_cpr(digits.zfill(10)) if len(digits) in (9, 10) else None
    return find_cpr(str(value)) if value is not None else None


def mask_cpr(text: str) -> str:
    """Return the text with every CPR-like number replaced by XXXXXX-XXXX."""
    while found := find_cpr(text):
        text = text.replace(found, "XXXXXX-XXXX")
    return text


def _ascii_digits(text: str) -> str:
    """Full-width and other digits count as digits, one character each."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)
