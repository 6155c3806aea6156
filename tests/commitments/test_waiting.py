"""What waits for whom: asked of the database in four ways and of a card in one, and all five say the same."""

import random
from datetime import timedelta

import pytest
from board_rows import row, save
from commitment_makers import colleague, make_commitment, make_entry, make_manager, on_behalf
from counting import count_queries
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub.clock import today
from partnerhub.commitments import service, voices
from partnerhub.commitments.board_queries import find_cards
from partnerhub.commitments.models import Commitment, Confirmation, Progress
from partnerhub.commitments.selection import Selection
from partnerhub.commitments.waiting import Act, few_waiting, waiting_clause, waiting_count, waiting_for, waiting_ids
from partnerhub.database import db, writing


def acts(user) -> list[tuple[Act, int]]:
    """Return what waits for a user as (act, commitment id)."""
    return [(item.act, item.commitment.id) for item in waiting_for(user, 50)]


def test_a_signature_waits_for_the_invited_only(app):
    """An invited co-signer's people are asked to answer, members too; after the answer nothing waits."""
    union = make_manager("union")
    member = colleague(union)
    made = make_commitment(status="proposed", cosigners=[union])
    assert acts(union) == acts(member) == [(Act.ANSWER, made.id)]
    assert acts(make_manager("union")) == []
    service.answer(member, made.id, made.version, True)
    assert acts(union) == []


def test_approval_waits_for_the_own_manager(app):
    """A member's proposal waits for the manager of the same partner, not for the member."""
    manager = make_manager()
    made = make_commitment(status="proposed", by=manager)
    assert acts(manager) == [(Act.APPROVE, made.id)]
    assert acts(colleague(manager)) == []


def test_what_the_municipality_wrote_waits_to_be_accepted(app):
    """A commitment written on a partner's behalf waits for that partner's manager."""
    manager = make_manager()
    made = on_behalf(manager)
    assert acts(manager) == [(Act.ACCEPT, made.id)]


def test_an_entry_waits_for_the_co_signer_before_the_steward(app):
    """Progress waits for an accepted co-signer; for the steward only where no other co-signer could confirm; never for the reporter."""
    owner, union, steward = make_manager(), make_manager("union"), make_steward()
    signed = make_commitment(by=owner, status="active", cosigners=[union])
    alone = make_commitment(by=owner, status="active")
    first, second = make_entry(signed, owner), make_entry(alone, owner)
    by_signer = make_entry(signed, union)
    assert [(item.act, item.entry.id) for item in waiting_for(union, 9)] == [(Act.CONFIRM, first.id)]
    assert [item.entry.id for item in waiting_for(steward, 9)] == [second.id, by_signer.id]
    assert acts(owner) == []
    voices.confirm(union, first.id, 3)
    assert acts(union) == []


def test_a_corrected_entry_waits_as_its_correction(app):
    """Only the entry that counts waits: the correction, not what it replaced."""
    owner, steward = make_manager(), make_steward()
    entry = make_entry(make_commitment(by=owner, status="active"), owner)
    newer = voices.correct(owner, entry.id, 2, "Talt forkert", today())
    assert [item.entry.id for item in waiting_for(steward, 9)] == [newer.id]


def test_quiet_and_late_promises_wait_for_their_owner(app):
    """An active commitment past its date or unheard of for ninety days waits for its owner; a finished or future one does not."""
    user = make_user()
    day = today()
    late = row(user.partner, due_on=day - timedelta(days=1), heard_on=day)
    quiet = row(user.partner, start_on=day - timedelta(days=200), agreed_at=None)
    save(late, quiet, row(user.partner), row(user.partner, "fulfilled"), row(make_partner(), due_on=day - timedelta(days=9)))
    assert acts(user) == [(Act.UPDATE, late.id), (Act.UPDATE, quiet.id)]


def test_the_most_urgent_come_first_and_the_limit_holds(app):
    """Acts come in the order of `Act`; never more than the limit; the count tells all."""
    user = make_user(is_manager=True)
    rows = [row(user.partner, "proposed") for _ in range(3)] + [row(user.partner, due_on=today() - timedelta(days=2)) for _ in range(3)]
    save(*rows, row(make_partner(), "proposed"), signed={6: [(user.partner, "invited")]})
    found = waiting_for(user, 5)
    assert [item.act for item in found] == [Act.ANSWER, *[Act.APPROVE] * 3, Act.UPDATE]
    assert waiting_count(user) == 7


def test_a_constant_number_of_queries(app):
    """Many waiting acts take as many queries as one, with what a desk shows of them loaded."""
    numbers = []
    for size in (1, 8):
        owner, union = make_manager(), make_manager("union")
        for _ in range(size):
            make_entry(make_commitment(by=owner, status="active", cosigners=[union]), owner)
            make_commitment(by=owner, status="proposed", cosigners=[union])
        db.session.expunge_all()
        with count_queries(app) as sent:
            for item in waiting_for(union, 50):
                assert item.commitment.owner.name and item.commitment.goal.code and item.commitment.guidepost.code
                assert all(c.partner.name for c in item.commitment.cosigners)
                assert item.entry is None or item.entry.partner.name
        numbers.append(len(sent))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("seed", range(3))
def test_every_way_of_asking_agrees(app, seed):
    """The clause, the ids, the list, the count and the card itself name the same commitments, for everyone."""
    chance = random.Random(seed)
    steward = make_steward()
    users = [steward, *(make_user(make_partner(kind), is_manager=manager) for kind in ("company", "union") for manager in (True, False))]
    partners = [user.partner for user in users]
    states = ["draft", "proposed", "proposed", "agreed", "agreed", "agreed", "fulfilled", "withdrawn"]
    rows, signed = [], {}
    for place in range(60):
        owner, state = chance.choice(partners), chance.choice(states)
        moved = {
            "start_on": today() + timedelta(days=chance.choice([-300, -30, 0, 30])),
            "due_on": today() + timedelta(days=chance.choice([-10, 100])),
            "is_on_behalf": chance.random() < 0.3,
            "approved_at": None if state == "proposed" and chance.random() < 0.7 else row(owner).created_at,
        }
        rows.append(row(owner, state, **moved))
        others = [partner for partner in partners if partner is not owner]
        signed[place] = [(p, chance.choice(["invited", "accepted", "declined"])) for p in chance.sample(others, chance.randrange(3))]
    save(*rows, signed=signed)
    with writing() as session:
        for made in chance.sample(rows, 40):
            entry = Progress(commitment_id=made.id, partner_id=chance.choice(partners).id, amount=1, on=today())
            session.add(entry)
            session.flush()
            if chance.random() < 0.3:
                session.add(Confirmation(entry_id=entry.id, partner_id=steward.partner_id, amount=1))
            elif chance.random() < 0.3:
                session.add(Progress(commitment_id=made.id, partner_id=entry.partner_id, amount=2, on=today(), corrects_id=entry.id))
    ids = [made.id for made in rows]
    assert sum(bool(waiting_count(user)) for user in users) > 2, "something waits for most in this scene"
    for user in users:
        selection = Selection.from_args({}, user)
        by_clause = set(db.session.scalars(select(Commitment.id).where(waiting_clause(user))))
        cards = {card.id for card in find_cards(selection, ids) if card.waits_for(selection.viewer)}
        listed = waiting_for(user, 500)
        assert by_clause == cards == waiting_ids(user, ids) == set(few_waiting(user, 500) or []) == {w.commitment.id for w in listed}
        assert waiting_count(user) == len(listed)
        assert few_waiting(user, 0) == (None if by_clause else [])
