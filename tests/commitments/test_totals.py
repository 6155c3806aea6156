"""The running totals: what each commitment adds is added once, moved with every change, and a fault in them is told."""

from datetime import timedelta

import pytest
from commitment_makers import make_commitment, make_entry, make_manager
from makers import make_steward
from promises import guidepost
from sqlalchemy import select, update

from partnerhub.clock import today
from partnerhub.commitments import service, totals, voices
from partnerhub.commitments.kinds import Kind, Status, Unit, Visibility
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.totals import CommitmentTotal
from partnerhub.database import db, writing


class TakenBackError(Exception):
    """Rolls a forged row back."""


def rows() -> dict[tuple[str, bool, str], tuple[int, int, int, int, int]]:
    """Return the totals that are not empty: (status, public, unit) → count, measurable, promised, reported, confirmed."""
    return {
        (row.status.value, row.is_public, row.unit): (row.count, row.measurable, row.promised, row.reported, row.confirmed)
        for row in db.session.scalars(select(CommitmentTotal))
        if row.count
    }


def test_a_share_is_counted_once(each_database):
    """Co-signers' shares are part of the commitment's own quantity, whoever reports."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=owner, quantity=10, cosigners=[(union, 6)])
    make_entry(made, owner, 2)
    make_entry(made, union, 3)
    assert rows() == {("agreed", False, "placement"): (1, 1, 10, 5, 0)}
    assert totals.faults() == []


def test_numbers_are_added_within_one_unit_only(each_database):
    """Lærepladser and jobs stand in rows of their own; what has no number counts as a commitment and adds nothing."""
    by = make_manager()
    for quantity in (10, 5):
        make_commitment(by=by, quantity=quantity)
    make_commitment(by=by, kind=Kind.FLEX_JOB, quantity=2)
    make_commitment(by=by, quantity=None, unit=None)
    make_commitment(by=by, kind=Kind.APPRENTICESHIP, due_on=None)
    assert rows() == {
        ("agreed", False, "placement"): (2, 2, 15, 0, 0),
        ("agreed", False, "job"): (1, 1, 2, 0, 0),
        ("agreed", False, ""): (1, 0, 0, 0, 0),
        ("agreed", False, "apprenticeship"): (1, 0, 10, 0, 0),
    }
    assert totals.faults() == []


def test_every_step_of_a_life_moves_the_sums(each_database):
    """From draft to reopened, the one commitment stands in exactly one row, public only while visitors may see it."""
    owner, union, steward = make_manager(), make_manager("union"), make_steward()
    made = make_commitment(status="draft", by=owner, cosigners=[union], visibility=Visibility.PUBLIC)
    assert rows() == {("draft", False, "placement"): (1, 1, 10, 0, 0)}
    service.propose(owner, made.id, made.version)
    assert rows() == {("proposed", False, "placement"): (1, 1, 10, 0, 0)}
    service.answer(union, made.id, made.version, True)
    entry = make_entry(made, owner, 4)
    voices.confirm(union, entry.id, 3)
    assert rows() == {("agreed", True, "placement"): (1, 1, 10, 4, 3)}
    voices.correct(owner, entry.id, 5, "Der var en mere.", today())
    assert rows() == {("agreed", True, "placement"): (1, 1, 10, 5, 0)}
    service.finish(owner, made.id, made.version, Status.PARTLY, "Vi nåede fem.")
    assert rows() == {("partly", True, "placement"): (1, 1, 10, 5, 0)}
    service.reopen(steward, made.id, made.version, "Der kommer flere.")
    service.withdraw(owner, made.id, made.version, "Vi stopper her.")
    assert rows() == {("withdrawn", True, "placement"): (1, 1, 10, 5, 0)}
    service.reopen(steward, made.id, made.version, "Alligevel.")
    assert rows() == {("proposed", False, "placement"): (1, 1, 10, 5, 0)}
    assert totals.faults() == []


def test_a_deleted_draft_is_taken_away(app):
    """Nothing of it is left in the sums."""
    by = make_manager()
    made = make_commitment(status="draft", by=by)
    service.delete_draft(by, made.id, made.version)
    assert rows() == {}
    assert totals.faults() == []


def test_a_fault_is_told_with_both_numbers(each_database):
    """Whatever was changed past the services shows up as kept and counted, for the check to tell."""
    make_commitment()
    for change in (
        update(Commitment).values(quantity=11),
        update(Commitment).values(status=Status.FULFILLED, stage=3),
        update(Commitment).values(unit=Unit.JOB),
        update(Commitment).values(visibility=Visibility.PUBLIC),
        update(CommitmentTotal).values(reported=1),
        update(CommitmentTotal).values(count=0),
    ):
        with pytest.raises(TakenBackError), writing() as session:
            session.execute(change)
            found = totals.faults()
            assert found and "kept" in found[0] and "counted" in found[0], change
            raise TakenBackError
    assert totals.faults() == []


def test_rebuilding_mends_every_fault(each_database):
    """The totals can be written anew from the commitments."""
    by = make_manager()
    for place, status in enumerate(("draft", "proposed", "active", "fulfilled")):
        made = make_commitment(status=status, by=by, code=f"1.{place + 1}", quantity=place + 1)
        if status == "active":
            make_entry(made, by, 2)
    before = rows()
    with writing() as session:
        session.execute(update(CommitmentTotal).values(promised=99, count=7, reported=3))
        assert totals.faults()
        totals.rebuild()
    assert totals.faults() == []
    assert rows() == before


def test_moving_what_did_not_change_writes_nothing(app):
    """A change that touches no figure leaves the totals alone."""
    made = make_commitment()
    version = made.version
    with writing():
        same = totals.contribution(made)
        totals.move(same, same)
    assert rows() == {("agreed", False, "placement"): (1, 1, 10, 0, 0)}
    assert made.version == version


def test_the_sums_of_a_commitment_come_from_its_entries(app):
    """Entries that were corrected, and confirmations of them, are not counted; the last day heard of is the newest that counts."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=owner, cosigners=[union])
    first = voices.report(owner, made.id, 4, "", today() - timedelta(days=3))
    voices.report(union, made.id, 1, "", today() - timedelta(days=9))
    voices.confirm(union, first.id, 4)
    voices.correct(owner, first.id, 2, "Forkert tal", today() - timedelta(days=20))
    with writing():
        made.reported = made.confirmed = 99
        totals.recount(made)
    assert (made.reported, made.confirmed, made.heard_on) == (3, 0, today() - timedelta(days=9))


def test_totals_hold_far_more_than_one_commitment_can(each_database):
    """The sum of many large commitments fits."""
    with writing() as session:
        row = CommitmentTotal(goal_id=guidepost("1.1").goal_id, guidepost_id=guidepost("1.1").id, is_public=False, status=Status.AGREED)
        row.promised = row.reported = row.confirmed = 100_000 * 100_000
        session.add(row)
    db.session.expire_all()
    assert row.promised == 10_000_000_000
