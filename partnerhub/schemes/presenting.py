"""An answer as one person reads it: in one language, worded for who asks, as of one day, with its rates spelt out."""

from dataclasses import dataclass
from datetime import date

from .content_types import AnswerContent, Rate, SchemeContent, Source, Wording
from .knowledge import Knowledge
from .labels import facet_question, old_rate_sentence
from .life import alternatives_for, lead_on, phase_on, rate_is_old
from .terms import Audience, Facet, Status
from .wording import fill_rates, rates_in


@dataclass(frozen=True)
class Reader:
    """Who reads (None: anyone), in which language, on which day."""

    audience: str | None
    lang: str
    day: date


@dataclass(frozen=True)
class AnswerShown:
    """An answer as it is read, in one language, for one asker, on one day."""

    scheme: str
    scheme_name: str
    facet: str
    title: str
    lead: str
    short: str
    details: str
    open_questions: tuple[str, ...]
    remarks: tuple[str, ...]
    status: Status
    note: str
    valid_to: str | None
    valid_to_between: tuple[str, str] | None
    alternatives: tuple[str, ...]
    alternative_names: tuple[str, ...]
    reviewed: bool
    checked_on: date
    review_due: date
    sources: tuple[Source, ...]

    @property
    def text(self) -> str:
        """The whole short answer; what must be said first stands first."""
        return f"{self.lead} {self.short}" if self.lead else self.short


def show(scheme: SchemeContent, facet: Facet, knowledge: Knowledge, reader: Reader) -> AnswerShown:
    """Return one answer of a scheme; the `what` answer when the scheme has none on the facet."""
    content = scheme.answers.get(facet) or scheme.answers[Facet.WHAT]
    wording = worded_for(content, reader.audience)
    phase, lead = phase_on(scheme, reader.day), lead_on(scheme, reader.day, content.facet)
    review = knowledge.reviews[scheme.id, content.facet]
    lang = reader.lang
    years = old_years(scheme, reader.day, wording.short.da, *(text.da for text in content.open_questions))
    folded = old_years(scheme, reader.day, wording.details.da)  # all or none: the years of some would be read as those of all
    details = fill_rates(wording.details.in_language(lang), scheme.rates, lang) if wording.details.da else ""
    others = tuple(key for key in alternatives_for(scheme, reader.audience) if key in knowledge.schemes)
    return AnswerShown(
        scheme=scheme.id,
        scheme_name=scheme.name.in_language(lang),
        facet=content.facet,
        title=question_for(scheme, content.facet, lang),
        lead=lead.in_language(lang) if lead else "",
        short=fill_rates(wording.short.in_language(lang), scheme.rates, lang),
        details="\n".join([details, old_rate_sentence(*folded)]) if set(folded) - set(years) else details,
        open_questions=tuple(fill_rates(text.in_language(lang), scheme.rates, lang) for text in content.open_questions),
        remarks=(old_rate_sentence(*years),) if years else (),
        status=phase.status,
        note=phase.note.in_language(lang) if phase.note else "",
        valid_to=end_of(scheme),
        valid_to_between=end_between(scheme),
        alternatives=others,
        alternative_names=tuple(knowledge.schemes[key].name.in_language(lang) for key in others),
        reviewed=review.reviewed,
        checked_on=review.checked_on,
        review_due=review.review_due,
        sources=tuple(scheme.sources[key] for key in content.sources),
    )


def old_years(scheme: SchemeContent, day: date, *texts: str) -> list[int]:
    """Return the years of the rates in these texts that are older than the day's, in order."""
    return sorted({rate.year for rate in _rates_used(scheme, *texts) if rate_is_old(rate, day)})


def rate_years(scheme: SchemeContent, facet: Facet, audience: str | None) -> list[int]:
    """Return the years of the rates in a short answer as who asks gets it, or in its details when it has none, in order."""
    wording = worded_for(scheme.answers[facet], audience)
    used = _rates_used(scheme, wording.short.da) or _rates_used(scheme, wording.details.da)
    return sorted({rate.year for rate in used})


def _rates_used(scheme: SchemeContent, *texts: str) -> list[Rate]:
    return [scheme.rates[name] for name in {name for text in texts for name in rates_in(text)}]


def end_of(scheme: SchemeContent) -> str | None:
    """Return the day a scheme ends, None where there is no end or the day is not confirmed; never an invented day."""
    return scheme.ends_between[1].isoformat() if scheme.ends_between and not end_between(scheme) else None


def end_between(scheme: SchemeContent) -> tuple[str, str] | None:
    """Return the first and last day that a scheme may end on, None where its day is known or there is no end."""
    if scheme.ends_between is None or scheme.ends_between[0] == scheme.ends_between[1]:
        return None
    first, last = scheme.ends_between
    return first.isoformat(), last.isoformat()


def question_for(scheme: SchemeContent, facet: Facet | str, lang: str) -> str:
    """Return the full question that a button about a scheme's facet stands for: "Jobrotation: Hvem kan bruge det?"."""
    return f"{scheme.name.in_language(lang)}: {facet_question(facet)}"


def worded_for(content: AnswerContent, audience: str | None) -> Wording:
    """Return the wording of an answer for an audience; anyone's where its side does not differ."""
    found = content.per_audience.get(Audience(audience)) if audience else None
    if not found:
        return content.wording
    return found if found.details.da else Wording(found.short, content.wording.details)
