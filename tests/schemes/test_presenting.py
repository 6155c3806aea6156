"""What is shown of every answer, in both languages and to everybody who asks: words that are read, no marks of the content files."""

from datetime import date

import pytest

from partnerhub.clock import at, today
from partnerhub.schemes.presenting import Reader, show
from partnerhub.schemes.terms import LANGUAGES, Audience, Facet


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_answer_shows_the_name_of_a_rate(app, known, lang):
    """Rates stand spelt out wherever they are used: in the answer, its details and in what nobody knows yet."""
    torn = []
    with app.test_request_context():
        for scheme in known.schemes.values():
            for facet in scheme.answers:
                for audience in (None, *Audience):
                    shown = show(scheme, facet, known, Reader(audience, lang, today()))
                    texts = (shown.lead, shown.short, shown.details, shown.note, *shown.open_questions, *shown.remarks)
                    torn += [f"{scheme.id}/{facet}: {text}" for text in texts if "{" in text or "}" in text]
    assert torn == []


def test_the_remark_on_the_details_names_all_their_years(app, known):
    """Not only those that the short answer does not name: most of AUB's folded rates are of 2024, though two are older."""
    day = date(2026, 11, 24)
    with app.test_request_context(), at(day):
        details = show(known.schemes["aub"], Facet.MONEY, known, Reader(None, "da", day)).details
    assert details.endswith("Satserne er fra 2020, 2021 og 2024 og kan være ændret.")
