"""What is noted of questions in one worker until the next second, when a thread writes it all at once.

There is one writer at a time for the whole database, so an answer must not wait for it. A crash loses at most the last second's notes.
"""

import atexit
import os
import threading
from collections import Counter
from dataclasses import replace

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from .question_rows import Kind, Noted
from .question_service import erase_old, write_notes
from .vote_rows import Vote

log = structlog.get_logger()
WRITE_EVERY = 1.0
MOST_KINDS = 2_000
MOST_QUESTIONS = 500
# A line may be written before its vote, which another worker took; after as many seconds there is none.
MOST_WAITED = 10
_EXTENSION = "assistant_notebook"


class Notebook:
    """Holds the notes of one process; bounded, so that a database that is away for long costs counts, not memory."""

    def __init__(self, app: Flask, every: float) -> None:
        self._app, self._every = app, every
        self._counts: Counter[Kind] = Counter()
        self._questions: list[Noted] = []
        self._votes: list[Vote] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._started_in = 0

    def note(self, kind: Kind, question: Noted | None = None) -> None:
        """Count a question, and keep its text if one is given."""
        self._start()
        with self._lock:
            if kind in self._counts or len(self._counts) < MOST_KINDS:
                self._counts[kind] += 1
            if question and len(self._questions) < MOST_QUESTIONS:
                self._questions.append(question)

    def note_vote(self, vote: Vote) -> None:
        """Note a vote, to be counted unless its number was."""
        self._start()
        with self._lock:
            if len(self._votes) < MOST_QUESTIONS:
                self._votes.append(vote)

    def write(self) -> None:
        """Write what was noted; what the database did not take is kept for the next time."""
        with self._writing:
            with self._lock:
                counts, self._counts = self._counts, Counter()
                questions, self._questions = self._questions, []
                votes, self._votes = self._votes, []
            if not counts and not questions and not votes:
                return
            try:
                with self._app.app_context():
                    waiting = write_notes(counts, questions, votes)
                with self._lock:
                    again = [replace(line, waited=line.waited + 1) for line in waiting if line.waited < MOST_WAITED]
                    self._votes = [*again, *self._votes][:MOST_QUESTIONS]
            except SQLAlchemyError as fault:
                log.error("questions not counted", fault=type(fault).__name__, kinds=len(counts))
                with self._lock:
                    self._counts.update(counts)
                    self._questions = [*questions, *self._questions][:MOST_QUESTIONS]
                    self._votes = [*votes, *self._votes][:MOST_QUESTIONS]

    def _start(self) -> None:
        """Let a thread of this process write from now on: a server forks after the application is made, and threads do not follow."""
        if not self._every or self._started_in == os.getpid():
            return
        with self._lock:
            if self._started_in == os.getpid():
                return
            self._started_in = os.getpid()
        threading.Thread(target=self._go_on, name="question-notebook", daemon=True).start()
        atexit.register(self.write)

    def _go_on(self) -> None:
        pause = threading.Event()
        while not pause.wait(self._every):
            try:
                self.write()
            except Exception as fault:  # the thread outlives whatever went wrong with one second's notes
                log.error("questions lost", fault=type(fault).__name__)


def init_app(app: Flask) -> None:
    """Give the application its notebook; with QUESTIONS_WRITTEN_EVERY=0 seconds it is written only by `write`."""
    app.extensions.setdefault("chores", []).append(erase_old)
    app.extensions[_EXTENSION] = Notebook(app, float(app.config.get("QUESTIONS_WRITTEN_EVERY", WRITE_EVERY)))


def notebook() -> Notebook:
    """Return the application's notebook."""
    found: Notebook = current_app.extensions[_EXTENSION]
    return found
