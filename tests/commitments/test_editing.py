"""Editing: what may change when, who is asked anew, and nothing of a second editor's is lost or overwritten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from commitment_makers import colleague, make_commitment, make_manager, on_behalf, some_terms
from makers import make_partner, make_steward
from sqlalchemy import select

from partnerhub.clock import now, today
from partnerhub.commitments import service
from partnerhub.commitments.agreement import terms_of
from partnerhub.commitments.kinds import Answer, Kind, Status, Unit, Visibility
from partnerhub.commitments.search import CommitmentWord, SearchWord
from partnerhub.commitments.totals import CommitmentTotal, faults
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event, latest_seq


def last_event(commitment) -> Event:
    """Return the newest event of a commitment."""
    asked = select(Event).where(Event.subject_type == "commitment", Event.subject_id == commitment.id)
    return db.session.scalars(asked.order_by(Event.seq.desc()).limit(1)).one()


def test_the_history_tells_each_field_before_and_after(each_database):
    """One event names exactly the fields that changed, with the value before and after."""
    by, day = make_manager(), today() + timedelta(days=60)
    made = service.draft(by, some_terms(due_on=day))
    changed = replace(
        terms_of(made), title="Otte pladser", quantity=8, kind=Kind.SMALL_JOB, unit=Unit.JOB, due_on=None, visibility=Visibility.PUBLIC
    )
    made = service.edit(by, made.id, made.version, changed)
    assert last_event(made).name == "commitment.edited"
    assert last_event(made).payload["changes"] == {
        "title": ["Ti praktikpladser på lageret", "Otte pladser"],
        "quantity": [10, 8],
        "kind": ["work_placement", "small_job"],
        "unit": ["placement", "job"],
        "due_on": [day.isoformat(), None],
        "visibility": ["partnership", "public"],
    }
    assert (made.version, made.is_measurable) == (2, False)
    assert faults() == []


def test_an_edit_that_changes_nothing_leaves_no_trace(each_database):
    """Saving the same again writes no event and no version, asks nobody anew, and is not stale for others."""
    manager, union = make_manager(), make_manager("union")
    made = make_commitment(status="proposed", by=manager, cosigners=[(union, 2)])
    service.answer(union, made.id, made.version, True)
    seq, version, when = latest_seq(), made.version, made.updated_at
    spaced = replace(terms_of(made), title=f"  {made.title} ", what=made.what + "\r\n")
    service.edit(manager, made.id, version, spaced)
    assert (latest_seq(), made.version, made.updated_at, made.cosigners[0].answer) == (seq, version, when, Answer.ACCEPTED)


def test_a_unit_without_a_number_is_no_change(app):
    """A form that sends the unit of an empty quantity does not count as changed terms."""
    manager, union = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=manager, cosigners=[union], quantity=None, unit=None)
    service.edit(manager, made.id, made.version, replace(terms_of(made), unit=Unit.PLACEMENT, title="Nyt navn"))
    assert (made.title, made.unit, made.status) == ("Nyt navn", None, Status.AGREED)


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": 9},
        {"due_on": None},
        {"start_on": today() + timedelta(days=3)},
        {"kind": Kind.HYBRID_PLACEMENT},
        {"unit": Unit.PERSON},
        {"cosigners": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_changed_terms_of_a_proposal_ask_everybody_anew(app, change):
    """Approval and signatures were given on other terms: they are taken back and asked for again."""
    manager, union, school = make_manager(), make_manager("union"), make_manager("school")
    made = make_commitment(status="proposed", by=manager, cosigners=[union, school])
    service.answer(union, made.id, made.version, True)
    service.approve(manager, made.id, made.version)
    made = service.edit(colleague(manager), made.id, made.version, replace(terms_of(made), **change))
    assert (made.status, made.approved_at, made.approved_by_id) == (Status.PROPOSED, None, None)
    assert all((c.answer, c.answered_at, c.answered_by_id) == (Answer.INVITED, None, None) for c in made.cosigners)
    service.approve(manager, made.id, made.version)
    for cosigner, user in ((union.partner_id, union), (school.partner_id, school)):
        if made.cosigner_of(cosigner):
            service.answer(user, made.id, made.version, True)
    assert made.status == Status.AGREED


@pytest.mark.parametrize("change", [{"title": "Ny titel"}, {"what": "Anden tekst"}, {"visibility": Visibility.PUBLIC}], ids=str)
def test_changed_words_of_a_proposal_ask_nobody_anew(app, change):
    """Title, text and visibility are not what was signed: approval and signatures stand."""
    manager, union, school = make_manager(), make_manager("union"), make_manager("school")
    made = make_commitment(status="proposed", by=manager, cosigners=[union, school])
    service.answer(union, made.id, made.version, True)
    service.approve(manager, made.id, made.version)
    made = service.edit(manager, made.id, made.version, replace(terms_of(made), **change))
    assert made.approved_at is not None
    assert made.has_signed(union.partner_id)


def test_what_was_agreed_stands(each_database):
    """The own manager may still change title, text, visibility and workplace; terms only after the steward reopened."""
    manager, union = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=manager, cosigners=[(union, 2)])
    terms = terms_of(made)
    for change in ({"quantity": 9}, {"due_on": None}, {"cosigners": ()}, {"cosigners": ((union.partner_id, 3),)}, {"unit": Unit.PERSON}):
        with pytest.raises(RuleBroken, match="genåbne"):
            service.edit(manager, made.id, made.version, replace(terms, **change))
    made = service.edit(manager, made.id, made.version, replace(terms, title="Klarere titel", visibility=Visibility.PUBLIC))
    assert (made.title, made.is_public, made.status, made.quantity) == ("Klarere titel", True, Status.AGREED, 10)
    assert faults() == []


def test_who_may_edit_what(app):
    """Own members until it is agreed, the own manager after that, the steward what it wrote until accepted; never what is done."""
    manager, union, steward = make_manager(), make_manager("union"), make_steward()
    member = colleague(manager)
    allowed = {
        "draft": {member, manager},
        "proposed": {member, manager},
        "agreed": {manager},
        "active": {manager},
        "fulfilled": set(),
        "withdrawn": set(),
    }
    for status, editors in allowed.items():
        for by in (member, manager, union, steward, make_manager()):
            made = make_commitment(status=status, by=manager, cosigners=[union])
            terms = replace(terms_of(made), title="Andre ord")
            if by in editors:
                assert service.edit(by, made.id, made.version, terms).title == "Andre ord"
            else:
                with pytest.raises(RuleBroken):
                    service.edit(by, made.id, made.version, terms)


def test_own_people_may_edit_what_the_municipality_wrote(app):
    """A proposal written on behalf can be put right by the partner before its manager accepts."""
    manager = make_manager()
    made = on_behalf(manager)
    made = service.edit(colleague(manager), made.id, made.version, replace(terms_of(made), quantity=5))
    assert (made.quantity, made.awaits_acceptance) == (5, True)


def test_the_second_editor_gets_both_texts(each_database):
    """An edit that starts from an older version is refused with the row as it stands, and changes nothing."""
    by = make_manager()
    made = service.draft(by, some_terms())
    service.edit(by, made.id, 1, some_terms(title="Den første"))
    seq = latest_seq()
    for version in (1, 0, 3):
        with pytest.raises(StaleVersion) as stale:
            service.edit(by, made.id, version, some_terms(title="Den anden"))
        assert (stale.value.current.title, stale.value.current.version) == ("Den første", 2)
    assert latest_seq() == seq
    assert service.edit(by, made.id, 2, some_terms(title="Den anden")).version == 3


def test_who_may_not_see_learns_nothing_of_a_foreign_draft(app):
    """An act on another partner's draft is refused before its version is compared, so that nothing of it comes back."""
    made = make_commitment(status="draft")
    for version in (1, 2):
        with pytest.raises(RuleBroken):
            service.edit(make_manager(), made.id, version, some_terms())


def test_each_step_of_the_terms_counts_the_version_up(app):
    """Editing, proposing, finishing, withdrawing and reopening make older pages stale; signing, reporting and talking do not."""
    manager, union, steward = make_manager(), make_manager("union"), make_steward()
    made = make_commitment(status="draft", by=manager, cosigners=[union])
    versions = [made.version]
    versions.append(service.propose(manager, made.id, versions[-1]).version)
    versions.append(service.answer(union, made.id, versions[-1], True).version)
    versions.append(service.finish(manager, made.id, versions[-1], Status.FULFILLED).version)
    versions.append(service.reopen(steward, made.id, versions[-1], "Forkert tal").version)
    versions.append(service.withdraw(manager, made.id, versions[-1], "Vi stopper her").version)
    assert versions == [1, 2, 2, 3, 4, 5]


def test_shares_and_co_signers_in_the_history(each_database):
    """A changed share is told, one who was taken off is told, one who stays unchanged is not invited again."""
    manager, union, school, other = make_manager(), make_manager("union"), make_manager("school"), make_manager()
    made = make_commitment(status="draft", by=manager, cosigners=[(union, 2), (school, None)])
    stays = made.cosigner_of(union.partner_id).id
    terms = replace(terms_of(made), cosigners=((union.partner_id, 4), (other.partner_id, 1)))
    made = service.edit(manager, made.id, made.version, terms)
    one, two, three = (user.partner.name for user in (union, school, other))
    assert last_event(made).payload["changes"] == {"cosigners": [f"{one} (2), {two}", f"{one} (4), {three} (1)"]}
    asked = select(Event.name, Event.payload).where(Event.subject_type == "commitment", Event.subject_id == made.id)
    told = [(name, payload.get("partner")) for name, payload in db.session.execute(asked.order_by(Event.seq))]
    assert told[-3:-1] == [("commitment.cosigner_removed", two), ("commitment.cosigner_invited", three)]
    db.session.expire_all()
    assert {c.partner_id: c.share for c in made.cosigners} == {union.partner_id: 4, other.partner_id: 1}
    assert made.cosigner_of(union.partner_id).id == stays


def test_a_declined_share_cannot_be_given_away_twice(app):
    """An edit asks those who declined anew, so their share counts: together the shares stay within the quantity."""
    manager, union, school = make_manager(), make_manager("union"), make_manager("school")
    made = make_commitment(status="proposed", by=manager, quantity=10, cosigners=[(union, 8)])
    service.answer(union, made.id, made.version, False, "Det er for mange.")
    both = ((union.partner_id, 8), (school.partner_id, 8))
    with pytest.raises(RuleBroken) as broken:
        service.edit(manager, made.id, made.version, replace(terms_of(made), cosigners=both))
    assert broken.value.field == "cosigners"
    made = service.edit(manager, made.id, made.version, replace(terms_of(made), cosigners=both[1:]))
    assert (made.owner_share, len(made.cosigners)) == (2, 1)


def test_a_co_signer_that_left_may_stay_but_not_be_added(app):
    """An edit keeps a co-signer that was deactivated since; a new one must be active."""
    manager, union, gone = make_manager(), make_manager("union"), make_partner()
    made = make_commitment(status="proposed", by=manager, cosigners=[union])
    with writing():
        union.partner.deactivated_at = gone.deactivated_at = now()
    assert service.edit(manager, made.id, made.version, replace(terms_of(made), quantity=7)).quantity == 7
    with pytest.raises(RuleBroken):
        more = (*terms_of(made).cosigners, (gone.id, None))
        service.edit(manager, made.id, made.version, replace(terms_of(made), cosigners=more))


def test_search_and_totals_follow_an_edit(each_database):
    """New words are found, old ones are not, and the totals moved to the new goal and unit."""
    by = make_manager()
    made = service.draft(by, some_terms("1.4", title="Praktik i smedjen"))
    service.edit(by, made.id, made.version, some_terms("2.1", title="Fleksjob i gartneriet", kind=Kind.FLEX_JOB, unit=Unit.JOB, quantity=3))

    def holds(word: str) -> bool:
        asked = select(SearchWord.id).join(CommitmentWord).where(CommitmentWord.commitment_id == made.id, SearchWord.shown == word)
        return db.session.scalar(asked) is not None

    assert holds("gartneriet") and not holds("smedjen")
    rows = {row.unit: (row.guidepost_id, row.count, row.promised) for row in db.session.scalars(select(CommitmentTotal)) if row.count}
    assert rows == {"job": (made.guidepost_id, 1, 3)}
    assert faults() == []
