"""The shipped answers say nothing that their dossier does not say, and say it so that people can read it."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from dossier_facts import IDS, figures, read_dossier

from partnerhub.schemes.content_types import AnswerContent, SchemeContent
from partnerhub.schemes.life import lead_on
from partnerhub.schemes.shipped import FOLDER, read_scheme, texts_of
from partnerhub.schemes.terms import LANGUAGES, LIX_BAR, SHORT_WORDS, Status
from partnerhub.schemes.wording import RATE_NAME, fill_rates, lix, words_in

WRITTEN = sorted(path.stem for path in FOLDER.glob("*.yaml"))
TODAY = date(2026, 11, 24)
_KRONER = re.compile(r"\d[\d.,]*\s*(?:mio\.\s*)?(?:kr\b|kroner|dkk)|(?:dkk|kr\.)\s*\d", re.IGNORECASE)


def short_answers(scheme: SchemeContent) -> Iterator[tuple[str, str, str]]:
    """Yield (place, language, the words as read) of every short answer, with the lead before it."""
    for answer in scheme.answers.values():
        lead = lead_on(scheme, TODAY, answer.facet)
        for side, wording in [("alle", answer.wording), *answer.per_audience.items()]:
            for lang in LANGUAGES:
                text = fill_rates(wording.short.in_language(lang), scheme.rates, lang)
                yield f"{scheme.id}/{answer.facet}/{side}", lang, f"{lead.in_language(lang)} {text}" if lead else text


def prose(scheme: SchemeContent) -> Iterator[tuple[str, AnswerContent | None, str, str]]:
    """Yield (place, answer, language, raw text) of everything that states facts."""
    for answer in scheme.answers.values():
        for text in [*texts_of(answer), *answer.open_questions]:
            for lang in LANGUAGES:
                yield f"{scheme.id}/{answer.facet}", answer, lang, text.in_language(lang)
    others = [text for phase in scheme.phases for text in (phase.lead, phase.note) if text]
    for text in [*others, *[c.text for c in scheme.confusions], *scheme.checklist]:
        for lang in LANGUAGES:
            yield f"{scheme.id}/life, confusions, checklist", None, lang, text.in_language(lang)


@pytest.mark.parametrize("scheme_id", WRITTEN)
def test_short_answers_are_short_and_plain(scheme_id: str) -> None:
    """A short answer has at most 45 words with its lead, and its Danish has a LIX of at most 45."""
    faults = []
    for place, lang, text in short_answers(read_scheme(FOLDER / f"{scheme_id}.yaml")):
        count = len(words_in(text))
        if count > SHORT_WORDS:
            faults.append(f"{place} ({lang}): {count} words: {text}")
        if lang == "da" and lix(text) > LIX_BAR:
            faults.append(f"{place}: LIX {lix(text):.0f}: {text}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme_id", WRITTEN)
def test_every_figure_stands_in_a_cited_fact(scheme_id: str) -> None:
    """Amounts, years, paragraphs and limits in the words are figures of the facts whose sources the answer names."""
    scheme, dossier = read_scheme(FOLDER / f"{scheme_id}.yaml"), read_dossier(scheme_id)
    faults = []
    for place, answer, lang, text in prose(scheme):
        if _KRONER.search(text):
            faults.append(f"{place} ({lang}): a kroner amount as free text; make it a rate: {text}")
        known = figures(dossier.cited(set(answer.sources if answer else scheme.sources), answer.facet if answer else None))
        missing = figures(RATE_NAME.sub("", text), lang) - known
        if missing:
            faults.append(f"{place} ({lang}): {', '.join(sorted(missing))} not in the cited facts: {text}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme_id", WRITTEN)
def test_rates_and_sources_are_the_dossiers(scheme_id: str) -> None:
    """Each rate's amount and year stand in a fact of its source; each source is the dossier's, word for word."""
    scheme, dossier = read_scheme(FOLDER / f"{scheme_id}.yaml"), read_dossier(scheme_id)
    faults = []
    for rate in scheme.rates.values():
        known = figures(dossier.cited({rate.source}))
        if not {str(float(rate.amount)).removesuffix(".0"), str(rate.year)} <= known:
            faults.append(f"rate {rate.name}: {rate.amount} or {rate.year} not in the facts of {rate.source}")
    for key, source in scheme.sources.items():
        theirs = {name: value for name, value in dossier.sources.get(key, {}).items() if name != "note"}
        ours = {"title": source.title, "url": source.url, "publisher": source.publisher, "seen_year": source.seen_year}
        if theirs != ours:
            faults.append(f"source {key}: {ours} is not the dossier's {theirs}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme_id", WRITTEN)
def test_what_nobody_knows_is_said(scheme_id: str) -> None:
    """A facet with facts has an answer, and one whose dossier holds an `unknown` says so, with whom to ask."""
    scheme, dossier = read_scheme(FOLDER / f"{scheme_id}.yaml"), read_dossier(scheme_id)
    faults = []
    for facet, facts in dossier.data["facts"].items():
        answer = next((a for a in scheme.answers.values() if a.facet == facet), None)
        if facts and not answer:
            faults.append(f"{scheme_id}/{facet}: the dossier has facts but there is no answer")
        if answer and not answer.open_questions and any(str(fact["src"]) == "unknown" for fact in facts):
            faults.append(f"{scheme_id}/{facet}: the dossier has an unknown that `open` does not say")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme_id", WRITTEN)
def test_life_and_neighbours_are_sound(scheme_id: str) -> None:
    """The dossier's state decides the life; related schemes and alternatives exist; an ended scheme says so and what to use."""
    scheme, dossier = read_scheme(FOLDER / f"{scheme_id}.yaml"), read_dossier(scheme_id)
    now = next(phase for phase in scheme.phases if phase.until is None or phase.until >= TODAY)
    allowed = {
        "abolished": {Status.ENDED},
        "reduced": {Status.CHANGING},
        "local-practice": {Status.LOCAL},
        "unknown": {Status.UNKNOWN},
        "active": {Status.ACTIVE, Status.CHANGING},
    }[dossier.data["status"]]
    assert now.status in allowed
    assert now.lead or now.status not in {Status.ENDED, Status.CHANGING}
    named = {*scheme.related, *(c.scheme for c in scheme.confusions if c.scheme)}
    named |= {other for others in scheme.alternatives.values() for other in others}
    assert named <= set(IDS) - {scheme_id}
    assert scheme.alternatives or now.status is not Status.ENDED
    assert scheme.review_due > scheme.checked_on
