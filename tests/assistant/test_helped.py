"""“Hjalp svaret?” under an answer, with and without JavaScript, and what comes too fast."""

import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import func, select
from voting import ballot_for, ballot_in

from partnerhub.assistant.ballots import VALID_SECONDS, read_ballot
from partnerhub.assistant.models import OpenQuestion, Outcome, QuestionCount, SpentBallot
from partnerhub.assistant.notebook import notebook
from partnerhub.assistant.question_rows import Kind
from partnerhub.clock import at, today
from partnerhub.database import db


def test_the_form_stands_under_the_newest_answer_only(browse):
    """One form, tied to the question and the answer; none under what is no answer."""
    page = browse().post("/assistent", {"question": "og hvor længe?", "earlier": "Kan vi få jobrotation?"}, token=False).text
    assert page.count('class="helped"') == 1
    assert "Hjalp svaret?" not in browse().post("/assistent", {"question": "Hvem vinder VM i fodbold?"}, token=False).text
    assert 'class="helped"' in browse().post("/assistent", {"question": "Hvad er et fleksjob?"}, token=False, htmx=True).text


@pytest.mark.parametrize("lang", ["da", "en"])
def test_without_javascript_thanks_are_a_page_with_the_dialogue_on_it(browse, lang):
    """After a no: thanks, the human, a line for what was missing, and a box that goes on with the dialogue."""
    fields = {"ballot": ballot_for(browse()), "helped": "nej", "earlier": ["Hvad er et fleksjob?"]}
    page = browse().post(f"/assistent/hjalp?lang={lang}", fields, token=False).text
    assert ("Tak for hjælpen" if lang == "da" else "Thank you for your help") in page
    assert 'class="contact"' in page and 'name="earlier" value="Hvad er et fleksjob?"' in page and 'name="question"' in page
    assert 'name="remark"' in page
    fields = {"ballot": ballot_in(page), "remark": "Satsen manglede", "earlier": ["Hvad er et fleksjob?"]}
    page = browse().post(f"/assistent/hjalp?lang={lang}", fields, token=False).text
    assert 'name="remark"' not in page and 'name="earlier" value="Hvad er et fleksjob?"' in page


def test_a_yes_needs_no_human(browse):
    """Who was helped is thanked, and that is all."""
    page = browse().post("/assistent/hjalp", {"ballot": ballot_for(browse()), "helped": "ja"}, token=False, htmx=True).text
    assert "Tak." in page and 'class="contact"' not in page and 'name="remark"' not in page


def test_the_dialogue_comes_back_bounded_and_masked(browse):
    """The page carries what the chat would: the last eight turns, of 500 signs at most, without numbers and addresses."""
    long = ["nr. 22 33 44 55 " + "x" * 20_000] * 15
    fields = {"ballot": ballot_for(browse()), "helped": "nej", "earlier": [*long, "→valg:fleksjob:what"]}
    page = browse().post("/assistent/hjalp", fields, token=False).text
    assert len(page) < 40_000 and "22 33 44 55" not in page and 'value="→valg:fleksjob:what"' in page
    assert page.count('name="earlier"') == 2 * 8 and "x" * 501 not in page
    fields = {"ballot": ballot_in(page), "remark": "y" * 100_000}
    assert len(browse().post("/assistent/hjalp", fields, status=422, token=False).text) < 40_000


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(("line", "words"), [("æ" * 201, "højst 200"), ("", "Skriv først"), ("  ", "Skriv først")])
def test_a_line_that_cannot_be_taken_comes_back(browse, htmx, line, words):
    """What was typed stands there with a sentence on what to do, and it can be sent again."""
    page = browse().post("/assistent/hjalp", {"ballot": ballot_for(browse()), "helped": "nej"}, token=False, htmx=True).text
    fields = {"ballot": ballot_in(page), "remark": line}
    page = browse().post("/assistent/hjalp", fields, status=422, token=False, htmx=htmx).text
    assert words in page and line.strip() in page and ballot_in(page) == fields["ballot"]


@pytest.mark.parametrize("crooked", [{"helped": "måske"}, {"helped": ""}])
def test_a_forged_vote_is_refused(browse, crooked):
    """What no form of ours sends is answered 400 with a page, and nothing else happens."""
    browse().post("/assistent/hjalp", {"ballot": ballot_for(browse())} | crooked, status=400, token=False)


@pytest.mark.parametrize("ballot", ["", "x", "x.y.z", "WyJhIl0.aaaa.bbbb"])
@pytest.mark.parametrize("htmx", [True, False])
def test_a_forged_ballot_counts_nothing(app, browse, ballot, htmx):
    """A ballot that we did not sign gets a sentence on what to do, and is not noted."""
    page = browse().post("/assistent/hjalp", {"ballot": ballot, "helped": "nej"}, status=422, token=False, htmx=htmx).text
    assert "Stemmen gælder ikke længere" in page and votes(app) == {}


def test_a_ballot_cannot_be_changed(app, browse):
    """Another question or answer in its place breaks the signature."""
    text, stamp, signature = ballot_for(browse()).rsplit(".", 2)
    other = ballot_for(browse(), "Hvad er løntilskud?").rsplit(".", 2)[0]
    browse().post("/assistent/hjalp", {"ballot": f"{other}.{stamp}.{signature}", "helped": "nej"}, status=422, token=False)
    assert votes(app) == {}


def test_a_ballot_grows_old(app, browse):
    """A day later the answer may be another one."""
    ballot = ballot_for(browse())
    assert read_ballot(ballot, app.secret_key).question == "Hvad er et fleksjob?"
    with patch("itsdangerous.timed.time.time", return_value=time.time() + VALID_SECONDS + 2):
        assert read_ballot(ballot, app.secret_key) is None


def test_a_vote_counts_once_however_often_it_is_sent(app, browse):
    """Sent again or as the other answer, the first one counts; a line counts no vote and takes the place of the bare question."""
    ballot = ballot_for(browse())
    page = ""
    for helped in ("nej", "nej", "ja"):
        sent = browse().post("/assistent/hjalp", {"ballot": ballot, "helped": helped}, token=False, htmx=True).text
        page = page or sent
        with app.app_context():
            notebook().write()
    assert votes(app) == {"not_helped": 1} and lines(app) == [("Hvad er et fleksjob?", "", 1)]
    for _ in range(2):
        browse().post("/assistent/hjalp", {"ballot": ballot_in(page), "remark": "Satsen manglede"}, token=False, htmx=True)
    assert votes(app) == {"not_helped": 1} and lines(app) == [("Hvad er et fleksjob?", "Satsen manglede", 1)]


@pytest.mark.parametrize("at_once", [False, True])
def test_a_no_takes_a_yes_back(app, browse, at_once):
    """Who thinks better of it is counted as unhelped alone, and the line is kept, whether both votes are written together or not."""
    ballot, line = ballot_for(browse()), ""
    for helped in ("ja", "nej", "nej", "ja"):
        page = browse().post("/assistent/hjalp", {"ballot": ballot, "helped": helped}, token=False, htmx=True).text
        line = ballot_in(page) if helped == "nej" else line
        if not at_once:
            with app.app_context():
                notebook().write()
    browse().post("/assistent/hjalp", {"ballot": line, "remark": "Satsen manglede"}, token=False, htmx=True)
    assert {name: number for name, number in votes(app).items() if number} == {"not_helped": 1}
    assert lines(app) == [("Hvad er et fleksjob?", "Satsen manglede", 1)]


def test_what_was_counted_is_forgotten_after_two_weeks(app, browse):
    """The numbers are kept only as long as a ballot could come again."""
    browse().post("/assistent/hjalp", {"ballot": ballot_for(browse()), "helped": "ja"}, token=False)
    votes(app)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SpentBallot)) == 1
        db.session.rollback()
        with at(today() + timedelta(days=22)):
            notebook().note(Kind(today(), "", "", "", Outcome.CLARIFY))
            notebook().write()
        assert db.session.scalar(select(func.count()).select_from(SpentBallot)) == 0


def votes(app):
    """Return how often each vote was counted."""
    with app.app_context():
        notebook().write()
        counted = db.session.execute(select(QuestionCount.outcome, QuestionCount.count)).all()
    return {str(outcome): count for outcome, count in counted if outcome in {Outcome.HELPED, Outcome.NOT_HELPED}}


def lines(app):
    """Return the questions that are kept, with the lines about them and how often."""
    with app.app_context():
        return [(row.text, row.remark, row.times) for row in db.session.scalars(select(OpenQuestion))]


def test_no_cookie_and_no_token(app, browse):
    """A vote needs neither and sets neither."""
    answer = app.test_client().post("/assistent/hjalp", data={"ballot": ballot_for(browse()), "helped": "ja"})
    assert answer.status_code == 200 and not answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize(
    ("url", "lang", "sentence"),
    [
        ("/assistent/hjalp", "da", "Vent et øjeblik, og prøv igen."),
        ("/assistent/hjalp", "en", "Wait a moment, and try again."),
        ("/assistent", "da", "Vent et øjeblik, og prøv igen."),
        ("/assistent", "en", "Wait a moment, and try again."),
    ],
)
def test_too_fast_gets_a_page_with_a_clear_sentence(make_app, url, lang, sentence):
    """Beyond the limit the answer is 429, in the person's language, with when to come back."""
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    for _ in range(61):
        answer = client.post(f"{url}?lang={lang}", data={"question": "hej"})
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) <= 60
    assert sentence in answer.text


@pytest.mark.parametrize(("lang", "sentence"), [("da", "Vent et øjeblik, og prøv igen."), ("en", "Wait a moment, and try again.")])
def test_too_fast_gets_a_problem_from_the_api(make_app, lang, sentence):
    """The API says the same as problem+json."""
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    for _ in range(601):
        answer = client.post(f"/api/v1/assistant/ask?lang={lang}", json={})
    assert answer.status_code == 429 and answer.content_type == "application/problem+json" and answer.headers["Retry-After"]
    assert sentence in answer.get_json()["detail"]
