"""Who cried for help is told whom to call in what follows, too; a scheme that they ask about is answered beside it."""

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.dialogue import FORGET, choice, play
from partnerhub.assistant.models import OpenQuestion, QuestionCount
from partnerhub.assistant.notebook import notebook
from partnerhub.assistant.remembering import remember
from partnerhub.database import db

CRIES = [("jeg vil ikke leve mere", "70 201 201"), ("min mand slår mig", "1888"), ("jeg gider ikke det her liv mere", "70 201 201")]
GOING_ON = [
    "det hjælper ikke",
    "ok tak",
    "hvor kan jeg gå hen?",
    "fortæl mere",
    "hvad så nu?",
    "hvem kan ellers hjælpe mig?",
    "kan ingen hjælpe mig",
]


@pytest.mark.parametrize(("cry", "number"), CRIES)
@pytest.mark.parametrize("question", GOING_ON)
def test_whom_to_call_is_said_again(app, cry, number, question):
    """Nothing else is said to what asks of no scheme, by API and in the chat, and nothing of it is kept."""
    with app.test_request_context():
        told, shown = ask(Asked(question, (cry,))), play([cry, question], None, "da").turns[-1].reply
        remember(question, shown, None)
        notebook().write()
        assert db.session.query(OpenQuestion).count() == db.session.query(QuestionCount).count() == 0
    for said in (told, shown):
        assert said.outcome is None and not said.answer and not said.suggestions
    assert number in shown.message and "112" in shown.message


def test_it_is_said_as_long_as_the_talk_holds_the_cry(app):
    """Also after small talk, after the topic was taken off, and in English."""
    with app.test_request_context():
        turns = play(["hvad er fleksjob?", "jeg vil ikke leve mere", "ok tak", FORGET, "hvad nu"], None, "da").turns
        english = ask(Asked("where can I go?", ("my husband hits me",), lang="en"))
    assert "70 201 201" in turns[-1].reply.message and turns[-1].reply.outcome is None
    assert "1888" in english.message and english.lang == "en"


@pytest.mark.parametrize("question", ["Hvad er fleksjob?", "kan jeg få løntilskud?", choice("fleksjob", "who")])
def test_a_scheme_is_answered_beside_it(app, question):
    """Whoever asks about a scheme after a cry gets the answer, and whom to call first."""
    with app.test_request_context():
        said = play(["jeg vil ikke leve mere", question], None, "da").turns[-1].reply
    assert said.answer and "70 201 201" in said.message and said.help_numbers


def test_nobody_else_is_told(app):
    """Without a cry before, nothing is said of it."""
    with app.test_request_context():
        said = ask(Asked("fortæl mere", ("Hvad er fleksjob?",)))
    assert said.answer and "70 201 201" not in said.message and not said.help_numbers


@pytest.mark.parametrize(
    ("question", "scheme"),
    [
        ("Min medarbejder er tilbage efter et selvmordsforsøg, kan vi få personlig assistance?", "personlig-assistance"),
        ("Kan vi få en mentor til en ung med selvskade?", "mentor"),
        ("Jeg blev slået af en elev og er nu sygemeldt, kan jeg få delvis raskmelding?", "delvis-raskmelding"),
    ],
)
def test_who_helps_another_is_answered_with_whom_to_call(app, question, scheme):
    """A question on a scheme is answered though it holds the words of a cry; whom to call stands first, and nothing is kept."""
    with app.test_request_context():
        said = ask(Asked(question))
    assert said.answer and said.answer.scheme == scheme and said.help_numbers


@pytest.mark.parametrize(
    "cry",
    [
        "jeg vil ikke leve mere, jeg har et fleksjob",
        "kan jeg få fleksjob når jeg vil dø",
        "jeg vil dø på mandag, kan jeg få fleksjob",
        "I want to kill myself, I am in a flex job",
    ],
)
def test_who_speaks_of_themselves_is_not_answered_with_a_scheme(app, cry):
    """One's own life comes before any scheme that is named."""
    with app.test_request_context():
        said = ask(Asked(cry))
    assert said.outcome is None and not said.answer and "70 201 201" in said.message


def test_who_asks_for_a_colleague_is_asked_back_beside_whom_to_call(app):
    """Where it is not sure which scheme is meant, the buttons stand after the help lines."""
    with app.test_request_context():
        said = ask(Asked("Medarbejderen har forsøgt selvmord og er nu tilbage, kan vi få en mentor?"))
    assert said.kind in {"answer", "clarify"} and said.help_numbers and said.message.startswith("Det lyder, som om")
    assert "mentor" in {said.answer.scheme if said.answer else "", *(choice.scheme for choice in said.suggestions)}
