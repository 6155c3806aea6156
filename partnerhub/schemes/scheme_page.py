"""A scheme's whole page as one person reads it; the page and the API show the same."""

from dataclasses import dataclass

from .content_types import Rate, SchemeContent
from .knowledge import Knowledge, Review
from .labels import old_rate_sentence
from .life import Stage, alternatives_for, life_line, phase_on, rate_is_old, status_on
from .presenting import AnswerShown, Reader, end_between, end_of, show
from .terms import Audience, Facet, Status
from .wording import spell_rate


@dataclass(frozen=True)
class Neighbour:
    """Another scheme, to be linked to."""

    id: str
    name: str
    status: Status


@dataclass(frozen=True)
class RateShown:
    """A rate in words; `remark` says that it may have changed, empty for one of this year."""

    rate: Rate
    label: str
    text: str
    remark: str


@dataclass(frozen=True)
class Mistaken:
    """How a scheme that people take for this one differs; `scheme` is None where it has no page."""

    scheme: Neighbour | None
    text: str


@dataclass(frozen=True)
class SchemePage:
    """Everything on a scheme's page. `review` is that of all answers where they agree, else None and each answer shows its own."""

    id: str
    name: str
    audiences: tuple[Audience, ...]
    status: Status
    lead: str
    note: str
    valid_from: str | None
    valid_to: str | None
    valid_to_between: tuple[str, str] | None
    line: tuple[Stage, ...]
    alternatives: tuple[Neighbour, ...]
    answers: tuple[AnswerShown, ...]
    review: Review | None
    rates: tuple[RateShown, ...]
    law: tuple[str, ...]
    related: tuple[Neighbour, ...]
    confusions: tuple[Mistaken, ...]
    checklist: tuple[str, ...]


def page_for(scheme: SchemeContent, knowledge: Knowledge, reader: Reader) -> SchemePage:
    """Return a scheme's page for a reader."""
    lang, day = reader.lang, reader.day
    phase = phase_on(scheme, day)
    others = {key: neighbour(other, reader) for key, other in knowledge.schemes.items()}
    reviews = {knowledge.reviews[scheme.id, facet] for facet in scheme.answers}
    return SchemePage(
        id=scheme.id,
        name=scheme.name.in_language(lang),
        audiences=tuple(value for value in Audience if value in scheme.audiences),
        status=phase.status,
        lead=phase.lead.in_language(lang) if phase.lead else "",
        note=phase.note.in_language(lang) if phase.note else "",
        valid_from=scheme.valid_from.isoformat() if scheme.valid_from else None,
        valid_to=end_of(scheme),
        valid_to_between=end_between(scheme),
        line=life_line(scheme, day),
        alternatives=tuple(others[key] for key in alternatives_for(scheme, reader.audience) if key in others),
        answers=tuple(show(scheme, facet, knowledge, reader) for facet in Facet if facet in scheme.answers),
        review=reviews.pop() if len(reviews) == 1 else None,
        rates=tuple(_rate(rate, reader) for rate in scheme.rates.values()),
        law=scheme.law,
        related=tuple(others[key] for key in scheme.related if key in others),
        confusions=tuple(Mistaken(others.get(item.scheme or ""), item.text.in_language(lang)) for item in scheme.confusions),
        checklist=tuple(text.in_language(lang) for text in scheme.checklist),
    )


def neighbour(scheme: SchemeContent, reader: Reader) -> Neighbour:
    """Return a scheme as others refer to it."""
    return Neighbour(scheme.id, scheme.name.in_language(reader.lang), status_on(scheme, reader.day))


def _rate(rate: Rate, reader: Reader) -> RateShown:
    remark = old_rate_sentence(rate.year) if rate_is_old(rate, reader.day) else ""
    return RateShown(rate, rate.label.in_language(reader.lang), spell_rate(rate, reader.lang), remark)
