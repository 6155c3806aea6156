"""The page of the questions without a good answer."""

import csv
import io
from datetime import timedelta

import pytest
from counting import count_queries
from makers import make_steward, make_user

from partnerhub.assistant.models import OpenQuestion, Outcome, QuestionCount
from partnerhub.assistant.question_queries import A_PAGE, Filter, page_of
from partnerhub.assistant.remembering import week_of
from partnerhub.clock import today
from partnerhub.database import db, writing
from partnerhub.events import Event, verify
from partnerhub.shipping import load_knowledge

URL = "/kommunen/assistent/spoergsmaal"


def make_question(text, scheme="fleksjob", weeks_ago=0, **facts):
    """Put an open question into the database."""
    week = week_of(today()) - timedelta(weeks=weeks_ago)
    values = {"lang": "da", "outcome": Outcome.NONE, "key": f"{text}-{weeks_ago}"} | facts
    with writing() as session:
        question = OpenQuestion(week=week, text=text, scheme_id=scheme, **values)
        session.add(question)
    return question


@pytest.fixture
def browser(browse):
    """The steward's browser, the knowledge loaded."""
    load_knowledge()
    return browse(make_steward())


def test_questions_stand_by_week_and_nearest_scheme(browser):
    """The newest week first, within it by scheme; who asked cannot be shown, for nobody knows."""
    make_question("Gammelt spørgsmål?", weeks_ago=2)
    make_question("Nyt spørgsmål?", times=3, audience="union")
    make_question("Om løntilskud?", "loentilskud", outcome=Outcome.NOT_HELPED, remark="Satsen manglede")
    make_question("Om noget helt andet?", "")
    page = browser.get(URL).text
    places = [page.index(text) for text in ("Om noget helt andet?", "Nyt spørgsmål?", "Om løntilskud?", "Gammelt spørgsmål?")]
    assert places == sorted(places) and "3 gange" in page and "Fagforening" in page and "Manglede: Satsen manglede" in page
    assert "Ingen ordning ligger nær" in page


def test_filters(browser):
    """By outcome, by scheme or none, and with the handled ones; nonsense filters nothing or finds nothing, and never breaks."""
    make_question("Første?")
    make_question("Anden?", "loentilskud", outcome=Outcome.NOT_HELPED)
    make_question("Tredje?", "", is_handled=True)
    for arguments, shown in (
        ("", {"Første?", "Anden?"}),
        ("udfald=not_helped", {"Anden?"}),
        ("udfald=answer", {"Første?", "Anden?"}),
        ("ordning=fleksjob", {"Første?"}),
        ("ordning=ingen&behandlede=1", {"Tredje?"}),
        ("behandlede=1", {"Første?", "Anden?", "Tredje?"}),
        ("ordning=findes-ikke", set()),
        ("efter=volapyk", {"Første?", "Anden?"}),
        ("efter=2026-01-01.99999999999999999999.x", set()),
    ):
        page = browser.get(f"{URL}?{arguments}").text
        assert {text for text in ("Første?", "Anden?", "Tredje?") if text in page} == shown, arguments


def test_pages_follow_each_other_without_a_gap(each_database):
    """Every question comes once, whatever the weeks and schemes, on both databases."""
    schemes = ["", "amu", "fleksjob", "loentilskud"]
    made = {make_question(f"Nr. {n}", schemes[n % 4], weeks_ago=n % 3).id for n in range(25)}
    seen, after = [], ""
    while True:
        page = page_of(Filter(), after, size=4)
        seen += [question.id for question in page.questions]
        if page.after is None:
            break
        after = page.after
    assert len(seen) == 25 and set(seen) == made


def test_a_long_list_is_paged_at_a_constant_cost(app, browser):
    """A page has its share and a link to the next, and the number of queries does not grow with the questions."""
    make_question("Nr. 0")
    with count_queries(app) as few:
        browser.get(URL)
    for number in range(1, A_PAGE + 5):
        make_question(f"Nr. {number}")
    with count_queries(app) as many:
        page = browser.get(URL).text
    ours = [len([one for one in sent if "open_question." in one or "question_count" in one]) for sent in (few, many)]
    assert ours[0] == ours[1] and page.count('class="row-item"') == A_PAGE and "efter=" in page


def test_handling_opening_again_and_deleting(browser):
    """A handled question leaves the list, can be opened again, and a deleted one is gone; the chain knows the acts, not the words."""
    question = make_question("Slet mig?")
    browser.post(f"{URL}/{question.id}/behandlet?udfald=none")
    assert "Slet mig?" not in browser.get(URL).text
    browser.post(f"{URL}/{question.id}/behandlet", {"igen": "1"})
    assert "Slet mig?" in browser.get(URL).text
    assert "Spørgsmålet er slettet." in browser.post(f"{URL}/{question.id}/slet").text
    assert "er slettet i mellemtiden" in browser.post(f"{URL}/{question.id}/slet").text
    events = db.session.query(Event).filter(Event.subject_type == "open_question").order_by(Event.seq)
    assert [event.name for event in events] == ["question.handled", "question.reopened", "question.removed"]
    assert all(event.payload == {} for event in events) and verify() is None


def test_the_file_has_the_same_questions(browser):
    """The csv obeys the filters, and a spreadsheet runs nothing that somebody wrote into a question."""
    make_question("=SUM(A1:A9)")
    make_question("Om løntilskud?", "loentilskud", audience="company")
    answer = browser.get(f"{URL}.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert answer.mimetype == "text/csv" and [row[3] for row in rows] == ["Spørgsmål", "'=SUM(A1:A9)", "Om løntilskud?"]
    assert rows[2][6] == "Virksomhed" and rows[2][8] == "Intet svar"
    assert len(browser.get(f"{URL}.csv?ordning=fleksjob").data.splitlines()) == 2


def test_the_table_counts_thirteen_weeks(browser):
    """Per scheme and outcome, what is older left out."""
    for weeks_ago, number in ((0, 2), (12, 5), (13, 1000)):
        week = week_of(today()) - timedelta(weeks=weeks_ago)
        with writing() as session:
            session.add(QuestionCount(week=week, scheme_id="fleksjob", facet="what", outcome=Outcome.ANSWER, count=number))
    page = browser.get(URL).text
    row = page[page.index("Hvad der er spurgt om") :]
    assert ">7<" in row.replace("\n", "").replace(" ", "") and "1.007" not in row and "1.000" not in row


def test_only_editors_and_stewards_see_questions(browse):
    """Nobody else, not even the municipality's other people."""
    steward = make_steward()
    browse(make_user(steward.partner, is_editor=True)).get(URL)
    for user in (make_user(steward.partner), make_user(is_manager=True)):
        browse(user).get(URL, status=403)
        browse(user).get(f"{URL}.csv", status=403)
