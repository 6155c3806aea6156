"""Fixtures for races of real processes on one database; tests/conftest.py lists this module in `pytest_plugins`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import racing
from flask import Flask
from sqlalchemy import func, select

from partnerhub.commitments.totals import faults
from partnerhub.database import db
from partnerhub.events import Event, latest_seq, verify


@pytest.fixture(scope="module")
def racers() -> Iterator[racing.Racers]:
    """The processes for all races of a module."""
    started = racing.Racers(racing.RACERS)
    yield started
    started.stop()


@pytest.fixture
def race(each_database: Flask, racers: racing.Racers) -> Iterator[Callable[..., list[Any]]]:
    """Race on the test's database; rows read before are gone then. Afterwards the chain holds without holes and the totals agree."""

    def start(job: Callable[..., Any], arguments: list[tuple[Any, ...]]) -> list[Any]:
        db.session.remove()
        url = each_database.config["SQLALCHEMY_DATABASE_URI"]
        return racers.race(url, each_database.config["INSTANCE"], job, arguments)

    yield start
    db.session.remove()
    assert verify() is None
    assert db.session.scalar(select(func.count()).select_from(Event)) == latest_seq()
    assert faults() == []
