"""The guide's pages: answers by POST, kept in hidden fields, nothing stored; lists for VITAS; links to all of it."""

import re

import pytest
from sqlalchemy import event as sql_event

from partnerhub.assistant.guide_reading import read_guide
from partnerhub.database import db

GUIDE = read_guide()[0]
FIND = "/assistent/find"
ADULT = {"who": "company", "goal": "laerling", "alder": "t30", "fag": "ingen"}


def _ask(browse, data, status=200, htmx=False, lang="da"):
    return browse(None).post(f"{FIND}?lang={lang}", data, status=status, htmx=htmx, token=False).text


def test_the_path_begins_with_who(browse):
    """The first page asks who comes; the next what they want, the answer kept in a hidden field."""
    page = browse(None).get(FIND).text
    assert "Hvem er du?" in page and 'value="municipality"' in page
    page = _ask(browse, {"who": "citizen", "asked": "who"})
    assert "Hvad vil du opnå?" in page and '<input type="hidden" name="who" value="citizen">' in page
    assert "Vis resultatet nu" not in page


def test_the_list_says_why_and_what_is_missing(browse):
    """At the end: schemes with reasons, the answer behind each, what to check, sources, state, and ways on."""
    page = _ask(browse, ADULT | {"show": "1"})
    assert "Voksenlærlingeordningen" in page and "Du svarede: 30-49 år." in page
    for text in ("Hvorfor den kan passe", "Det skal tjekkes", "Kilder", "vejledende", "Endnu ikke gennemgået af kommunen."):
        assert text in page
    assert "/assistent?ordning=voksenlaerling&amp;for=company" in page and "/assistent/vitas/voksenlaerling" in page
    assert re.search(r"/assistent/frister(\?lang=da)?#for-voksenlaerling", page) and "Spørg Kalundborg Kommune" in page


def test_an_ended_scheme_is_said_and_not_recommended(browse):
    """Job rotation stands as something that can no longer be granted, before what can be used."""
    page = _ask(browse, {"who": "company", "goal": "kurser", "show": "1"})
    assert "Jobrotation kan ikke længere bevilges." in page and 'id="scheme-jobrotation"' not in page
    assert page.index("kan ikke længere bevilges") < page.index('id="scheme-')


def test_an_answer_can_be_taken_back(browse):
    """`Ret` asks that question again and keeps the other answers; changing who begins anew."""
    page = _ask(browse, ADULT | {"change": "alder"})
    assert "Hvor gammel er personen?" in page and 'name="fag" value="ingen"' in page and 'type="hidden" name="alder"' not in page
    page = _ask(browse, ADULT | {"change": "goal"})
    assert "Hvad vil I opnå?" in page and 'name="who" value="company"' in page
    page = _ask(browse, ADULT | {"change": "who"})
    assert "Hvem er du?" in page and "Dine svar" not in page


def test_an_answer_that_hung_on_a_changed_one_goes(browse):
    """Who has a job was not unemployed for half a year: that answer goes with the situation it hung on, and stays while that is open."""
    unemployed = ADULT | {"situation": "dagpenge", "ledig": "o6"}
    assert 'name="ledig" value="o6"' in _ask(browse, unemployed | {"change": "situation"})
    assert 'name="ledig" value="o6"' in _ask(browse, unemployed | {"situation": "kontant", "show": "1"})
    page = _ask(browse, unemployed | {"situation": "job", "show": "1"})
    assert 'name="ledig"' not in page and "Mere end 6 måneder" not in page and "In a job" not in page


@pytest.mark.parametrize("htmx", [False, True])
def test_no_answer_is_told(browse, htmx):
    """Going on without a choice says so, with the question and the answers so far."""
    page = _ask(browse, {"who": "company", "asked": "goal"}, status=422, htmx=htmx)
    assert "Vælg et svar først." in page and 'name="who" value="company"' in page and ("<html" in page) is not htmx


@pytest.mark.parametrize(
    "data",
    [
        {"who": "marsboer"},
        {"who": "company", "goal": "findes-ikke"},
        {"who": "company", "goal": "laerling", "alder": "<script>"},
        {"who": "\x00", "goal": "x" * 9000},
        {"change": "findes-ikke"},
        {"who": "citizen", "goal": "job", "show": "1", "hvem": "udland", "fremmed": "felt"},
    ],
)
def test_forged_answers_are_left_alone(browse, data):
    """What is no answer is not taken, kept or shown; the path goes on from the last good one."""
    page = _ask(browse, data)
    assert "<script>" not in page and "findes-ikke" not in page and "fremmed" not in page and 'name="hvem" value="udland"' not in page


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(("who", "goal"), [(who, goal) for who, goals in GUIDE.paths.items() for goal in goals])
def test_every_goal_leads_to_a_list_and_a_human(browse, who, goal, lang):
    """Each goal's list opens in both languages with at least one scheme and the human contact."""
    page = _ask(browse, {"who": who, "goal": goal, "show": "1"}, lang=lang)
    assert 'id="scheme-' in page and ("Spørg Kalundborg Kommune" if lang == "da" else "Ask the Municipality of Kalundborg") in page
    assert ("Du svarede" in page) <= (lang == "da") and ("Det skal tjekkes" if lang == "da" else "To be checked") in page


def test_the_language_can_be_changed_without_losing_answers(browse):
    """A button carries the answers to the same step in the other language."""
    page = _ask(browse, {"who": "company", "goal": "laerling", "alder": "t30"})
    form = re.search(r'<form class="guide__language".*?</form>', page, re.DOTALL)[0]
    assert 'action="/assistent/find?lang=en"' in form and 'name="alder" value="t30"' in form


def test_nothing_is_stored_and_no_cookie_is_set(app):
    """Answers on illness or unemployment are written nowhere: no cookie, no row, no address."""
    written = []
    client = app.test_client()
    client.get(FIND)
    with app.app_context():
        engine = db.engine
    listener = lambda *args: written.append(args[2])  # noqa: E731 - SQLAlchemy wants a function it can remove
    sql_event.listen(engine, "before_cursor_execute", listener)
    try:
        data = {"who": "citizen", "goal": "syg", "helbred": "kronisk"}
        answers = [client.post(FIND, data=data), client.post("/assistent/frister", data={"deadline": "sygemelding", "day": "2027-01-01"})]
    finally:
        sql_event.remove(engine, "before_cursor_execute", listener)
    assert all(answer.status_code == 200 and not answer.headers.getlist("Set-Cookie") for answer in answers)
    assert not [text for text in written if re.match(r"\s*(INSERT|UPDATE|DELETE)", text)]
    assert not re.search(r'(href|action|data-hx-\w+)="[^"]*kronisk', answers[0].text) and 'method="get"' not in answers[0].text


def test_one_may_ask_often_but_not_without_end(make_app):
    """The guide has the limit of the chat."""
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    answers = [client.post(FIND, data={"who": "company"}).status_code for _ in range(62)]
    assert set(answers[:60]) == {200} and answers[-1] == 429


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("key", sorted(GUIDE.lists))
def test_a_list_for_vitas_has_ticks_that_go_nowhere(browse, key, lang):
    """Each item with its source; the boxes have no name and stand in no form."""
    browser = browse(None)
    page = browser.get(f"/assistent/vitas/{key}?lang={lang}").text.replace("&#39;", "'")
    for item in GUIDE.lists[key].items:
        assert item.text.in_language(lang) in page
    boxes = [field for field in browser.page.fields if field.get("type") == "checkbox"]
    assert len(boxes) == len(GUIDE.lists[key].items) and not [box for box in boxes if box.get("name")]
    assert ("Kilde:" if lang == "da" else "Source:") in page


@pytest.mark.parametrize("path", ["jobrotation", "findes-ikke", "%00"])
def test_no_list_is_not_found(browse, path):
    """A scheme that is not applied for in VITAS has no list."""
    browse(None).get(f"/assistent/vitas/{path}", status=404)


def test_the_guide_is_found_from_where_people_are(browse):
    """The front page, the chat, the list and the pages of schemes lead to it."""
    browser = browse(None)
    for path in ("/", "/assistent", "/assistent/ordninger"):
        page = browser.get(path).text
        assert f'href="{FIND}"' in page and 'href="/assistent/frister"' in page, path
    page = browser.get("/assistent/ordninger/voksenlaerling").text
    assert 'href="/assistent/vitas/voksenlaerling"' in page and 'href="/assistent/frister#for-voksenlaerling"' in page
    assert 'href="/assistent/vitas/mentor"' in browser.get("/assistent/ordninger/mentor").text
    assert "/assistent/vitas/" not in browser.get("/assistent/ordninger/fgu").text
