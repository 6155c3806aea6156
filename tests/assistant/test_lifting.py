"""What a question asks for beside a scheme's side is said first, or beside the answer; what stands nowhere is said to be unknown."""

from datetime import date

import pytest

from partnerhub.assistant.asking import Asked, ask, current_mind
from partnerhub.assistant.carrying import plain_text
from partnerhub.assistant.dialogue import play
from partnerhub.assistant.lifting import _sentences
from partnerhub.clock import at

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _request(app):
    """Answers are made inside a request, on a day whose rates are old."""
    with app.test_request_context(), at(TODAY):
        yield


@pytest.mark.parametrize(
    ("question", "scheme", "told"),
    [
        ("hvordan klager jeg over et afslag på fleksjob?", "fleksjob", "4 uger"),
        ("Kan man klage over et nej til merit på en erhvervsuddannelse? (RKV)", "rkv", "det faglige udvalg"),
        ("Jeg er selvstændig og delvist sygemeldt, hvad får jeg?", "delvis-raskmelding", "75 pct."),
        ("Jeg er selvstændig tømrer og har kronisk gigt. Kan jeg få en § 56-aftale?", "paragraf-56", "§ 58 a"),
        ("er man forsikret i virksomhedspraktik?", "virksomhedspraktik", "skader"),
        ("Self-employed and partly on sick leave: how much money do I get?", "delvis-raskmelding", "75 per cent"),
    ],
)
def test_the_line_that_was_asked_for_goes_first(question, scheme, told):
    """It stands before the short answer, in the text to copy and in what the interface tells."""
    reply = ask(Asked(question))
    assert reply.answer.scheme == scheme
    assert reply.lifted.is_first and told in reply.lifted.text and reply.told.index(told) < reply.told.index(reply.answer.short)


@pytest.mark.parametrize(
    ("question", "unknown", "whom"),
    [
        ("hvordan klager jeg over et afslag på løntilskud", "Vi har ikke fundet noget om, hvordan man klager.", "virksomhedsindgang"),
        ("Kan en fleksjobber blive opsagt?", "Vi har ikke fundet noget om opsigelse.", "fagforeningen"),
        ("Optjener man ret til ferie i virksomhedspraktik?", "Vi har ikke fundet noget om ferie.", "fagforeningen"),
        ("Kan en selvstændig bruge sporskifte-puljen?", "Vi har ikke fundet noget om selvstændige.", "STAR"),
        ("Skal man betale skat af fleksløntilskud?", "Vi har ikke fundet noget om skat.", "Skattestyrelsen"),
    ],
)
def test_what_stands_nowhere_is_said_to_be_unknown_with_whom_to_ask(question, unknown, whom):
    """Never a guess, and never the general answer alone; who decides on a scheme decides neither dismissals nor taxes."""
    reply = ask(Asked(question))
    assert reply.lifted.text.startswith(unknown) and reply.lifted.is_first and whom in reply.lifted.text


@pytest.mark.parametrize("question", ["Bliver fleksjob afskaffet?", "Ændres fleksjob til nytår?", "Hvad betyder reformen for fleksjob?"])
def test_what_is_expected_is_said_first(question):
    """What nobody knows of the new main act goes before what a flex job is, and is not said twice."""
    turn = play([question], None, "da").turns[0]
    assert turn.reply.lifted.is_first and "ventes 1. januar 2027" in turn.reply.told
    assert plain_text(turn, "https://partnerhub.example.dk").count("En ny hovedlov ventes 1. januar 2027") == 1


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Hvad er satsen for VEU-godtgørelse i 2026?", "Satsen for 2026 har vi ikke. Den nyeste, vi har fundet, er fra 2024."),
        (
            "Vi ansætter en voksenlærling i februar 2027, hvad får vi i timen?",
            "Satsen for 2027 har vi ikke. Den nyeste, vi har fundet, er fra 2023.",
        ),
        ("How much is SVU in 2026?", "We do not have the rate for 2026. The newest that we have found is from 2024."),
    ],
)
def test_a_year_whose_rate_nobody_has_found_is_said_first(question, unknown):
    """Who asks for a year is told that the figures are of another one, before the figures."""
    reply = ask(Asked(question))
    assert reply.answer.facet == "money" and reply.told.index(unknown) < reply.told.index(reply.answer.short)


@pytest.mark.parametrize(
    "question",
    [
        "Hvad var satsen for VEU-godtgørelse i 2024?",
        "Hvad er satsen for VEU-godtgørelse?",
        "Hvad er beløbet for personlig assistance i 2026?",
    ],
)
def test_a_year_that_is_known_or_not_asked_for_needs_no_such_word(question):
    """Nor does an answer without rates."""
    assert "har vi ikke" not in ask(Asked(question)).told


def test_a_year_to_come_asks_for_what_changes():
    """Whether a scheme holds in 2027 is answered with what is expected then; the day on which somebody begins asks for nothing."""
    assert "ventes afskaffet" in ask(Asked("Gælder mentor fra 1. januar 2027?")).lifted.text
    assert "hovedlov" not in ask(Asked("Vi har en lærling fra 1. januar, hvad er voksenlærling?")).lifted.text


def test_an_ended_scheme_says_first_that_it_has_ended():
    """Before anything that else was asked for."""
    assert ask(Asked("Blev jobrotation afskaffet ved nytår?")).told.startswith("Jobrotation kan ikke længere bevilges.")


def test_who_is_self_employed_stays_so_in_a_dialogue():
    """It was said once; the later answers tell what holds for them beside the answer."""
    reply = ask(Asked("og hvor meget får jeg?", ("Jeg er selvstændig. Hvad er delvis raskmelding?",)))
    assert "75 pct." in reply.lifted.text and not reply.lifted.is_first


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Vi fik en regning fra AUB, fordi vi har for få lærlinge. Kan vi slippe, når ingen søger vores opslag?", "forgæves"),
        ("Hvor gammel skal man være for at have fritidsjob i et supermarked?", "13 år"),
        ("Kan vi holde pladserne på et AMU-hold og sætte navne på senere? Hvordan tilmelder vi?", "reservere pladser"),
    ],
)
def test_a_folded_line_with_the_questions_own_words_stands_beside_the_answer(question, told):
    """Nobody has to unfold the details to find it."""
    reply = ask(Asked(question))
    assert told in reply.told or (told in reply.lifted.text and not reply.lifted.is_first)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("må chefen forlange en mulighedserklæring", "Arbejdsgiveren kan forlange en mulighedserklæring"),
        ("kan jeg nægte en fastholdelsesplan", "Fastholdelsesplanen er frivillig"),
        ("hvordan undgår vi merbidrag i AUB", "undgår eller slipper"),
    ],
)
def test_the_name_of_a_part_brings_the_line_on_it(question, told):
    """What a scheme is called by tells nothing where many of its lines hold it, but a lot where few do; the side asked for first."""
    reply = ask(Asked(question))
    assert told in reply.told or told in reply.lifted.text


@pytest.mark.parametrize("question", ["Hvad er fleksjob?", "hvem kan få voksenlærling", "Hvor længe varer IGU?"])
def test_a_plain_question_gets_its_answer_alone(question):
    """Nothing is lifted where nothing else was asked."""
    assert not ask(Asked(question)).lifted.text


def test_an_employer_who_is_self_employed_is_an_employer():
    """The question is about an apprentice, and whether the employer has a company of one changes nothing we know of."""
    assert "selvstændige" not in ask(Asked("Jeg er selvstændig murer og vil ansætte en voksenlærling. Hvad får jeg i tilskud?")).lifted.text


def test_an_old_rate_in_a_lifted_line_is_said_to_be_old():
    """The year and that it may have changed, as with every rate."""
    rates = [line for line in _lifted_over_all("SIRI fast-track certificering, hvad koster det?") if "kr." in line]
    assert rates and all("kan være ændret" in line for line in rates)


def _lifted_over_all(question):
    return [ask(Asked(question, audience=audience)).lifted.text for audience in (None, "company")]


def test_a_line_that_leans_on_another_comes_with_it():
    """ "Det" alone says nothing; a dot inside "kr. i timen" or "bl.a. Kalundborg" ends no sentence."""
    assert _sentences("Der er et råd. Det dækker bl.a. Kalundborg og 16 andre.") == (
        "Der er et råd.",
        "Der er et råd. Det dækker bl.a. Kalundborg og 16 andre.",
    )
    assert _sentences("- Satsen er 45 kr. i timen.\nSpørg AUB.") == ("Satsen er 45 kr. i timen.", "Spørg AUB.")


@pytest.mark.parametrize(
    ("question", "scheme"),
    [("hvad er et ressourceforløb", "fleksjob"), ("kan jeg få revalidering?", "fleksjob"), ("jobafklaringsforløb", "sygefastholdelse")],
)
def test_what_is_no_scheme_here_is_refused_with_what_a_scheme_says_of_it(question, scheme):
    """The line is quoted with the scheme it stands under, as a button; nothing more is claimed."""
    reply = ask(Asked(question))
    assert reply.kind == "none" and [choice.scheme for choice in reply.suggestions] == [scheme]
    assert current_mind().knowledge.schemes[scheme].name.da in reply.message


def test_the_sources_of_a_line_stand_among_the_answers(browse):
    """A line of another side of the scheme has other sources: they are unfolded with the answer's own, and it has a title of its own."""
    reply = ask(Asked("hvordan klager jeg over et afslag på fleksjob"))
    content = current_mind().knowledge.schemes["fleksjob"]
    assert {content.sources[key] for key in content.answers[reply.lifted.facet].sources} <= {*reply.answer.sources}
    page = browse(None).post("/assistent", {"question": "hvordan klager jeg over et afslag på løntilskud"}, token=False).text
    assert "Vi har ikke fundet noget om, hvordan man klager." in page and "Ansættelse med løntilskud: Klage</h2>" in page


@pytest.mark.parametrize(
    "question",
    [
        "Kan jeg få fleksjob efter en arbejdsskade?",
        "Kan vi få løntilskud med kort varsel?",
        "Er snusepraktik en selvstændig ordning?",
        "Kan jeg blive voksenlærling, når min stilling bliver nedlagt?",
        "Kan en medarbejder, der klager over ondt i ryggen, få en § 56-aftale?",
    ],
)
def test_words_in_passing_ask_for_no_point(question):
    """Nothing is said first that nobody asked for."""
    assert not ask(Asked(question)).lifted.title


@pytest.mark.parametrize(("question", "told"), [("og ferie?", "ferie"), ("hvad med skat?", "skat"), ("Kan man fyres?", "opsigelse")])
def test_a_point_in_a_dialogue_is_looked_for_in_the_scheme_spoken_of(question, told):
    """What it does not tell is said not to be found; what it tells is told."""
    reply = ask(Asked(question, ("Hvad er fleksjob?",)))
    assert f"ikke fundet noget om {told}" in (reply.lifted.text or reply.message)
    assert "ferieloven" in ask(Asked("har jeg ret til ferie?", ("Hvad er løntilskud?",))).lifted.text
