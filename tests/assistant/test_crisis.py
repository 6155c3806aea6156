"""A cry for help is heard in each of the languages that get a sentence of their own, mistyped too, and is never written down."""

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.crisis import is_crisis
from partnerhub.assistant.models import OpenQuestion
from partnerhub.assistant.patterns import read_patterns
from partnerhub.assistant.tongues import SPOKEN, sentence_in
from partnerhub.database import db

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
