"""Mail asks the right people to act, once an occasion, and tells nothing but the reference and where to look."""

from dataclasses import replace

import pytest
from commitment_makers import colleague, make_commitment, make_manager, on_behalf, some_terms
from flask_babel import force_locale, gettext
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub.accounts.models import User
from partnerhub.clock import now
from partnerhub.commitments import service
from partnerhub.commitments.agreement import terms_of
from partnerhub.config import public_address
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.mail import Mail, MailState


@pytest.fixture
def asked(app):
    """Return who has been mailed since the last call."""
    seen: set[int] = set()

    def ask() -> list[str]:
        new = [mail for mail in db.session.scalars(select(Mail).order_by(Mail.id)) if mail.id not in seen]
        seen.update(mail.id for mail in new)
        return sorted(mail.recipient for mail in new)

    return ask


def mails_to(*users: User) -> list[str]:
    """Return the addresses as `asked` gives them."""
    return sorted(user.email for user in users)


def test_nobody_is_asked_about_a_draft(asked):
    """A draft is its own partner's affair, co-signers or not."""
    by, union = make_manager(), make_manager("union")
    made = make_commitment(status="draft", by=by, cosigners=[union])
    service.edit(by, made.id, made.version, replace(terms_of(made), title="Omdøbt"))
    assert asked() == []


def test_a_member_s_proposal_asks_the_managers_and_the_co_signers(asked):
    """The owner's managers are asked to approve, all people of the co-signers to sign; nobody else."""
    manager, union = make_manager(), make_manager("union")
    member, second, union_member = colleague(manager), colleague(manager, is_manager=True), colleague(union)
    make_steward()
    made = service.draft(member, some_terms(cosigners=((union.partner_id, None),)))
    service.propose(member, made.id, made.version)
    assert asked() == mails_to(manager, second, union, union_member)


def test_a_manager_s_proposal_asks_the_co_signers_alone(asked):
    """What is approved by proposing needs no approval of other managers."""
    manager, union = make_manager(), make_manager("union")
    colleague(manager, is_manager=True)
    made = make_commitment(status="draft", by=manager, cosigners=[union])
    service.propose(manager, made.id, made.version)
    assert asked() == mails_to(union)


def test_the_municipality_s_proposal_asks_the_partner_s_managers(asked):
    """What is written on a partner's behalf asks its managers to accept."""
    manager, union = make_manager(), make_manager("union")
    colleague(manager)
    made = on_behalf(manager, cosigners=((union.partner_id, None),))
    assert asked() == mails_to(manager, union)
    steward = db.session.get_one(User, made.created_by_id)
    service.edit(steward, made.id, made.version, replace(terms_of(made), quantity=3))
    assert asked() == mails_to(manager, union)


def test_changed_terms_and_reopening_ask_again_but_not_who_did_it(asked):
    """Each occasion to sign anew is a mail of its own; whoever made the change is not written to."""
    manager, union, steward = make_manager(), make_manager("union"), make_steward()
    second = colleague(manager, is_manager=True)
    made = make_commitment(status="agreed", by=manager, cosigners=[union])
    asked()
    made = service.reopen(steward, made.id, made.version, "Antallet var forkert.")
    assert asked() == mails_to(manager, second, union)
    made = service.edit(manager, made.id, made.version, replace(terms_of(made), quantity=4))
    assert asked() == mails_to(second, union)
    made = service.edit(manager, made.id, made.version, replace(terms_of(made), title="Andre ord"))
    assert asked() == []
    service.approve(second, made.id, made.version)
    service.answer(union, made.id, made.version, True)
    assert asked() == []


def test_who_cannot_sign_in_is_not_written_to(asked):
    """Neither people who left, nor those of a partner that left, nor those who have not yet chosen a password."""
    manager, union, gone = make_manager(), make_manager("union"), make_manager("school")
    left, new = colleague(union), colleague(union)
    made = make_commitment(status="draft", by=manager, cosigners=[union])
    with writing():
        left.deactivated_at = gone.deactivated_at = now()
        new.password_hash = None
    service.propose(manager, made.id, made.version)
    assert asked() == mails_to(union)
    with writing():
        union.partner.deactivated_at = now()
    service.edit(manager, made.id, made.version, replace(terms_of(made), quantity=2))
    assert asked() == []


def test_the_mail_tells_the_reference_and_where_to_look_and_no_more(app):
    """Title, text, numbers, partner and people stay behind the sign-in."""
    manager, union = make_manager(), make_manager("union")
    member = colleague(manager, name="Ida Hemmelig")
    made = service.draft(member, some_terms(title="Fortroligt løfte", what="Kun for os", quantity=4711, cosigners=((union.partner_id, 1),)))
    service.propose(member, made.id, made.version)
    for mail in db.session.scalars(select(Mail)):
        assert made.reference in mail.subject
        assert public_address(f"/forpligtelser/{made.id}") in mail.text
        assert mail.state == MailState.QUEUED
        for secret in ("Fortroligt", "Kun for os", "4711", "Ida", manager.partner.name, union.partner.name, manager.name, union.name):
            assert secret not in mail.subject + mail.text


def test_each_is_written_to_in_their_language(app):
    """The words are those of the receiver's language, whatever the sender's."""
    manager, union = make_manager(), make_partner("union")
    people = {language: make_user(union, language=language) for language in ("da", "en")}
    with force_locale("en"):
        made = make_commitment(status="proposed", by=manager, cosigners=[next(iter(people.values()))])
    for language, user in people.items():
        mail = db.session.scalars(select(Mail).where(Mail.recipient == user.email)).one()
        with force_locale(language):
            assert mail.subject == gettext("Partnerhub: %(reference)s venter på jeres underskrift", reference=made.reference)


def test_a_refused_act_sends_nothing(asked):
    """The mail is written in the transaction of the change: when that is refused, there is none."""
    member = colleague(make_manager())
    made = service.draft(member, some_terms())
    with writing():
        made.start_on, made.due_on = None, now().date().replace(year=2020)
    with pytest.raises(RuleBroken):
        service.propose(member, made.id, made.version)
    assert asked() == []
