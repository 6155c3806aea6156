"""The life of a commitment: draft, proposed, agreed, active, finished; withdrawn, reopened, followed up."""

from datetime import timedelta

import pytest
from commitment_makers import colleague, make_commitment, make_entry, make_manager, on_behalf, some_terms
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub import clock
from partnerhub.clock import now, today
from partnerhub.commitments import service
from partnerhub.commitments.kinds import OUTCOMES, Answer, Column, Phase, Status
from partnerhub.commitments.models import Commitment, CoSigner
from partnerhub.commitments.search import CommitmentWord
from partnerhub.commitments.totals import faults
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event, latest_seq, verify

REASON = "Vi omlægger afdelingen."


def names(commitment: Commitment) -> list[str]:
    """Return the events of a commitment, oldest first."""
    asked = select(Event.name).where(Event.subject_type == "commitment", Event.subject_id == commitment.id).order_by(Event.seq)
    return [name.removeprefix("commitment.") for name in db.session.scalars(asked)]


def refused(act, *args) -> RuleBroken:
    """Make sure that an act is refused with a sentence and leaves nothing; return how."""
    before = latest_seq()
    with pytest.raises(RuleBroken) as broken:
        act(*args)
    assert len(broken.value.text) > 15
    assert latest_seq() == before
    return broken.value


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


@pytest.mark.parametrize("status", ["proposed", "agreed", "active"])
def test_the_own_manager_withdraws_with_a_reason(app, status):
    """From proposed on until it is finished; a member, a co-signer and the steward are refused, and so is an empty reason."""
    by, union = make_manager(), make_manager("union")
    made = make_commitment(status=status, by=by, cosigners=[union])
    for stranger in (colleague(by), union, make_steward(), make_manager()):
        refused(service.withdraw, stranger, made.id, made.version, REASON)
    assert refused(service.withdraw, by, made.id, made.version, " ").field == "reason"
    made = service.withdraw(by, made.id, made.version, REASON)
    assert (made.status, made.column, made.closing_note) == (Status.WITHDRAWN, Column.FINISHED, REASON)
    assert made.finished_at is not None
    refused(service.withdraw, by, made.id, made.version, REASON)


def test_a_draft_is_deleted_not_withdrawn(app):
    """A draft has promised nothing yet: it is thrown away, and a finished one stays as it is."""
    by = make_manager()
    draft, done = make_commitment(status="draft", by=by), make_commitment(status="fulfilled", by=by)
    refused(service.withdraw, by, draft.id, draft.version, REASON)
    refused(service.withdraw, by, done.id, done.version, REASON)


@pytest.mark.parametrize("status", ["agreed", "withdrawn"])
def test_reopening_what_was_agreed_asks_everybody_anew(each_database, status):
    """Agreed or withdrawn goes back to proposed: approval and signatures are given again, and until then it is not public."""
    by, union, steward = make_manager(), make_manager("union"), make_steward()
    made = make_commitment(status=status, by=by, cosigners=[union], visibility="public")
    assert made.is_public
    made = service.reopen(steward, made.id, made.version, "Antallet var forkert.")
    assert (made.status, made.approved_at, made.agreed_at, made.finished_at) == (Status.PROPOSED, None, None, None)
    assert (made.cosigners[0].answer, made.closing_note, made.is_public) == (Answer.INVITED, "", False)
    made = service.edit(by, made.id, made.version, some_terms(quantity=4, cosigners=((union.partner_id, None),)))
    service.approve(by, made.id, made.version)
    made = service.answer(union, made.id, made.version, True)
    assert (made.status, made.quantity) == (Status.AGREED, 4)


@pytest.mark.parametrize("status", ["fulfilled", "partly", "not_fulfilled"])
def test_reopening_a_reported_outcome_goes_back_to_agreed(app, status):
    """What was agreed stands, with its progress: only the outcome is taken back."""
    by = make_manager()
    made = make_commitment(status="active", by=by)
    make_entry(made, by, 4)
    made = service.finish(by, made.id, made.version, Status(status), "Sådan gik det.")
    agreed_at = made.agreed_at
    made = service.reopen(make_steward(), made.id, made.version, "Der kom to mere.")
    assert (made.status, made.phase, made.reported, made.agreed_at) == (Status.AGREED, Phase.ACTIVE, 4, agreed_at)
    assert (made.finished_at, made.closing_note) == (None, "")


def test_only_the_steward_reopens_and_says_why(app):
    """The owner cannot take an outcome back alone; drafts and proposals have nothing to reopen."""
    by, steward = make_manager(), make_steward()
    made = make_commitment(status="fulfilled", by=by)
    refused(service.reopen, by, made.id, made.version, REASON)
    assert refused(service.reopen, steward, made.id, made.version, "").field == "reason"
    for status in ("draft", "proposed"):
        early = make_commitment(status=status, by=by)
        refused(service.reopen, steward, early.id, early.version, REASON)


@pytest.mark.parametrize("status", ["fulfilled", "partly", "not_fulfilled", "withdrawn"])
def test_a_finished_one_is_followed_up_by_a_draft(app, status):
    """The draft points back, promises the same to those who signed, and leaves the dates open; asking again gives the same draft."""
    by, union, gone = make_manager(), make_manager("union"), make_manager("school")
    made = make_commitment(status=status, by=by, quantity=10, cosigners=[(union, 3), (gone, 2)])
    with writing():
        gone.partner.deactivated_at = now()
    draft = service.succeed(colleague(by), made.id)
    assert (draft.status, draft.predecessor_id, draft.quantity, draft.title) == (Status.DRAFT, made.id, 10, made.title)
    assert (draft.start_on, draft.due_on, draft.reported) == (None, None, 0)
    assert [(c.partner_id, c.share, c.answer) for c in draft.cosigners] == [(union.partner_id, 3, Answer.INVITED)]
    assert draft.reference != made.reference
    assert names(made)[-1] == "succeeded"
    assert service.succeed(by, made.id) is draft
    service.propose(by, draft.id, draft.version)
    assert service.succeed(by, made.id).id != draft.id


def test_only_the_owner_follows_up_and_only_what_is_finished(app):
    """Co-signers and the steward are refused, and so is following up what still runs."""
    by, union = make_manager(), make_manager("union")
    done = make_commitment(status="fulfilled", by=by, cosigners=[union])
    for stranger in (union, make_steward(), make_manager()):
        refused(service.succeed, stranger, done.id)
    for status in ("draft", "proposed", "active"):
        refused(service.succeed, by, make_commitment(status=status, by=by).id)


def test_a_deleted_draft_is_gone_and_its_id_and_number_are_not_used_again(each_database):
    """Nothing of it is found any more but the event, and a later commitment never inherits its history."""
    by, union = make_manager(), make_manager("union")
    made = make_commitment(status="draft", by=by, cosigners=[union])
    commitment_id, reference = made.id, made.reference
    service.delete_draft(colleague(by), commitment_id, made.version)
    assert db.session.get(Commitment, commitment_id) is None
    for table in (CoSigner, CommitmentWord):
        assert db.session.scalars(select(table).where(table.commitment_id == commitment_id)).all() == []
    later = make_commitment(status="draft", by=by)
    assert later.id > commitment_id
    assert later.reference > reference
    refused(service.edit, by, commitment_id, 1, some_terms())


def test_only_a_draft_of_the_own_partner_is_deleted(app):
    """What was proposed stays for the record; another partner's draft, and one changed meanwhile, are not touched."""
    by = make_manager()
    made = make_commitment(status="draft", by=by)
    for stranger in (make_manager(), make_steward()):
        refused(service.delete_draft, stranger, made.id, made.version)
    service.edit(by, made.id, made.version, some_terms(title="Omdøbt"))
    with pytest.raises(StaleVersion):
        service.delete_draft(by, made.id, 1)
    for status in ("proposed", "agreed", "withdrawn"):
        kept = make_commitment(status=status, by=by)
        refused(service.delete_draft, by, kept.id, kept.version)


def test_whoever_left_can_do_nothing(app):
    """A user or a partner that was deactivated after the page was opened is refused under the lock."""
    by, other = make_manager(), make_manager()
    member = colleague(by)
    made = make_commitment(status="draft", by=by)
    with writing():
        member.deactivated_at = now()
        other.partner.deactivated_at = now()
    refused(service.draft, member, some_terms())
    refused(service.edit, member, made.id, made.version, some_terms(title="Nej"))
    refused(service.delete_draft, member, made.id, made.version)
    refused(service.draft, other, some_terms())


def test_a_commitment_that_is_gone_is_told(app):
    """An act on an id that does not exist is refused with a sentence, not with a crash."""
    by, steward = make_manager(), make_steward()
    for act, user, *rest in (
        (service.edit, by, some_terms()),
        (service.propose, by),
        (service.approve, by),
        (service.accept, by),
        (service.answer, by, True),
        (service.finish, by, Status.FULFILLED),
        (service.withdraw, by, REASON),
        (service.reopen, steward, REASON),
        (service.delete_draft, by),
    ):
        assert "findes ikke" in refused(act, user, 4711, 1, *rest).text
    assert "findes ikke" in refused(service.succeed, by, 4711).text
