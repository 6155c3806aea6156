"""A turn is in one language, its answer's, whatever the page's: headings, buttons and links as well."""

import re

import pytest

DANISH = [
    "Kilder",
    "Flere detaljer",
    "Mere om",
    "Hjalp svaret",
    "Hele ordningen",
    "Mente du",
    "Beslægtede",
    "Tjekket",
    "Du spurgte",
    "Kopiér",
]


def turns(page):
    """Return the turns of a page or fragment."""
    return re.findall(r'<article class="exchange".*?</article>', page, re.DOTALL)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    "question", ["What is a flex job?", "Can we still use job rotation?", "How much is the subsidy for an adult apprentice?"]
)
def test_an_english_answer_on_a_danish_page_is_english_throughout(browse, question, htmx):
    """Nothing Danish stands inside the turn, and its links and buttons lead on in English."""
    page = browse().post("/assistent", {"question": question}, token=False, htmx=htmx).text
    [turn] = turns(page)
    assert turn.startswith('<article class="exchange" lang="en"') and [word for word in DANISH if word in turn] == []
    assert "Sources" in turn and "lang=en#" in turn
    buttons = re.findall(r'value="(→valg:[^"]+)"', turn)
    assert buttons and all(button.endswith(":en") for button in buttons)
    assert "Jeg spørger som" in page  # the page around it stays Danish
    [_first, second] = turns(browse().post("/assistent", {"choice": buttons[0], "earlier": question}, token=False).text)
    assert second.startswith('<article class="exchange" lang="en"')


def test_a_danish_turn_beside_an_english_one_stays_danish(browse):
    """Each turn has its own language, also after the other was rendered."""
    fields = {"question": "Hvad er løntilskud?", "earlier": ["What is a flex job?"]}
    english, danish = turns(browse().post("/assistent", fields, token=False).text)
    assert 'lang="en"' in english[:60] and 'lang="da"' in danish[:60]
    assert "Kilder" in danish and '→valg:loentilskud:who"' in danish and "Sources" not in danish


def test_an_english_page_is_english_and_its_buttons_need_no_mark(browse):
    """The page's own language travels in the address."""
    page = browse().post("/assistent?lang=en", {"question": "Hvad er fleksjob?"}, token=False).text
    assert 'lang="en"' in turns(page)[0][:60] and '→valg:fleksjob:who"' in page


@pytest.mark.parametrize("question", ["SVU?", "IGU"])
def test_a_name_alone_is_answered_in_the_language_of_the_dialogue(browse, question):
    """A word that is of no language goes on in the one that was spoken."""
    fields = {"question": question, "earlier": ["What is a flex job?"]}
    assert 'lang="en"' in turns(browse().post("/assistent", fields, token=False).text)[1][:60]


def test_a_vote_on_an_english_answer_is_thanked_for_in_english(browse):
    """The form under it leads to an English page."""
    page = browse().post("/assistent", {"question": "What is a flex job?"}, token=False).text
    assert 'action="/assistent/hjalp?lang=en"' in page
