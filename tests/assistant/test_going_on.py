"""A dialogue stays with what its last answer was about, however long it is, and goes on about it in the words that people use."""

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.dialogue import MOST_TURNS, about, play


def answered(app, question, *before, audience=None):
    """The scheme and facet that a question is answered with after these, or how else it ends."""
    with app.test_request_context():
        said = ask(Asked(question, before, audience))
    return (said.answer.scheme, str(said.answer.facet)) if said.answer else said.kind


@pytest.mark.parametrize(
    ("first", "turned_to", "then", "scheme"),
    [
        ("Hvad er voksenlærling?", "hvad med løntilskud?", "hvad hvis hun er under 25?", "loentilskud"),
        ("Hvad er voksenlærling?", "hvad med fleksjob?", "hvad hvis han er 40?", "fleksjob"),
        ("Hvad er et fleksjob?", "hvad med seniorjob?", "og hvor længe varer det?", "seniorjob"),
        ("Hvordan søger jeg seniorjob?", "Hvordan bliver man fleksjobber?", "hvor længe varer det første?", "fleksjob"),
    ],
)
def test_what_was_answered_last_is_what_is_spoken_of(app, first, turned_to, then, scheme):
    """A follow-up goes on from the scheme that the chip shows, not from the one that was left."""
    assert answered(app, then, first, turned_to)[0] == scheme


@pytest.mark.parametrize(
    "words", [("tak", "ok", "fint", "super"), ("hvad koster det?", "hvor længe?", "hvem kan få det?", "hvordan søger man?")]
)
def test_a_long_talk_keeps_its_topic(app, words):
    """After more turns than are sent again, the scheme spoken of is still the same."""
    sent = ["Hvad er en mentor?"]
    with app.test_request_context():
        for turn in range(MOST_TURNS + 4):
            sent = [*play(sent, None, "da").kept, words[turn % len(words)]]
            assert len(sent) <= MOST_TURNS
        last = play([*play(sent, None, "da").kept, "hvad koster det?"], None, "da")
    assert last.topic == "mentor" and last.turns[-1].reply.answer.facet == "money"
    assert about("mentor") in last.kept


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("fortæl mere", "who"),
        ("uddyb lige", "who"),
        ("hvem skriver jeg til?", "contact"),
        ("har I et link?", "contact"),
        ("hvilken blanket?", "apply"),
        ("kan min chef søge?", "apply"),
        ("hvilken lov?", "rules"),
        ("hvad er timesatsen?", "money"),
        ("hvor gammelt er det tal?", "money"),
        ("hvad er kravene?", "who"),
        ("er det gratis?", "money"),
        ("hvor meget er satsen i 2026?", "money"),
        ("er jeg berettiget?", "who"),
        ("jeg er arbejdsgiver", "what"),
    ],
)
def test_few_words_ask_of_what_is_spoken_of(app, question, facet):
    """What says nothing but which side is wanted, or nothing at all, is about the scheme of the answer before."""
    assert answered(app, question, "Hvad er en mentor?") == ("mentor", facet)


def test_more_is_told_side_by_side(app):
    """Who asks for more again and again is told one side after the other."""
    told, before = [], ["Hvad er fleksjob?"]
    for _ in range(3):
        told.append(answered(app, "fortæl mere", *before))
        before.append("fortæl mere")
    assert told == [("fleksjob", "who"), ("fleksjob", "money"), ("fleksjob", "apply")]


@pytest.mark.parametrize("question", ["fortæl mere om rådhuset", "hvilken adresse har rådhuset?", "hvad er vejret i morgen?"])
def test_another_matter_is_not_taken_for_more(app, question):
    """Words that name another matter are refused in a dialogue too."""
    assert answered(app, question, "Hvad er fleksjob?") == "none"


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Hvad er vejret i morgen?", "og på søndag?"),
        ("How do I extend my residence permit as a student?", "And my wife?"),
    ],
)
def test_what_goes_on_from_a_refusal_is_refused(app, before, question):
    """A follow-up to what is no scheme's matter is none either."""
    assert answered(app, before) == "none" and answered(app, question, before) == "none"


def test_other_possibilities_are_asked_back(app):
    """Who wants to know what else there is chooses among the schemes close to the one spoken of."""
    assert answered(app, "er der andre muligheder?", "Hvad er en mentor?") == "clarify"


@pytest.mark.parametrize("question", ["§ 65-aftale", "Hvad er en § 57-aftale?", "paragraf 56 i færdselsloven", "hvad siger § 36-aftalen?"])
def test_paragraphs_are_not_taken_for_one_another(app, question):
    """A paragraph of another number, or of another act, is not answered with § 56."""
    assert answered(app, question) not in [
        ("paragraf-56", facet) for facet in ("what", "who", "money", "apply", "duration", "rules", "contact")
    ]


def test_the_paragraph_itself_is_answered(app):
    """What cites the scheme's own paragraph is about it."""
    assert answered(app, "Hvad er en § 56-aftale?") == ("paragraf-56", "what")
    assert answered(app, "paragraf 56 i sygedagpengeloven")[0] == "paragraf-56"
