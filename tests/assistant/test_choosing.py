"""Somebody chooses in words among what the assistant offered, compared or spoke of; who wants none of it is asked for more."""

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.choosing import chooses

ASKED_BACK = "hvor længe varer det?"


def answered(app, question, *before):
    """The scheme that a question is answered with after these, or how else it ends."""
    with app.test_request_context():
        said = ask(Asked(question, before))
    return said.answer.scheme if said.answer else said.kind


@pytest.mark.parametrize(
    ("words", "place"),
    [("den første", 0), ("ja tak, den første", 0), ("1", 0), ("nummer 2", 1), ("jeg mener den anden", 1), ("the second one", 1), ("3", 2)],
)
def test_what_was_asked_back_is_chosen_by_its_place(app, words, place):
    """The place is that of the buttons, and the choice is answered as the button would be."""
    with app.test_request_context():
        offered = ask(Asked(ASKED_BACK)).suggestions
        said = ask(Asked(words, (ASKED_BACK,)))
    assert (said.answer.scheme, said.answer.facet) == (offered[place].scheme, offered[place].facet)


def test_the_last_one_is_chosen(app):
    """However many were offered."""
    with app.test_request_context():
        offered = ask(Asked(ASKED_BACK)).suggestions
    assert answered(app, "den sidste", ASKED_BACK) == offered[-1].scheme


@pytest.mark.parametrize(
    ("words", "before", "scheme"),
    [
        ("hvad med den anden?", ["Sammenlign løntilskud og virksomhedspraktik"], "virksomhedspraktik"),
        ("den første", ["Sammenlign løntilskud og virksomhedspraktik"], "loentilskud"),
        ("og den første?", ["Hvad er fleksjob?", "hvad med løntilskud?"], "fleksjob"),
        ("den anden", ["Hvad er fleksjob?", "hvad med løntilskud?"], "fleksjob"),
        ("the last one", ["Hvad er fleksjob?", "hvad med løntilskud?"], "loentilskud"),
    ],
)
def test_what_was_compared_or_spoken_of_is_chosen(app, words, before, scheme):
    """Of two schemes "the other" is the one that was not spoken of last."""
    assert answered(app, words, *before) == scheme


@pytest.mark.parametrize("words", ["ingen af dem", "none of these", "den femte", "nummer 4", "den første"])
def test_who_chooses_nothing_is_asked_for_more(app, words):
    """None of what was offered, a place that nothing stands at, or a choice where nothing was offered."""
    before = "Hvad er vejret i morgen?" if words in {"nummer 4", "den første"} else ASKED_BACK
    with app.test_request_context():
        said = ask(Asked(words, (before,)))
    assert said.kind == "none" and said.message.startswith(("Skriv et par ord mere", "Write a few more words", "Write a couple"))


@pytest.mark.parametrize(
    "words", ["hvor længe varer det første?", "den anden uge", "første sygedag", "jeg vil have en anden læreplads", "tak"]
)
def test_other_words_are_no_choice(words):
    """Who says more than a place asks something."""
    assert not chooses(words)


@pytest.mark.parametrize("words", ["hvor står det?", "hvad er kilden?", "where does it say that?"])
def test_the_source_is_named(app, words):
    """Who asks where it is written gets the same answer with its sources by name."""
    before = "What is a flex job?" if words.startswith("where") else "Hvad koster et fleksjob?"
    with app.test_request_context():
        first, said = ask(Asked(before)), ask(Asked(words, (before,)))
    assert (said.answer.scheme, said.answer.facet) == (first.answer.scheme, first.answer.facet)
    assert said.answer.sources[0].title in said.message and said.answer.sources[0].publisher in said.message


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hvor mange timer må en fleksjobber arbejde?", "mindste timetal"),
        ("How many hours can you work in a flex job?", "no minimum number of hours"),
        ("hvor mange timer har man en mentor?", "mindste eller højeste antal timer"),
        ("hvor mange timer tager en realkompetencevurdering?", "Vi har ikke fundet noget om, hvor mange timer det er."),
    ],
)
def test_hours_are_told_or_said_to_be_unknown(app, question, told):
    """Who asks for hours is not answered with years alone."""
    with app.test_request_context():
        said = ask(Asked(question))
    assert told in said.told
