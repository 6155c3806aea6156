"""The knowledge's fixed lists in the reader's language."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

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
    Status.CHANGING: _l("Ændres"),
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
    return str(FACET_QUESTIONS[Facet(facet)])


def status_word(status: Status | str) -> str:
    """Return a state of a scheme in one word or two."""
    return str(STATUS_WORDS[Status(status)])


def audience_word(audience: Audience | str) -> str:
    """Return who asks, in one word."""
    return str(AUDIENCE_WORDS[Audience(audience)])


def old_rate_sentence(year: int) -> str:
    """Return the sentence that stands by a rate of an earlier year."""
    return _("Satsen er fra %(year)d og kan være ændret.", year=year)
