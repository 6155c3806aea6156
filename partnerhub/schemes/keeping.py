"""The knowledge in one worker's memory, renewed behind the scenes when its stamp in the database has moved."""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import date

import structlog
from flask import Flask, current_app

from ..clock import today
from .knowledge import Knowledge, with_last_good
from .sound_rows import why

log = structlog.get_logger()
LOOK_EVERY = 1.0
_EXTENSION = "knowledge"


class Keeper:
    """Holds the current knowledge of one process; the last good one serves while a newer is read."""

    def __init__(self, app: Flask, read: Callable[[date], Knowledge], stamp: Callable[[], int]) -> None:
        self._app, self._read, self._stamp = app, read, stamp
        self._knowledge: Knowledge | None = None
        self._followers: list[Callable[[Knowledge], object]] = []
        self._looked_at = 0.0
        self._lock = threading.Lock()
        self._told: frozenset[str] = frozenset()

    def current(self) -> Knowledge:
        """Return the knowledge; read now at a process's first call, later at most a second or two behind the database."""
        known = self._knowledge
        if known is None:
            with self._lock:
                if self._knowledge is None:
                    self._knowledge = self._read(today())
                    self._tell(_faults_of(self._knowledge))
                    self._looked_at = time.monotonic()
                return self._knowledge
        if time.monotonic() - self._looked_at > LOOK_EVERY and self._has_moved(known):
            threading.Thread(target=self._renew, args=(today(),), name="knowledge-renewal", daemon=True).start()
        return known

    def follow(self, told: Callable[[Knowledge], object]) -> None:
        """Let somebody be told of each newer knowledge, inside an application context."""
        self._followers.append(told)

    def watch(self) -> None:
        """Look at the stamp every second in a thread, so that a worker that nobody asks is as new as the others."""
        threading.Thread(target=self._watch, name="knowledge-watch", daemon=True).start()

    def forget(self) -> None:
        """Let the next call read anew."""
        self._knowledge = None

    def _has_moved(self, known: Knowledge) -> bool:
        self._looked_at = time.monotonic()
        return self._stamp() != known.stamp or known.read_on not in {None, today()}

    def _renew(self, day: date) -> None:
        with self._app.app_context(), self._lock:
            try:
                self._knowledge = with_last_good(self._read(day), self._knowledge)
                self._tell(_faults_of(self._knowledge))
                for told in self._followers:
                    told(self._knowledge)
            except Exception as fault:  # the last good knowledge serves on, whatever went wrong
                self._tell([f"knowledge not renewed: {why(fault)}"])

    def _tell(self, faults: Iterable[str]) -> None:
        """Log what is wrong with the knowledge, each fault once for as long as it lasts."""
        wrong = frozenset(faults)
        for fault in sorted(wrong - self._told):
            log.error("knowledge left out or not renewed, what was known last serves on", fault=fault)
        self._told = wrong

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK_EVERY)
            try:
                with self._app.app_context():
                    moved = self._has_moved(self._knowledge or self.current())
            except Exception as fault:  # a database that is away for a while must not end the watch
                log.error("knowledge not watched", fault=type(fault).__name__)
                continue
            if moved:
                self._renew(today())


def _faults_of(knowledge: Knowledge) -> list[str]:
    never = ", ".join(knowledge.never_loaded)
    unloaded = f"never loaded: {never}: see 'partnerhub check', mend what it names and run 'partnerhub init'"
    return [*knowledge.row_faults, *([unloaded] if never else [])]


def init_app(app: Flask, read: Callable[[date], Knowledge], stamp: Callable[[], int]) -> None:
    """Give the application its keeper; `read` and `stamp` run inside an application context."""
    app.extensions[_EXTENSION] = Keeper(app, read, stamp)


def keeper() -> Keeper:
    """Return the application's keeper."""
    found: Keeper = current_app.extensions[_EXTENSION]
    return found


def current_knowledge() -> Knowledge:
    """Return what is known now."""
    return keeper().current()
