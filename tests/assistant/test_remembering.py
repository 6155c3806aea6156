"""What is kept of questions: counts of nearly all, the masked text of few, nothing of some, and never who asked."""

import time
from datetime import date, timedelta

import pytest
import question_racing
import racing
from sqlalchemy import Date, DateTime, func, select, text
from voting import ballot_in

from partnerhub import delivery
from partnerhub.assistant import question_rows
from partnerhub.assistant.asking import Asked
from partnerhub.assistant.asking import ask as reply_to
from partnerhub.assistant.ballots import Ballot, signed
from partnerhub.assistant.models import OpenQuestion, QuestionCount
from partnerhub.assistant.notebook import notebook
from partnerhub.assistant.question_service import erase_old
from partnerhub.assistant.remembering import remember, week_of
from partnerhub.clock import at, today
from partnerhub.database import db
from partnerhub.events import Event

UNANSWERED = "Hvem vinder VM i fodbold?"
CRISES = ["Jeg vil ikke leve mere", "I want to kill myself", "jeg har lyst til at tage mit eget liv, hvad er fleksjob"]


def counted():
    """Write the notes and return the counts as (scheme, facet, audience, outcome): number."""
    notebook().write()
    db.session.rollback()
    rows = db.session.scalars(select(QuestionCount))
    return {(row.scheme_id, row.facet, row.audience, str(row.outcome)): row.count for row in rows}


def kept():
    """Write the notes and return the open questions."""
    notebook().write()
    db.session.rollback()
    return list(db.session.scalars(select(OpenQuestion).order_by(OpenQuestion.id)))


def ask(browser, question, **fields):
    """Ask in the chat."""
    return browser.post("/assistent", {"question": question, **fields}, token=False).text


def test_a_letter_or_a_sign_is_no_question_to_be_kept(app, browse):
    """It is counted, and nobody has to read it."""
    for nothing in ("x", "?", "7", "😀"):
        ask(browse(None), nothing)
    assert kept() == [] and sum(counted().values()) == 4


def ask_on(app, day, question):
    """Ask on a day; a browser's requests always come today."""
    with at(day), app.test_request_context():
        remember(question, reply_to(Asked(question)), None)


def vote(browser, helped, remark="", question="Hvad er et fleksjob?"):
    """Vote on an answer about fleksjob, and after a no say what was missing; what was asked for it is not counted here."""
    ballot = signed(Ballot(question, "fleksjob", "what", "da", ""), browser.client.application.secret_key)
    page = browser.post("/assistent/hjalp", {"ballot": ballot, "helped": helped}, token=False, htmx=True).text
    if remark and helped == "nej" and 'name="ballot"' in page:
        page = browser.post("/assistent/hjalp", {"ballot": ballot_in(page), "remark": remark}, token=False, htmx=True).text
    return page


def test_an_answered_question_is_a_count_and_nothing_else(app, browse):
    """Of what was answered, asked back on, or small talk, no text is kept anywhere in the database."""
    browser = browse()
    ask(browser, "Hvad er et fleksjob?", audience="citizen")
    ask(browser, "Hvad er et fleksjob?", audience="citizen")
    ask(browser, "hej")
    ask(browser, "", choice="→valg:fleksjob:apply")
    assert counted() == {
        ("fleksjob", "what", "citizen", "answer"): 2,
        ("", "", "", "smalltalk"): 1,
        ("fleksjob", "apply", "", "answer"): 1,
    }
    assert kept() == []


def test_the_earlier_turns_of_a_dialogue_are_not_counted_again(app, browse):
    """A page that carries the dialogue along counts the new question only; a forged button counts as nothing."""
    browser = browse()
    ask(browser, "og hvor længe?", earlier="Kan vi få jobrotation?")
    ask(browser, "", choice="→valg:findes-ikke:what", earlier="Kan vi få jobrotation?")
    assert counted() == {("jobrotation", "duration", "", "answer"): 1}


def test_a_question_without_answer_is_kept_masked_and_without_a_person(app, browse):
    """The text is kept without numbers and addresses, with week, language, audience and the nearest scheme; the person is told."""
    typed = f"{UNANSWERED} Ring 22 33 44 55, +46 70 123 45 67 eller 12345678901, skriv a.b@demo.example, 010180-1234"
    page = ask(browse(), typed, audience="union")
    [question] = kept()
    assert "Vi har fjernet det" in page
    assert question.text.startswith(UNANSWERED) and not any(sign.isdigit() for sign in question.text) and "@" not in question.text
    assert (question.week, question.lang, question.audience, str(question.outcome)) == (week_of(today()), "da", "union", "none")
    assert question.times == 1 and not question.is_handled


@pytest.mark.parametrize("written", ["010180-1234", "22 33 44 55", "a.b@demo.example"])
@pytest.mark.parametrize(("lang", "sentence"), [("da", "Vi har fjernet det"), ("en", "We have removed what looks like")])
def test_who_writes_something_personal_is_told(app, browse, written, lang, sentence):
    """Answered or not, in the chat and in the API's message, one reads that it was not stored; nobody else does."""
    asked = {"da": ("Hvad er et fleksjob?", UNANSWERED), "en": ("What is a flexjob?", "Who wins the world cup in football?")}[lang]
    for question in asked:
        for sent, is_told in ((f"{question} {written}", True), (question, False)):
            page = browse().post(f"/assistent?lang={lang}", {"question": sent}, token=False, htmx=True).text
            reply = app.test_client().post("/api/v1/assistant/ask", json={"question": sent, "lang": lang}).get_json()
            assert ((sentence in page), (sentence in reply["message"])) == (is_told, is_told)
    reply = app.test_client().post("/api/v1/assistant/ask", json={"question": f"Jeg vil ikke leve mere {written}"}).get_json()
    assert sentence not in reply["message"] and "70 201 201" in reply["message"]


def test_the_same_question_twice_in_a_week_is_one_row(app):
    """How often it was asked stands at the row; next week it is another."""
    for day in (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29)):
        ask_on(app, day, UNANSWERED)
        kept()
    assert [(question.week, question.times) for question in kept()] == [(date(2026, 11, 23), 3)]
    ask_on(app, date(2026, 11, 30), UNANSWERED)
    ask_on(app, date(2026, 11, 30), UNANSWERED)
    assert [(question.week, question.times) for question in kept()] == [(date(2026, 11, 23), 3), (date(2026, 11, 30), 2)]


@pytest.mark.parametrize("question", CRISES)
def test_a_cry_for_help_leaves_no_trace(app, browse, question):
    """Asked, sent to the API, or written in a vote: help lines and nothing else on the screen, nothing counted, nothing kept."""
    page = ask(browse(), question)
    reply = page.partition('class="exchange__reply"')[2].partition("</article>")[0]
    assert "70 201 201" in reply and "<button" not in reply and "Hjalp svaret?" not in page and 'class="contact"' not in page
    htmx = browse().post("/assistent", {"question": question}, token=False, htmx=True).text
    assert "70 201 201" in htmx and 'class="contact"' not in htmx and "<button" not in htmx
    body = app.test_client().post("/api/v1/assistant/ask", json={"question": question}).get_json()
    assert body["kind"] == "none" and body["suggestions"] == [] and body["answer"] is None and "Kommune" not in body["message"]
    vote(browse(), "nej", question=question)
    assert counted() == {} and kept() == []
    thanks = vote(browse(), "nej", remark=question)
    assert "70 201 201" in thanks and 'class="contact"' not in thanks
    assert [row.remark for row in kept()] == [""] and sum(counted().values()) == 1  # the no before the line, without the line


def test_other_languages_are_counted_only(app, browse):
    """A question in a language that the assistant does not speak is no text to keep."""
    ask(browse(), "Чи можу я отримати допомогу на навчання в Данії?")
    assert counted() == {("", "", "", "foreign"): 1} and kept() == []


def test_the_api_counts_the_same_way(app):
    """What partners ask through the API is counted and kept like the chat's."""
    client = app.test_client()
    client.post("/api/v1/assistant/ask", json={"question": "Hvad er et fleksjob?", "audience": "company"})
    client.post("/api/v1/assistant/ask", json={"question": UNANSWERED + " 010180-1234"})
    client.post("/api/v1/assistant/ask", json={"question": ""})
    found = counted()
    assert found.pop(("fleksjob", "what", "company", "answer")) == 1 and list(found.values()) == [1]
    assert [question.text for question in kept()] == [f"{UNANSWERED} XXXXXX-XXXX"]


@pytest.mark.parametrize("crooked", ["\x00", "a\x00b\x07", "\ud800", "‮snyd", "😀" * 300, "x" * 500])
def test_crooked_characters_spoil_nobody_elses_question(each_database, crooked):
    """Whatever characters come, the second's notes are written, on both databases."""
    client = each_database.test_client()
    client.post("/api/v1/assistant/ask", json={"question": f"VM i fodbold? {crooked}"[:500]})
    client.post("/api/v1/assistant/ask", json={"question": UNANSWERED})
    assert UNANSWERED in [question.text for question in kept()]
    assert sum(counted().values()) == 2


def test_a_vote_is_counted_and_a_no_keeps_the_question(app, browse):
    """Yes is a count, whatever was written; no keeps question and line, masked."""
    assert "Tak." in vote(browse(), "ja", remark="Fint, tak")
    assert kept() == []
    page = vote(browse(), "nej", remark="Der manglede satsen. Ring 22334455")
    assert "Vi har fjernet det" in page
    [question] = kept()
    assert (question.text, question.remark) == ("Hvad er et fleksjob?", "Der manglede satsen. Ring […]")
    assert (question.scheme_id, question.facet, str(question.outcome)) == ("fleksjob", "what", "not_helped")
    assert counted() == {("fleksjob", "what", "", "helped"): 1, ("fleksjob", "what", "", "not_helped"): 1}


def test_the_tables_have_no_place_for_a_person(app):
    """No column holds an account, an address or a moment: the list of columns is complete, and none is finer than a day."""
    counts, questions = QuestionCount.__table__, OpenQuestion.__table__
    assert set(counts.columns.keys()) == {"id", "week", "scheme_id", "facet", "audience", "outcome", "count"}
    assert set(questions.columns.keys()) == {"id", "week", "text", "remark", "lang", "audience", "outcome", "scheme_id", "facet"} | {
        "times",
        "is_handled",
        "key",
    }
    for column in (*counts.columns, *questions.columns):
        assert not column.foreign_keys and not isinstance(column.type, DateTime)
        assert not isinstance(column.type, Date) or column.name == "week"


def test_asking_records_no_event(app, browse):
    """The chain of events, which knows moments and people, hears nothing of questions and votes."""
    before = db.session.scalar(select(func.count()).select_from(Event))
    ask(browse(), UNANSWERED)
    vote(browse(), "nej")
    assert len(kept()) == 2 and db.session.scalar(select(func.count()).select_from(Event)) == before


def test_after_ninety_days_the_text_is_erased(app):
    """Kept at most ninety days, whichever day of the week it was asked; the counts stay."""
    for day in (date(2026, 11, 23), date(2026, 11, 29)):
        ask_on(app, day, f"{UNANSWERED} {day:%A}")
    with at(date(2026, 11, 23) + timedelta(days=89)):
        assert erase_old() == 0 and len(kept()) == 2
    with at(date(2026, 11, 23) + timedelta(days=90)):
        assert erase_old() == 2 and kept() == []
    assert sum(counted().values()) == 2


def test_writing_and_the_mail_worker_erase_too(app):
    """No command is needed: a new question's writing erases, and so does the worker that delivers mail."""
    ask_on(app, today() - timedelta(days=100), UNANSWERED)
    with at(today() - timedelta(days=100)):
        assert len(kept()) == 1
    ask_on(app, today(), "Hvad er et fleksjob?")
    assert kept() == []
    assert erase_old in app.extensions["chores"] and delivery.CHORES_EVERY <= 24 * 3600


def test_a_flood_does_not_fill_the_disk(app, browse, monkeypatch):
    """Beyond a week's room questions are counted and no longer kept."""
    monkeypatch.setattr(question_rows, "MOST_A_WEEK", 3)
    for number in range(5):
        ask(browse(), f"{UNANSWERED} {'x' * number}")
        notebook().write()
    assert len(kept()) == 3 and sum(counted().values()) == 5


@pytest.mark.slow
def test_two_processes_count_right(each_database):
    """Nothing is lost or doubled when two workers write at the same moment."""
    racers = racing.Racers(2)
    try:
        db.session.remove()
        url = each_database.config["SQLALCHEMY_DATABASE_URI"]
        jobs = [("amu", 25), ("fvu", 25)]
        racers.race(url, each_database.config["INSTANCE"], question_racing.count_questions, jobs)
    finally:
        racers.stop()
    assert {key[0]: number for key, number in counted().items()} == {"amu": 25, "fvu": 25, "fleksjob": 50}
    assert {question.scheme_id: question.times for question in kept()} == {"amu": 25, "fvu": 25, "fleksjob": 50}


def test_a_database_that_is_away_costs_nobody_an_answer(app, browse, capfd):
    """What could not be written is written when the tables are back, and the log tells none of what was asked."""
    db.session.execute(text("ALTER TABLE question_count RENAME TO away"))
    db.session.commit()
    assert "Det kan jeg ikke svare på" in ask(browse(), UNANSWERED)
    notebook().write()
    db.session.execute(text("ALTER TABLE away RENAME TO question_count"))
    db.session.commit()
    assert [question.text for question in kept()] == [UNANSWERED]
    told = "".join(capfd.readouterr())
    assert "questions not counted" in told and "VM" not in told and "fodbold" not in told


def test_no_log_tells_what_was_asked(app, browse, capfd):
    """Asking, suggesting, voting, the API, and their refusals log none of the words."""
    browser = browse()
    for question in ("Zebraordet og fleksjob", "Zebraordet?", "Zebraordet " * 100):
        answer = app.test_client().post("/assistent", data={"question": question})
        assert answer.status_code in {200, 422}
        app.test_client().post("/assistent/forslag", data={"question": question})
        app.test_client().post("/api/v1/assistant/ask", json={"question": question})
    vote(browser, "nej", remark="Zebraordet manglede")
    app.test_client().post("/assistent/hjalp", data={"question": "Zebraordet", "helped": "måske"})
    assert kept()
    assert "Zebraordet" not in "".join(capfd.readouterr())


def test_a_thread_writes_by_itself(make_app):
    """In a server nobody calls `write`: the notes are in the table soon after."""
    app = make_app(QUESTIONS_WRITTEN_EVERY=0.2)
    app.test_client().post("/assistent", data={"question": "Hvad er et fleksjob?"})
    with app.app_context():
        for _ in range(200):
            db.session.rollback()
            if db.session.scalar(select(QuestionCount.count)):
                return
            time.sleep(0.1)
    raise AssertionError("nothing was written")
