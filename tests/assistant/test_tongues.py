"""Languages that the assistant does not speak: ten get a sentence of their own, all others one in Danish and one in English."""

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.dialogue import play
from partnerhub.assistant.models import Outcome
from partnerhub.assistant.tongues import tongue_of

OWN = {
    "de": ["Was kostet ein Lehrling?", "Wie lange dauert das Praktikum?", "Ich suche Arbeit", "Wer bezahlt den Lohn?"],
    "so": ["Ma heli karaa shaqo?", "maxaa la iga doonayaa", "Waxaan rabaa inaan barto luqadda", "Miyaan heli karaa lacag?"],
    "uk": ["як знайти роботу", "де я можу отримати допомогу?", "Чи можу я працювати в Данії"],
    "ro": ["Cum găsesc un loc de muncă", "unde pot gasi un loc de munca"],
    "pl": ["Jak znaleźć pracę w Danii", "gdzie mogę szukać pracy"],
    "tr": ["Nasıl iş bulabilirim"],
}
OTHERS = [
    "как получить работу в Дании?",
    "Где найти работу",
    "Сколько платят ученику",
    "Comment trouver un travail au Danemark ?",
    "Je cherche un emploi",
    "Combien coûte un apprenti ?",
    "Come posso trovare lavoro?",
    "Quanto costa un apprendista?",
    "Hoe vind ik werk in Denemarken?",
    "Kan ik subsidie krijgen voor een leerling?",
    "我怎么找工作",
    "ฉันจะหางานได้อย่างไร",
    "Ποιος μπορεί να με βοηθήσει",
    "qhov twg kuv nrhiav tau haujlwm",
]


@pytest.fixture(autouse=True)
def _request(app):
    """Answers are made inside a request."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(("tongue", "question"), [(tongue, text) for tongue, texts in OWN.items() for text in texts])
def test_ten_languages_are_recognised_in_short_sentences(tongue, question):
    """The sentence is in that language and marked so, the contact in English."""
    said = ask(Asked(question))
    assert [lang for lang, _text in said.parts] == [tongue, "en"] and said.outcome is Outcome.FOREIGN


@pytest.mark.parametrize(
    ("question", "tongue"),
    [("do you speak polish?", "pl"), ("Jeg taler kun arabisk", "ar"), ("Kan I svare på ukrainsk?", "uk"), ("Snakker du tysk?", "de")],
)
def test_who_asks_for_a_language_is_told_in_it(question, tongue):
    """Whoever asks in Danish or English to be spoken with in one of the ten gets its sentence."""
    assert ask(Asked(question)).parts[0][0] == tongue


@pytest.mark.parametrize(
    "question", ["Kan vi få et kursus i tysk på arbejdspladsen?", "Taler I dansk?", "FVU dansk til polske medarbejdere"]
)
def test_a_language_that_is_spoken_of_is_not_asked_for(question):
    """A language as a subject, or one that is spoken here, is no wish to be answered in another."""
    assert ask(Asked(question)).outcome is not Outcome.FOREIGN


@pytest.mark.parametrize("question", OTHERS)
def test_any_other_language_is_told_in_danish_and_english(question):
    """Both sentences name the human; nothing is guessed from words that only look Danish."""
    said = ask(Asked(question))
    assert [lang for lang, _text in said.parts] == ["da", "en"] and said.answer is None
    assert "Kalundborg Kommune" in said.parts[0][1] and "Municipality of Kalundborg" in said.parts[1][1]
    assert "only in Danish and English" in said.parts[1][1]


@pytest.mark.parametrize(
    "question", ["do I keep my benefits?", "who do I ask?", "do I qualify?", "where do I go?", "How do I change doctor?"]
)
def test_english_words_that_are_polish_too_are_english(question):
    """A word that Danish or English has, too, is no more than a hint of another language."""
    assert tongue_of(question) == "en"


@pytest.mark.parametrize(
    "question",
    [
        "hvordan søker jeg fleksjobb",
        "Hur länge får jag praktik?",
        "hvd er fleksjop",
        "mulighedserklæring del 1 del 2 hvem udfylder",
        "lærling pris",
    ],
)
def test_neighbours_typing_errors_and_names_are_not_foreign(question):
    """Norwegian, Swedish, misspelt Danish and bare names are answered."""
    assert ask(Asked(question)).outcome is not Outcome.FOREIGN


@pytest.mark.parametrize(
    ("tongue", "question"),
    [
        ("pl", "ile trwa voksenlærling"),
        ("uk", "скільки триває voksenlærling"),
        ("ro", "cat dureaza voksenlærling"),
        ("tr", "voksenlærling nedir"),
        ("de", "was ist fleksjob"),
        ("lt", "kiek trunka voksenlærling"),
        ("es", "cuánto dura voksenlærling"),
        ("so", "waa maxay fleksjob"),
    ],
)
def test_a_schemes_danish_name_makes_no_question_danish(tongue, question):
    """What stands around the name tells the language."""
    assert ask(Asked(question)).lang == tongue


@pytest.mark.parametrize(
    ("tongue", "question"), [("pl", "ile to kosztuje?"), ("pl", "jak długo?"), ("uk", "хто платить?"), ("tr", "ne kadar sürer")]
)
def test_a_few_foreign_words_in_a_danish_dialogue_are_foreign(tongue, question):
    """What was asked before in Danish does not make them Danish."""
    assert ask(Asked(question, context=("Hvad er voksenlærling?",))).lang == tongue


def test_a_known_contact_is_told_without_words(make_app):
    """A name, a number and an address are read in any language; English is used only to say that nobody has filled them in."""
    with make_app(CONTACT_PHONE="59 00 00 00", CONTACT_MAIL="spoerg@demo.example").test_request_context():
        said = ask(Asked("Jak znaleźć pracę w Danii"))
    assert said.parts[1] == ("da", "Kalundborg Kommune, 59 00 00 00, spoerg@demo.example")


def test_the_page_marks_each_sentence_with_its_language(browse):
    """A screen reader changes its voice between them."""
    page = browse(None).post("/assistent", {"question": "Je cherche un emploi"}, token=False).text
    assert '<span lang="da" dir="auto">Assistenten svarer kun' in page and '<span lang="en" dir="auto">The assistant answers only' in page


@pytest.mark.parametrize("between", ["jak długo trwa voksenlærling", "jeg vil ikke leve mere, jeg har et fleksjob"])
def test_what_was_not_answered_in_another_language_or_in_need_leaves_the_talk_where_it_was(between):
    """The scheme that is shown as spoken of is the one that goes on."""
    turns = play(["Hvad er virksomhedspraktik?", between, "hvor længe varer det?"], None, "da").turns
    assert turns[1].reply.answer is None and turns[2].reply.answer.scheme == "virksomhedspraktik"
