"""Turns of a dialogue that are no question on its scheme: cries for help, thanks, and what belongs elsewhere."""

import pytest

from partnerhub.assistant.asking import Asked, ask

DIALOGUES = [(), ("Hvad er fleksjob?",), ("Hvad er fleksjob?", "og hvor længe?", "hvad koster det?")]


@pytest.mark.parametrize(
    "cry",
    [
        "jeg gider ikke leve længere",
        "jeg vil dø",
        "min kollega taler om at tage sit eget liv",
        "Jeg orker ikke mere livet",
        "jeg vil ikke leve mere",
        "I want to kill myself",
        "my brother says he wants to kill himself",
    ],
)
@pytest.mark.parametrize("before", DIALOGUES, ids=len)
def test_a_cry_for_help_gets_the_help_line_and_nothing_else(app, cry, before):
    """Whatever was asked before, and whoever it is about."""
    with app.test_request_context():
        said = ask(Asked(cry, before))
    assert said.kind == "none" and "70 201 201" in said.message and not said.suggestions and said.answer is None


@pytest.mark.parametrize(
    "turn",
    [
        "tak",
        "ok tak",
        "mange tak",
        "tak for hjælpen",
        "farvel",
        "ja",
        "nej",
        "ok",
        "yes",
        "haha",
        "fint, forstået",
        "du er dum",
        "det er forkert",
    ],
)
@pytest.mark.parametrize("before", DIALOGUES[1:], ids=len)
def test_thanks_end_a_matter(app, turn, before):
    """A thank you, a yes or a complaint is no question on the scheme that was spoken of."""
    with app.test_request_context():
        assert ask(Asked(turn, before)).kind == "smalltalk"


@pytest.mark.parametrize(
    ("hello", "before"), [("hej", ("what is igu",)), ("hi", ("Hvad er fleksjob?",)), ("hvem er du", ("Hvad er fleksjob?", "tak"))]
)
def test_a_greeting_is_none_either(app, hello, before):
    """Who says hello after a question is greeted, in whatever language was spoken."""
    with app.test_request_context():
        assert ask(Asked(hello, before)).kind == "smalltalk"


@pytest.mark.parametrize("question", ["tak, og hvor længe varer det?", "ok, og hvad koster det?", "Tak. Hvem kan søge?"])
def test_a_thank_you_with_a_question_is_a_question(app, question):
    """Politeness before a follow-up does not end the dialogue."""
    with app.test_request_context():
        said = ask(Asked(question, DIALOGUES[1]))
    assert said.answer is not None and said.answer.scheme == "fleksjob"


@pytest.mark.parametrize(
    "question", ["min vaskemaskine er gåt i stykker", "hunden er syg", "min bil er gået i stykker", "min kone vil skilles"]
)
@pytest.mark.parametrize("before", DIALOGUES[1:], ids=len)
def test_what_belongs_elsewhere_is_not_answered_from_the_dialogue(app, question, before):
    """A sentence about something else does not get the dialogue's scheme once more."""
    with app.test_request_context():
        assert ask(Asked(question, before)).answer is None


ABOUT = [
    ("Hvad er fleksjob?",),
    ("Hvad er løntilskud?", "hvem betaler?", "Hvad er fleksjob?"),
    ("Hvad er fleksjob?", "tak"),
    ("What is a flex job?",),
]


@pytest.mark.parametrize("audience", [None, "citizen", "company", "union"])
@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("hvor længe?", "duration"),
        ("hvor mange timer?", "duration"),
        ("hvad koster det", "money"),
        ("hvem skal jeg ringe til", "contact"),
        ("hvordan søger man", "apply"),
        ("hvor gammel skal man være", "who"),
        ("how long?", "duration"),
        ("what does it cost", "money"),
        ("where I ask?", "contact"),
    ],
)
@pytest.mark.parametrize("before", ABOUT, ids=len)
def test_a_facet_alone_is_about_what_is_spoken_of(app, question, facet, audience, before):
    """The topic stands on the page as a chip: nobody is asked which scheme is meant."""
    with app.test_request_context():
        answer = ask(Asked(question, before, audience)).answer
    assert (answer.scheme, answer.facet) == ("fleksjob", facet)


@pytest.mark.parametrize("before", [(), ("hvem vinder VM?",)], ids=len)
def test_a_facet_alone_is_asked_back_while_nothing_is_spoken_of(app, before):
    """Neither as a first question nor after one that got no answer is a scheme guessed."""
    with app.test_request_context():
        said = ask(Asked("hvad koster det", before))
    assert said.kind == "clarify" and len(said.suggestions) > 1


def test_a_facet_alone_is_asked_back_about_what_was_offered(app):
    """What was asked back with stands first again: the question was about one of those."""
    vague = [
        "jeg har ingen uddannelse",
        "can I learn danish at work?",
        "jeg er træt af mit job",
        "vi vil have en ung mand ind",
        "tilskud til løn",
    ]
    with app.test_request_context():
        before, first = next((text, reply) for text in vague if (reply := ask(Asked(text))).kind == "clarify")
        said = ask(Asked("hvem ringer jeg til?", (before,)))
    assert said.kind == "clarify"
    assert [choice.scheme for choice in said.suggestions][:2] == [choice.scheme for choice in first.suggestions][:2]


def test_a_question_in_two_halves_is_one_question(app):
    """What happens is said first, what is asked for in the next breath."""
    with app.test_request_context():
        said = ask(Asked("hvad koster det", ("vi mangler folk på lageret",), "company"))
    assert (said.answer.scheme, said.answer.facet) == ("rekruttering", "money")


@pytest.mark.parametrize("plea", ["hjælp", "help", "hjælp mig"])
def test_help_alone_asks_what_one_can_ask(app, plea):
    """Nothing else is said, so the assistant says what it can."""
    with app.test_request_context():
        assert ask(Asked(plea)).kind == "smalltalk"


@pytest.mark.parametrize(
    "question", ["jeg kan ikke betale min husleje, hjælp", "hjælp mig, jeg er lige blevet fyret", "kan jeg få hjælp til at læse dansk"]
)
def test_help_in_a_sentence_is_no_small_talk(app, question):
    """What it is about decides: another matter is refused with somebody to turn to, a scheme is answered."""
    with app.test_request_context():
        assert ask(Asked(question)).kind in {"none", "answer", "clarify"}


@pytest.mark.parametrize("before", ["Hvad er personlig assistance?", "Hvad er jobrotation?"])
@pytest.mark.parametrize(
    ("question", "scheme"),
    [
        ("og fleksjob, hvor længe gælder det?", "fleksjob"),
        ("tilbage til mentor: hvor længe gælder det", "mentor"),
        ("and mentor, how long?", "mentor"),
    ],
)
def test_a_name_after_and_is_what_one_turns_to(app, before, question, scheme):
    """Also where the words ask whether something holds; "gælder det også i fleksjob?" still asks of both."""
    with app.test_request_context():
        assert ask(Asked(question, (before,))).answer.scheme == scheme
