"""What no scheme is about is not answered, in a first question or in a dialogue; a scheme that is named is what one turns to."""

import pytest

from partnerhub.assistant.asking import Asked, ask

TOPICS = [
    ("Hvad er fleksjob?",),
    ("Hvad er voksenlærling?", "og hvem betaler?"),
    ("Hvad er mentor?", "hvad med løntilskud?", "Hvad er sporskifte?", "hvor længe varer det?"),
]
EVERYDAY = [
    "hvad tid åbner biblioteket",
    "hvornår lukker biblioteket om lørdagen?",
    "my washing machine is broken, who can repair it?",
    "my washing machine does not work",
    "hvornår går bussen til Slagelse",
    "hvem er borgmester",
    "hvor ligger genbrugspladsen",
    "hvornår tømmer de skraldespanden",
    "hvad koster en cykel",
    "hvordan fornyer jeg mit pas",
    "hvad bliver vejret i morgen",
    "min hund er syg, hvad gør jeg",
    "hvor meget koster en tandlæge",
    "what time does the swimming pool open",
    "where is the bus station",
    "can you write a poem about cats",
    "hvem vandt kampen i går",
    "hvad er klokken",
    "kan du anbefale en god pizza",
]
BENEFITS = [
    "efterløn",
    "hvornår kan jeg gå på efterløn",
    "må jeg arbejde på efterløn",
    "folkepension",
    "hvad er folkepensionen",
    "barns første sygedag",
    "har jeg ret til barns 1. sygedag?",
    "SU til HF",
    "kan jeg få su på gymnasiet",
    "kan jeg få boligstøtte, når jeg er lærling",
]


@pytest.fixture(autouse=True)
def _request(app):
    """Answers are made inside a request."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize("question", EVERYDAY)
@pytest.mark.parametrize("before", [(), *TOPICS], ids=len)
def test_everyday_matters_are_refused(question, before):
    """Whatever was spoken of before: no scheme is claimed and none is offered."""
    said = ask(Asked(question, before))
    assert said.kind == "none" and not said.suggestions


@pytest.mark.parametrize("question", BENEFITS)
def test_benefits_that_others_pay_are_not_answered_with_a_scheme(question):
    """A benefit alone belongs elsewhere, even if the words stand in a scheme's rules."""
    assert ask(Asked(question)).answer is None


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Hvad er fleksjob?", "Hvor længe kan man få dagpenge?"),
        ("Hvad er fleksjob?", "hvor meget er skatten"),
        ("Hvad er fleksjob?", "må de fyre mig"),
        ("Kan vi få jobrotation?", "Hvad får man i kontanthjælp?"),
        ("Hvad er voksenlærling?", "hvad med SU"),
        ("Hvad er FGU?", "hvad med boligstøtte"),
    ],
)
def test_a_matter_that_the_scheme_spoken_of_says_nothing_of_gets_none_of_its_amounts(before, question):
    """In a dialogue too: what others pay is not what this scheme pays."""
    assert ask(Asked(question, (before,))).answer is None


@pytest.mark.parametrize(
    ("before", "question", "scheme"),
    [
        ("Hvad er løntilskud?", "når man er på dagpenge?", "loentilskud"),
        ("Hvad er seks ugers kursus?", "får man dagpenge", "seks-ugers"),
        ("Kan vi ansætte en ingeniør fra Indien?", "opholdstilladelse?", "work-in-denmark"),
        ("Hvad er fleksjob?", "hvad med pension", "fleksjob"),
    ],
)
def test_a_matter_that_it_speaks_of_is_answered(before, question, scheme):
    """The word stands in the scheme's own answers."""
    assert ask(Asked(question, (before,))).answer.scheme == scheme


@pytest.mark.parametrize(
    ("question", "scheme"),
    [
        ("kan man få seniorjob, hvis man er på efterløn?", "seniorjob"),
        ("kan biblioteket få en i løntilskud?", "loentilskud"),
        ("kan man få SVU til en videregående uddannelse", "svu"),
        ("I am a cook from Nepal and a restaurant wants to hire me, do I need a work permit?", "work-in-denmark"),
    ],
)
def test_a_scheme_beside_such_a_word_is_still_answered(question, scheme):
    """The word alone refuses nothing."""
    assert ask(Asked(question)).answer.scheme == scheme


@pytest.mark.parametrize(
    ("question", "scheme", "facet"),
    [
        ("EUV1 hvad er det", "euv", "what"),
        ("hvad er euv1?", "euv", "what"),
        ("hvad tjener en elev på fgu?", "fgu", "money"),
        ("hvem kan få fleksjob", "fleksjob", "who"),
        ("kan man også få rkv", "rkv", None),
        ("how long does IGU last", "igu", "duration"),
        ("hvad er voksenlærling", "voksenlaerling", "what"),
    ],
)
@pytest.mark.parametrize("before", [("Hvad er sporskifte?", "Hvem kan få det?", "hvordan søger man?"), TOPICS[-1]], ids=len)
def test_a_scheme_that_is_named_wins_in_a_long_dialogue(question, scheme, facet, before):
    """Three or four questions on others do not outweigh the name in this one."""
    answer = ask(Asked(question, before)).answer
    assert answer.scheme == scheme and facet in (None, answer.facet)


@pytest.mark.parametrize("question", ["§56", "§ 56", "paragraf 56", "§56?"])
def test_a_law_alone_is_a_name(question):
    """Signs and digits that name a scheme ask what it is."""
    answer = ask(Asked(question)).answer
    assert (answer.scheme, answer.facet) == ("paragraf-56", "what")


@pytest.mark.parametrize("question", ["SVU til akademi", "svu på diplom", "SVU til diplomuddannelse"])
def test_a_few_words_with_a_proper_name_are_about_that_scheme(question):
    """Another scheme that pays for the same courses is offered beside it."""
    said = ask(Asked(question))
    assert said.answer.scheme == "svu" and "omstillingsfond" in {choice.scheme for choice in said.suggestions}


@pytest.mark.parametrize("question", ["jeg vil tale med en medarbejder", "kan jeg snakke med en fra kommunen?", "can I talk to someone"])
def test_a_human_is_offered_to_who_asks_for_one(question):
    """Who wants to talk to a human is told how."""
    assert ask(Asked(question)).kind == "smalltalk"


@pytest.mark.parametrize(
    "question", ["hvordan taler jeg med en medarbejder om sygdom?", "jeg skal have en samtale med en medarbejder om stress"]
)
def test_a_talk_with_an_employee_is_no_wish_for_a_human(question):
    """An employer's talk with an employee is about absence."""
    said = ask(Asked(question, audience="company"))
    assert "sygefastholdelse" in {said.answer.scheme if said.answer else "", *(choice.scheme for choice in said.suggestions)}


@pytest.mark.parametrize(
    ("question", "audience", "whom"),
    [
        ("hvad får man i dagpenge", None, "a-kasse"),
        ("How long can I get unemployment benefit?", None, "a-kasse"),
        ("Hvornår kan jeg gå på efterløn?", "citizen", "a-kasse"),
        ("jeg er blevet fyret, hvad er mit opsigelsesvarsel", "citizen", "fagforeningen"),
        ("hvad er min trækprocent", "citizen", "Skattestyrelsen"),
    ],
)
def test_a_refusal_names_who_answers(question, audience, whom):
    """Beside the municipality, for the matters that people ask most of; still no answer."""
    reply = ask(Asked(question, audience=audience))
    assert reply.kind == "none" and whom in reply.message and "Kalundborg" in reply.message


def test_an_employer_is_not_sent_to_the_employer():
    """What employers answer for is not theirs to ask of themselves."""
    assert "arbejdsgiveren" not in ask(Asked("hvad er varslet, når vi har fyret en", audience="company")).message


@pytest.mark.parametrize(
    "question",
    [
        "hvad gemmer I om mig?",
        "bliver min samtale gemt?",
        "er det anonymt",
        "do you store my questions",
        "Can my boss see what I write here?",
    ],
)
def test_what_is_stored_is_told(question):
    """What is kept, how long, and that it has no name."""
    reply = ask(Asked(question))
    assert reply.kind == "smalltalk" and "90" in reply.message
