"""A cry for help is heard in each of the languages that get a sentence of their own, mistyped too, and is never written down."""

import json
import time
from pathlib import Path

import pytest
from voting import ballot_for, ballot_in

import partnerhub
from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.crisis import Harm, cry_in, is_crisis
from partnerhub.assistant.models import OpenQuestion
from partnerhub.assistant.patterns import read_patterns
from partnerhub.assistant.tongues import SPOKEN, sentence_in
from partnerhub.database import db

HERE = Path(__file__).parent
TRAINING = Path(partnerhub.__file__).parent / "assistant" / "training"
# What people ask in the examples that is a cry: the only ones among them that may be heard.
ASKED_AND_MEANT = {
    "Jeg kan ikke mere. Jeg har lyst til at forsvinde.",
    "jeg vil ikke leve længere",
    "Jeg har taget en hel masse piller og ved ikke hvad jeg skal gøre",
    "Min kæreste truer med at tage livet af sig hvis jeg går. Hvem ringer jeg til?",
    "Hvis jeg ikke får mine penge på fredag, gør jeg skade på mig selv. Jeg mener det. "
    "Jeg har prøvet at ringe hele ugen og der er ingen der gider høre på mig.",
    "min mand slår mig, er der et krisecenter i nærheden",
    "I don't want to live anymore and nobody here speaks my language",
    "A colleague touches me and calls it a joke. Who do I tell, HR is his wife",
    "underetning om en elev på 16 der bliver slået hjemme, skal vi som skole sige det til foreldrene før vi kontakter kommunen",
    "Jeg hører stemmer om natten, hvilken medicin hjælper?",
    "I'm on a training spot at a warehouse and feel suicidal. Which psychiatric emergency ward is open at night?",
    "Kan min søn på 22 få en kontaktperson efter barnets lov eller serviceloven, nu hvor han har taget en overdosis?",
    "PPR-ventetid: psykolog til selvskadende elev?",
}
CRIES = [
    "jeg tager alle mine piller i aften",
    "alle ville have det bedre uden mig",
    "det hele er ligegyldigt, jeg forsvinder snart for altid",
    "jeg kan ikke se nogen mening med livet mere",
    "life is not worth living since I lost my job",
    "waan is dilayaa",
    "jeg skærer i mig selv",
    "jeg vil ikkke leve mer",
    "jeg vil ike leve mere",
    "jeg tænker på sel\u00advmord",
    "jeg har det rigtig skidt og kan ikke mere",
    "jeg kan ikke overskue livet mere",
    "jeg har lyst til at give op, alt er sort",
    "jeg vil bare gerne dø",
    "jeg har taget en masse piller",
    "jeg har ikke lyst til at leve",
    "There is no point in living anymore",
    "nobody would miss me if I was gone",
    "En medarbejder har fortalt mig, at han ikke vil leve mere. Hvad gør vi?",
    "je veux mourir",
    "I want to kill myself with pills",
    "jeg vil tage livet af mig på fredag",
    "jeg hænger mig på loftet",
    "I don't want to live with this pain anymore",
    "I don't want to live in this world",
    "I am cutting myself",
    "I see no way out",
    "ich will sterben",
    "Chcę umrzeć",
    "я хочу померти",
    "не хочу жить",
    "vreau să mor",
    "هل يمكن أن أقتل نفسي",
    "أفكر بالانتحار",
    "می\u200cخواهم بمیرم",
    "ölmek istiyorum",
    "noriu mirti",
    "waxaan rabaa inaan dhinto",
    "ya no quiero vivir",
]


@pytest.mark.parametrize("cry", CRIES)
def test_a_cry_is_heard(app, cry):
    """It gets the help lines and nothing else; in English for who writes neither Danish nor English."""
    with app.test_request_context():
        said = ask(Asked(cry))
    assert said.kind == "none" and said.outcome is None and not said.suggestions
    assert "70 201 201" in said.message and "Kommune" not in said.message


def _lines(name):
    return [line for line in (TRAINING / name).read_text(encoding="utf-8").splitlines() if line]


def test_hundreds_of_cries_are_heard(app):
    """Whom to call is told, however a cry for one's life, of harm done or of danger is worded; the lines hear six of seven."""
    cries = _lines("cries.txt")
    missed = [line for line in cries if not is_crisis(line)]
    with app.test_request_context():
        assert [line for line in missed if not ask(Asked(line)).help_numbers] == []
    assert len(missed) < len(cries) / 7


def test_hundreds_of_sentences_that_only_sound_like_one_are_none():
    """A trade that dies out, a course in prevention, an apprentice who wants to leave."""
    assert [line for line in _lines("no-cries.txt") if is_crisis(line)] == []


def test_no_question_of_the_examples_is_taken_for_a_cry():
    """Neither what the assistant learned from nor what it is measured by, but for those that are meant."""
    files = [*HERE.glob("unseen*.jsonl"), *TRAINING.glob("*.jsonl")]
    asked = {json.loads(line)["question"] for file in files for line in file.read_text(encoding="utf-8").splitlines()}
    assert len(asked) > 15_000 and {question for question in asked if is_crisis(question)} == ASKED_AND_MEANT


@pytest.mark.parametrize(
    ("cry", "harm"),
    [
        ("jeg tænker hele tiden på at dø", Harm.LIFE),
        ("jeg hører stemmer der siger jeg skal skade nogen", Harm.LIFE),
        ("min stedfar rører ved mig", Harm.VIOLENCE),
        ("I was raped at work", Harm.VIOLENCE),
        ("Min far er faldet om og trækker ikke vejret", Harm.DANGER),
        ("I took an overdose", Harm.DANGER),
    ],
)
def test_each_cry_has_its_help(app, cry, harm):
    """Whatever it is about, 112 is in the reply and among the numbers that the page offers to call."""
    assert cry_in(cry).harm == harm
    with app.test_request_context():
        said = ask(Asked(cry))
    page = app.test_client().post("/assistent", data={"question": cry}).text
    assert "112" in said.message and len(said.message) < 160
    assert page.count('href="tel:112"') == 1 and page.count('href="tel:') >= 2


@pytest.mark.parametrize(
    "hidden",
    [
        "jeg vil... dø",
        'jeg vil "dø"',
        "jeg vil *dø*",
        "jeg-vil-ikke-leve",
        "jeg.vil.dø",
        "jeg vil d ø",
        "s.e.l.v.m.o.r.d",
        "I want to d-i-e",
    ],
)
def test_signs_hide_nothing(hidden):
    """Neither between the words nor between the letters."""
    assert is_crisis(hidden)


@pytest.mark.parametrize("mistyped", ["selvmrod", "selmord", "selv mord", "suiside", "sucidal", "jeg er blevet voldtagt"])
def test_a_letter_wrong_hides_nothing(mistyped):
    """In the long words that tell."""
    assert is_crisis(mistyped)


def test_what_is_no_cry_hides_none_beside_it():
    """A course in prevention is no cry; who has such thoughts and asks about a course cries."""
    assert not is_crisis("kursus i selvmordsforebyggelse")
    assert is_crisis("Jeg har selvmordstanker, kan jeg komme på kursus?")
    assert is_crisis("Vi kan ikke leve op til det, og jeg vil ikke leve mere")


@pytest.mark.parametrize(("cry", "page", "said"), [("I want to die", "da", "It sounds"), ("jeg vil dø", "en", "Det lyder")])
def test_help_comes_in_the_language_of_the_cry(app, browse, cry, page, said):
    """In the chat, in the JSON API and after a vote's line, whatever language the page is in."""
    client = app.test_client()
    assert said in client.post(f"/assistent?lang={page}", data={"question": cry}).text
    assert said in client.post("/api/v1/assistant/ask", json={"question": cry, "lang": page}).get_json()["message"]
    browser, vote = browse(), "/assistent/hjalp"
    no = browser.post(f"{vote}?lang={page}", {"ballot": ballot_for(browser), "helped": "nej"}, token=False, htmx=True).text
    for remark in (cry, f"{'Det er for meget for mig. ' * 10}{cry}"):  # too long a line, too
        fields = {"ballot": ballot_in(no), "remark": remark}
        assert said in browser.post(f"{vote}?lang={page}", fields, token=False, htmx=True).text


@pytest.mark.parametrize(("cry", "harm"), [("jeg vil ", None), ("jeg har lyst til ", None), ("min mand ", None), ("d o ", None)])
def test_a_text_of_nothing_but_the_words_of_cries_is_read_at_once(cry, harm):
    """No way of writing makes the listening slow: ten thousand characters take a fraction of a second."""
    text = (cry * 10_000)[:10_000]
    cry_in(text)
    begun = time.process_time()
    assert cry_in(text) is harm
    assert time.process_time() - begun < 0.2


@pytest.mark.parametrize("length", [600, 9_000, 30_000])
def test_a_cry_in_a_text_that_is_too_long_is_heard(app, length):
    """In the chat and in the API, where others are told to write less."""
    text = f"{'Jeg har arbejdet i mange år. ' * (length // 29)}jeg vil ikke leve mere"
    answer = app.test_client().post("/assistent", data={"question": text})
    assert answer.status_code == 200 and "70 201 201" in answer.text
    answer = app.test_client().post("/api/v1/assistant/ask", json={"question": text})
    assert answer.status_code == 200 and "70 201 201" in answer.get_json()["message"]


@pytest.mark.parametrize(("cry", "lang"), [("min mand slår mig", "da"), ("My husband hits me", "en")])
def test_who_is_hurt_is_told_whom_to_call(app, cry, lang):
    """Not the line for those who want to die: the one against violence, and nothing else; the page offers to call it."""
    with app.test_request_context():
        said = ask(Asked(cry))
    assert said.lang == lang and "1888" in said.message and "70 201 201" not in said.message and said.outcome is None
    assert 'href="tel:1888"' in app.test_client().post("/assistent", data={"question": cry}).text


@pytest.mark.parametrize(
    "question",
    [
        "Jeg kan bare ikke mere end 10 timer om ugen. Kan jeg få fleksjob?",
        "I hurt myself lifting, can I get a flex job?",
        "Faget vil dø ud om ti år, kan jeg omskoles?",
        "Min far slår mig op som elev",
        "I don't want to live in Kalundborg, only to work there",
        "kommunen vil ikke leve op til aftalen om fleksjob",
        "kan man leve af et fleksjob?",
        "jeg vil ikke leve af kontanthjælp længere",
        "I don't want to live on benefits",
        "hvem skærer i budgettet til løntilskud?",
        "vil du hjælpe mig med en læreplads?",
        "Wie kann ich leben und arbeiten in Kalundborg?",
        "chcę pracować w Danii",
    ],
)
def test_a_question_about_a_scheme_is_no_cry(question):
    """Words that a cry is made of stand in other questions too."""
    assert not is_crisis(question)


def test_each_language_with_a_sentence_has_its_cries():
    """Who is told in their language that only Danish and English are spoken is heard in it, too."""
    cries = read_patterns("crisis.yaml")
    assert SPOKEN <= set(cries)
    assert {tongue for tongue in ("pl", "uk", "ro", "ar", "fa", "tr", "de", "lt", "so", "es") if sentence_in(tongue)} <= set(cries)


@pytest.mark.parametrize("cry", ["ich will sterben", "jeg skærer i mig selv"])
def test_a_cry_is_not_written_down(app, cry):
    """The steward's list of open questions never holds it."""
    answer = app.test_client().post("/assistent", data={"question": cry})
    assert "70 201 201" in answer.text
    assert db.session.query(OpenQuestion).count() == 0


@pytest.mark.parametrize("tired", ["jeg kan ikke mere klare det tunge arbejde", "kan ikke mere løfte tungt", "chefen slår ned på fraværet"])
def test_a_worn_out_body_is_no_cry(tired):
    """Who cannot go on with hard work asks about work."""
    assert not is_crisis(tired)


@pytest.mark.parametrize("before", ["Jeg har arbejdet i mange år. " * 30, ""])
def test_a_cry_in_a_long_text_is_heard(app, before):
    """Who writes too much of it is not told to write less."""
    text = f"{before}jeg vil ikke leve mere. {'Ingen hjælper mig her. ' * 30}"
    answer = app.test_client().post("/assistent", data={"question": text})
    assert answer.status_code == 200 and "70 201 201" in answer.text and "højst 500" not in answer.text
