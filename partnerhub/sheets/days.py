"""Read when something runs, as people write it in sheets: a date, a day number, a week of a year, or from one day to another."""

import re
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from .cells import CellError, cut, read_date, read_text

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": 5, "oct": 10}
_NAMED = re.compile(r"^(\d{1,2})\.?\s*([a-zæøå]{3,9})\.?\s*(\d{4})$")
_WEEK = re.compile(r"^(?:uge|u|week|w)\.?\s*(\d{1,2})(?:\s*(?:-|–|til|to)\s*(?:uge|u|week)?\.?\s*(\d{1,2}))?\s*[,./ -]*\s*(\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})\s*[,./ -]*\s*(?:uge|u|week|w)\.?\s*(\d{1,2})(?:\s*(?:-|–|til|to)\s*(?:uge|u|week)?\.?\s*(\d{1,2}))?$")
_BETWEEN = re.compile(r"\s+(?:-|–|til|to)\s+|(?<=\d{4})\s*[-–]\s*(?=\d)")
_FRIDAY = 4

Period = tuple[date | None, date | None]
"""First and last day; None for what is not said."""


def read_period(value: Any) -> Period:
    """Return the days that a cell writes: 30.06.2027, an Excel day number, "uge 12 2027", "12. januar 2027", "4.1.2027 - 8.1.2027".

    A week begins on its Monday and ends on its Friday. Raises CellError for anything else.
    """
    text = read_text(value)
    try:
        return read_date(value), None
    except CellError:
        found = _week(text) or _named(text) or _between(text)
    if found is None:
        raise CellError(_("“%(typed)s” er ikke en dato. Skriv fx 30.06.2027 eller uge 12 2027.", typed=cut(text)))
    return found


def read_day_cell(value: Any) -> date | None:
    """Return the one day that a cell writes, the last one of several, None for an empty cell."""
    first, last = read_period(value)
    return last or first


def week_of(year: int, first: int, last: int | None = None) -> Period:
    """Return Monday of a week and Friday of the same or a later one. Raises CellError for a week that the year does not have."""
    try:
        monday = date.fromisocalendar(year, first, 1)
        ending = date.fromisocalendar(year, last or first, 1) + timedelta(days=_FRIDAY)
    except ValueError:
        raise CellError(_("Året %(year)s har ingen uge %(week)s.", year=year, week=last or first)) from None
    return monday, ending


def _week(text: str) -> Period | None:
    small = text.lower()
    if found := _WEEK.match(small):
        first, last, year = found[1], found[2], found[3]
    elif found := _YEAR_FIRST.match(small):
        year, first, last = found[1], found[2], found[3]
    else:
        return None
    return week_of(int(year), int(first), int(last) if last else None)


def _named(text: str) -> Period | None:
    found = _NAMED.match(text.lower())
    if not found:
        return None
    begun = found[2][:3]
    month = _MONTHS.index(begun) + 1 if begun in _MONTHS else _ENGLISH.get(begun)
    try:
        return (date(int(found[3]), month, int(found[1])), None) if month else None
    except ValueError:
        return None


def _between(text: str) -> Period | None:
    parts = _BETWEEN.split(text)
    if len(parts) != 2:
        return None
    try:
        first, last = (read_date(part) if not _named(part) else (_named(part) or (None, None))[0] for part in parts)
    except CellError:
        return None
    return (first, last) if first and last and first <= last else None
