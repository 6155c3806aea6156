"""What is shown of every answer, in both languages and to everybody who asks: words that are read, no marks of the content files."""

import pytest

from partnerhub.clock import today
from partnerhub.schemes.presenting import Reader, show
from partnerhub.schemes.terms import LANGUAGES, Audience


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
