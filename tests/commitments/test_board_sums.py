"""Counts and sums of the board's columns and lanes: right by unit, the same from running totals as counted."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from board_rows import row, save
from flask_login import AnonymousUserMixin
from makers import make_partner, make_user

from partnerhub.clock import today
from partnerhub.commitments.board_sums import _counted, _summed, column_sums, lane_sums
from partnerhub.commitments.faces import head
from partnerhub.commitments.goal_queries import UnitSum
from partnerhub.commitments.kinds import Column, Kind, Unit
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.selection import Selection


@pytest.fixture
def scene(app):
    """Commitments of several units in every column, one withdrawn, one without a number."""
    company, union = make_partner(), make_partner("union")
    later = today() + timedelta(days=9)
    rows = [
        row(company, "draft", quantity=99),
        row(company, "proposed", kind=Kind.APPRENTICESHIP, quantity=4),
        row(company, "agreed", start_on=later, quantity=3),
        row(union, "agreed", quantity=5, reported=2, confirmed=1),
        row(union, "agreed", kind=Kind.APPRENTICESHIP, quantity=42, reported=50, confirmed=7, visibility="partnership"),
        row(union, "agreed", quantity=None, code="2.1"),
        row(company, "fulfilled", kind=Kind.MEMBER_EFFORT, quantity=6, reported=6, confirmed=6),
        row(company, "withdrawn", kind=Kind.MEMBER_EFFORT, quantity=100, reported=1),
    ]
    return make_user(company), save(*rows)


def expected(rows: list[Commitment]) -> dict[Column, tuple[int, dict]]:
    """Add up in Python what the columns should say."""
    counts: Counter = Counter()
    units: dict = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for c in rows:
        counts[c.column] += 1
        if c.unit and c.status != "withdrawn":
            for place, number in enumerate((c.quantity or 0, c.reported, c.confirmed)):
                units[c.column][c.unit][place] += number
    return {column: (counts[column], {unit: tuple(sums) for unit, sums in units[column].items()}) for column in Column}


def told(sums) -> dict[Column, tuple[int, dict]]:
    """Return sums in the shape of `expected`."""
    return {column: (item.count, {u.unit: (u.promised, u.reported, u.confirmed) for u in item.units}) for column, item in sums.items()}


def test_columns_add_within_one_unit_only(scene):
    """Each column's count and its sums of promised, reported and confirmed by unit; drafts in none, withdrawn ones counted, not added."""
    user, rows = scene
    assert told(column_sums(Selection.from_args({}, user))) == expected([c for c in rows if not c.is_draft])
    guest = Selection.from_args({}, AnonymousUserMixin())
    assert told(column_sums(guest)) == expected([c for c in rows if c.is_public])


@pytest.mark.parametrize("name", ["", "goal_id", "guidepost_id"])
def test_running_totals_say_what_counting_says(scene, name):
    """The quick way over the totals and the slow way over the rows agree, for partners and visitors."""
    user, rows = scene
    parameter = {"": {}, "goal_id": {"maal": str(rows[0].goal_id)}, "guidepost_id": {"pejlemaerke": str(rows[0].guidepost_id)}}[name]
    for who in (user, AnonymousUserMixin()):
        selection = Selection.from_args(parameter, who)
        assert told(column_sums(selection)) == told(_summed(_counted(selection, None))[None])


def test_filtered_sums(scene):
    """A filter narrows the sums as it narrows the cards."""
    user, rows = scene
    wanted = [c for c in rows if c.owner.kind == "union"]
    assert told(column_sums(Selection.from_args({"parttype": "fagforening"}, user))) == expected(wanted)


def test_nothing_found_is_zero_everywhere(scene):
    """A selection without commitments has a zero in each column."""
    sums = column_sums(Selection.from_args({"art": "flexjob", "q": "findesikke"}, scene[0]))
    assert {item.count for item in sums.values()} == {0}


def test_lanes_split_the_sums(scene):
    """The lanes of a grouping together are the board."""
    user, rows = scene
    lanes = lane_sums(Selection.from_args({}, user), Commitment.goal_id)
    for goal_id in {c.goal_id for c in rows}:
        assert told(lanes[goal_id]) == expected([c for c in rows if c.goal_id == goal_id and not c.is_draft])


def test_a_head_names_three_units_and_how_many_more(app):
    """At most three units are named, the largest first, the rest as "+2"; reported and confirmed stand side by side, never added."""
    units = [UnitSum(unit, number, 0, 0) for number, unit in enumerate(Unit, start=1)][:5]
    with app.test_request_context():
        sums = column_sums(Selection.from_args({}, make_user()))[Column.ACTIVE]
        sums.count, sums.units = 12, units
        assert head(Column.PROPOSED, sums).lines == ("5 personer · 4 forløb · 3 job · +2",)
        sums.units = [UnitSum(Unit.JOB, 1000, 3, 2), UnitSum(Unit.PERSON, 1, 0, 0)]
        lines = head(Column.ACTIVE, sums).lines
        assert lines == ("1.000 job, 3 meldt ind, 2 bekræftet", "1 person, 0 meldt ind, 0 bekræftet")
