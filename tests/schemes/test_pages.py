"""The schemes' pages: what holds today is said first, with dates, sources and what nobody knows, in both languages."""

import re
from datetime import UTC, date, datetime

import pytest
from counting import count_queries
from makers import make_user
from promises import promise
from scheme_makers import make_scheme, scheme_data

from partnerhub import clock
from partnerhub.commitments.kinds import Kind
from partnerhub.database import writing
from partnerhub.schemes import models
from partnerhub.schemes.keeping import keeper
from partnerhub.schemes.loading import load_shipped
from partnerhub.schemes.shipped import read_all
from partnerhub.shipping import load_knowledge

LIST = "/assistent/ordninger"
DAY = date(2026, 11, 24)
LEAD = "Jobrotation kan ikke længere bevilges."


@pytest.fixture
def read(browse, monkeypatch):
    """Return the text of a page as a visitor reads it on a day."""

    def open_page(path="", day=DAY, status=200):
        # A browser's request runs in a context of its own, which `clock.at` does not reach.
        monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        return browse().get(LIST + path, status=status).text

    return open_page


@pytest.fixture
def alfa(app, tmp_path):
    """One invented scheme in the database."""
    scheme = make_scheme(tmp_path / "content", scheme_data("alfa"))
    load_shipped({"alfa": scheme}, [])
    keeper().forget()
    return scheme


def in_order(text, *parts):
    """Assert that the parts stand in the text, one after the other."""
    place = -1
    for part in parts:
        found = text.find(part, place + 1)
        assert found > place, f"{part!r} is missing, or stands before what should come first"
        place = found


def test_the_list_groups_by_state(read):
    """Every scheme stands in the group of its state today, which has a word, an icon and a count."""
    text = read()
    in_order(text, 'id="active"', "Voksenlærlingeordningen", 'id="changing"', "Uddannelsesløft", 'id="local"', "Snusepraktik")
    in_order(text, 'id="ended"', ">Ophørt<", "Jobrotation", LEAD)
    assert text.count('class="scheme-list__row"') == len(read_all()[0])


def test_the_list_follows_the_day(read):
    """What has ended today was in force before the act."""
    text = read(day=date(2025, 6, 1))
    assert 'id="ended"' not in text and LEAD not in text


@pytest.mark.parametrize(
    ("typed", "first", "absent"),
    [
        ("VEU", "VEU-godtgørelse", None),
        ("voksenlerling", "Voksenlærlingeordningen", "Fleksjob"),
        ("flexjob", "Fleksjob", "FVU"),
        ("aub", "AUB", None),
        ("mentor", "Mentor", "AUB"),
        ("fleks job", "Fleksjob", "Mentor"),
        ("sygedagpenge", "Delvis", "Småjob"),
        ("tolk", "Personlig assistance", "Mentor"),
    ],
)
def test_what_is_likest_comes_first(read, typed, first, absent):
    """A name that is typed, or begun, stands before schemes that only hold it or are also called so.

    What nothing is called by is looked for in the answers.
    """
    names = re.findall(r'<h3 class="h5"><a [^>]*>([^<]*)', read(f"?q={typed}"))
    assert names[0].startswith(first) and not (absent and any(name.startswith(absent) for name in names))


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?q=voksenlaerling", "Voksenlærlingeordningen", "Jobrotation"),
        ("?q=jobrotatoin", "Jobrotation", "Fleksjob"),
        ("?q=ledig", "Løntilskud", "Personlig assistance"),
        ("?q=interpret", "Personlig assistance", "Fleksjob"),
        ("?q=sosu", "Voksenlærlingeordningen", "Fleksjob"),
        ("?q=SU", "SVU", "Løntilskud"),
        ("?q=job+rotation&lang=en", "Job rotation", "Flex job"),
        ("?for=school", "Erhvervspraktik", "Personlig assistance"),
        ("?for=ingen", "Jobrotation", "Ingen ordning passer"),
        ("?q=aub&for=citizen", "Læreplads og uddannelsesaftale", "AUB"),
        ("?q=++voksenl%C3%A6rling++&for=company", "Voksenlærlingeordningen", "Fleksjob"),
    ],
)
def test_the_filter_needs_no_script(read, query, there, gone):
    """A plain form narrows the list by typed letters, typing errors forgiven, and by who asks."""
    text = read(query)
    assert there in text and f">{gone}" not in text


@pytest.mark.parametrize("typed", ["qqqqqq", "%00", "%F0%9F%98%80", "a" * 5000, "%3Cscript%3E"])
def test_a_filter_without_result_shows_the_way_back(read, typed):
    """Nothing found is said, with a link to all; what was typed stays, escaped."""
    text = read(f"?q={typed}")
    assert "Ingen ordning passer på det" in text and "Vis alle ordninger" in text
    assert "<script>" not in text


def test_an_ended_scheme_says_so_first(read):
    """Before anything else: that it has ended, then what to use instead, then what holds for running courses."""
    text = read("/jobrotation")
    in_order(text, "<h1", ">Ophørt<", LEAD, "Brug i stedet:", "VEU-godtgørelse", "Forløb, der var i gang", "Hvad er det?")


@pytest.mark.parametrize(
    ("day", "there", "gone"),
    [
        (date(2025, 6, 1), [">Gælder<", "Gælder (nu)"], [LEAD, "Jobrotation er ved at blive afskaffet.", "Brug i stedet"]),
        (date(2026, 3, 1), [">Ændringer<", "Jobrotation er ved at blive afskaffet.", "Overvej også:"], [LEAD, "Brug i stedet"]),
        (DAY, [">Ophørt<", LEAD, "Brug i stedet:"], ["Jobrotation er ved at blive afskaffet."]),
    ],
)
def test_the_page_follows_the_day(read, day, there, gone):
    """The same page says what holds on the day it is read."""
    text = read("/jobrotation", day=day)
    assert [part for part in there if part not in text] == [] and [part for part in gone if part in text] == []


def test_the_line_of_life_makes_up_no_day(read):
    """Where only an interval is confirmed the line says the interval, and never its last day as if it were the day."""
    text = read("/jobrotation")
    in_order(text, "Gjaldt uændret", "til og med 28. dec. 2025", "Under afskaffelse", "fra 29. dec. 2025", "Ophørt (nu)")
    in_order(text, "Ophørt (nu)", "mellem 1. feb. 2026 og 1. jul. 2026; den præcise dag er ikke bekræftet", "I stedet")
    assert "30. jun. 2026" not in text


def test_what_ends_later_is_said_now(read):
    """A known last day stands on the line before it comes."""
    in_order(read("/igu"), "Gælder (nu)", "til og med 31. dec. 2027", "Ophører", "fra 1. jan. 2028")


def test_each_answer_has_words_sources_and_doubts(read):
    """Seven questions, each with its sources and years; what is not known is said; the rate bears its year."""
    text = read("/jobrotation")
    for facet in ("what", "who", "money", "apply", "duration", "rules", "contact"):
        assert f'id="{facet}"' in text
    old, older = "Satsen er fra 2024 og kan være ændret.", "Satsen er fra 2020 og kan være ændret."
    in_order(text, 'id="money"', "203,17 kr. i timen (2024)", older, old, "Det ved vi ikke", "Kilder")
    assert "set 2024" in text and "Lov om en aktiv beskæftigelsesindsats (LAB), kap. 22" in text
    assert "Ofte forvekslet med" in text and "Beslægtede ordninger" in text


def test_a_rate_of_this_year_has_not_changed(alfa, read):
    """The remark comes with the next year, not before."""
    assert "kan være ændret" not in read("/alfa", day=date(2024, 12, 31))
    assert "Satsen er fra 2024 og kan være ændret." in read("/alfa", day=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("year", "danish", "english"),
    [
        (2024, "set 2024", "seen 2024"),
        ("undated", "uden dato", "undated"),
        ("unknown", "årstal ukendt", "year unknown"),
        ("ca. 2024", "set ca. 2024", "seen ca. 2024"),
        ("før 2025", "set før 2025", "seen before 2025"),
    ],
)
def test_a_source_tells_its_year_or_that_it_has_none(app, tmp_path, read, year, danish, english):
    """The words of the file for a missing year are told in the reader's language."""
    data = scheme_data("alfa")
    data["sources"]["s1"]["seen_year"] = year
    load_shipped({"alfa": make_scheme(tmp_path / "content", data)}, [])
    assert f"Demo, {danish}</li>" in read("/alfa") and f"Demo, {english}</li>" in read("/alfa?lang=en")


def test_the_asker_chooses_the_wording(read):
    """A citizen's words and a citizen's way out; links keep the choice; nonsense is everyone's page."""
    text = read("/jobrotation?for=citizen")
    assert "Du kan ikke blive ny jobrotationsvikar." in text and "Ansættelse med løntilskud" in text
    assert f'{LIST}/loentilskud?for=citizen"' in text
    assert "Du kan ikke blive ny jobrotationsvikar." not in read("/jobrotation")
    assert read("/jobrotation?for=marsboer").count('aria-current="page"') == read("/jobrotation").count('aria-current="page"')


def test_the_page_is_english_throughout(read):
    """With lang=en the state, the words, the dates and the links are English."""
    text = read("/jobrotation?lang=en")
    in_order(text, '<html lang="en"', ">Job rotation</h1>", ">Ended<", "Job rotation can no longer be granted.", "VEU allowance")
    in_order(text, "DKK 203.17 an hour (2024)", "The rate is from 2024 and may have changed.", "What we do not know", "Sources")
    assert "?lang=en" in text and "Tjekket" not in text and "Kilder" not in text


def test_vitas_checklist_stands_where_one_applies_there(read):
    """Schemes that are applied for in VITAS have a list of what to have at hand; others have none."""
    assert "Klar til VITAS" in read("/voksenlaerling") and "Klar til VITAS" not in read("/jobrotation")


def test_review_is_told_once_where_all_answers_agree(alfa, read):
    """Not yet reviewed is said once above the answers; when one has been reviewed, each tells its own."""
    text = read("/alfa")
    assert text.count("Endnu ikke gennemgået af kommunen.") == 1 and "Tjekket 24. nov. 2026." in text
    with writing() as session:
        session.query(models.Answer).filter_by(facet="who").one().reviewed_at = clock.now()
    keeper().forget()
    text = read("/alfa")
    assert text.count("Endnu ikke gennemgået af kommunen.") == 1 and text.count("Gennemgået af kommunen.") == 1


def test_a_passed_review_date_is_said(alfa, read):
    """An answer that should have been checked again says since when."""
    assert "Tjekkes igen senest 1. feb. 2027." in read("/alfa", day=date(2027, 2, 1))
    assert "Skulle være tjekket igen senest 1. feb. 2027." in read("/alfa", day=date(2027, 2, 2))


@pytest.mark.parametrize("path", ["/findes-ikke", "/JOBROTATION", "/..%2f", "/%00", "/jobrotation/mere"])
def test_unknown_schemes_are_not_found(read, path):
    """An unknown scheme is the house's own 404."""
    assert "findes ikke" in read(path, status=404)


def test_every_scheme_that_ships_has_a_page(read):
    """All pages of both languages can be read, each with its own heading."""
    for key, scheme in read_all()[0].items():
        for lang, name in (("da", scheme.name.da), ("en", scheme.name.en)):
            assert f">{name}</h1>" in read(f"/{key}?lang={lang}").replace("&amp;", "&").replace("&#39;", "'"), (key, lang)


def test_a_page_costs_no_query_of_its_own(app, browse):
    """Answers come from memory: a visitor's page asks the database only whether anything is new."""
    load_knowledge()
    browse().get(f"{LIST}/jobrotation")
    with count_queries(app) as sent:
        browse().get(f"{LIST}/jobrotation")
    assert len(sent) <= 5, sent


def test_a_commitment_links_to_its_scheme(app, browse):
    """A promise of adult apprentices leads to the scheme and tells its state, to visitors and partners; one without says nothing."""
    owner = make_user(is_manager=True)
    helped = promise("Fire voksenlærlinge", by=owner, kind=Kind.ADULT_APPRENTICESHIP)
    alone = promise("To job", by=owner, kind=Kind.FULL_TIME_JOB)
    for reader in (browse(), browse(owner)):
        text = reader.get(f"/forpligtelser/{helped.id}").text
        in_order(text, f'href="{LIST}/voksenlaerling"', "Voksenlærlingeordningen", ">Gælder<")
        assert f'href="{LIST}/' not in reader.get(f"/forpligtelser/{alone.id}").text
