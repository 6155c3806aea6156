"""Programmes and placements as JSON: exactly what is public and open, the same to everyone, page by page."""

from datetime import timedelta

import pytest
from commitment_makers import make_manager
from counting import count_queries
from exchange_makers import OPERATOR, WELDER, make_placement, make_programme
from makers import make_steward

from partnerhub.clock import at, today
from partnerhub.commitments.kinds import Kind, Visibility
from partnerhub.exchange import placement_service, programme_service
from partnerhub.exchange.kinds import ProgrammeKind
from partnerhub.exchange.quarters import code_of, first_day, last_day, this_quarter

LISTS = ("programmes", "placements")
DAY = timedelta(days=1)


def open_place(by=None, **terms):
    return make_placement(by, **{"visibility": Visibility.PUBLIC} | terms)


def titles(app, name, **query):
    answer = app.test_client().get(f"/api/v1/{name}", query_string=query)
    assert answer.status_code == 200, answer.text
    return [one["title"] for one in answer.json[name]]


def test_a_programme_has_exactly_the_public_fields(app):
    """Numbers, days, price and addresses; neither the free text nor a person."""
    school = make_manager("school")
    made = make_programme(
        school, title="Svejsning", course_code="40001", seats=12, taken_elsewhere=5, waiting=2, minimum=6, place="Demoby",
        about="Fri tekst", price="900 kr.", price_year=2026, sign_up_url="https://skole.dk/her", duration="5 dage",
        ends_on=today() + 64 * DAY,
    )  # fmt: skip
    answer = app.test_client().get("/api/v1/programmes?lang=da")
    assert answer.json == {
        "programmes": [
            {
                "id": made.id, "title": "Svejsning", "school": school.partner.name, "kind": "amu", "scheme": "amu", "course_code": "40001",
                "occupations": [{"id": "svejser", "title": "Svejser"}], "form": "day", "seats": 12, "free": 7, "waiting": 2, "minimum": 6,
                "start": (today() + 60 * DAY).isoformat(), "end": (today() + 64 * DAY).isoformat(), "duration": "5 dage",
                "place": "Demoby", "price": "900 kr.", "price_year": 2026, "sign_up_url": "https://skole.dk/her",
                "url": f"/forloeb/{made.id}?lang=da",
            }
        ],
        "next": None,
    }  # fmt: skip
    assert app.test_client().get(answer.json["programmes"][0]["url"]).status_code == 200


def test_a_placement_has_exactly_the_public_fields(app):
    """Numbers, days and conditions that can be filtered by; tasks, support and own words stay on the page."""
    owner = make_manager()
    made = open_place(owner, title="Praktik", quantity=4, taken_elsewhere=1, minimum_age=18, is_at_night=True, tasks="Fri tekst")
    words = open_place(owner, title="Egne ord", occupation_id=None, occupation_text="zeppelinvikler")
    listed = app.test_client().get("/api/v1/placements?lang=en").json["placements"]
    assert [one["id"] for one in listed] == [words.id, made.id] and listed[0]["occupations"] == []
    assert listed[1] == {
        "id": made.id, "title": "Praktik", "partner": owner.partner.name, "kind": "work_placement", "scheme": "virksomhedspraktik",
        "occupations": [{"id": "procesoperatoer", "title": "Process operator"}], "places": 4, "free": 3, "start": None, "end": None,
        "place": "", "minimum_age": 18, "hygiene": False, "night_work": True, "url": f"/pladser/{made.id}?lang=en",
    }  # fmt: skip
    assert app.test_client().get(listed[1]["url"]).status_code == 200


def test_only_public_and_open_ones_are_told(app, browse):
    """What is for the partnership, closed, begun or over is left out, also for its owner and the steward; what is full is told as full."""
    school, owner = make_manager("school"), make_manager()
    make_programme(school, title="Fuldt", seats=2, taken_elsewhere=2)
    make_programme(school, title="Internt", visibility=Visibility.PARTNERSHIP)
    gone = make_programme(school, title="Aflyst")
    programme_service.close_programme(school, gone.id, gone.version, "")
    open_place(owner, title="Åben")
    make_placement(owner, title="Intern plads")
    shut = open_place(owner, title="Lukket")
    placement_service.close_placement(owner, shut.id, shut.version, "")
    with at(today() - 50 * DAY):
        make_programme(school, title="Begyndt", starts_on=today() + 10 * DAY)
        open_place(owner, title="Slut", ends_on=today() + 10 * DAY)
    plain = [app.test_client().get(f"/api/v1/{name}") for name in LISTS]
    assert [one["title"] for one in plain[0].json["programmes"]] == ["Fuldt"] and plain[0].json["programmes"][0]["free"] == 0
    assert [one["title"] for one in plain[1].json["placements"]] == ["Åben"]
    for user in (school, owner, make_steward()):
        for name, seen in zip(LISTS, plain, strict=True):
            answer = browse(user).client.get(f"/api/v1/{name}")
            assert answer.data == seen.data and "Set-Cookie" not in answer.headers
            assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_programmes_are_filtered(app):
    """By an occupation served, by kind and by the quarter of the start; together all must hold."""
    school, one, other = make_manager("school"), this_quarter() + 1, this_quarter() + 2
    make_programme(school, title="Nu", occupations=(WELDER, OPERATOR), starts_on=last_day(one))
    make_programme(school, title="Siden", occupations=(OPERATOR,), starts_on=first_day(other), kind=ProgrammeKind.HIGHER)
    make_programme(school, title="Aftale", starts_on=None)
    assert titles(app, "programmes", occupation=OPERATOR) == ["Siden", "Nu"]
    assert titles(app, "programmes", kind="higher") == ["Siden"]
    assert titles(app, "programmes", quarter=code_of(one)) == ["Nu"] and titles(app, "programmes", quarter=code_of(other)) == ["Siden"]
    assert titles(app, "programmes", occupation=WELDER, quarter=code_of(other)) == []


def test_placements_are_filtered(app):
    """By occupation, by kind, and by a quarter that they are open in; no dates are open always."""
    owner, now = make_manager(), this_quarter()
    open_place(owner, title="Altid")
    open_place(owner, title="Snart", starts_on=today() + 200 * DAY, occupation_id=WELDER, kind=Kind.FLEX_JOB)
    open_place(owner, title="Kort", ends_on=today())
    assert titles(app, "placements", occupation=WELDER) == ["Snart"] and titles(app, "placements", kind="flex_job") == ["Snart"]
    assert titles(app, "placements", quarter=code_of(now)) == ["Kort", "Altid"]
    assert titles(app, "placements", quarter=code_of(now + 8)) == ["Snart", "Altid"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"occupation": "trylleri"}, "occupation"),
        ({"kind": "cooperation"}, "kind"),
        ({"quarter": "2027-5"}, "quarter"),
        ({"quarter": "0000-1"}, "quarter"),
        ({"quarter": "9999-4"}, "quarter"),
        ({"quarter": "foråret"}, "quarter"),
        ({"limit": "101"}, "limit"),
        ({"after": "x"}, "after"),
        ({"after": "WyJjMSIsIDVd"}, "after"),  # a cursor among commitments
        ({"partner": "Demo"}, "partner"),
        ({"lang": "sv"}, "lang"),
    ],
)
def test_bad_parameters_are_named(app, name, query, word):
    """What cannot be used answers 400 with a sentence that names the parameter, in Danish and English."""
    for lang in ("da", "en"):
        answer = app.test_client().get(f"/api/v1/{name}", query_string={"lang": lang} | query)
        assert answer.status_code == 400 and answer.mimetype == "application/problem+json"
        assert f"»{word}«" in answer.json["detail"] or f"“{word}”" in answer.json["detail"]


@pytest.mark.parametrize("name", LISTS)
def test_pages_follow_each_other(app, name):
    """Following `next` meets each once, also when one is added meanwhile; each page costs the same."""
    school, owner = make_manager("school"), make_manager()

    def add(title):
        return make_programme(school, title=title) if name == "programmes" else open_place(owner, title=title)

    for number in range(7):
        add(f"Nummer {number}")
    client, met, after, costs = app.test_client(), [], None, set()
    for _page in range(9):
        with count_queries(app) as sent:
            answer = client.get(f"/api/v1/{name}", query_string={"limit": 3} | ({"after": after} if after else {})).json
        costs.add(len(sent))
        met += [one["title"] for one in answer[name]]
        if after is None:
            add("Imens")
        after = answer["next"]
        if after is None:
            break
    assert met == [f"Nummer {number}" for number in reversed(range(7))] and max(costs) <= 3


@pytest.mark.parametrize("name", LISTS)
def test_too_many_requests_are_told_to_wait(make_app, name):
    """Past the limit a caller gets 429 with a problem body."""
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    codes = [client.get(f"/api/v1/{name}").status_code for _number in range(121)]
    assert codes == [200] * 120 + [429]
