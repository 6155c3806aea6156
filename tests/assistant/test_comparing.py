"""Who asks how two schemes differ is told, in words that stand with one of them, or by what the other one is."""

import pytest

from partnerhub.assistant.asking import Asked, ask


@pytest.fixture(autouse=True)
def _request(app):
    """Answers are made inside a request."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("before", "question", "schemes", "told"),
    [
        ((), "Hvad er forskellen på løntilskud og virksomhedspraktik?", {"loentilskud", "virksomhedspraktik"}, "Forskellen: "),
        ((), "what is the difference between wage subsidy and a work trial", {"loentilskud", "virksomhedspraktik"}, "unpaid"),
        ((), "er fleksjob det samme som løntilskud", {"loentilskud", "fleksjob"}, "Fleksjob er"),
        (
            ("Hvad er løntilskud?", "Hvad er virksomhedspraktik?"),
            "hvad er forskellen?",
            {"loentilskud", "virksomhedspraktik"},
            "Forskellen: ",
        ),
        (
            ("Hvad er løntilskud?", "hvad koster det?"),
            "hvad er forskellen på det og fleksjob?",
            {"loentilskud", "fleksjob"},
            "Fleksjob er",
        ),
        ((), "forskel på seniorjob og AMU", {"seniorjob", "amu"}, "Til sammenligning"),
        (("Kan vi få jobrotation?",), "hvad er forskellen på det og VEU-godtgørelse", {"jobrotation", "veu-godtgoerelse"}, ""),
    ],
)
def test_two_schemes_are_told_apart(before, question, schemes, told):
    """One is answered, and the difference to the other stands right after it."""
    said = ask(Asked(question, before))
    assert said.answer is not None and said.answer.scheme in schemes and said.answer.facet == "what"
    assert said.message and told in said.message


@pytest.mark.parametrize("question", ["Hvad er forskellen?", "Hvad er forskellen på fleksjob og en hund?", "Hvad er et fleksjob?"])
def test_without_two_schemes_nothing_is_compared(question):
    """One scheme or none is answered, asked back about or refused as ever."""
    said = ask(Asked(question))
    assert said.answer is None or not said.message


def test_an_ended_scheme_is_said_to_have_ended_there_too():
    """Whichever of the two is answered, the ended one's state is told before anything else about it."""
    said = ask(Asked("hvad er forskellen på jobrotation og AMU?"))
    assert "kan ikke længere bevilges" in f"{said.answer.text} {said.message}"


def test_the_page_and_the_copy_tell_it(browse):
    """It is read with the answer and taken along."""
    page = browse(None).post("/assistent", {"question": "forskel på løntilskud og virksomhedspraktik"}, token=False).text
    assert page.count("Forskellen: ") >= 2
