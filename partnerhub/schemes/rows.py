"""A scheme's content as the rows of the database, and back: what is written is read as the same values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from .content_types import AnswerContent, Confusion, Phase, Rate, SchemeContent, Source, Text, Wording
from .models import EVERYONE
from .phrases import Phrase
from .terms import Audience, Facet, Status

Values = dict[str, Any]


def scheme_values(scheme: SchemeContent) -> Values:
    """Return the columns of a scheme's own row."""
    first, last = scheme.ends_between or (None, None)
    return {
        "name_da": scheme.name.da,
        "name_en": scheme.name.en,
        "aliases_da": list(scheme.aliases_da),
        "aliases_en": list(scheme.aliases_en),
        "audiences": [audience.value for audience in scheme.audiences],
        "law": list(scheme.law),
        "valid_from": scheme.valid_from,
        "ends_earliest": first,
        "ends_latest": last,
        "phases": [_phase_row(phase) for phase in scheme.phases],
        "alternatives": {key: list(others) for key, others in scheme.alternatives.items()},
        "related": list(scheme.related),
        "confusions": [{"scheme": item.scheme, **_text_row(item.text)} for item in scheme.confusions],
        "checklist": [_text_row(text) for text in scheme.checklist],
        "checked_on": scheme.checked_on,
        "review_due": scheme.review_due,
    }


def answer_values(scheme: SchemeContent) -> dict[tuple[Facet, str], Values]:
    """Return the columns of a scheme's answers by facet and audience; sources and open questions stand with everyone's wording."""
    found: dict[tuple[Facet, str], Values] = {}
    dates = {"checked_on": scheme.checked_on, "review_due": scheme.review_due}
    for facet, answer in scheme.answers.items():
        open_questions = [_text_row(text) for text in answer.open_questions]
        found[facet, EVERYONE] = _words(answer.wording) | dates | {"sources": list(answer.sources), "open_questions": open_questions}
        for audience, wording in answer.per_audience.items():
            found[facet, audience.value] = _words(wording) | dates | {"sources": [], "open_questions": []}
    return found


def rate_values(scheme: SchemeContent) -> dict[tuple[str, date], Values]:
    """Return the columns of a scheme's rates by name and first day."""
    return {
        (rate.name, date(rate.year, 1, 1)): {
            "amount": rate.amount,
            "unit": rate.unit,
            "year": rate.year,
            "label_da": rate.label.da,
            "label_en": rate.label.en,
            "source": rate.source,
        }
        for rate in scheme.rates.values()
    }


def source_values(scheme: SchemeContent) -> dict[str, Values]:
    """Return the columns of a scheme's sources by key."""
    return {
        key: {"title": source.title, "publisher": source.publisher, "url": source.url, "seen_year": source.seen_year}
        for key, source in scheme.sources.items()
    }


def phrase_values(phrase: Phrase) -> Values:
    """Return the columns of an example question."""
    return {
        "text": phrase.text,
        "lang": phrase.lang,
        "kind": phrase.kind,
        "audience": str(phrase.audience) if phrase.audience else None,
        "schemes": list(phrase.schemes),
        "facets": [str(facet) for facet in phrase.facets],
        "context": list(phrase.context),
    }


def phrase_content(row: Any) -> Phrase:
    """Return the example question that a row is; TypeError when its text is none."""
    if not isinstance(row.text, str):
        raise TypeError("no text")
    return Phrase(
        text=row.text,
        lang=row.lang,
        kind=row.kind,
        audience=Audience(row.audience) if row.audience else None,
        schemes=tuple(row.schemes),
        facets=tuple(Facet(facet) for facet in row.facets),
        context=tuple(row.context),
    )


def scheme_content(row: Any, answers: Iterable[Any], rates: Iterable[Any], sources: Iterable[Any]) -> SchemeContent:
    """Return the scheme that these rows are; of a rate's rows the last one given counts."""
    return SchemeContent(
        id=row.id,
        name=Text(row.name_da, row.name_en),
        aliases_da=tuple(row.aliases_da),
        aliases_en=tuple(row.aliases_en),
        audiences=tuple(Audience(value) for value in row.audiences),
        law=tuple(row.law),
        valid_from=row.valid_from,
        ends_between=(row.ends_earliest, row.ends_latest) if row.ends_earliest else None,
        phases=tuple(_phase(entry) for entry in row.phases),
        alternatives={key: tuple(others) for key, others in row.alternatives.items()},
        related=tuple(row.related),
        confusions=tuple(Confusion(entry["scheme"], _text(entry)) for entry in row.confusions),
        checked_on=row.checked_on,
        review_due=row.review_due,
        rates={
            rate.name: Rate(rate.name, rate.amount, rate.unit, rate.year, Text(rate.label_da, rate.label_en), rate.source) for rate in rates
        },
        answers=_answers(answers),
        checklist=tuple(_text(entry) for entry in row.checklist),
        sources={source.key: Source(source.key, source.title, source.publisher, source.url, source.seen_year) for source in sources},
    )


def _answers(rows: Iterable[Any]) -> dict[Facet, AnswerContent]:
    general: dict[Facet, Any] = {}
    sides: dict[Facet, dict[Audience, Wording]] = {}
    for row in rows:
        if row.audience == EVERYONE:
            general[row.facet] = row
        else:
            sides.setdefault(row.facet, {})[Audience(row.audience)] = _wording(row)
    return {
        facet: AnswerContent(
            facet, _wording(row), tuple(row.sources), sides.get(facet, {}), tuple(_text(entry) for entry in row.open_questions)
        )
        for facet, row in general.items()
    }


def _words(wording: Wording) -> Values:
    return {
        "short_da": wording.short.da,
        "short_en": wording.short.en,
        "details_da": wording.details.da,
        "details_en": wording.details.en,
    }


def _wording(row: Any) -> Wording:
    return Wording(Text(row.short_da, row.short_en), Text(row.details_da, row.details_en))


def _text_row(text: Text) -> dict[str, str]:
    return {"da": text.da, "en": text.en}


def _text(entry: dict[str, Any]) -> Text:
    return Text(entry["da"], entry["en"])


def _phase_row(phase: Phase) -> Values:
    return {
        "status": phase.status.value,
        "until": phase.until.isoformat() if phase.until else None,
        "lead": _text_row(phase.lead) if phase.lead else None,
        "note": _text_row(phase.note) if phase.note else None,
        "lead_before": [facet.value for facet in phase.lead_before],
        **({"begins_between": [day.isoformat() for day in phase.begins_between]} if phase.begins_between else {}),
    }


def _interval(days: list[str] | None) -> tuple[date, date] | None:
    return (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None


def _phase(entry: Values) -> Phase:
    return Phase(
        Status(entry["status"]),
        date.fromisoformat(entry["until"]) if entry["until"] else None,
        _text(entry["lead"]) if entry["lead"] else None,
        _text(entry["note"]) if entry["note"] else None,
        tuple(map(Facet, entry.get("lead_before", ()))),
        _interval(entry.get("begins_between")),
    )
