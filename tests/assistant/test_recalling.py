"""What a bare question leaves out is taken from the dialogue: the scheme spoken of, or what replaces one that has ended."""

import pytest

from partnerhub.assistant.asking import Asked, ask


@pytest.fixture(autouse=True)
def _request(app):
    """Answers are made inside a request."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("before", "question", "audience"),
    [
        (("Kan vi få jobrotation?", "hvad så i stedet?"), "hvor meget får vi der?", "company"),
        (("Can we get job rotation?", "what is there instead?"), "how much do we get?", "company"),
        (("Kan vi få jobrotation?", "er der andre muligheder?"), "hvordan søger vi?", "union"),
    ],
)
def test_after_asking_for_something_instead_one_chooses_which(before, question, audience):
    """An ended scheme's old rates are not what is asked for: the alternatives are offered, each with that side."""
    said = ask(Asked(question, before, audience))
    assert said.kind == "clarify" and said.answer is None
    assert {choice.scheme for choice in said.suggestions} >= {"veu-godtgoerelse", "voksenlaerling"}


def test_without_asking_for_something_else_the_ended_scheme_is_spoken_of():
    """Running courses are asked about too."""
    said = ask(Asked("hvor meget får vi?", ("Kan vi få jobrotation?",), "company"))
    assert said.answer is not None and said.answer.scheme == "jobrotation"


@pytest.mark.parametrize(
    ("before", "question", "scheme"),
    [
        (("Can we get job rotation?", "what is a flex job?"), "who pays the salary?", "fleksjob"),
        (("Hvor meget må en på 14 arbejde i vores pizzeria?",), "og i sommerferien?", "fritidsjob"),
        (("Hvor meget dækker Omstillingsfonden?",), "Og når man er selvstændig?", "omstillingsfond"),
        (("Kan jeg få en assistent på jobbet, når jeg er blind?",), "gælder det også, når det er et fleksjob?", "personlig-assistance"),
        (("jeg fik afslag på merit, hvad er rkv",), "hvor klager jeg", "rkv"),
    ],
)
def test_a_follow_up_keeps_to_what_is_spoken_of(before, question, scheme):
    """Also where another scheme is named beside it, or the words alone are about nothing here."""
    said = ask(Asked(question, before))
    assert said.answer is not None and said.answer.scheme == scheme
