"""Several processes change one database at the same time: nothing acknowledged is lost, nothing is counted twice, and one wins."""

from collections import Counter

import pytest
import racing
from commitment_makers import colleague, make_commitment, make_entry, make_manager, some_terms
from racing import RACERS
from sqlalchemy import func, select

from partnerhub.commitments import service
from partnerhub.commitments.kinds import Status
from partnerhub.commitments.models import Commitment, Confirmation, Progress
from partnerhub.database import db
from partnerhub.events import Event

pytestmark = pytest.mark.slow


def events(name: str) -> int:
    """Return how often something happened."""
    return db.session.scalar(select(func.count()).where(Event.name == name)) or 0


def test_reference_numbers_have_neither_holes_nor_doubles(race):
    """Four processes that write ten drafts each get the numbers 1 to 40."""
    people = [make_manager().id for _ in range(RACERS)]
    given = race(racing.write_drafts, [(user_id, 10) for user_id in people])
    numbers = sorted(int(reference[-4:]) for references in given for reference in references)
    assert numbers == list(range(1, 41))
    assert all(references == sorted(references) for references in given)
    assert db.session.scalar(select(func.count()).select_from(Commitment)) == 40


def test_no_report_is_lost_from_the_sum(race):
    """Owner, colleague and two co-signers report at once: the sum is that of all entries."""
    owner, union, school = make_manager(), make_manager("union"), make_manager("school")
    made = make_commitment(status="active", by=owner, cosigners=[union, school])
    commitment_id, people = made.id, [owner.id, colleague(owner).id, union.id, school.id]
    race(racing.report, [(user_id, commitment_id, [place + 1] * 10) for place, user_id in enumerate(people)])
    made = db.session.get_one(Commitment, commitment_id)
    assert made.reported == 10 * (1 + 2 + 3 + 4)
    assert db.session.scalar(select(func.count()).select_from(Progress)) == 40
    assert made.version == 2


def test_an_entry_is_confirmed_once(race):
    """Four who may confirm the same entries at once: each entry is confirmed by exactly one of them."""
    owner, union, school = make_manager(), make_manager("union"), make_manager("school")
    made = make_commitment(status="active", by=owner, cosigners=[union, school])
    commitment_id, entries = made.id, [make_entry(made, owner, 3).id for _ in range(8)]
    people = [union.id, colleague(union).id, school.id, colleague(school).id]
    won = race(racing.confirm, [(user_id, entries, 2) for user_id in people])
    assert [sum(outcomes) for outcomes in zip(*won, strict=True)] == [1] * len(entries)
    assert db.session.get_one(Commitment, commitment_id).confirmed == 16
    assert db.session.scalar(select(func.count()).select_from(Confirmation)) == events("commitment.progress_confirmed") == 8


def test_an_entry_is_corrected_once(race):
    """Four colleagues who correct the same entries at once: each entry is replaced by exactly one."""
    owner = make_manager()
    made = make_commitment(status="active", by=owner)
    commitment_id, entries = made.id, [make_entry(made, owner, 5).id for _ in range(5)]
    people = [owner.id, *(colleague(owner).id for _ in range(3))]
    won = race(racing.correct, [(user_id, entries, place + 1) for place, user_id in enumerate(people)])
    assert [sum(outcomes) for outcomes in zip(*won, strict=True)] == [1] * len(entries)
    right = sum((place + 1) * sum(outcomes) for place, outcomes in enumerate(won))
    assert db.session.get_one(Commitment, commitment_id).reported == right


def test_exactly_one_editor_wins_from_each_version(race):
    """Four editors who try each version once: one saves, the other three are told that it is stale."""
    owner = make_manager()
    people = [owner.id, *(colleague(owner).id for _ in range(3))]
    commitment_id = service.draft(owner, some_terms()).id
    tries = race(racing.edit, [(user_id, commitment_id, 12) for user_id in people])
    for outcomes in zip(*tries, strict=True):
        assert Counter(outcomes) == {"saved": 1, "stale": 3}
    made = db.session.get_one(Commitment, commitment_id)
    last = next(user_id for user_id, outcomes in zip(people, tries, strict=True) if outcomes[-1] == "saved")
    assert (made.version, made.title) == (13, f"Fra {last} efter 12")
    assert events("commitment.edited") == 12


def test_co_signers_who_answer_at_once_agree_it_once(race):
    """Four co-signers answer at the same moment, one of them no: every answer counts, and it is agreed exactly once."""
    owner = make_manager()
    signers = [make_manager("union") for _ in range(RACERS)]
    made = []
    for _ in range(6):
        draft = make_commitment(status="draft", by=owner, quantity=8, cosigners=[(signer, 2) for signer in signers])
        made.append(service.propose(owner, draft.id, draft.version))
    seen = [(one.id, one.version) for one in made]
    taken = race(racing.sign, [(signer.id, seen, place > 0) for place, signer in enumerate(signers)])
    assert all(all(outcomes) for outcomes in taken)
    for one in db.session.scalars(select(Commitment)):
        assert (one.status, one.owner_share) == (Status.AGREED, 2)
    assert events("commitment.agreed") == 6
    assert (events("commitment.cosigner_accepted"), events("commitment.cosigner_declined")) == (18, 6)


def test_a_double_click_of_four_managers_approves_once(race):
    """Four managers approve the same proposals at once: one approval each, and each is agreed once."""
    owner = make_manager()
    made = [make_commitment(status="proposed", by=owner) for _ in range(6)]
    managers = [owner.id, *(colleague(owner, is_manager=True).id for _ in range(3))]
    seen = [(one.id, one.version) for one in made]
    won = race(racing.approve, [(user_id, seen) for user_id in managers])
    assert [sum(outcomes) for outcomes in zip(*won, strict=True)] == [1] * len(made)
    assert events("commitment.approved") == events("commitment.agreed") == 6
