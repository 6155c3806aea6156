"""The occupations' pages: found by anyone in both languages, unknown said as unknown; the steward adds what is missing."""

import pytest
from counting import count_queries
from makers import make_steward, make_user

from partnerhub.occupations import keeping

NEW = {"title_da": "Brygmester", "title_en": "Brewer", "synonyms": "ølbrygger\nbrygger", "level": "skilled", "sector": "food"}


def test_anyone_reads_the_list(browse):
    """Every job stands under its sector with level, DISCO-08 and educations; the sources tell their year."""
    text = browse().get("/erhverv").text
    assert text.count('href="/erhverv/') >= 148
    assert "Byggeri og anlæg" in text and "EUD: Smed" in text and "ikke oplyst" in text
    assert "Danmarks Statistik (dst.dk): DISCO-08</span> (2011)" in text and "(uden årstal)" in text
    assert "Tilføj et erhverv" not in text


@pytest.mark.parametrize(
    ("typed", "there", "not_there"), [("lastbilchaffør", "Chauffør (lastbil)", "Kok"), ("klejnsmed", "klejnsmed", "Kok")]
)
def test_the_list_is_searched(browse, typed, there, not_there):
    """Typing errors are forgiven here too, and a synonym is shown beside the name."""
    text = browse().get(f"/erhverv?q={typed}").text
    assert there in text and f">{not_there}<" not in text


def test_nothing_found_says_what_to_do(browse):
    """A word that is no job shows the way back, and the steward the way to add it."""
    assert "Intet erhverv passer på det" in browse().get("/erhverv?q=astronaut").text
    assert 'href="/erhverv/ny?navn=astronaut"' in browse(make_steward()).get("/erhverv?q=astronaut").text


def test_the_list_is_narrowed_to_a_sector(browse):
    """One sector alone; an unknown one shows all."""
    text = browse().get("/erhverv?omraade=food").text
    assert ">Mejerist<" in text and ">Elektriker<" not in text
    assert ">Elektriker<" in browse().get("/erhverv?omraade=findes-ikke").text


def test_a_job_tells_what_leads_there(browse):
    """Educations, AMU areas, other names and what the same education leads to; the way onward for unskilled jobs."""
    text = browse().get("/erhverv/smed").text
    assert all(part in text for part in ("EUD: Smed", "Pladebearbejdning", "klejnsmed", ">721<", ">Svejser<", "Metal og maskiner"))
    text = browse().get("/erhverv/produktionsmedarbejder").text
    assert all(part in text for part in ("Ingen formel uddannelse", "EUD: Industrioperatør", ">Procesoperatør<"))


def test_what_is_not_known_is_said(browse):
    """An unknown code and an unknown way are told as not known, never made up."""
    assert "ikke oplyst" in browse().get("/erhverv/maskinmester").text
    assert "Ikke oplyst. Uddannelsesvejen er ændret" in browse().get("/erhverv/laegesekretaer").text
    browse().get("/erhverv/findes-ikke", status=404)


def test_the_pages_speak_english(browse):
    """The same in English, with the Danish name beside it."""
    text = browse().get("/erhverv/smed?lang=en").text
    assert all(part in text for part in ("Metalworker / fitter", "Smed (klejnsmed)", "vocational, EUD", "Skilled"))
    assert "Process operator" in browse().get("/erhverv?lang=en&q=procesoperat%C3%B8r").text


def test_suggestions_are_told(browse):
    """The field gets names, what stands beside them, and the sentence that is read out, in the address's language."""
    answer = browse().get("/erhverv/soeg?q=klejn").json
    assert answer["items"][0] == {"id": "smed", "name": "Smed (klejnsmed)", "detail": "klejnsmed · Faglært · Metal og maskiner"}
    assert answer["told"].startswith("1 forslag")
    assert browse().get("/erhverv/soeg?q=klejn&lang=en").json["items"][0]["name"] == "Metalworker / fitter"
    assert browse().get("/erhverv/soeg?q=er").json == {"items": [], "told": "Ingen forslag. Du kan beholde din tekst."}
    assert browse().get("/erhverv/soeg").json["items"] == []
    assert len(browse().get("/erhverv/soeg?q=" + "operatør" * 500).json["items"]) <= 8


def test_the_steward_adds_what_is_missing(browse):
    """What was added is shown at once, and found by its other names."""
    steward = browse(make_steward())
    text = steward.post("/erhverv/ny", NEW).text
    assert "Brygmester er tilføjet" in text and "Tilføjet af kommunen" in text and "ikke oplyst" in text
    assert browse().get("/erhverv/soeg?q=%C3%B8lbrygger").json["items"][0]["id"] == "lokal-brygmester"


def test_what_looks_alike_is_shown_first(browse):
    """A name like a known one shows it and asks for a tick; nothing typed is lost, and with the tick it is added."""
    steward = browse(make_steward())
    like = {**NEW, "title_da": "Rustfri smed", "title_en": "", "synonyms": "tungsmed"}
    text = steward.post("/erhverv/ny", like, status=422).text
    assert "Ligner noget, der findes" in text and 'href="/erhverv/smed"' in text and 'value="Rustfri smed"' in text and "tungsmed" in text
    assert "Rustfri smed er tilføjet" in steward.post("/erhverv/ny", {**like, "is_other": "y"}).text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title_da": ""}, "Skriv erhvervets navn."),
        ({"title_da": "Elektriker", "is_other": "y"}, "findes allerede som Elektriker"),
        ({"level": "clever"}, "Vælg en af mulighederne"),
        ({"sector": ""}, "Vælg et område."),
        ({"synonyms": "x" * 90}, "er for langt"),
        ({"synonyms": "\n".join(f"navn {number}" for number in range(30))}, "højst 20"),
        ({"title_da": "Brygger 010203-1234"}, "CPR-nummer"),
    ],
)
def test_a_wrong_entry_says_what_to_do(browse, app, wrong, told):
    """Each fault has its sentence, and nothing is added."""
    assert told in browse(make_steward()).post("/erhverv/ny", {**NEW, **wrong}, status=422).text
    assert len(keeping.all_occupations()) == 148


def test_others_do_not_add(browse):
    """Who is not the steward is refused, a visitor sent to sign in."""
    browse(make_user(is_manager=True)).get("/erhverv/ny", status=403)
    assert "Log ind" in browse().get("/erhverv/ny").text


def test_the_list_asks_the_database_little(app, browse):
    """However long the list is, a page costs the same few questions."""
    visitor = browse()
    visitor.get("/erhverv")
    with count_queries(app) as asked:
        visitor.get("/erhverv")
    assert len([statement for statement in asked if statement != "BEGIN"]) <= 2
