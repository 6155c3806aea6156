"""Which days people in Denmark are at work."""

from datetime import date

from holidays import country_holidays

_DENMARK = country_holidays("DK")  # a year's days are worked out when they are first asked about


def is_holiday(day: date) -> bool:
    """Tell whether a day is a Danish public holiday (helligdag), as the `holidays` library has them."""
    return day in _DENMARK


def is_workday(day: date) -> bool:
    """Tell whether a day is none of a weekend and no public holiday."""
    return day.weekday() < 5 and not is_holiday(day)
