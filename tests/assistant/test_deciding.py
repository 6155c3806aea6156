"""The first screen says what decides: the short answer, or the line beside it, holds what was asked for."""

from datetime import date

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.clock import at
from partnerhub.schemes.terms import Facet, Status

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _request(app):
    """Answers are made inside a request."""
    with app.test_request_context(), at(TODAY):
        yield


def first_screen(question, lang="da", audience=None):
    """The words that are read without unfolding anything, with the scheme that they are of."""
    reply = ask(Asked(question, audience=audience, lang=lang))
    return reply.answer.scheme, " ".join([reply.answer.short, reply.lifted.text])


@pytest.mark.parametrize(
    ("question", "scheme", "decides"),
    [
        ("Jeg er 62 og ansat i staten. Hvad får jeg i seniorbonus?", "seniorfastholdelse", "0,8 pct."),
        ("Jeg mangler 10 timer i at nå 1560. Får jeg så en mindre seniorpræmie?", "seniorfastholdelse", "får man ingen"),
        ("Hvad er en seniorsamtale?", "seniorfastholdelse", "En seniorsamtale er"),
        ("Jeg er lige udskrevet fra psykiatrien. Har jeg ret til en mentor?", "mentor", "ret til en mentor"),
        ("Hvor hurtigt skal kommunen finde et seniorjob til mig?", "seniorjob", "senest 2 måneder"),
        ("Jeg er ledig og vil være sosu-assistent på uddannelsesløft. Får jeg løn?", "uddannelsesloeft", "15.782 kr. om måneden (2023)"),
        ("Hvor langt skal der være til AMU-kurset, før jeg kan få kørepenge?", "amu", "kørepenge"),
        ("Hvad får vi fra AUB, når lærlingen er på skole på andet år?", "aub", "3.510 kr."),
        ("Kan jeg som lærling få betalt transporten til skolen?", "aub", "80 pct."),
        ("Vi skal betale merbidrag til AUB. Kan vi slippe?", "aub", "forgæves"),
        ("Hvad er en mulighedserklæring?", "sygefastholdelse", "En mulighedserklæring er"),
        ("Min chef vil have en mulighedserklæring. Skal jeg være med?", "sygefastholdelse", "være med"),
        ("Skal vi holde sygesamtale med en, der er fyret?", "sygefastholdelse", "inden 8 uger"),
        ("Skal jeg til opfølgning i kommunen, når jeg ventes rask inden 26 uger?", "sygefastholdelse", "26 uger"),
        ("Kan chefen sige nej til en fastholdelsesplan?", "sygefastholdelse", "arbejdsgiveren kan sige nej"),
        ("Hvor mange timer skal jeg have arbejdet for at få sygedagpenge fra kommunen?", "sygefastholdelse", "240 timers"),
        ("Skal TR skrive under på løntilskud?", "loentilskud", "TR skal med på aftalen"),
        ("Optjener jeg dagpengeret i løntilskud?", "loentilskud", "ikke ny"),
        ("Vi har lige fyret en medarbejder. Må vi tage en i løntilskud?", "loentilskud", "inden for 3 måneder"),
        ("Må vi have en i virksomhedspraktik i julehandlen?", "virksomhedspraktik", "julehandel"),
        ("Hvem skal skrive under på aftalen om virksomhedspraktik?", "virksomhedspraktik", "medarbejderrepræsentant"),
        ("Hvad lever jeg af mellem to fleksjob?", "fleksjob", "ledighedsydelse"),
        ("Jeg har haft fleksjob siden 2010. Gælder de gamle regler?", "fleksjob", "før 2013"),
        ("Hvad er forskellen på EUV1, EUV2 og EUV3?", "euv", "EUV3 er"),
        ("Hvad er forskellen på agu, pgu og egu?", "fgu", "pgu er"),
        ("Jeg går på FGU og bor hjemme. Hvad får jeg?", "fgu", "716 kr."),
        ("Hvad er forskellen på selvvalgt og aftalt uddannelse?", "kompetencefond", "Aftalt uddannelse"),
        ("Hvad er ny mesterlære?", "laereplads", "Ved ny mesterlære"),
        ("Hvilket snit skal jeg have til grundforløb 1?", "laereplads", "2,0"),
        ("Hvad er IKV?", "rkv", "IKV"),
        ("Hvor meget må man tjene på socialt frikort?", "smaajob", "42.766 kr. (2025)"),
        ("Gælder 225-timersreglen stadig?", "smaajob", "gælder ikke mere"),
        ("Hvor sent må en 16-årig arbejde i en butik?", "fritidsjob", "kl. 22"),
        ("Må en på 13 år sidde ved kassen i et supermarked?", "fritidsjob", "ved kassen"),
        ("Hvor mange timers hvile skal en ung have mellem to vagter?", "fritidsjob", "12 timer"),
        ("Kan vi få isbryder til en nyuddannet, der var studentermedhjælper hos os?", "isbryder", "studentermedhjælper"),
        ("Må assistenten i personlig assistance lave det faglige arbejde?", "personlig-assistance", "faglige arbejde"),
        ("Hvornår skifter positivlisten til den regionale pulje?", "regional-pulje", "1. april"),
        ("Kan vi få voksenlærling og løntilskud på samme tid?", "voksenlaerling", "kan ikke få løntilskud"),
        ("Kan jeg få diplom i ledelse betalt af omstillingsfonden?", "omstillingsfond", "ledelse"),
        ("Kan vi få § 56, når en ansat er i fertilitetsbehandling?", "paragraf-56", "fertilitetsbehandling"),
        ("Hvordan bliver vi partner?", "partnerskab", "Kalundborg"),
    ],
)
def test_what_decides_is_on_the_first_screen(question, scheme, decides):
    """Nobody has to unfold the details, or take a neighbouring rule for the answer."""
    found, words = first_screen(question)
    assert found == scheme and decides in words


@pytest.mark.parametrize(
    ("question", "scheme", "decides"),
    [
        ("We want to hire a welder from India. Do we need a work permit? And someone from Spain?", "work-in-denmark", "Spain"),
        ("How much state senior bonus do I get?", "seniorfastholdelse", "0.8 per cent"),
        ("I am self-employed and can work half of my time because of illness. How much do I get?", "delvis-raskmelding", "75 per cent"),
        ("Can our company ask for a fitness for work certificate (mulighedserklæring)?", "sygefastholdelse", "mulighedserklæring"),
        ("What do I live on between two flex jobs?", "fleksjob", "ledighedsydelse"),
        ("How do I complain about a decision on a flex job?", "fleksjob", "4 weeks"),
        ("Is mentor support a right after a psychiatric hospital stay?", "mentor", "right to"),
        ("How late may a 16-year-old work?", "fritidsjob", "until 22"),
        ("Can we have a trainee in our Christmas rush?", "virksomhedspraktik", "Christmas"),
    ],
)
def test_what_decides_is_on_the_first_screen_in_english(question, scheme, decides):
    """Who asks in English gets as much."""
    found, words = first_screen(question, "en")
    assert found == scheme and decides in words


def test_a_self_employed_citizen_is_not_told_that_nothing_was_found():
    """The wording for citizens names the self-employed as the neutral one does."""
    for question in ("Jeg er selvstændig. Kan jeg få VEU-godtgørelse?", "Jeg er selvstændig. Hvor meget er VEU-godtgørelsen?"):
        found, words = first_screen(question, audience="citizen")
        assert found == "veu-godtgoerelse" and "ikke fundet noget om selvstændige" not in words


def test_a_lead_stands_before_the_answers_it_matters_to(mind):
    """Less follow-up says nothing of what a fit note is; an end that matters to all is said before all."""
    knowledge = mind.knowledge
    said = {facet: ask(Asked(question)).answer.lead for facet, question in _SICKNESS.items()}
    assert said[Facet.DURATION] and not said[Facet.WHAT]
    assert knowledge.schemes["sygefastholdelse"].phases[-1].status is Status.CHANGING
    assert ask(Asked("Hvad er uddannelsesløft?")).answer.lead and ask(Asked("Hvem kan få uddannelsesløft?")).answer.lead


_SICKNESS = {Facet.WHAT: "Hvad er en mulighedserklæring?", Facet.DURATION: "Hvor længe kan man få sygedagpenge i arbejdsfastholdelse?"}
