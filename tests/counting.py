"""How many statements a piece of code sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import event

from partnerhub.assistant import settings
from partnerhub.database import db
from partnerhub.schemes import keeping


@contextmanager
def count_queries(app: Flask) -> Iterator[list[str]]:
    """Collect the statements sent inside the block; `len()` of it is their number.

    The looks that are due by the clock (is the knowledge, are the settings still the newest?) are put off: a slow machine would count them.
    """
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(keeping, "LOOK_EVERY", 3600.0), patch.object(settings, "LOOK_EVERY", 3600.0):
            yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
