"""A selection is read from an address, selects exactly what its words say, and is written back the same."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from board_rows import row, save
from flask_login import AnonymousUserMixin
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_partner, make_steward, make_user
from promises import guidepost
from sqlalchemy import select

from partnerhub.clock import today
from partnerhub.commitments.kinds import Column, Kind
from partnerhub.commitments.models import NO_DUE, Commitment
from partnerhub.commitments.parameters import KINDS, PARAMETERS, PARTNER_KINDS, Due, Group, Sort, State
from partnerhub.commitments.selection import Selection
from partnerhub.database import db

VISITOR = AnonymousUserMixin()


@pytest.fixture
def scene(app):
    """One commitment or two of every sort that a filter tells apart; the user is the steward and consultant of one company."""
    steward = make_steward()
    company, union = make_partner("company", consultant_id=steward.id), make_partner("union")
    day = today()
    rows = [
        row(company, "draft"),
        row(company, "proposed"),
        row(company, "proposed", due_on=day - timedelta(days=1), visibility="partnership"),
        row(union, start_on=day + timedelta(days=5), code="2.1"),
        row(union, "agreed", kind=Kind.MEMBER_EFFORT, code="3.2", due_on=day + timedelta(days=30)),
        row(union, "agreed", due_on=day - timedelta(days=3), start_on=day - timedelta(days=400), agreed_at=None),
        row(company, "agreed", due_on=None, quantity=None, start_on=None),
        row(company, "agreed", due_on=day.replace(month=12, day=31), heard_on=day),
        row(steward.partner, "fulfilled", due_on=day - timedelta(days=400)),
        row(steward.partner, "partly", visibility="partnership"),
        row(union, "not_fulfilled", kind=Kind.APPRENTICESHIP),
        row(union, "withdrawn", due_on=day + timedelta(days=31)),
    ]
    save(*rows, signed={1: [(steward.partner, "invited")]})
    return steward, company, union


def found(selection: Selection) -> set[int]:
    """Return the ids that the conditions select."""
    return set(db.session.scalars(select(Commitment.id).where(*selection.clauses())))


def quarter(day) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


RULES: dict[str, Any] = {
    "frist=over": lambda c: c.is_overdue,
    "frist=30": lambda c: today() <= c.due_key <= today() + timedelta(days=30),
    "frist=kvartal": lambda c: quarter(c.due_key) == quarter(today()),
    "frist=aar": lambda c: c.due_key.year == today().year,
    "frist=uden": lambda c: c.due_key == NO_DUE,
    "tilstand=foreslaaet": lambda c: c.status == "proposed",
    "tilstand=aftalt": lambda c: c.phase == "agreed",
    "tilstand=igang": lambda c: c.phase == "active",
    "tilstand=afsluttet": lambda c: c.is_finished,
    "tilstand=opfyldt": lambda c: c.status == "fulfilled",
    "tilstand=delvist": lambda c: c.status == "partly",
    "tilstand=ikke-opfyldt": lambda c: c.status == "not_fulfilled",
    "tilstand=trukket": lambda c: c.status == "withdrawn",
    "tilstand=aabne": lambda c: c.status in ("proposed", "agreed"),
    "tilstand=lovet": lambda c: c.status in ("agreed", "fulfilled", "partly", "not_fulfilled"),
    "art=medlemsindsats": lambda c: c.kind == Kind.MEMBER_EFFORT,
    "parttype=fagforening": lambda c: c.owner.kind == "union",
    "tavse=1": lambda c: c.is_silent,
    "umaalt=1": lambda c: not c.is_measurable,
    "": lambda c: True,
    "tavse=1&frist=over": lambda c: c.is_silent and c.is_overdue,
    "parttype=virksomhed&tilstand=igang": lambda c: c.owner.kind == "company" and c.phase == "active",
}


@pytest.mark.parametrize("query", RULES)
def test_a_filter_selects_what_it_says(scene, query):
    """Each filter and combination finds exactly the commitments that the row's own rules name, drafts never."""
    rule = RULES[query]
    expected = {c.id for c in db.session.scalars(select(Commitment)) if not c.is_draft and rule(c)}
    assert expected, "the scene holds an example"
    assert found(Selection.from_args(dict(parse_qsl(query)), scene[0])) == expected


@pytest.mark.parametrize("query", [q for q in RULES if "tavse" not in q])
def test_a_visitor_finds_public_ones_only(scene, query):
    """The same address finds for a visitor what is public and agreed at some time, and nothing else."""
    expected = {c.id for c in db.session.scalars(select(Commitment)) if c.is_public and RULES[query](c)}
    assert found(Selection.from_args(dict(parse_qsl(query)), VISITOR)) == expected


def test_goal_guidepost_partner_and_persons(scene):
    """Goal, guidepost and partner are chosen by number; mine, my partners and waiting follow who is looking."""
    steward, company, union = scene
    post = guidepost("3.2")
    everything = [c for c in db.session.scalars(select(Commitment)) if not c.is_draft]
    expected = {
        f"maal={post.goal_id}": {c.id for c in everything if c.goal_id == post.goal_id},
        f"pejlemaerke={post.id}": {c.id for c in everything if c.guidepost_id == post.id},
        f"partner={union.id}": {c.id for c in everything if c.owner_id == union.id},
        "mine=1": {c.id for c in everything if c.owner_id == steward.partner_id},
        "minepartnere=1": {c.id for c in everything if c.owner_id == company.id},
        "venter=1": {c.id for c in everything if c.cosigners},
    }
    for query, ids in expected.items():
        assert ids and found(Selection.from_args(dict(parse_qsl(query)), steward)) == ids, query


def test_every_value_survives_the_way_through_the_address(scene):
    """What is read from an address and written back is the same selection, for every value of every parameter."""
    steward, company, _union = scene
    post = guidepost("2.1")
    values = {
        "q": ["svejs & æøå", "42"],
        "maal": [str(post.goal_id)],
        "pejlemaerke": [str(post.id)],
        "parttype": list(PARTNER_KINDS),
        "partner": [str(company.id)],
        "art": list(KINDS),
        "frist": list(Due),
        "tilstand": list(State),
        "sorter": list(Sort),
        "gruppe": list(Group),
    }
    values |= dict.fromkeys(["tavse", "umaalt", "mine", "minepartnere", "venter"], ["1"])
    assert values.keys() == PARAMETERS.keys()
    for name, options in values.items():
        for value in options:
            selection = Selection.from_args({name: value}, steward)
            assert not selection.ignored and (selection.chosen() or name in ("sorter", "gruppe"))
            assert Selection.from_args(dict(parse_qsl(selection.query())), steward) == selection
            assert selection.query() == ("" if value == "frist" and name == "sorter" else selection.query())


@pytest.mark.parametrize(
    ("name", "value"),
    [("maal", "999"), ("maal", "x"), ("partner", "-1"), ("partner", "9" * 40), ("art", "job"), ("frist", "igår"), ("tilstand", "alle"),
     ("sorter", "pris"), ("gruppe", "1"), ("mine", "måske"), ("q", "a\x00b"), ("pejlemaerke", "١")],
)  # fmt: skip
def test_what_cannot_be_used_is_left_out_and_told(scene, name, value):
    """An unknown value never fails: the filter is off and the value is told as ignored."""
    selection = Selection.from_args({name: value}, scene[0])
    assert selection.ignored == ((name, value[:40]),)
    assert selection.query() == ""


def test_personal_filters_are_nothing_to_a_visitor(scene):
    """A visitor's "mine", "waiting", "silent" are told as ignored and change nothing."""
    asked = {"mine": "1", "venter": "1", "tavse": "1", "minepartnere": "1"}
    selection = Selection.from_args(asked, VISITOR)
    assert {name for name, _value in selection.ignored} == set(asked)
    assert selection.chosen() == []


def test_columns_of_a_selection(scene):
    """Only the columns that can hold something are shown: visitors have none of proposals."""
    steward = scene[0]
    assert Selection.from_args({}, steward).columns == tuple(Column)
    assert Selection.from_args({"tilstand": "opfyldt"}, steward).columns == (Column.FINISHED,)
    assert Selection.from_args({"tavse": "1"}, steward).columns == (Column.ACTIVE,)
    assert Column.PROPOSED not in Selection.from_args({}, VISITOR).columns


def test_one_field_can_be_taken_away_or_changed(scene):
    """`without` drops one filter, `query` with changes writes another address; the selection itself stays."""
    selection = Selection.from_args({"art": "laereplads", "frist": "over", "gruppe": "maal"}, scene[0])
    assert selection.without("kind").query() == "frist=over&gruppe=maal"
    assert selection.query(group=None, sort=Sort.TITLE) == "art=laereplads&frist=over&sorter=titel"
    assert selection.query() == "art=laereplads&frist=over&gruppe=maal"
    assert selection.filter_count == 2


def test_what_partners_see_alike_has_one_key(scene):
    """Two partners' plain selections are kept in memory once, personal ones for each."""
    steward, company, _union = scene
    other = make_user(company)
    plain = [Selection.from_args({"art": "laereplads"}, user).key for user in (steward, other)]
    mine = [Selection.from_args({"mine": "1"}, user).key for user in (steward, other)]
    assert plain[0] == plain[1] and mine[0] != mine[1]
    assert plain[0] != Selection.from_args({"art": "laereplads"}, VISITOR).key


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    args=st.dictionaries(st.sampled_from(list(PARAMETERS)), st.text(max_size=30) | st.sampled_from(["1", "over", "igang", "titel", "maal"]))
)
def test_no_address_breaks_it(scene, args):
    """Whatever stands in the address: it can be read, asked, and written back to the same selection."""
    selection = Selection.from_args(args, scene[0])
    found(selection)
    assert Selection.from_args(dict(parse_qsl(selection.query())), scene[0]) == selection
