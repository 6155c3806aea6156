"""Days that count: from the day somebody types to the last or first day a rule gives, and a calendar file of them."""

import calendar
import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event

from ..clock import now, today
from ..language import distance
from ..schemes.content_types import Source
from ..schemes.knowledge import Knowledge
from ..workdays import is_holiday
from .finding import cited
from .guide_rules import Counted, Deadline

FIRST_YEAR, LAST_YEAR = 2000, 2100
REMIND_BEFORE = timedelta(days=7)
_DANISH = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})")


@dataclass(frozen=True)
class DayShown:
    """One counted day in words: the sentence, the rule behind it with its sources, and what to mind."""

    name: str
    day: date
    label: str
    sentence: str
    rule: str
    remarks: tuple[str, ...]
    sources: tuple[Source, ...]


def move(day: date, unit: str, amount: int) -> date:
    """Return the day so many days, weeks, months or years away; a month without that day gives its last (31 January: 28 February)."""
    if unit in {"days", "weeks"}:
        return day + timedelta(days=amount * (7 if unit == "weeks" else 1))
    months = day.year * 12 + day.month - 1 + amount * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def count(rule: Counted, day: date) -> date:
    """Return the day a rule gives from a day. A period's last day is the one before it would begin anew: the careful reading."""
    moved = move(day, rule.unit, rule.amount)
    # From 29 February two years would begin anew on the day that 2030 lacks, so 28 February is the last one of them.
    has_no_such_day = rule.unit in {"months", "years"} and moved.day < day.day
    return moved - timedelta(days=1) if rule.kind == "until" and not has_no_such_day else moved


def read_day(typed: str) -> date | None:
    """Return the day somebody typed as 2027-02-01, 1.2.2027, 1-2-2027 or 1/2/2027; None for what is no day from 2000 to 2100."""
    text = typed.strip()
    danish = _DANISH.fullmatch(text)
    try:
        found = date(int(danish[3]), int(danish[2]), int(danish[1])) if danish else date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def full_day(day: date, lang: str) -> str:
    """Write a day with its weekday: "mandag den 1. februar 2027"."""
    return str(format_date(day, "EEEE d MMMM y", "en_GB") if lang == "en" else format_date(day, "EEEE 'den' d. MMMM y", "da"))


def days_shown(deadline: Deadline, start: date, knowledge: Knowledge, lang: str) -> tuple[DayShown, ...]:
    """Return the days a deadline gives from a start, in words, in the order of its rules."""
    return tuple(_shown(rule, count(rule, start), deadline, knowledge, lang) for rule in deadline.days)


def calendar_file(deadline: Deadline, start: date, knowledge: Knowledge, lang: str, address: str) -> bytes:
    """Return an iCalendar of whole-day entries with a reminder a week before; the same day read again moves nothing and doubles nothing."""
    found = Calendar()
    found.add("prodid", "-//Partnerhub//Frister//DA")
    found.add("version", "2.0")
    for shown in days_shown(deadline, start, knowledge, lang):
        event = Event()
        digest = hashlib.sha256(f"{deadline.id} {shown.name} {start.isoformat()} {address}".encode()).hexdigest()[:24]
        event.add("uid", f"frist-{digest}@partnerhub")
        event.add("dtstamp", now())
        event.add("dtstart", shown.day)
        event.add("dtend", shown.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"{deadline.title.in_language(lang)}: {shown.label}")
        event.add("description", "\n".join([shown.sentence, shown.rule, *shown.remarks, _("Vejledende."), address]))
        event.add("url", address)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{deadline.title.in_language(lang)}: {shown.label}")
        alarm.add("trigger", -REMIND_BEFORE)
        event.add_component(alarm)
        found.add_component(event)
    return bytes(found.to_ical())


def _shown(rule: Counted, day: date, deadline: Deadline, knowledge: Knowledge, lang: str) -> DayShown:
    written = full_day(day, lang)
    sentence = {
        "last": _("Sidste dag er %(day)s.", day=written),
        "first": _("Første dag er %(day)s.", day=written),
        "until": _("Til og med %(day)s.", day=written),
    }[rule.kind]
    remarks = []
    if day < today() and rule.kind == "first":
        sentence = _("Første dag var %(day)s, så det kan gøres nu.", day=written)
    elif day < today():
        remarks.append(_("Dagen er passeret (%(distance)s).", distance=distance(day)))
    if rule.kind == "last" and day.isoweekday() > 5:
        remarks.append(_("Dagen falder i en weekend. Kilden siger ikke, om fristen flytter sig. Gør det hellere før."))
    elif rule.kind == "last" and is_holiday(day):
        remarks.append(_("Dagen er en helligdag. Kilden siger ikke, om fristen flytter sig. Gør det hellere før."))
    sources = cited(rule.rule.sources, deadline.scheme, knowledge)
    return DayShown(rule.name, day, rule.label.in_language(lang), sentence, rule.rule.text.in_language(lang), tuple(remarks), sources)
