"""Open commitments go over to the strategy that follows, with their history; the rest stays where it was kept."""

from dataclasses import replace
from datetime import date

import pytest
from commitment_makers import make_commitment, make_entry, make_manager
from makers import make_steward
from promises import guidepost
from sqlalchemy import func, select

from partnerhub.commitments import service
from partnerhub.commitments.agreement import terms_of
from partnerhub.commitments.kinds import Status
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.succession import carry_over
from partnerhub.commitments.totals import faults
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event, latest_seq, verify
from partnerhub.strategy.editing import Frame
from partnerhub.strategy.models import Guidepost, Strategy
from partnerhub.strategy.succession import draft_successor, open_strategy


def _successor(steward) -> tuple[Strategy, dict[str, Guidepost]]:
    """Open a successor; return it and its guideposts by code."""
    drafted = draft_successor(steward, Frame("Strategi 2026-2029", "Strategy 2026-2029", date(2026, 1, 1), date(2029, 12, 31)))
    strategy = open_strategy(steward, drafted.id, drafted.version)
    return strategy, {post.code: post for goal in strategy.goals for post in goal.guideposts}


def test_open_commitments_move_with_an_event_each(each_database):
    """Drafts, proposals and what is agreed move to the mapped guidepost and its goal; finished ones and unmapped ones stay."""
    steward, by = make_steward(), make_manager()
    states = ("draft", "proposed", "agreed", "active", "fulfilled", "withdrawn")
    made = {state: make_commitment(status=state, by=by, code="1.4") for state in states}
    other = make_commitment(status="active", by=by, code="3.1")
    entry = make_entry(made["active"], by, 3)
    old, old_goal = guidepost("1.4").id, guidepost("1.4").goal_id
    versions = {state: one.version for state, one in made.items()}
    strategy, posts = _successor(steward)
    assert carry_over(steward, strategy, {old: posts["2.2"].id}) == 4
    db.session.expire_all()
    for state, one in made.items():
        is_open = state in ("draft", "proposed", "agreed", "active")
        assert one.guidepost_id == (posts["2.2"].id if is_open else old), state
        assert one.goal_id == (posts["2.2"].goal_id if is_open else old_goal), state
        assert one.version == versions[state] + is_open
    assert other.guidepost.goal.strategy_id != strategy.id
    assert (made["active"].reported, entry.commitment_id) == (3, made["active"].id)
    told = db.session.scalars(select(Event).where(Event.name == "commitment.carried_over")).all()
    assert [event.payload for event in told] == [{"strategy": strategy.slug, "guidepost": "2.2"}] * 4
    assert faults() == []
    assert verify() is None


def test_whoever_had_the_page_open_is_told(app):
    """A move counts as a change: an edit that started before it is stale."""
    steward, by = make_steward(), make_manager()
    made = make_commitment(status="draft", by=by, code="1.4")
    seen, old = made.version, made.guidepost_id
    strategy, posts = _successor(steward)
    carry_over(steward, strategy, {old: posts["1.4"].id})
    with pytest.raises(StaleVersion):
        service.propose(by, made.id, seen)
    assert service.propose(by, made.id, made.version).status == Status.AGREED


def test_only_the_steward_carries_over_and_only_to_that_strategy(app):
    """Others are refused, and so is a guidepost of another strategy or none; then nothing has moved."""
    steward, by = make_steward(), make_manager()
    made = make_commitment(by=by, code="1.4")
    old = made.guidepost_id
    strategy, posts = _successor(steward)
    before = latest_seq()
    with pytest.raises(RuleBroken):
        carry_over(by, strategy, {old: posts["1.4"].id})
    for target in (old, 4711):
        with pytest.raises(RuleBroken) as broken:
            carry_over(steward, strategy, {old: target})
        assert broken.value.field == "guidepost_id"
    assert latest_seq() == before
    assert db.session.scalar(select(func.count()).where(Commitment.guidepost_id == old)) == 1


def test_what_was_left_behind_can_be_followed_up(app):
    """A finished commitment of the old strategy gets a successor that is proposed once it hangs on a guidepost of the new one."""
    steward, by = make_steward(), make_manager()
    made = make_commitment(status="fulfilled", by=by, code="1.4")
    _strategy, posts = _successor(steward)
    draft = service.succeed(by, made.id)
    with pytest.raises(RuleBroken) as broken:
        service.propose(by, draft.id, draft.version)
    assert broken.value.field == "guidepost_id"
    draft = service.edit(by, draft.id, draft.version, replace(terms_of(draft), guidepost_id=posts["1.4"].id))
    assert service.propose(by, draft.id, draft.version).goal_id == posts["1.4"].goal_id
