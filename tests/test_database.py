"""One writer at a time: a change commits whole or not at all, and none overwrites what it did not see."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from makers import make_partner
from sqlalchemy import func, select, text

from partnerhub.accounts.models import Partner, PartnerKind
from partnerhub.commitments.kinds import Unit
from partnerhub.commitments.reference import ReferenceCounter
from partnerhub.database import UTCDateTime, current_revision, db, enum_type, head_revision, is_enum_text, writing


def _name(partner_id: int) -> str | None:
    """What stands in the table, asked on a connection of its own."""
    with db.engine.connect() as connection:
        return connection.execute(select(Partner.name).where(Partner.id == partner_id)).scalar()


def test_a_change_is_committed_at_the_end(each_database):
    """What is written within `writing()` is seen by others once it has ended, not before."""
    partner = make_partner(name="Demofabrikken")
    with writing() as session:
        session.get_one(Partner, partner.id).name = "Demoværket"
        session.flush()
        assert _name(partner.id) == "Demofabrikken"
    assert _name(partner.id) == "Demoværket"


def test_a_change_that_fails_leaves_nothing(each_database):
    """An error anywhere within `writing()` rolls everything back, and the next change works."""
    partner = make_partner(name="Demofabrikken")
    with pytest.raises(ZeroDivisionError), writing() as session:
        session.get_one(Partner, partner.id).name = "Demoværket"
        session.add(ReferenceCounter(year=2031, last=1))
        session.flush()
        raise ZeroDivisionError
    assert _name(partner.id) == "Demofabrikken"
    assert db.session.scalar(select(func.count()).select_from(ReferenceCounter)) == 0
    with writing() as session:
        session.get_one(Partner, partner.id).name = "Demohuset"
    assert _name(partner.id) == "Demohuset"


def test_an_inner_change_joins_the_outer(each_database):
    """`writing()` within `writing()` is one transaction: the inner end commits nothing, the outer failure undoes both."""
    partner = make_partner(name="Demofabrikken")
    with pytest.raises(ZeroDivisionError), writing():
        with writing() as session:
            session.get_one(Partner, partner.id).name = "Demoværket"
        assert _name(partner.id) == "Demofabrikken"
        raise ZeroDivisionError
    assert _name(partner.id) == "Demofabrikken"


def test_what_was_read_before_is_read_anew_under_the_lock(each_database):
    """A row that someone else changed since it was read is seen as it stands when the change begins."""
    partner = make_partner(name="Demofabrikken")
    assert partner.name == "Demofabrikken"
    with db.engine.connect().execution_options(partnerhub_write=True) as other:
        other.execute(text("UPDATE partner SET name = 'Demoværket' WHERE id = :id"), {"id": partner.id})
        other.commit()
    with writing():
        assert partner.name == "Demoværket"


def test_what_was_changed_outside_writing_is_dropped(each_database):
    """A change made to a row outside `writing()` never slips into the next transaction."""
    partner = make_partner(name="Demofabrikken")
    partner.name = "Smuttet ind"
    with writing():
        pass
    assert _name(partner.id) == "Demofabrikken"


def test_no_update_is_lost_between_threads(each_database):
    """Eight threads that each read a number and write it back one higher, ten times, make eighty of it."""
    with writing() as session:
        session.add(ReferenceCounter(year=2031, last=0))
    faults = []

    def count_up() -> None:
        with each_database.app_context():
            try:
                for _turn in range(10):
                    with writing() as session:
                        counter = session.get_one(ReferenceCounter, 2031)
                        counter.last = counter.last + 1
            except Exception as fault:
                faults.append(fault)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    db.session.expire_all()
    assert db.session.get_one(ReferenceCounter, 2031).last == 80


def test_reading_does_not_wait_for_a_writer(each_database):
    """A reader is answered at once while a change is open."""
    partner = make_partner(name="Demofabrikken")
    with writing() as session:
        session.get_one(Partner, partner.id).name = "Demoværket"
        session.flush()
        assert _name(partner.id) == "Demofabrikken"


def test_foreign_keys_are_kept(each_database):
    """A row cannot point at one that is not there, on SQLite either."""
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), writing() as session:
        session.add(Partner(name="Demo", sort_key="demo", kind=PartnerKind.COMPANY, consultant_id=4711))


def test_sqlite_is_safe_against_power_cuts(make_app):
    """SQLite writes ahead, waits for the disk, and waits for other writers."""
    with make_app(durable=True).app_context(), db.engine.connect() as connection:
        settings = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
        assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 10_000


def test_a_writer_takes_the_lock_before_it_reads(app):
    """On SQLite a change begins with BEGIN IMMEDIATE, for a lock taken after reading loses updates."""
    from sqlalchemy import event

    statements = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _cu, statement, *_rest: statements.append(statement))
    db.session.remove()
    with writing() as session:
        session.scalar(select(func.count()).select_from(Partner))
    begins = [statement for statement in statements if statement.startswith("BEGIN")]
    assert begins == ["BEGIN IMMEDIATE"]
    assert statements[0] == "BEGIN IMMEDIATE"


@pytest.mark.parametrize(
    "moment", [datetime(2027, 6, 30, 12, 30, tzinfo=UTC), datetime(2027, 6, 30, 14, 30, tzinfo=timezone(timedelta(hours=2)))]
)
def test_moments_are_kept_in_utc(each_database, moment):
    """The same moment comes back in UTC, whatever zone it was given in."""
    partner = make_partner()
    with writing():
        partner.deactivated_at = moment
    db.session.expire_all()
    assert partner.deactivated_at == moment
    assert partner.deactivated_at.utcoffset() == timedelta(0)


def test_a_moment_without_zone_is_refused():
    """A stored moment without time zone would be someone's guess."""
    with pytest.raises(ValueError, match="time zone"):
        UTCDateTime().process_bind_param(datetime(2027, 6, 30), None)  # noqa: DTZ001


def test_listed_values_are_checked_both_ways():
    """A column of a list takes and gives its members only."""
    column = enum_type(Unit)
    assert is_enum_text(column) and not is_enum_text(UTCDateTime())
    assert column.process_bind_param("job", None) == "job"
    assert column.process_result_value("job", None) is Unit.JOB
    assert column.process_bind_param(None, None) is None
    with pytest.raises(ValueError):
        column.process_bind_param("liter", None)


def test_the_migrated_database_stands_at_the_newest_revision(each_database):
    """What the installation migrated to is what the package ships."""
    assert current_revision() == head_revision() is not None
