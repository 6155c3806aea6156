"""Quarters as one number, so that they can be compared, added to and indexed: 2027 Q1 is 8108."""

import re
from datetime import date

from ..clock import today
from .kinds import YEARS_AHEAD

_WRITTEN = re.compile(r"^(?:(\d{4})\W*[kq]?\W*([1-4])|([1-4])\W*\.?\W*(?:kvartal|kvt|kv|quarter|k|q)?\W*(\d{4}))\W*(?:kvartal|kvt|kv)?$")


def quarter_of(day: date) -> int:
    """Return the number of the quarter that a day lies in."""
    return day.year * 4 + (day.month - 1) // 3


def this_quarter() -> int:
    """Return the number of the quarter of today."""
    return quarter_of(today())


def first_day(quarter: int) -> date:
    """Return a quarter's first day."""
    return date(quarter // 4, quarter % 4 * 3 + 1, 1)


def last_day(quarter: int) -> date:
    """Return a quarter's last day."""
    return date.fromordinal(first_day(quarter + 1).toordinal() - 1)


def code_of(quarter: int) -> str:
    """Return a quarter as it stands in addresses and files: "2027-1"."""
    return f"{quarter // 4}-{quarter % 4 + 1}"


def shown(quarter: int) -> str:
    """Return a quarter as people read it, in every language: "1. kv. 2027" stands in labels, this is "2027 K1"."""
    return f"{quarter // 4} K{quarter % 4 + 1}"


def read_quarter(text: str) -> int:
    """Return the quarter that a text writes: "2027-1", "2027 K1", "1. kvartal 2027", "Q1 2027". Raises ValueError otherwise."""
    compact = " ".join(text.strip().lower().split())
    compact = re.sub(r"^[kq]\W*([1-4])\W+(\d{4})$", r"\2-\1", compact)
    found = _WRITTEN.match(compact)
    if not found:
        raise ValueError(text)
    year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    return int(year) * 4 + int(number) - 1


def open_quarters() -> range:
    """Return the quarters that a need may be logged for: from this one on, four years ahead."""
    first = this_quarter()
    return range(first, first + YEARS_AHEAD * 4 + 1)
