"""Processes that act on one database at the same moment, each with an application of its own, as the server's workers do."""

import multiprocessing
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from commitment_makers import some_terms
from sqlalchemy import select

from partnerhub import create_app
from partnerhub.accounts.models import User
from partnerhub.clock import today
from partnerhub.commitments import service, voices
from partnerhub.commitments.agreement import terms_of
from partnerhub.commitments.models import Commitment
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion

SECONDS = 60
RACERS = 4


class Racers:
    """A number of processes that wait for their jobs; end them with `stop`."""

    def __init__(self, number: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.results: Any = context.Queue()
        self.inboxes = [context.Queue() for _ in range(number)]
        self.barrier = context.Barrier(number)  # kept: its semaphores end with it
        self.processes = [
            context.Process(target=_run, args=(place, inbox, self.results, self.barrier), daemon=True)
            for place, inbox in enumerate(self.inboxes)
        ]
        for process in self.processes:
            process.start()

    def race(self, url: str, folder: Path, job: Callable[..., Any], arguments: list[tuple[Any, ...]]) -> list[Any]:
        """Let each process do the job with its own arguments, all from the same moment on; return what each returned."""
        if self.barrier.broken:
            self.barrier.reset()
        for inbox, given in zip(self.inboxes, arguments, strict=True):
            inbox.put((url, str(folder), job, given))
        results = dict(self.results.get(timeout=SECONDS) for _ in self.inboxes)
        faults = [result for result in results.values() if isinstance(result, str) and result.startswith("Traceback")]
        assert not faults, "\n".join(faults)
        return [results[place] for place in range(len(self.inboxes))]

    def stop(self) -> None:
        """End the processes."""
        for inbox in self.inboxes:
            inbox.put(None)
        for process in self.processes:
            process.join(SECONDS)
            process.close()


def _run(place: int, inbox: Any, results: Any, barrier: Any) -> None:
    for url, folder, job, arguments in iter(inbox.get, None):
        settings = {"TESTING": True, "SECRET_KEY": "test", "PUBLIC_URL": "http://127.0.0.1", "INSTANCE": Path(folder)}
        app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": url, "RATELIMIT_ENABLED": False})
        with app.app_context():
            try:
                db.session.scalar(select(User.id).limit(1))
                db.session.remove()
                barrier.wait(SECONDS)
                results.put((place, job(*arguments)))
            except BaseException:
                barrier.abort()
                results.put((place, traceback.format_exc()))
            finally:
                db.session.remove()
                db.engine.dispose()


def write_drafts(user_id: int, number: int) -> list[str]:
    """Write drafts; return their references."""
    by = db.session.get_one(User, user_id)
    return [service.draft(by, some_terms()).reference for _ in range(number)]


def report(user_id: int, commitment_id: int, amounts: list[int]) -> None:
    """Report amounts one after the other."""
    by = db.session.get_one(User, user_id)
    for amount in amounts:
        voices.report(by, commitment_id, amount, "", today())


def confirm(user_id: int, entry_ids: list[int], amount: int) -> list[bool]:
    """Try to confirm entries; return which of them this process did."""
    by = db.session.get_one(User, user_id)
    return [_was_done(voices.confirm, by, entry_id, amount) for entry_id in entry_ids]


def correct(user_id: int, entry_ids: list[int], amount: int) -> list[bool]:
    """Try to correct entries; return which of them this process did."""
    by = db.session.get_one(User, user_id)
    return [_was_done(voices.correct, by, entry_id, amount, f"Talt af {user_id}", today()) for entry_id in entry_ids]


def edit(user_id: int, commitment_id: int, versions: int) -> list[str]:
    """Try to edit from each version once; return the outcome of each try."""
    by, outcomes = db.session.get_one(User, user_id), []
    terms = terms_of(db.session.get_one(Commitment, commitment_id))
    for version in range(1, versions + 1):
        try:
            service.edit(by, commitment_id, version, replace(terms, title=f"Fra {user_id} efter {version}"))
            outcomes.append("saved")
        except StaleVersion as stale:
            outcomes.append("stale" if stale.current.version > version else "early")
    return outcomes


def sign(user_id: int, commitments: list[tuple[int, int]], accepts: bool) -> list[bool]:
    """Answer for a co-signer on (id, version) pairs; return which answers were taken."""
    by = db.session.get_one(User, user_id)
    return [_was_done(service.answer, by, commitment_id, version, accepts, "Ikke i år.") for commitment_id, version in commitments]


def approve(user_id: int, commitments: list[tuple[int, int]]) -> list[bool]:
    """Approve for the owner; return which approvals were taken."""
    by = db.session.get_one(User, user_id)
    return [_was_done(service.approve, by, commitment_id, version) for commitment_id, version in commitments]


def _was_done(act: Callable[..., Any], *arguments: Any) -> bool:
    try:
        act(*arguments)
    except RuleBroken:
        return False
    return True
