"""The knowledge in one worker's memory, renewed behind the scenes when its stamp in the database has moved."""

import threading
import time
from collections.abc import Callable
from datetime import date

import structlog
from flask import Flask, current_app

from ..clock import today
from .knowledge import Knowledge

log = structlog.get_logger()
LOOK_EVERY = 1.0
_EXTENSION = "knowledge"


class Keeper:
    """Holds the current knowledge of one process; the last good one serves while a newer is read."""

    def __init__(self, app: Flask, read: Callable[[date], Knowledge], stamp: Callable[[], int]) -> None:
        self._app, self._read, self._stamp = app, read, stamp
        self._knowledge: Knowledge | None = None
        self._looked_at = 0.0
        self._lock = threading.Lock()

    def current(self) -> Knowledge:
        """Return the knowledge; read now at a process's first call, later at most a second or two behind the database."""
        known = self._knowledge
        if known is None:
            with self._lock:
                if self._knowledge is None:
                    self._knowledge = self._read(today())
                    self._looked_at = time.monotonic()
                return self._knowledge
        if time.monotonic() - self._looked_at > LOOK_EVERY:
            self._looked_at = time.monotonic()
            day = today()
            if self._stamp() != known.stamp or known.read_on not in {None, day}:
                threading.Thread(target=self._renew, args=(day,), name="knowledge-renewal", daemon=True).start()
        return known

    def forget(self) -> None:
        """Let the next call read anew."""
        self._knowledge = None

    def _renew(self, day: date) -> None:
        with self._app.app_context(), self._lock:
            try:
                self._knowledge = self._read(day)
            except Exception as fault:  # the last good knowledge serves on, whatever went wrong
                log.error("knowledge not renewed", fault=type(fault).__name__)


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
