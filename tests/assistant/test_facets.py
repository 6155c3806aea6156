"""What is asked for: the words of the written answers and the last sentence count beside the judges."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from partnerhub.assistant.tellings import Tellings

PAY, FORM, COMMON, OFTEN = range(4)
RARITY = np.array([5, 5, 5, 3], dtype=np.float32)


def tellings():
    """Two schemes with two facets; only the first scheme's answers say anything that tells them apart."""
    words = csr_matrix([[1, 0, 1, 1], [1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 1, 0]])
    first = np.array([[1, 1, 0, 0], [0, 0, 1, 0]], dtype=np.float32)
    second = np.array([[0, 0, 0, 1], [0, 0, 0, 1]], dtype=np.float32)
    return Tellings.of(words, np.array([PAY, FORM, COMMON, OFTEN]), [first, second], RARITY)


def test_a_word_of_one_answer_speaks_for_its_facet():
    """What all answers say tells nothing; a rarer word tells more, and so does a share of few words."""
    told = tellings()
    money, form, common, often = (told.speak_for(0, [word], 1.0) for word in (PAY, FORM, COMMON, OFTEN))
    assert money[0] > 0 == money[1] and form[1] > 0 == form[0]
    assert list(common) == [0, 0]
    assert often[0] < money[0]
    assert list(told.speak_for(0, [PAY, COMMON], 8.0)) == pytest.approx([money[0] / 8, 0], rel=1e-3)


def test_schemes_do_not_speak_for_each_other():
    """A scheme whose answers all say the same, and one that came after they were read, are silent."""
    told = tellings()
    assert list(told.speak_for(1, [PAY, FORM, COMMON], 1.0)) == [0, 0]
    assert list(told.speak_for(7, [PAY], 1.0)) == [0, 0]
    assert list(told.speak_for(0, [], 0.0)) == [0, 0]


def test_what_is_saved_comes_back():
    """The arrays of a saved model give the same tellings."""
    told = tellings()
    again = Tellings.unpacked(told.packed())
    assert list(again.speak_for(0, [PAY, FORM], 2.0)) == list(told.speak_for(0, [PAY, FORM], 2.0))


@pytest.mark.parametrize(
    ("lead", "question", "facet"),
    [
        ("Chefen brummer over, hvad det koster, og bogholderen vil se tilskuddet først.", "Hvor længe kan et fleksjob vare?", "duration"),
        ("Vi har snakket om tid og uger og måneder hele dagen.", "Hvem skal vi ringe til om en mentor?", "contact"),
        ("We have already called three people about the forms.", "How much is the subsidy for an adult apprentice?", "money"),
    ],
)
def test_the_last_sentence_says_what_is_asked(mind, lead, question, facet):
    """A chatty lead about something else does not turn the question around."""
    assert mind.understanding.understand(f"{lead} {question}").facet == facet
