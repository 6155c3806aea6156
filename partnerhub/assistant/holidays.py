"""Denmark's public holidays, worked out from Easter; Store bededag is none since 2024."""

from datetime import date, timedelta

_FIXED = {(1, 1), (12, 25), (12, 26)}
# Days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Easter Monday, Ascension, Whitsun, Whit Monday.
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)


def is_holiday(day: date) -> bool:
    """Tell whether a day from 2024 on is a Danish public holiday (helligdag)."""
    return (day.month, day.day) in _FIXED or (day - easter(day.year)).days in _FROM_EASTER


def easter(year: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar, by the anonymous algorithm of 1876."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - correction - rest % 4) % 7
    late = (golden + 11 * correction + 22 * weekday) // 451
    return date(year, 3, 1) + timedelta(days=correction + weekday - 7 * late + 21)
