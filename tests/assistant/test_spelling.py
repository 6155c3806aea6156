"""Words as people type them: typing errors within a budget, joined words, and everyday words as they are said."""

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.patterns import read_patterns
from partnerhub.assistant.spelling import Speller, budget
from partnerhub.assistant.wordforms import level, tokens

WORDS = {"fleksjob": 40, "refusion": 9, "tilskud": 30, "voksen": 8, "lærling": 9, "kommunen": 20, "kan": 50, "hvad": 50, "vi": 50, "56": 3}


@pytest.fixture(scope="module")
def speller():
    """A speller that knows a few words."""
    return Speller({token: count for word, count in WORDS.items() for token in tokens(level(word))})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fleksjop", ("fleksjob",)),
        ("refution", ("refusion",)),
        ("komunen", ("kommunen",)),
        ("voksenlaerling", ("voksen", "laerling")),
        ("voksenslaerling", ("voksen", "laerling")),
        ("vind", ("vind",)),
        ("57", ("57",)),
        ("opskrift", ("opskrift",)),
    ],
)
def test_a_word_is_mended_within_its_budget(speller, typed, meant):
    """One or two typing errors in long words, none in short ones and in numbers; what is like nothing stays."""
    assert speller.mend(typed) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("ka", ("kan",)), ("hva", ("hvad",)), ("hvodan", ("hvordan",)), ("hvormange", ("hvor", "mange")), ("osse", ("ogsaa",))],
)
def test_everyday_words_as_they_are_said(speller, said, meant):
    """They are too short to be mended by likeness, and ask for what is asked."""
    assert budget("ka") == 0 and speller.mend(said) == meant


def test_no_spoken_form_stands_for_two_words():
    """Each form means one word, is levelled already, and no standard word is taken for a spoken one."""
    lines = read_patterns("spoken.yaml")
    forms = [said for line in lines.values() for said in line.split(", ")]
    assert len(forms) == len({*forms})
    assert [said for said in forms if tokens(level(said)) != [said]] == []
    assert not {*forms} & {word for line in lines for word in line.split()}


@pytest.mark.parametrize(
    ("question", "scheme", "facet"),
    [
        ("hvo længe ka man vær på fleksjop", "fleksjob", "duration"),
        ("hvodan søger vi løntilskut", "loentilskud", "apply"),
        ("va koster et amu kusus", "amu", "money"),
    ],
)
def test_thumbed_questions_are_understood(mind, question, scheme, facet):
    """Dialect and thumbs change neither the scheme nor what is asked."""
    meaning = mind.understanding.understand(question)
    assert (meaning.scheme, meaning.facet) == (scheme, facet)


@pytest.mark.parametrize("typed", ["F L E K S J O B", "h v a d   e r   f l e k s j o b", "f\u200bl\u200beksjob", "flek\u00adsjob"])
def test_letters_set_apart_are_read_as_words(app, typed):
    """One by one, or with marks between them that nobody sees; a list of letters is none."""
    with app.test_request_context():
        assert ask(Asked(typed)).answer.scheme == "fleksjob"
    assert level("jeg har a b c og d") == "jeg har a b c og d"
