"""The lookup: what people type, in Danish or English, leads to the job they mean; nonsense leads nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.occupations.content_types import Occupation
from partnerhub.occupations.finder import Finder, Why
from partnerhub.occupations.keeping import shipped_vocabulary
from partnerhub.occupations.terms import Level, Sector

# typed → the job that must stand first
FIRST = """
proces operatør | procesoperatoer
Procesoperatør | procesoperatoer
procesoperator | procesoperatoer
procesoperatoer | procesoperatoer
process operator | procesoperatoer
operatør i pharma | procesoperatoer
GMP operatør | procesoperatoer
produktionsmedarbejdere | produktionsmedarbejder
fabriksarbejder | produktionsmedarbejder
factory worker | produktionsmedarbejder
industri-operatør | industrioperatoer
klejnsmed | smed
klejn smed | smed
smede | smed
smeden | smed
rustfast smed | smed
blacksmith | smed
svejser | svejser
svejsere | svejser
certified welder | svejser
welders | svejser
rørsmed | roersmed
roersmed | roersmed
CNC operator | industritekniker
operator CNC | industritekniker
cnc-operatør | industritekniker
drejer | industritekniker
elektriker | elektriker
elektrikere | elektriker
elektrikerne | elektriker
eletkriker | elektriker
faglært elektriker | elektriker
elektriker med erfaring fra byggeri | elektriker
electrician | elektriker
electricians | elektriker
vvs | vvs
VVS'er | vvs
blikkenslager | vvs
plumber | vvs
tømrer | toemrer
tomrer | toemrer
toemrer | toemrer
tømrersvend | toemrer
carpenter | toemrer
murer | murer
malere | maler
social og sundheds hjælper | sosu-hjaelper
social- og sundhedshjælper | sosu-hjaelper
sosu hjælper | sosu-hjaelper
hjælper sosu | sosu-hjaelper
sosuhjælper | sosu-hjaelper
hjemmehjælper | sosu-hjaelper
sosu assistent | sosu-assistent
SOSU-assistenter | sosu-assistent
social & sundhedsassistent | sosu-assistent
socialogsundhedsassistent | sosu-assistent
SSA | sosu-assistent
sygeplejerske | sygeplejerske
sygeplejersker | sygeplejerske
sygeplejerkse | sygeplejerske
sygepljerske | sygeplejerske
registered nurse | sygeplejerske
pædagog | paedagog
paedagog | paedagog
pædagoger | paedagog
pædagog medhjælper | paedagogmedhjaelper
pædagogisk assistent | paedagogisk-assistent
PAU | paedagogisk-assistent
lærer | laerer
laerer | laerer
folkeskolelærer | laerer
teacher | laerer
lastbilchauffør | chauffoer
lastbilchaffør | chauffoer
lastbil chauffør | chauffoer
lastbilchaf | chauffoer
truck driver | chauffoer
buschaufør | buschauffoer
bus driver | buschauffoer
truckfører | truckfoerer
truckkører | truckfoerer
fork lift driver | truckfoerer
lagermedarbejder | lagermedarbejder
lager og logistik operatør | lagermedarbejder
warehouse worker | lagermedarbejder
kok | kok
kokke | kok
cook | kok
kok til kantine | kok
opvasker | koekkenmedhjaelper
rengøringsassistent | rengoeringsassistent
rengøring | rengoeringsassistent
rengoerings assistent | rengoeringsassistent
cleaner | rengoeringsassistent
laborant | laborant
lab technician | laborant
QA | qa-specialist
HR | hr-konsulent
HR-konsulent | hr-konsulent
maskinmestre | maskinmester
automatik tekniker | automatiktekniker
PLC-tekniker | automatiktekniker
mekaniker | mekaniker
pedel | ejendomsservicetekniker
vicevært | ejendomsservicetekniker
bogholder | bogholder
software udvikler | softwareudvikler
developer | softwareudvikler
ingenioer maskin | maskiningenioer
chemical engineer | kemiingenioer
tandklinik assistent | tandklinikassistent
slagter | slagteriarbejder
gartnerne | gartner
""".strip().splitlines()

# typed → a job that must stand among the first three
NEAR = """
lab | laborant
lager | lagermedarbejder
sosu | sosu-assistent
operatør | procesoperatoer
ingeniør | elektroingenioer
skolelærer | laerer
produktionsoperatør | industrioperatoer
produktionsoperatør | procesoperatoer
receptionist | receptionist-hotel
warehouse | lagerleder
el | elektriker
sekretær | laegesekretaer
driver | buschauffoer
IT | it-supporter
smed og svejser | smed
smed og svejser | svejser
elektr | elektriker
pæd | paedagog
""".strip().splitlines()

NONSENSE = (
    """
er
x
ø
og
og til
en
med
asdf
qwerty
xyz
123
8131
banan
hest
hund
fodbold
astronaut
lorem ipsum
cirkusklovn
pensionist
!!!
---
-
""".strip("\n").splitlines()
    + ["", "   ", "\x00", "jeg vil gerne have en kop kaffe", "zzzzzzzzzzzzzzzz", "a" * 5000]
)


@pytest.fixture(scope="module")
def finder():
    """The lookup of the shipped jobs."""
    return shipped_vocabulary().finder


def _pairs(lines):
    return [tuple(part.strip() for part in line.split(" | ")) for line in lines]


@pytest.mark.parametrize(("typed", "expected"), _pairs(FIRST))
def test_what_is_typed_leads_to_the_job(finder, typed, expected):
    """Split and joined compounds, other letters, endings, word order, typing errors and synonyms all lead to the job, first."""
    found = finder.lookup(typed)
    assert [match.occupation.id for match in found[:1]] == [expected], [(m.occupation.id, m.name, m.why, m.score) for m in found[:4]]


@pytest.mark.parametrize(("typed", "expected"), _pairs(NEAR))
def test_a_general_word_offers_the_job(finder, typed, expected):
    """A word that fits several jobs, or is not finished, has each of them among the first three."""
    assert expected in [match.occupation.id for match in finder.lookup(typed)[:3]]


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_finds_nothing(finder, typed):
    """Single letters, small words and words that are no job offer nothing."""
    assert finder.lookup(typed) == []
    assert finder.certain(typed) is None


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_title_and_synonym_finds_its_job(finder, lang):
    """Whatever the vocabulary itself calls a job finds it, titles first of all."""
    for occupation in shipped_vocabulary().occupations.values():
        assert occupation in [match.occupation for match in finder.lookup(occupation.title(lang), 2)]
        for synonym in occupation.synonyms:
            assert occupation in [match.occupation for match in finder.lookup(synonym, 4)], synonym


@pytest.mark.parametrize(
    "typed", ["elektriker", "Elektrikere", "klejnsmed", "lastbilchaffør", "truckkører", "cook", "sosu assistent", "tomrer"]
)
def test_a_clear_text_is_certain(finder, typed):
    """A known name, also inflected or with a slip of the finger, is taken without asking."""
    assert finder.certain(typed) == finder.lookup(typed)[0].occupation


@pytest.mark.parametrize(
    "typed", ["operatør", "driver", "produktionsoperatør", "lab", "sosu", "ingeniør", "medarbejder", "sekretær", "smed og svejser"]
)
def test_a_doubtful_text_is_asked_about(finder, typed):
    """A name that fits several jobs, or only begins one, is never taken without asking."""
    assert finder.lookup(typed)
    assert finder.certain(typed) is None


def test_matches_come_best_first_each_job_once(finder):
    """Exact before begun before guessed; no job twice; no more than asked for."""
    found = finder.lookup("operatør", 20)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len({match.occupation.id for match in found}) == len(found) <= 20
    assert [match.why for match in found].index(Why.PREFIX) > 0
    assert len(finder.lookup("operatør", 3)) == 3
    assert finder.lookup("operatør", 0) == []


def test_a_match_tells_the_name_that_matched(finder):
    """A synonym is named, so that people see why a job with another name stands there."""
    match = finder.lookup("klejnsmed")[0]
    assert (match.occupation.title_da, match.name, match.why) == ("Smed (klejnsmed)", "klejnsmed", Why.EXACT)


@given(st.text(max_size=200))
def test_no_text_breaks_the_lookup(typed):
    """Any text at all gets an answer, with scores between 0 and 100."""
    finder = shipped_vocabulary().finder
    assert all(0 <= match.score <= 100 for match in finder.lookup(typed))
    finder.certain(typed)


@given(st.sampled_from(sorted(shipped_vocabulary().occupations)), st.data())
def test_one_wrong_letter_is_forgiven(occupation_id, data):
    """A title of eight letters or more with one letter left out still leads to its job."""
    occupation = shipped_vocabulary().occupations[occupation_id]
    title = occupation.title_da.split(" (")[0].split(" / ")[0]
    place = data.draw(st.integers(1, len(title) - 1))
    if len(title) >= 8:
        assert occupation in [match.occupation for match in shipped_vocabulary().finder.lookup(title[:place] + title[place + 1 :], 3)]


def test_an_empty_vocabulary_finds_nothing():
    """Without jobs there is nothing to find, and nothing breaks."""
    assert Finder([]).lookup("elektriker") == []
    only = Occupation("alfa", "Alfa", "", None, Level.SKILLED, Sector.IT)
    assert [match.occupation for match in Finder([only]).lookup("alfa")] == [only]
