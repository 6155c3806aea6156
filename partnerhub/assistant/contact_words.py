"""How a human is reached, in words: one sentence for an answer, a line and a table of opening hours for a page."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from babel.dates import format_date
from flask_babel import force_locale
from flask_babel import gettext as _

from partnerhub.clock import COPENHAGEN, now

from .opening import Hours
from .settings import Contact

_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class Opening:
    """Opening hours as a page shows them: whether it is open, the line that says so, and the week's rows (days, hours)."""

    is_open: bool
    line: str
    week: tuple[tuple[str, str], ...]


def reaching_sentence(contact: Contact, place: str, lang: str) -> str:
    """Return how a human is reached and whether now, or that the municipality has not said so yet."""
    with force_locale(lang):
        return f"{_reaching(contact, place)} {opening_line(contact.hours, now(), lang)}".strip()


def opening(contact: Contact, lang: str) -> Opening:
    """Return the opening hours as a page shows them, as of now."""
    moment = now()
    with force_locale(lang):
        is_open = contact.hours.closes_at(moment) is not None
        line = opening_line(contact.hours, moment, lang) or _("Åbningstiden er ikke oplyst endnu.")
        return Opening(is_open, line, _week(contact.hours, lang))


def opening_line(hours: Hours, moment: datetime, lang: str) -> str:
    """Return "Åbent nu, til kl. 15." or "Lukket nu, åbner mandag kl. 9.", in the language in force; "" while nobody has said."""
    if not hours.are_known:
        return ""
    if (until := hours.closes_at(moment)) is not None:
        return _("Åbent nu, til kl. %(time)s.", time=_clock(until, lang))
    opens = hours.opens_after(moment)
    if opens is None:
        return _("Lukket nu.")
    days = (opens.date() - moment.astimezone(COPENHAGEN).date()).days
    at = _clock(opens.time(), lang)
    if days == 0:
        return _("Lukket nu, åbner i dag kl. %(time)s.", time=at)
    if days == 1:
        return _("Lukket nu, åbner i morgen kl. %(time)s.", time=at)
    if days < 7:
        return _("Lukket nu, åbner %(weekday)s kl. %(time)s.", weekday=_written(opens.date(), "EEEE", lang), time=at)
    long = "EEEE d MMMM" if lang == "en" else "EEEE 'den' d. MMMM"
    return _("Lukket nu, åbner %(weekday)s kl. %(time)s.", weekday=_written(opens.date(), long, lang), time=at)


def _reaching(contact: Contact, place: str) -> str:
    if contact.phone and contact.mail:
        return _(
            "Tal med et menneske i %(place)s Kommune: ring %(phone)s eller skriv til %(mail)s.",
            place=place,
            phone=contact.phone,
            mail=contact.mail,
        )
    if contact.phone:
        return _("Tal med et menneske i %(place)s Kommune: ring %(phone)s.", place=place, phone=contact.phone)
    if contact.mail:
        return _("Tal med et menneske i %(place)s Kommune: skriv til %(mail)s.", place=place, mail=contact.mail)
    return _("Spørg %(place)s Kommune; telefon og mail er ikke oplyst her endnu.", place=place)


def _week(hours: Hours, lang: str) -> tuple[tuple[str, str], ...]:
    """Weekdays that follow each other with the same hours stand in one row."""
    rows = []
    for open_from, group in groupby(enumerate(hours.weekdays), key=lambda pair: pair[1]):
        days = [_written(date.fromordinal(_MONDAY.toordinal() + number), "EEEE", lang) for number, _hours in group]
        label = days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"
        said = f"{_clock(open_from[0], lang)}–{_clock(open_from[1], lang)}" if open_from else _("lukket")
        rows.append((label[0].upper() + label[1:], said))
    return tuple(rows)


def _written(day: date, form: str, lang: str) -> str:
    return str(format_date(day, form, locale="en_GB" if lang == "en" else "da"))


def _clock(at: time, lang: str) -> str:
    """The way the language writes a time of the day: "9" and "9.30", or "9:00" and "9:30"."""
    if lang == "en":
        return f"{at.hour}:{at.minute:02d}"
    return f"{at.hour}.{at.minute:02d}" if at.minute else str(at.hour)
