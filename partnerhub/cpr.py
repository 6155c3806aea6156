"""Keep citizens' CPR numbers out of every free text and upload.

No modulus-11 test: valid numbers without it have been given out since 2007 (CPR-kontoret), so six date digits that can be a day
and four more are enough to stop.
"""

import re
import unicodedata

# Neither within a longer number nor behind its decimal point; with the century only where a hyphen leaves no doubt.
_CANDIDATE = re.compile(
    r"(?<!\d)(?<!\d[.,/])"
    r"(?:(\d{2})[ .]?(\d{2})[ .]?(\d{2}) ?[-./ ]? ?|(\d{2})(\d{2})(?:18|19|20)\d{2} ?- ?)"
    r"\d{4}(?!\d|[.,/]\d)"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
CPR_MASK = "XXXXXX-XXXX"
_ALIKE = {"Pd": "-", "Zs": " ", "Zl": " ", "Zp": " "}


def find_cpr(text: str) -> str | None:
    """Return the first CPR-like number of a text as written, or None.

    A number is CPR-like when its first six digits can be a date (DDMMYY) and four digits follow, with or without a hyphen, space or
    dot between. Any script's digits, any dash and any space count; invisible characters hide nothing.
    """
    plain, places = _plain(text)
    for match in _CANDIDATE.finditer(plain):
        day, month = int(match[1] or match[4]), int(match[2] or match[5])
        if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]:
            return text[places[match.start()] : places[match.end() - 1] + 1]
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
        text = text.replace(found, CPR_MASK)
    return text


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with plain digits, hyphens and spaces and nothing invisible, and where each character stood."""
    signs, places = [], []
    for place, sign in enumerate(text):
        if sign.isascii():
            plain = " " if sign == "\t" else sign
        else:
            category = unicodedata.category(sign)
            if category in ("Cf", "Mn"):
                continue
            plain = str(unicodedata.decimal(sign)) if category == "Nd" else "-" if sign == "−" else _ALIKE.get(category, sign)
        signs.append(plain)
        places.append(place)
    return "".join(signs), places
