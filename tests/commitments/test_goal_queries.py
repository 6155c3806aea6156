"""The figures of goals and guideposts: right by the same rules as one commitment's own, kept in memory no longer than they are true."""

import itertools
from datetime import datetime, timedelta

from makers import make_partner, make_user
from promises import guidepost, promise
from sqlalchemy import select

from partnerhub import clock
from partnerhub.clock import COPENHAGEN, now, today
from partnerhub.commitments import service
from partnerhub.commitments.goal_queries import PROMISED, Tally, UnitSum, count_tallies, open_by_guidepost, open_by_strategy, tallies
from partnerhub.commitments.kinds import Kind, Status, Unit, Visibility
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.pace import is_on_track, is_overdue, is_silent
from partnerhub.commitments.voices import report
from partnerhub.database import db, writing
from partnerhub.strategy.queries import strategy_in_force


def _every_case() -> None:
    """Write commitments in every mix of status, days, numbers and silence: for rules that read columns only, straight into the table."""
    post, owner = guidepost("1.1"), make_partner()
    day = today()
    starts = [None, day - timedelta(days=200), day - timedelta(days=90), day, day + timedelta(days=5)]
    dues = [None, day - timedelta(days=1), day, day + timedelta(days=200)]
    amounts = [(None, 0), (8, 0), (8, 2), (8, 5), (8, 9)]
    heard = [None, day - timedelta(days=91), day - timedelta(days=90)]
    agreed = [None, now() - timedelta(days=300), now() - timedelta(days=10)]
    mixed = itertools.product(Status, starts, dues, amounts, zip(heard, agreed, strict=True))
    with writing() as session:
        for number, (status, start, due, (quantity, reported), (heard_on, agreed_at)) in enumerate(mixed):
            if start and due and start > due:
                continue
            session.add(
                Commitment(
                    reference=f"T-{number}", owner_id=owner.id, goal_id=post.goal_id, guidepost_id=post.id, title="Alt", kind=Kind.OTHER,
                    quantity=quantity, unit=Unit.ACTIVITY if number % 3 else None if quantity is None else Unit.HOUR,
                    start_on=start, due_on=due, status=status, reported=reported, heard_on=heard_on,
                    agreed_at=agreed_at or now(), created_at=now() - timedelta(days=300),
                    visibility=Visibility.PUBLIC if number % 2 else Visibility.PARTNERSHIP,
                )
            )  # fmt: skip


def test_the_conditions_say_what_the_properties_say(each_database):
    """On track, overdue and silent are the same in a query as on the commitment itself, in every mix of facts."""
    _every_case()
    rows = list(db.session.scalars(select(Commitment)))
    assert len(rows) > 500
    for condition, name in ((is_on_track(today()), "is_on_track"), (is_overdue(today()), "is_overdue"), (is_silent(today()), "is_silent")):
        found = set(db.session.scalars(select(Commitment.id).where(condition)))
        expected = {row.id for row in rows if getattr(row, name)}
        assert found == expected
        assert 0 < len(found) < len(rows)


def test_figures_are_the_sums_of_what_counts(each_database):
    """A guidepost's figures add exactly the agreed and finished commitments, and count the withdrawn ones as measurable."""
    _every_case()
    rows = list(db.session.scalars(select(Commitment)))
    tally = count_tallies(strategy_in_force().id, public_only=False).guidepost(guidepost("1.1").id)
    promised = [row for row in rows if row.status in PROMISED]
    assert tally.count == len(promised)
    assert sum(unit.promised for unit in tally.units) == sum(row.quantity or 0 for row in promised if row.unit)
    assert tally.measurable == sum(row.is_measurable for row in rows if row.status in (*PROMISED, Status.WITHDRAWN))
    assert tally.silent == sum(row.is_silent for row in rows)


def test_promised_reported_and_confirmed_stay_apart(app):
    """Units are never added together; drafts are no promise; what was withdrawn leaves the sums but not the share on track."""
    owner = make_user(make_partner(), is_manager=True)
    first = promise("Fire pladser", code="2.2", by=owner, quantity=4)
    promise("To lærepladser", code="2.2", by=owner, quantity=2, kind=Kind.APPRENTICESHIP)
    promise("Kladde", code="2.2", by=owner, state="draft", quantity=50)
    gone = promise("Fortrudt", code="2.2", by=owner, quantity=30)
    service.withdraw(owner, gone.id, gone.version, "Ordren faldt væk")
    report(owner, first.id, 3, "", today())
    found = tallies(strategy_in_force().id, public_only=False)
    for tally in (found.guidepost(guidepost("2.2").id), found.goal(guidepost("2.2").goal_id)):
        assert tally.count == 2
        sums = {unit.unit: (unit.promised, unit.reported, unit.confirmed) for unit in tally.units}
        assert sums == {Unit.PLACEMENT: (4, 3, 0), Unit.APPRENTICESHIP: (2, 0, 0)}
        assert (tally.measurable, tally.on_track, tally.withdrawn) == (3, 2, 1)
    assert found.goal(guidepost("3.1").goal_id).count == 0


def test_figures_follow_the_next_event_and_the_next_day(app):
    """Kept figures are given up at the next change and at the next day, when a due date may have passed."""
    owner = make_user(make_partner(), is_manager=True)
    strategy_id = strategy_in_force().id
    promise("Haster", code="1.2", by=owner, due_on=today() + timedelta(days=1), start_on=today())
    post_id = guidepost("1.2").id
    assert tallies(strategy_id, public_only=True).guidepost(post_id).on_track == 1
    assert tallies(strategy_id, public_only=True) is tallies(strategy_id, public_only=True)
    promise("En til", code="1.2", by=owner)
    assert tallies(strategy_id, public_only=True).guidepost(post_id).count == 2
    later = today() + timedelta(days=2)
    with clock.at(datetime(later.year, later.month, later.day, 9, tzinfo=COPENHAGEN)):
        assert tallies(strategy_id, public_only=True).guidepost(post_id).overdue == 1


def test_at_most_three_units_are_shown():
    """Four units are shown as the three largest and "+1"."""
    tally = Tally(units=[UnitSum(unit, number, 0, 0) for number, unit in enumerate((Unit.JOB, Unit.HOUR, Unit.COURSE, Unit.MEMBER), 1)])
    assert [unit.promised for unit in tally.shown_units] == [4, 3, 2]
    assert tally.hidden_units == 1


def test_open_ones_are_counted_for_the_succession(app):
    """Agreed ones count as open, drafts and finished ones do not."""
    owner = make_user(make_partner(), is_manager=True)
    promise("Åben", code="1.3", by=owner)
    promise("Kladde", code="1.3", by=owner, state="draft")
    done = promise("Færdig", code="1.3", by=owner)
    service.finish(owner, done.id, done.version, Status.FULFILLED, "Nået")
    strategy_id = strategy_in_force().id
    assert open_by_guidepost(strategy_id) == {guidepost("1.3").id: 1}
    assert open_by_strategy() == {strategy_id: 1}
