"""What a question means is settled from the dialogue, from what is known, and from whom it speaks of."""

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.suggesting import suggestions


@pytest.fixture(autouse=True)
def _request(app):
    """Answers are made inside a request."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize("question", ["Hvad betyder reformen for os?", "hvad er der ændret med reformen", "What does the reform change?"])
def test_the_reform_alone_is_asked_back_about(question):
    """The schemes it has changed or ended are the buttons."""
    reply = ask(Asked(question))
    assert reply.kind == "clarify" and {"jobrotation", "sygefastholdelse"} <= {choice.scheme for choice in reply.suggestions}


def test_the_reform_after_a_scheme_is_about_that_scheme():
    """It is what is spoken of."""
    assert ask(Asked("hvad betyder reformen?", ("Hvad er fleksjob?",))).answer.scheme == "fleksjob"


def test_who_wants_something_else_is_asked_which():
    """A scheme that goes on has no alternatives of its own: those close to it are offered."""
    reply = ask(Asked("hvad så i stedet?", ("Kan min søn på 26 komme på FGU?",)))
    assert reply.kind == "clarify" and "fgu" not in {choice.scheme for choice in reply.suggestions} and len(reply.suggestions) >= 2


@pytest.mark.parametrize("told", ["Jeg er 23", "jeg har en bachelor", "hun er ufaglært"])
def test_a_circumstance_alone_is_for_the_scheme_spoken_of(told):
    """After a scheme it asks whether that is for one; with nothing spoken of, what is wanted is asked for."""
    answer = ask(Asked(told, ("Hvad er løntilskud?",))).answer
    assert (answer.scheme, answer.facet) == ("loentilskud", "who")
    assert "Skriv et par ord mere" in ask(Asked("Jeg er 23")).message


def test_a_benefit_alone_does_not_turn_the_talk_to_another_scheme():
    """ "Efterløn" after a flex job is no question about senior jobs."""
    assert ask(Asked("hvad med efterløn", ("Hvad er fleksjob?",))).answer is None


@pytest.mark.parametrize(
    "question", ["Hvad er mindstelønnen på et lager?", "kan jeg få fleksydelse", "What is the minimum wage in a warehouse?"]
)
def test_what_a_scheme_does_not_speak_of_is_not_answered_with_its_amounts(question):
    """However much else in the question sounds like it."""
    assert ask(Asked(question)).answer is None


@pytest.mark.parametrize(
    ("cry", "lang"),
    [
        ("kendimi öldürmek istiyorum", "en"),
        ("quiero morir", "en"),
        ("noriu mirti", "en"),
        ("inaan dhinto", "en"),
        ("jeg vil ikke leve mere", "da"),
    ],
)
def test_a_cry_is_answered_in_english_for_who_writes_no_danish(cry, lang):
    """The language is that of the cry itself, however short it is."""
    assert ask(Asked(cry)).lang == lang


@pytest.mark.parametrize(
    ("question", "lang"),
    [("Merhaba", "tr"), ("Gracias", "es"), ("Puedo tener AMU", "es"), ("Dziękuję", "pl"), ("Ačiū", "lt"), ("дякую", "uk")],
)
def test_one_word_of_another_language_can_be_enough(question, lang):
    """Greetings and thanks stand alone."""
    assert ask(Asked(question)).lang == lang


@pytest.mark.parametrize(("question", "kind"), [("hvad er partnerhub", "smalltalk"), ("lorte kommune hjælper ikke nogen", "smalltalk")])
def test_what_asks_about_no_scheme_is_small_talk(question, kind):
    """Not the scheme whose words it happens to share."""
    assert ask(Asked(question)).kind == kind


@pytest.mark.parametrize(
    ("typed", "scheme"), [("volaerling", "voksenlaerling"), ("56", "paragraf-56"), ("§ 56", "paragraf-56"), ("jobrotat", "jobrotation")]
)
def test_names_are_suggested_however_they_are_begun(typed, scheme):
    """With letters left out at the beginning, and by their number alone; a number is never guessed."""
    assert scheme in [found.scheme for found in suggestions(typed, "da")]
    assert suggestions("fleksjob løn", "da")[0].scheme == "fleksjob"
    assert not suggestions("57", "da")


def test_a_sentence_suggests_what_it_names_and_nothing_else():
    """However much of it resembles a name."""
    assert [found.scheme for found in suggestions("jeg er selvstændig, kan jeg få fleksjob?", "da")] == ["fleksjob"]
    assert not suggestions("tre af vores folk skal lære at svejse", "da")
