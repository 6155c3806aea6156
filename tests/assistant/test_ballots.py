"""One ballot is one person's: a line needs its own counted no, completes its own row, and nobody else's row is touched."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from partnerhub.assistant import question_service
from partnerhub.assistant.ballots import Ballot, Step
from partnerhub.assistant.models import OpenQuestion, Outcome, QuestionCount
from partnerhub.assistant.notebook import MOST_WAITED, notebook
from partnerhub.assistant.remembering import remember_vote
from partnerhub.clock import COPENHAGEN, at
from partnerhub.database import db, writing

QUESTION = "Hvad er et fleksjob?"


def write():
    """Let a second pass."""
    notebook().write()
    db.session.rollback()


def vote(number, helped, question=QUESTION):
    """Vote on an answer with a ballot of this number."""
    remember_vote(Ballot(question, "fleksjob", "what", "da", "", number), helped)


def line(number, remark, question=QUESTION):
    """Say with the ballot of this number what was missing."""
    remember_vote(Ballot(question, "fleksjob", "what", "da", "", number, Step.LINE), False, remark)


def kept():
    """Return what is kept: line and how often."""
    write()
    return sorted((row.remark, row.times) for row in db.session.scalars(select(OpenQuestion)))


def no_votes():
    """Return how many noes were counted."""
    write()
    return sum(db.session.scalars(select(QuestionCount.count).where(QuestionCount.outcome == Outcome.NOT_HELPED)))


def test_a_yes_takes_no_line(app):
    """A line without a no is not kept; after yes and then no it is, and the row of somebody else stays as it is."""
    vote("other", False)
    assert kept() == [("", 1)]
    for step in (lambda: vote("mine", True), lambda: line("mine", "Satsen manglede")):
        step()
        write()
    assert kept() == [("", 1)] and no_votes() == 1
    for step in (lambda: vote("mine", False), lambda: line("mine", "Satsen manglede")):
        step()
        write()
    assert kept() == [("", 1), ("Satsen manglede", 1)] and no_votes() == 2


def test_a_no_on_monday_takes_back_the_yes_of_sunday(app):
    """Both weeks' counts say what was meant in the end: no week has fewer than none."""
    sunday = datetime(2026, 11, 29, 23, 50, tzinfo=COPENHAGEN)
    with at(sunday):
        vote("mine", True)
        write()
    with at(sunday + timedelta(minutes=20)):
        vote("mine", False)
        write()
    counts = {(row.outcome, row.week.isoformat()): row.count for row in db.session.scalars(select(QuestionCount))}
    assert counts == {(Outcome.HELPED, "2026-11-23"): 0, (Outcome.NOT_HELPED, "2026-11-30"): 1}


def test_a_line_without_a_vote_is_given_up(app):
    """A line whose no never comes is neither kept nor counted, and is not waited for for ever."""
    line("mine", "Satsen manglede")
    for _ in range(MOST_WAITED + 2):
        write()
    vote("mine", False)
    assert kept() == [("", 1)] and no_votes() == 1


@pytest.mark.parametrize("together", [True, False])
def test_a_line_that_comes_before_its_vote_waits(app, together):
    """Another worker's second may be written first: one person leaves one row and one no all the same."""
    line("mine", "Satsen manglede")
    if not together:
        write()
        write()
    vote("mine", False)
    assert kept() == [("Satsen manglede", 1)] and no_votes() == 1


@pytest.mark.parametrize("together", [True, False])
def test_the_last_of_several_lines_is_kept(app, together):
    """Of five quick lines the last counts, as a correction, whether they are written at once or one by one."""
    vote("mine", False)
    for number in range(5):
        line("mine", f"Linje {number}")
        if not together:
            write()
    assert kept() == [("Linje 4", 1)] and no_votes() == 1


def test_a_line_takes_one_asking_of_its_own_row(app):
    """Where two say no to the same, one line leaves the other's no standing; sent again it changes nothing."""
    vote("mine", False)
    vote("other", False)
    assert kept() == [("", 2)]
    for _ in range(2):
        line("mine", "Satsen manglede")
        assert kept() == [("", 1), ("Satsen manglede", 1)]


def test_a_row_that_was_removed_is_nobodys(app, monkeypatch):
    """What a steward has removed and somebody else asked anew is not taken off by the first one's line."""
    monkeypatch.setattr(question_service, "may", lambda *_: True)
    monkeypatch.setattr(question_service, "record", lambda *_: None)
    vote("mine", False)
    write()
    with writing() as session:
        question = session.scalars(select(OpenQuestion)).one()
    question_service.remove(None, question.id)
    vote("other", False)
    write()
    line("mine", "Satsen manglede")
    assert kept() == [("", 1), ("Satsen manglede", 1)]


def test_without_room_the_bare_question_stays(app, monkeypatch):
    """A line that the full week has no room for costs nobody the row that is there."""
    vote("mine", False)
    write()
    monkeypatch.setattr("partnerhub.assistant.question_rows.MOST_A_WEEK", 1)
    line("mine", "Satsen manglede")
    assert kept() == [("", 1)]


def test_a_line_in_a_foreign_language_counts_no_second_no(app):
    """A question that is not kept as text has its no counted once, with or without a line."""
    ukrainian = "Чи можу я отримати допомогу на навчання в Данії?"
    vote("mine", False, ukrainian)
    line("mine", "Satsen manglede", ukrainian)
    assert kept() == [] and no_votes() == 1
