"""How a commitment ends and begins anew: withdrawn, reopened, followed up, thrown away."""

import pytest
from commitment_makers import colleague, make_commitment, make_entry, make_manager, some_terms
from makers import make_steward
from refusals import names, refused
from sqlalchemy import select

from partnerhub.clock import now
from partnerhub.commitments import service
from partnerhub.commitments.kinds import Answer, Column, Phase, Status
from partnerhub.commitments.models import Commitment, CoSigner
from partnerhub.commitments.search import CommitmentWord
from partnerhub.commitments.totals import faults
from partnerhub.database import db, writing
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
