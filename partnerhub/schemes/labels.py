"""The knowledge's fixed lists in the reader's language."""

from functools import cache

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..language import current_locale, write_day
from .life import Stage
from .terms import Audience, Facet, Status

FACET_QUESTIONS = {
    Facet.WHAT: _l("Hvad er det?"),
    Facet.WHO: _l("Hvem kan bruge det?"),
    Facet.MONEY: _l("Hvad koster det, og hvad får man?"),
    Facet.APPLY: _l("Hvordan søger man?"),
    Facet.DURATION: _l("Hvor længe varer det?"),
    Facet.RULES: _l("Hvilke regler gælder?"),
    Facet.CONTACT: _l("Hvem kan hjælpe?"),
}
STATUS_WORDS = {
    Status.ACTIVE: _l("Gælder"),
    Status.CHANGING: _l("Ændringer"),
    Status.ENDED: _l("Ophørt"),
    Status.LOCAL: _l("Lokal praksis"),
    Status.UNKNOWN: _l("Uafklaret"),
}
AUDIENCE_WORDS = {
    Audience.COMPANY: _l("Virksomhed"),
    Audience.CITIZEN: _l("Borger"),
    Audience.UNION: _l("Fagforening"),
    Audience.SCHOOL: _l("Skole"),
    Audience.MUNICIPALITY: _l("Kommune"),
}


def facet_question(facet: Facet | str) -> str:
    """Return a facet as the question it answers."""
    return _facet_question(Facet(facet), str(get_locale()))


@cache
def _facet_question(facet: Facet, _locale: str) -> str:  # dozens stand under an answer, and each would be looked up anew
    return str(FACET_QUESTIONS[facet])


def status_word(status: Status | str) -> str:
    """Return a state of a scheme in one word or two."""
    return str(STATUS_WORDS[Status(status)])


def stage_word(stage: Stage) -> str:
    """Return a stage of a scheme's life in one word or two, in the tense that fits the day."""
    if stage.is_past and stage.status in {Status.ACTIVE, Status.CHANGING}:
        if stage.status is Status.ACTIVE:
            return _("Gjaldt uændret") if stage.leads_to is Status.CHANGING else _("Gjaldt")
        return _("Under afskaffelse") if stage.leads_to is Status.ENDED else _("Ændret")
    if not stage.is_past and not stage.is_now and stage.status is Status.ENDED:
        return _("Ophører")
    return status_word(stage.status)


def stage_time(stage: Stage) -> str:
    """Return when a stage of a scheme's life lasts, as far as the days are confirmed; empty when none is."""
    if stage.between:
        first, last = (write_day(day) for day in stage.between)
        return _("mellem %(first)s og %(last)s; den præcise dag er ikke bekræftet", first=first, last=last)
    if stage.begins and stage.until:
        return _("%(first)s til %(last)s", first=write_day(stage.begins), last=write_day(stage.until))
    if stage.begins:
        return _("fra %(day)s", day=write_day(stage.begins))
    return _("til og med %(day)s", day=write_day(stage.until)) if stage.until else ""


def source_year(year: int | str) -> str:
    """Return when a source was seen, or that it has no date."""
    if year == "undated":
        return _("uden dato")
    if year == "unknown":
        return _("årstal ukendt")
    if isinstance(year, str) and year.startswith("før "):
        return _("set før %(year)s", year=year.removeprefix("før "))
    return _("set %(year)s", year=year)


def audience_word(audience: Audience | str) -> str:
    """Return who asks, in one word."""
    return str(AUDIENCE_WORDS[Audience(audience)])


def newer_rate_unknown(wanted: int, newest: int) -> str:
    """Return that the rates of a year are not known here, and of which year the newest are."""
    return _("Satsen for %(wanted)d har vi ikke. Den nyeste, vi har fundet, er fra %(newest)d.", wanted=wanted, newest=newest)


def old_rate_sentence(*years: int) -> str:
    """Return the sentence that stands by rates of earlier years, one year or several in their order."""
    if len(years) == 1:
        return _("Satsen er fra %(year)d og kan være ændret.", year=years[0])
    return _("Satserne er fra %(years)s og kan være ændret.", years=format_list([str(year) for year in years], locale=current_locale()))
