"""The database: one session a request, reads by default, `writing()` for a change.

SQLite loses acknowledged writes when a transaction reads first and upgrades later, so a change opens BEGIN IMMEDIATE;
PostgreSQL takes one advisory lock for the same promise: one writer at a time, so totals, reference numbers and the
event chain are read and written under the same lock on both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, event, text
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WRITER_LOCK = 0x50415254  # any constant of ours; names the advisory lock
BUSY_MILLISECONDS = 15_000


class Base(DeclarativeBase):
    """Every table's parent; constraints get predictable names, which batch migrations need."""

    metadata = MetaData(naming_convention=NAMING)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment with time zone in Python, UTC without time zone in the table."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as naive UTC; refuses a moment without time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment as aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)

    @property
    def python_type(self) -> type[datetime]:
        """Return what Python holds."""
        return datetime


def enum_type(values: type, length: int = 32) -> Any:
    """Return a column type that stores a StrEnum by its value, checked on both ways."""
    return _EnumText(values, length)


def is_enum_text(item: object) -> bool:
    """Tell whether a column type is one of `enum_type`."""
    return isinstance(item, _EnumText)


class _EnumText(TypeDecorator[Any]):
    impl = String
    cache_ok = True

    def __init__(self, values: type, length: int = 32) -> None:
        super().__init__(length)
        self.values = values

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.values(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.values(value)

    @property
    def python_type(self) -> type:
        return self.values


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(render_as_batch=True, compare_type=True)


def init_app(app: Flask) -> None:
    """Bind the database to the app, with SQLite's pragmas and explicit transactions."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(migrations_folder()))
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _make_sqlite_explicit(db.engine)


@contextmanager
def writing() -> Iterator[Session]:
    """Open the one write transaction; commit at the end, roll back on any error.

    What was read before is read anew under the lock. Called inside an open `writing()`, it joins that transaction.
    """
    session = db.session()
    if session.info.get("writing"):
        yield session
        return
    session.rollback()
    session.expire_all()  # a rollback expires nothing when no transaction is open
    connection = session.connection(execution_options={"partnerhub_write": True})
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
    session.info["writing"] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)


def _make_sqlite_explicit(engine: Engine) -> None:
    """Take transactions from the driver into our hands: plain BEGIN to read, BEGIN IMMEDIATE to write."""

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            f"busy_timeout={BUSY_MILLISECONDS}",
            "cache_size=-8000",  # a connection; the rest comes from the memory that all processes share, the system's
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        write = connection.get_execution_options().get("partnerhub_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def upgrade_database() -> None:
    """Bring the database to the newest migration."""
    from flask_migrate import upgrade

    upgrade(directory=str(migrations_folder()))


def head_revision() -> str | None:
    """Return the newest migration's id as shipped with the package."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    return ScriptDirectory.from_config(config).get_current_head()


def current_revision() -> str | None:
    """Return the migration id that the database stands at, None for an empty one."""
    from alembic.runtime.migration import MigrationContext

    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrations_folder() -> Path:
    """Return the folder of the migrations, in the package."""
    return Path(__file__).parent / "migrations"
