"""The tables come and go by Alembic alone, equal to the models, with rows in them, on SQLite and on PostgreSQL."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade
from makers import make_steward
from sqlalchemy import inspect, text

from partnerhub import create_app
from partnerhub.clock import today
from partnerhub.commitments import service, voices
from partnerhub.commitments.kinds import Kind, Unit
from partnerhub.commitments.terms import Terms
from partnerhub.database import Base, current_revision, db, head_revision, migrations_folder, upgrade_database
from partnerhub.shipping import load_knowledge
from partnerhub.strategy.models import Guidepost
from partnerhub.strategy.service import load_shipped


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_app(request, tmp_path):
    """The app on an empty database of each kind."""
    url = f"sqlite:///{tmp_path / 'empty.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_database")
    app = create_app({"TESTING": True, "SECRET_KEY": "test", "SQLALCHEMY_DATABASE_URI": url, "INSTANCE": tmp_path})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_migrated_tables_equal_the_models(empty_app):
    """A migrated database has exactly the tables, columns, keys and indexes that the models declare."""
    upgrade_database()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        foreign_keys = {key["name"] for table in Base.metadata.tables for key in inspect(connection).get_foreign_keys(table)}
    declared = {constraint.name for table in Base.metadata.tables.values() for constraint in table.foreign_key_constraints}
    assert foreign_keys == declared
    assert current_revision() == head_revision()


def test_every_step_goes_up_with_rows_and_down_to_nothing(empty_app):
    """With real rows in place the tables can be taken down and made anew, leaving nothing behind."""
    upgrade_database()
    load_shipped()
    _live_a_little()
    db.session.remove()
    downgrade(directory=str(migrations_folder()), revision="base")
    with db.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    upgrade_database()
    assert load_shipped().slug == "2022-2025"


def test_upgrading_an_upgraded_database_changes_nothing(empty_app):
    """`partnerhub migrate` can be run again and keeps every row."""
    upgrade_database()
    load_shipped()
    _live_a_little()
    counted = _counts()
    upgrade_database()
    assert _counts() == counted
    assert counted["event"] > 3 and counted["commitment"] == 1 and counted["answer"] > 100 and counted["phrase"] > 1000


def _live_a_little():
    load_knowledge()
    steward = make_steward()
    post = db.session.query(Guidepost.id).filter_by(code="2.1").scalar()
    draft = service.draft(steward, Terms(guidepost_id=post, title="Besøg", kind=Kind.COOPERATION, quantity=4, unit=Unit.ACTIVITY))
    agreed = service.propose(steward, draft.id, draft.version)
    voices.report(steward, agreed.id, 1, "Det første.", today())


def _counts():
    db.session.remove()
    with db.engine.connect() as connection:
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in Base.metadata.tables}
