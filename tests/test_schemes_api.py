"""The schemes as JSON: the same knowledge as on their pages, in the caller's language, the same to everyone."""

from datetime import date

import pytest
from counting import count_queries
from makers import make_steward

from partnerhub.clock import at
from partnerhub.schemes.shipped import read_all

URL = "/api/v1/schemes"
DAY = date(2026, 11, 24)


@pytest.fixture
def ask(app):
    """Return what the API answers on a day."""

    def get(path="", day=DAY, **query):
        with at(day):
            return app.test_client().get(URL + path, query_string=query)

    return get


def test_the_list_holds_every_scheme(ask):
    """Every scheme by id, with its state today, its way out, and the address of its page."""
    listed = ask().json["schemes"]
    assert [item["id"] for item in listed] == sorted(read_all()[0])
    found = next(item for item in listed if item["id"] == "jobrotation")
    assert found == {
        "id": "jobrotation", "name": "Jobrotation", "status": "ended", "lead": "Jobrotation kan ikke længere bevilges.",
        "valid_from": None, "valid_to": None, "valid_to_between": ["2026-02-01", "2026-07-01"],
        "alternatives": ["veu-godtgoerelse", "voksenlaerling", "kompetencefond"],
        "audiences": ["company", "citizen", "union", "school"], "reviewed": False, "checked_on": "2026-11-24", "review_due": "2027-02-01",
        "url": "/assistent/ordninger/jobrotation?lang=da",
    }  # fmt: skip


def test_filters_narrow(ask):
    """By state and by side; the alternatives are those of the side."""
    assert [item["id"] for item in ask(status="ended").json["schemes"]] == ["jobrotation"]
    assert "jobrotation" in {item["id"] for item in ask(day=date(2025, 6, 1), status="active").json["schemes"]}
    schools = ask(audience="school").json["schemes"]
    assert 0 < len(schools) < len(read_all()[0]) and all("school" in item["audiences"] for item in schools)
    (found,) = ask(status="ended", audience="citizen").json["schemes"]
    assert found["alternatives"] == ["voksenlaerling", "loentilskud", "virksomhedspraktik"]


def test_one_scheme_tells_all_its_page_shows(ask):
    """Life, answers with sources and doubts, rates by name and year, law and neighbours."""
    found = ask("/jobrotation").json
    assert [stage["status"] for stage in found["life"]] == ["active", "changing", "ended"]
    assert found["life"][2] == {"status": "ended", "from": None, "until": None, "between": ["2026-02-01", "2026-07-01"], "now": True}
    assert [answer["facet"] for answer in found["answers"]] == ["what", "who", "money", "apply", "duration", "rules", "contact"]
    money = found["answers"][2]
    assert money["text"].startswith("Jobrotation kan ikke længere bevilges. Ydelsen til arbejdsgiveren var 203,17 kr. i timen (2024).")
    assert money["open_questions"] == ["Satsen for 2025 og 2026 er ikke fundet. Spørg kommunen."]
    assert {"title", "url", "publisher", "seen_year"} == set(money["sources"][0]) and not money["reviewed"]
    assert found["rates"][0] == {
        "name": "ydelse-2024", "label": "Jobrotationsydelse pr. time", "amount": "203.17", "unit": "kr/time", "year": 2024,
        "text": "203,17 kr. i timen (2024)", "remark": "Satsen er fra 2024 og kan være ændret.",
    }  # fmt: skip
    assert "sporskifte" in {item["scheme"] for item in found["confusions"]} and "voksenlaerling" in found["related"]
    assert ask("/voksenlaerling").json["checklist"]


def test_the_asker_and_the_language_are_the_callers(ask):
    """`audience` chooses the wording, `lang` the language, and the address of the page keeps it."""
    assert (
        ask("/jobrotation", audience="citizen")
        .json["answers"][0]["text"]
        .startswith("Jobrotation kan ikke længere bevilges. Du kan ikke blive ny jobrotationsvikar.")
    )
    english = ask("/jobrotation", lang="en").json
    assert (english["name"], english["url"]) == ("Job rotation", "/assistent/ordninger/jobrotation?lang=en")
    assert english["rates"][0]["text"] == "DKK 203.17 an hour (2024)"


@pytest.mark.parametrize(
    ("path", "query", "status", "word"),
    [
        ("", {"status": "gone"}, 400, "status"),
        ("", {"audience": "alle"}, 400, "audience"),
        ("", {"q": "job"}, 400, "q"),
        ("", {"lang": "fr"}, 400, "lang"),
        ("/jobrotation", {"status": "ended"}, 400, "status"),
        ("/jobrotation", {"audience": "marsboer"}, 400, "audience"),
        ("/findes-ikke", {}, 404, ""),
        ("/%00", {}, 404, ""),
    ],
)
def test_crooked_requests_get_a_problem(ask, path, query, status, word):
    """What cannot be used is named in a problem document, never an error page."""
    answer = ask(path, **query)
    assert answer.status_code == status and answer.content_type == "application/problem+json"
    assert word in answer.json["detail"]


def test_everyone_gets_the_same(app, ask, browse):
    """Cookies are ignored, none is set, and caches may keep the answer."""
    with at(DAY):
        steward = browse(make_steward()).client.get(URL, query_string={"lang": "da"})
    plain = ask(lang="da")
    assert steward.json == plain.json
    assert "Set-Cookie" not in plain.headers and "public" in plain.headers["Cache-Control"]


def test_the_list_costs_no_query_a_scheme(app, ask):
    """All schemes come from memory."""
    ask()
    with count_queries(app) as sent:
        ask()
    assert len(sent) <= 5, sent
