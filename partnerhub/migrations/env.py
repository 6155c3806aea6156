"""Alembic's entry: migrates with foreign keys off on SQLite, in one explicit transaction, and checks the keys afterwards."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import String, text

from partnerhub.database import Base, UTCDateTime, is_enum_text

database = current_app.extensions["sqlalchemy"]


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as the plain types they are stored as: a migration must not change with the code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime()"
    if kind == "type" and is_enum_text(item):
        length = item.impl.length if isinstance(item.impl, String) else 32
        return f"sa.String(length={length})"
    return False


def run() -> None:
    """Run the migrations on the app's database."""
    with database.engine.connect().execution_options(partnerhub_write=True) as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            # A pragma is ignored inside a transaction, so it goes to the driver first; batch mode would otherwise delete children.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        try:
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                compare_type=True,
                render_item=render_item,
                transaction_per_migration=False,
            )
            with context.begin_transaction():
                context.run_migrations()
                if on_sqlite and (broken := connection.execute(text("PRAGMA foreign_key_check")).fetchall()):
                    raise RuntimeError(f"the migration leaves rows that point nowhere: {broken[:5]}")
            if connection.in_transaction():
                connection.commit()
        finally:
            if on_sqlite:
                if connection.in_transaction():
                    connection.rollback()
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
