"""The life of a commitment: draft, proposed, agreed, active, finished; withdrawn, reopened, followed up."""

from datetime import timedelta

import pytest
from commitment_makers import colleague, make_commitment, make_manager, on_behalf, some_terms
from makers import make_partner, make_steward, make_user
from refusals import names, refused

from partnerhub import clock
from partnerhub.clock import today
from partnerhub.commitments import service
from partnerhub.commitments.kinds import OUTCOMES, Answer, Column, Phase, Status
from partnerhub.commitments.totals import faults
from partnerhub.database import db
from partnerhub.errors import StaleVersion
from partnerhub.events import verify

REASON = "Vi omlægger afdelingen."


@pytest.fixture(autouse=True)
def _all_in_order(request):
    """After each test the totals agree with the commitments and the chain of events holds."""
    database = "each_database" if "each_database" in request.fixturenames else "app"
    request.getfixturevalue(database)
    yield
    db.session.rollback()
    assert faults() == []
    assert verify() is None


def test_a_manager_s_own_proposal_is_agreed_at_once(each_database):
    """Without co-signers a manager's proposal is approved and agreed in the same act, an event each."""
    by = make_manager()
    made = service.draft(by, some_terms(start_on=today() + timedelta(days=1)))
    assert (made.status, made.column, made.version, made.owner_id) == (Status.DRAFT, None, 1, by.partner_id)
    made = service.propose(by, made.id, made.version)
    assert (made.status, made.phase, made.column) == (Status.AGREED, Phase.AGREED, Column.AGREED)
    assert made.proposed_at and made.approved_at and made.agreed_at and made.approved_by_id == by.id
    assert names(made) == ["drafted", "proposed", "approved", "agreed"]


def test_a_member_s_proposal_waits_for_the_manager(each_database):
    """A member may write and propose, but only the own manager's approval makes it agreed."""
    manager = make_manager()
    member = colleague(manager)
    made = service.draft(member, some_terms())
    made = service.propose(member, made.id, made.version)
    assert (made.status, made.approved_at, made.column) == (Status.PROPOSED, None, Column.PROPOSED)
    refused(service.approve, member, made.id, made.version)
    refused(service.approve, make_manager(), made.id, made.version)
    refused(service.approve, make_steward(), made.id, made.version)
    made = service.approve(manager, made.id, made.version)
    assert made.status == Status.AGREED
    refused(service.approve, manager, made.id, made.version)


def test_it_is_agreed_by_the_last_needed_act_whatever_the_order(each_database):
    """Approval and every co-signer's answer are needed; the last of them agrees it, be it an answer or the approval."""
    manager, union, school = make_manager(), make_manager("union"), make_manager("school")
    for first_approved in (True, False):
        made = make_commitment(status="proposed", by=manager, cosigners=[union, school])
        acts = [(service.answer, union, True), (service.answer, school, True)]
        acts.insert(0 if first_approved else 2, (service.approve, manager))
        for place, (act, by, *rest) in enumerate(acts):
            assert made.status == Status.PROPOSED, place
            made = act(by, made.id, made.version, *rest)
        assert (made.status, names(made)[-1]) == (Status.AGREED, "agreed")


def test_co_signers_of_the_same_page_can_all_sign(each_database):
    """A signature changes no terms: those who saw the same version sign one after the other without a stale page."""
    signers = [make_manager("union") for _ in range(3)]
    made = make_commitment(status="proposed", cosigners=signers)
    seen = made.version
    for signer in signers:
        service.answer(signer, made.id, seen, True)
    assert made.version == seen
    assert all(c.answer == Answer.ACCEPTED and c.answered_at and c.answered_by_id for c in made.cosigners)


def test_a_declined_share_falls_back_to_the_owner(each_database):
    """A co-signer declines with a reason; the share is the owner's again, and the answer counts as given."""
    manager, union = make_manager(), make_manager("union")
    made = service.draft(manager, some_terms(quantity=10, cosigners=((union.partner_id, 4),)))
    made = service.propose(manager, made.id, made.version)
    assert (made.owner_share, made.status) == (6, Status.PROPOSED)
    for empty in ("", "  \n"):
        assert refused(service.answer, union, made.id, made.version, False, empty).field == "reason"
    assert refused(service.answer, union, made.id, made.version, False, "Spørg 010203-1234").field == "reason"
    made = service.answer(union, made.id, made.version, False, " Vi har ikke folk til det. ")
    assert (made.owner_share, made.status, made.quantity) == (10, Status.AGREED, 10)
    assert made.cosigners[0].reason == "Vi har ikke folk til det."
    assert not made.has_signed(union.partner_id)
    assert names(made)[-2:] == ["cosigner_declined", "agreed"]


def test_only_the_invited_answer_and_only_once(app):
    """Owner, steward, strangers and those who answered are refused; nobody answers a draft or what is agreed."""
    manager, union = make_manager(), make_manager("union")
    made = make_commitment(status="draft", by=manager, cosigners=[union])
    refused(service.answer, union, made.id, made.version, True)
    made = service.propose(manager, made.id, made.version)
    for stranger in (manager, make_manager("union"), make_steward()):
        refused(service.answer, stranger, made.id, made.version, True)
    service.answer(colleague(union), made.id, made.version, True)
    refused(service.answer, union, made.id, made.version, False, REASON)
    assert made.status == Status.AGREED


def test_nobody_signs_terms_that_changed_meanwhile(each_database):
    """Who saw an older version gets to see what changed instead of signing it unread."""
    manager, union = make_manager(), make_manager("union")
    made = make_commitment(status="proposed", by=manager, cosigners=[union])
    seen = made.version
    service.edit(manager, made.id, seen, some_terms(quantity=20, cosigners=((union.partner_id, 20),)))
    for act, by, *rest in ((service.approve, manager), (service.answer, union, True), (service.answer, union, False, REASON)):
        with pytest.raises(StaleVersion) as stale:
            act(by, made.id, seen, *rest)
        assert stale.value.current.quantity == 20
    assert made.status == Status.PROPOSED


def test_the_municipality_writes_and_the_manager_accepts(each_database):
    """What the steward writes on a partner's behalf stays proposed and marked until that partner's manager accepts."""
    manager = make_manager()
    made = on_behalf(manager)
    steward = db.session.get_one(type(manager), made.created_by_id)
    assert (made.owner_id, made.status, made.awaits_acceptance) == (manager.partner_id, Status.PROPOSED, True)
    refused(service.accept, steward, made.id, made.version)
    refused(service.accept, colleague(manager), made.id, made.version)
    refused(service.approve, manager, made.id, made.version)
    refused(service.propose, manager, made.id, made.version)
    made = service.edit(steward, made.id, made.version, some_terms(quantity=8))
    made = service.accept(manager, made.id, made.version)
    assert (made.status, made.is_on_behalf, made.awaits_acceptance) == (Status.AGREED, True, False)
    assert names(made) == ["logged_on_behalf", "edited", "accepted", "agreed"]
    refused(service.edit, steward, made.id, made.version, some_terms())


def test_only_the_steward_logs_on_behalf(app):
    """A manager of another partner, or of another municipality, is refused."""
    owner = make_manager()
    for by in (make_manager(), make_manager("municipality"), make_user(make_partner("municipality"), is_steward=True, is_manager=True)):
        refused(service.log_on_behalf, by, owner.partner_id, some_terms())


def test_it_is_active_from_the_start_date_on(each_database):
    """The state follows the calendar without anyone's act: agreed until the start date, active on it; no start date is started."""
    start = today() + timedelta(days=10)
    made = make_commitment(start_on=start, due_on=start + timedelta(days=50))
    assert (made.phase, made.column) == (Phase.AGREED, Column.AGREED)
    with clock.at(start - timedelta(days=1)):
        assert made.phase == Phase.AGREED
    with clock.at(start):
        assert (made.phase, made.column) == (Phase.ACTIVE, Column.ACTIVE)
    assert make_commitment(start_on=None).phase == Phase.ACTIVE


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_owner_reports_the_outcome(app, outcome):
    """Fulfilled needs no words, the others a note; then it is finished."""
    by = make_manager()
    made = make_commitment(status="active", by=by)
    if outcome != Status.FULFILLED:
        assert refused(service.finish, by, made.id, made.version, outcome, " ").field == "note"
    made = service.finish(colleague(by), made.id, made.version, outcome, "" if outcome == Status.FULFILLED else "Vi nåede seks.")
    assert (made.status, made.column) == (outcome, Column.FINISHED)
    assert made.finished_at is not None
    refused(service.finish, by, made.id, made.version, outcome, "Igen")


def test_only_an_active_one_is_finished_and_by_its_owner(app):
    """No outcome before the start, none from others, none that is not on the list."""
    by, union = make_manager(), make_manager("union")
    for status in ("draft", "proposed", "agreed", "withdrawn"):
        made = make_commitment(status=status, by=by)
        refused(service.finish, by, made.id, made.version, Status.FULFILLED)
    made = make_commitment(status="active", by=by, cosigners=[union])
    for stranger in (union, make_steward(), make_manager()):
        refused(service.finish, stranger, made.id, made.version, Status.FULFILLED)
    for outcome in (Status.WITHDRAWN, Status.AGREED, Status.DRAFT, "færdig"):
        assert refused(service.finish, by, made.id, made.version, outcome, "Nej").field == "outcome"
