"""The three voices: reported by partners, confirmed by others, seen by the shop steward; and comments."""

from datetime import timedelta

import pytest
from commitment_makers import colleague, make_commitment, make_entry, make_manager, some_terms
from makers import make_steward, make_user
from refusals import refused
from sqlalchemy import select

from partnerhub.accounts.models import Representation
from partnerhub.clock import local, now, today
from partnerhub.commitments import service, voices
from partnerhub.commitments.kinds import Status
from partnerhub.commitments.models import Confirmation, Progress
from partnerhub.commitments.totals import CommitmentTotal, faults
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.events import Event

DAY = timedelta(days=1)


@pytest.fixture
def signed(app):
    """An active commitment of ten with an accepted co-signer; returns it, the owner's manager and the co-signer's."""
    owner, union = make_manager(), make_manager("union")
    return make_commitment(status="active", by=owner, cosigners=[(union, 4)]), owner, union


def test_owner_and_co_signers_report_and_the_sums_follow(each_database):
    """Each entry says what was delivered since last time; the sums add up and may exceed what was promised."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=owner, cosigners=[(union, 4)])
    voices.report(colleague(owner), made.id, 3, "  Tre på lageret ", today() - 2 * DAY)
    voices.report(union, made.id, 9, "", today() - DAY)
    entry = voices.report(owner, made.id, 0, "Intet nyt", today() - 9 * DAY)
    assert (made.reported, made.confirmed, made.heard_on) == (12, 0, today() - DAY)
    assert (entry.amount, entry.partner_id, entry.note) == (0, owner.partner_id, "Intet nyt")
    total = db.session.scalars(select(CommitmentTotal).where(CommitmentTotal.count == 1)).one()
    assert (total.promised, total.reported, total.confirmed) == (10, 12, 0)
    event = db.session.scalars(select(Event).where(Event.name == "commitment.progress_reported")).first()
    assert event.payload["on"] == (today() - 2 * DAY).isoformat() and event.payload["note"] == "Tre på lageret"
    assert faults() == []


@pytest.mark.parametrize(
    ("field", "amount", "note", "days"),
    [
        ("amount", -1, "", 0),
        ("amount", 100_001, "", 0),
        ("on", 3, "", 1),
        ("on", 3, "", -12_000),
        ("note", 3, "x" * 1001, 0),
        ("note", 3, "Det er 010203-1234", 0),
        ("note", 3, "\x07", 0),
    ],
)
def test_an_impossible_report_is_refused(signed, field, amount, note, days):
    """Negative and huge amounts, days to come, long texts and CPR numbers are refused by field."""
    made, owner, _union = signed
    assert refused(voices.report, owner, made.id, amount, note, today() + days * DAY).field == field
    assert made.reported == 0


def test_who_reports_and_when(app):
    """Owner and accepted co-signers while it is agreed; not the invited, the declined, strangers or the steward, nor before or after."""
    owner, union, school = make_manager(), make_manager("union"), make_manager("school")
    made = make_commitment(status="proposed", by=owner, cosigners=[union, school])
    refused(voices.report, owner, made.id, 1, "", today())
    service.approve(owner, made.id, made.version)
    service.answer(union, made.id, made.version, False, "Nej tak, ikke i år.")
    service.answer(school, made.id, made.version, True)
    for stranger in (union, make_manager(), make_steward()):
        refused(voices.report, stranger, made.id, 1, "", today())
    make_entry(made, school)
    for status in ("draft", "fulfilled", "withdrawn"):
        other = make_commitment(status=status, by=owner)
        refused(voices.report, owner, other.id, 1, "", today())
    assert "findes ikke" in refused(voices.report, owner, 4711, 1, "", today()).text


def test_a_report_before_the_start_counts(app):
    """Whoever delivers early may say so: an agreed commitment takes reports before its start date."""
    owner = make_manager()
    made = make_commitment(by=owner)
    make_entry(made, owner, 2)
    assert made.reported == 2


def test_a_co_signer_confirms_once_with_at_most_the_amount(each_database):
    """Another partner who signed vouches for an entry, for all of it or less, and only once; both numbers stand side by side."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=owner, cosigners=[union])
    entry = make_entry(made, owner, 5)
    for amount in (6, -1, 1_000_000_000):
        assert refused(voices.confirm, union, entry.id, amount).field == "amount"
    confirmation = voices.confirm(union, entry.id, 3)
    assert (confirmation.amount, confirmation.partner_id, made.reported, made.confirmed) == (3, union.partner_id, 5, 3)
    for by in (union, colleague(union), make_steward()):
        refused(voices.confirm, by, entry.id, 3)
    assert faults() == []


def test_nobody_confirms_the_own_partner_s_report(signed):
    """Neither the reporter nor a colleague, be they owner, co-signer or steward."""
    made, owner, union = signed
    by_owner, by_union = make_entry(made, owner), make_entry(made, union)
    for by, entry in ((owner, by_owner), (colleague(owner), by_owner), (union, by_union), (colleague(union), by_union)):
        refused(voices.confirm, by, entry.id, 1)
    steward = make_steward()
    own = make_commitment(status="active", by=steward)
    refused(voices.confirm, steward, make_entry(own, steward).id, 1)


def test_owner_strangers_and_the_invited_do_not_confirm(signed):
    """The owner is no co-signer, strangers saw nothing, and a declined co-signer has no voice."""
    made, owner, union = signed
    entry = make_entry(made, union)
    for by in (owner, make_manager("union"), make_user(make_steward().partner)):
        refused(voices.confirm, by, entry.id, 1)
    school = make_manager("school")
    declined = make_commitment(status="proposed", by=owner, cosigners=[school])
    service.answer(school, declined.id, declined.version, False, "Nej tak, ikke i år.")
    service.approve(owner, declined.id, declined.version)
    refused(voices.confirm, school, make_entry(declined, owner).id, 1)


def test_the_steward_confirms_what_others_reported(each_database):
    """The steward vouches also where there is no co-signer, and also after the outcome; not after it was withdrawn."""
    owner, steward = make_manager(), make_steward()
    made = make_commitment(status="active", by=owner)
    first, second = make_entry(made, owner, 2), make_entry(made, owner, 3)
    voices.confirm(steward, first.id, 2)
    service.finish(owner, made.id, made.version, Status.PARTLY, "Vi nåede fem.")
    voices.confirm(steward, second.id, 3)
    assert (made.reported, made.confirmed) == (5, 5)
    left = make_commitment(status="active", by=owner)
    entry = make_entry(left, owner)
    service.withdraw(owner, left.id, left.version, "Vi stopper her.")
    refused(voices.confirm, steward, entry.id, 1)
    assert faults() == []


def test_a_correction_replaces_the_entry_and_its_confirmation(each_database):
    """The right number stands in the sums instead of the wrong one, the wrong one stays readable, and it is to be confirmed anew."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=owner, cosigners=[union])
    wrong = make_entry(made, owner, 7)
    voices.confirm(union, wrong.id, 7)
    right = voices.correct(colleague(owner), wrong.id, 4, "Tre var talt dobbelt.", today() - DAY)
    assert (made.reported, made.confirmed, made.heard_on) == (4, 0, today() - DAY)
    db.session.expire_all()
    assert (right.corrects_id, wrong.amount, wrong.counts, right.counts) == (wrong.id, 7, False, True)
    refused(voices.confirm, union, wrong.id, 1)
    voices.confirm(union, right.id, 4)
    again = voices.correct(owner, right.id, 5, "En mere viste sig.", today())
    assert (made.reported, made.confirmed, again.counts) == (5, 0, True)
    assert db.session.scalars(select(Progress.amount).order_by(Progress.id)).all() == [7, 4, 5]
    assert db.session.scalars(select(Confirmation.amount).order_by(Confirmation.id)).all() == [7, 4]
    assert faults() == []


def test_only_the_reporting_partner_corrects_and_only_once(signed):
    """Others' entries, entries that were corrected, and what is finished stay; a correction says what was wrong."""
    made, owner, union = signed
    entry = make_entry(made, owner)
    for by in (union, make_steward(), make_manager()):
        refused(voices.correct, by, entry.id, 1, "Forkert tal", today())
    assert refused(voices.correct, owner, entry.id, 1, " ", today()).field == "note"
    assert refused(voices.correct, owner, entry.id, -1, "Forkert tal", today()).field == "amount"
    assert refused(voices.correct, owner, entry.id, 1, "Forkert dag", today() + DAY).field == "on"
    voices.correct(owner, entry.id, 1, "Forkert tal", today())
    refused(voices.correct, owner, entry.id, 2, "Forkert tal", today())
    last = make_entry(made, union)
    service.finish(owner, made.id, made.version, Status.FULFILLED)
    refused(voices.correct, union, last.id, 1, "For sent", today())
    assert "findes ikke" in refused(voices.correct, owner, 4711, 1, "Forkert tal", today()).text
    assert "findes ikke" in refused(voices.confirm, owner, 4711, 1).text


def _represent(union_user, company, **changed) -> None:
    facts = {"since": today() - DAY, "union_confirmed_at": now(), "company_confirmed_at": now()} | changed
    with writing() as session:
        session.add(Representation(user_id=union_user.id, company_id=company.id, **facts))


def test_the_shop_steward_s_mark_changes_no_number(each_database):
    """Whoever speaks for members at the owner says whether it is so; disagreeing needs a note, and the sums stay as they are."""
    owner, union = make_manager(), make_user(make_manager("union").partner)
    _represent(union, owner.partner)
    made = make_commitment(status="active", by=owner)
    make_entry(made, owner, 5)
    assert refused(voices.mark, union, made.id, False, " ").field == "note"
    assert refused(voices.mark, union, made.id, False, "Spørg 010203-1234").field == "note"
    voices.mark(union, made.id, False, "Vi har kun set to.")
    voices.mark(union, made.id, True)
    assert [(mark.agrees, mark.note) for mark in made.marks] == [(False, "Vi har kun set to."), (True, "")]
    assert (made.reported, made.confirmed) == (5, 0)
    assert faults() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"union_confirmed_at": None},
        {"company_confirmed_at": None},
        {"since": today() + DAY},
        {"until": today() - DAY, "since": today() - 9 * DAY},
        {"ended_at": now()},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_representation_not_in_force_gives_no_voice(app, changed):
    """Both sides confirmed it, today lies within it, and nobody ended it; else the mark is refused."""
    owner, union = make_manager(), make_manager("union")
    _represent(union, owner.partner, **changed)
    made = make_commitment(status="active", by=owner)
    refused(voices.mark, union, made.id, True)


def test_only_the_owner_s_representative_marks(app):
    """A representation elsewhere, a co-signature, or being the owner gives no mark; nor does a draft take one."""
    owner, union, elsewhere = make_manager(), make_manager("union"), make_manager("union")
    _represent(union, owner.partner)
    _represent(elsewhere, make_manager().partner)
    made = make_commitment(status="active", by=owner, cosigners=[elsewhere])
    for by in (owner, elsewhere, colleague(union), make_steward()):
        refused(voices.mark, by, made.id, True)
    refused(voices.mark, union, make_commitment(status="draft", by=owner).id, True)
    voices.mark(union, make_commitment(status="proposed", by=owner).id, True)


def test_a_representation_that_ended_meanwhile_gives_no_voice(app):
    """It is read anew under the lock, not remembered from when the page was shown."""
    owner, union = make_manager(), make_manager("union")
    _represent(union, owner.partner)
    made = make_commitment(status="active", by=owner)
    assert union.represented_ids == {owner.partner_id}
    with writing():
        union.representations[0].ended_at = now()
    refused(voices.mark, union, made.id, True)


def test_all_partners_comment_on_what_is_not_a_draft(each_database):
    """A comment is kept as written, by whom and when, in the history; a draft, an empty and an unlawful one are refused."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(status="proposed", by=owner)
    comment = voices.comment(union, made.id, " Skal vi ringes ved? 👍\r\nHilsen os ")
    assert (comment.text, comment.partner_id) == ("Skal vi ringes ved? 👍\nHilsen os", union.partner_id)
    assert db.session.scalars(select(Event).where(Event.name == "commitment.commented")).one().payload["text"] == comment.text
    for text in ("", " \n ", "x" * 2001, "Ring til 010203-1234", "\x00"):
        assert refused(voices.comment, owner, made.id, text).field == "text"
    draft = make_commitment(status="draft", by=owner)
    for by in (owner, union):
        refused(voices.comment, by, draft.id, "Hej")


def test_talking_and_reporting_leave_the_version(signed):
    """Progress, confirmation, correction, comment and mark make no open edit stale, but the page is newer than before."""
    made, owner, union = signed
    with writing():
        made.updated_at = now() - 5 * DAY
    version, when = made.version, made.updated_at
    entry = make_entry(made, owner)
    voices.confirm(union, entry.id, 1)
    voices.correct(owner, entry.id, 2, "Forkert tal", today())
    voices.comment(union, made.id, "Godt gået")
    assert made.version == version
    assert made.updated_at > when


def test_progress_survives_reopening_and_carries_on(each_database):
    """What was reported before the steward reopened stays in the sums, and more can be reported once it is agreed again."""
    owner, steward = make_manager(), make_steward()
    made = make_commitment(status="active", by=owner)
    make_entry(made, owner, 4)
    service.reopen(steward, made.id, made.version, "Antallet skal op.")
    refused(voices.report, owner, made.id, 1, "", today())
    service.edit(owner, made.id, made.version, some_terms(quantity=20))
    service.approve(owner, made.id, made.version)
    make_entry(made, owner, 2)
    assert (made.reported, made.quantity, made.status) == (6, 20, Status.AGREED)
    assert faults() == []


def test_the_first_and_last_day_of_a_report(signed):
    """A report may be about today or any day since a year before the commitment was written or starts."""
    made, owner, _union = signed
    first = min(local(made.created_at).date(), made.start_on or today()) - timedelta(days=365)
    voices.report(owner, made.id, 1, "", first)
    with pytest.raises(RuleBroken, match="mere end et år før"):
        voices.report(owner, made.id, 1, "", first - timedelta(days=1))
    voices.report(owner, made.id, 1, "", today())
    assert made.heard_on == today()
