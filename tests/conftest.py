"""The app on a fresh, migrated database for each test: SQLite always, PostgreSQL too for tests that ask for `each_database`."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import servers
from argon2 import PasswordHasher
from client import Browser
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from kept_models import KEPT
from run import Run
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from partnerhub import create_app
from partnerhub.accounts import passwords
from partnerhub.database import db, upgrade_database
from partnerhub.strategy.service import load_shipped

pytest_plugins = ["fixtures_servers", "fixtures_racing", "fixtures_minds"]
# How long an example takes depends on what else the machine does: it is measured by `make bench`, never here.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
BASE = {"TESTING": True, "SECRET_KEY": "test", "RATELIMIT_ENABLED": False, "PUBLIC_URL": "http://127.0.0.1"}
BASE |= {"ASSISTANT_CACHE": str(KEPT)}
BASE |= {"SQLALCHEMY_ENGINE_OPTIONS": {"execution_options": {"compiled_cache": LRUCache(5000)}}}
# Nothing is written behind a test's back.
BASE |= {"QUESTIONS_WRITTEN_EVERY": 0}


def pytest_collection_finish() -> None:
    """What was imported lives as long as the run: the collector of garbage need not go through it again at every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def compiled_routes() -> Iterator[None]:
    """Addresses compiled once for all the apps of a process: compiling them is most of what making an app costs."""
    compile_builder, compiled = Rule._compile_builder, {}

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, rule.subdomain, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_statements() -> Iterator[None]:
    """Statements compiled once for all the SQLite databases of a process: a new engine would compile each anew, a third of all time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteDialect_pysqlite, "__eq__", lambda one, other: type(one) is type(other))
        patch.setattr(SQLiteDialect_pysqlite, "__hash__", lambda one: hash(type(one)))
        yield


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """Passwords cost little work in tests, which sign in by the hundred; yield the hasher with the work that people's passwords get."""
    with pytest.MonkeyPatch.context() as patch:
        real, cheap = passwords._hasher, PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)
        patch.setattr(passwords, "_hasher", cheap)
        patch.setattr(passwords, "_DUMMY", cheap.hash("unknown"))
        yield real


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the shipped strategy, copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    app = create_app(BASE | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'filled.db'}", "INSTANCE": folder})
    with app.app_context():
        upgrade_database()
        load_shipped()
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT") if connection.in_transaction() else None
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return folder / "filled.db"


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all the apps of a process: compiling them is most of what a page costs in a test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(filled_sqlite: Path, tmp_path: Path, compiled_templates: FileSystemBytecodeCache) -> Iterator[Callable[..., Flask]]:
    """Make the app on its own copy of the filled database, with settings of the test's choice.

    Unless `durable`, it does not wait for the disk: a database that lives for one test need not survive a power cut.
    """
    made: list[Flask] = []

    def make(*, durable: bool = False, **settings: Any) -> Flask:
        path = tmp_path / "test.db"
        if not path.exists():
            shutil.copy(filled_sqlite, path)
        app = create_app(BASE | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{path}", "INSTANCE": tmp_path} | settings)
        app.jinja_env.bytecode_cache = compiled_templates
        if not durable:
            _write_without_waiting(app)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _write_without_waiting(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", lambda connection, record: connection.execute("PRAGMA synchronous=OFF"))


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """The app on SQLite, its context pushed so that makers and services can be called."""
    app = make_app()
    with app.app_context():
        yield app


@pytest.fixture(scope="session")
def filled_postgres(shared_run: Run, postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated PostgreSQL database with the shipped strategy, copied for each test."""

    def make(place: Path) -> None:
        url = servers.create_database(postgres_url)
        app = create_app(BASE | {"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": tmp_path_factory.mktemp("filled")})
        with app.app_context():
            upgrade_database()
            load_shipped()
            db.session.remove()
            db.engine.dispose()
        place.write_text(url)

    return shared_run.once("filled-postgres", make).read_text()


@pytest.fixture
def own_postgres(filled_postgres: str) -> Iterator[str]:
    """The URL of this test's own copy of the filled PostgreSQL database."""
    url = servers.create_database(filled_postgres, template=filled_postgres)
    yield url
    servers.drop_database(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def each_database(request: pytest.FixtureRequest, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """The app on SQLite and again on PostgreSQL, its context pushed so that makers and services can be called."""
    settings = {} if request.param == "sqlite" else {"SQLALCHEMY_DATABASE_URI": request.getfixturevalue("own_postgres")}
    app = make_app(**settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browse(app: Flask) -> Callable[..., Browser]:
    """Return a person's browser: `browse()` a visitor's, `browse(user)` a signed-in one's."""

    def start(user: Any = None) -> Browser:
        browser = Browser(app.test_client())
        return browser.sign_in(user) if user is not None else browser

    return start
