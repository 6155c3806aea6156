"""Paging through the board shows everything once: no gap, nothing doubled, in the order that was asked for."""

from datetime import timedelta

import pytest
from board_rows import row, save
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_partner, make_user
from sqlalchemy import delete

from partnerhub.clock import now, today
from partnerhub.commitments.kinds import FINISHED, Column
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.paging import Cursor, column_run, list_runs, page
from partnerhub.commitments.parameters import Sort
from partnerhub.commitments.selection import Selection
from partnerhub.database import writing

MOMENT = now()
KEYS = {
    Sort.DUE: lambda c: (
        c.is_finished,
        -c.finished_at.timestamp() if c.is_finished else c.due_key.toordinal(),
        -c.id if c.is_finished else c.id,
    ),
    Sort.CHANGED: lambda c: (-c.updated_at.timestamp(), -c.id),
    Sort.TITLE: lambda c: (c.title_key, c.id),
    Sort.QUANTITY: lambda c: (c.quantity is None, -(c.quantity or 0), c.id if c.quantity is None else -c.id),
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["draft", "proposed", "agreed", "agreed", "fulfilled", "withdrawn"]),
            "due_on": st.sampled_from([None, today(), today() + timedelta(days=1)]),
            "start_on": st.sampled_from([None, today(), today() + timedelta(days=1)]),
            "quantity": st.sampled_from([None, 1, 2]),
            "title": st.sampled_from(["A", "a", "Å", "æble"]),
            "updated_at": st.sampled_from([MOMENT, MOMENT - timedelta(microseconds=1)]),
        }
    ),
    max_size=14,
)


def pages(ranks, clauses, limit) -> list[list[int]]:
    """Page through a list to its end, by cursors that went through an address."""
    found, after = [], None
    while True:
        cards, cursor = page(ranks, clauses, limit, after)
        found.append([card.id for card in cards])
        if cursor is None:
            return found
        after = Cursor.read(cursor.written())
        assert after == cursor and len(found) < 50


@pytest.fixture
def reader(app):
    """Someone who looks at the board."""
    return make_user()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=ROWS, sort=st.sampled_from(list(Sort)), limit=st.integers(1, 6))
def test_every_row_once_in_order(reader, facts, sort, limit):
    """Whatever ties and gaps there are, the pages together are the whole list in order, each page but the last full."""
    rows = [
        row(reader.partner, finished_at=MOMENT - timedelta(seconds=n % 2) if item["status"] in FINISHED else None, **item)
        for n, item in enumerate(facts)
    ]
    with writing() as session:
        session.execute(delete(Commitment))
        session.add_all(rows)
    selection = Selection.from_args({}, reader)
    shown = sorted((c for c in rows if not c.is_draft), key=KEYS[sort])
    listed = pages(list_runs(selection.columns, sort), selection.clauses(), limit)
    assert [number for part in listed for number in part] == [c.id for c in shown]
    assert all(len(part) == limit for part in listed[:-1])
    for column in Column:
        stacked = pages(column_run(column, sort), selection.clauses(), limit)
        assert [number for part in stacked for number in part] == [c.id for c in shown if c.column == column]


@pytest.mark.parametrize("text", ["", "x", "W10", "W1swXQ", "é", "A" * 1000, "WzAsImQiLCIyMDI2IiwxXQ", "eyJhIjoxfQ"])
def test_a_broken_cursor_starts_at_the_beginning(app, text):
    """A cursor that cannot be read is none: no error, the first page."""
    assert Cursor.read(text) is None


@pytest.mark.parametrize(
    "cursor", [Cursor(0, "tekst", 1), Cursor(0, 5, 1), Cursor(7, today(), 1), Cursor(0, 2**31 - 1, 2**31 - 1), Cursor(1, today(), 1)]
)
def test_a_cursor_of_another_order_starts_at_the_beginning(app, cursor):
    """A cursor from a list that was sorted otherwise is left out instead of failing or skipping rows."""
    owner = make_partner()
    made = save(row(owner), row(owner))
    selection = Selection.from_args({}, make_user(owner))
    cards, _next = page(list_runs(selection.columns, Sort.DUE), selection.clauses(), 9, cursor)
    assert [card.id for card in cards] == [c.id for c in made]
