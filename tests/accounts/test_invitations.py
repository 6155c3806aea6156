"""Invitations: one link, once, for two weeks; a friendly word where it does not work."""

import threading
from datetime import timedelta

import pytest
from makers import PASSWORD, make_partner, make_steward, make_user
from sqlalchemy import func, select

from partnerhub import clock
from partnerhub.accounts import invitations, partners
from partnerhub.accounts.models import Invitation, Partner, PartnerKind, User
from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.events import Event
from partnerhub.mail import Mail

MAIL = "ny@demo.example"
JOINING = {"name": "Nanna Ny", "function": "HR-chef", "password": "fire helt nye ord"}


def link(mail=MAIL):
    """Return the path of the link in the newest mail to an address."""
    text = db.session.scalars(select(Mail.text).where(Mail.recipient == mail).order_by(Mail.id.desc())).first()
    return "/konto/invitation/" + text.split("/konto/invitation/")[1].split()[0]


def invited(**options):
    """Let a manager invite a colleague; return manager and path of the link."""
    manager = make_user(make_partner("company", "Demofabrikken Nord"), is_manager=True, name="Lone Leder", function="direktør")
    invitations.invite(manager, manager.partner_id, MAIL, **options)
    return manager, link()


def user_of(mail=MAIL):
    """Return the account of an address."""
    return db.session.scalar(select(User).where(User.email == mail))


def test_a_steward_invites_a_partner_and_its_manager_joins(browse):
    """One form makes the partner and invites its manager; the link makes the account and opens the house."""
    steward = make_steward()
    typed = {
        "kind": "union",
        "name": "Demoforbundet Vest",
        "email": "Formand@Demo.Example",
        "function": "formand",
        "is_public_employer": "",
    }
    answer = browse(steward).post("/partnere/inviter", typed)
    assert "Demoforbundet Vest" in answer.get_data(as_text=True)
    partner = db.session.scalar(select(Partner).where(Partner.name == "Demoforbundet Vest"))
    assert (partner.kind, partner.consultant_id) == (PartnerKind.UNION, steward.id)
    newcomer, path = browse(), link("formand@demo.example")
    text = newcomer.get(path).get_data(as_text=True)
    for fact in ("Demoforbundet Vest", "formand@demo.example", "tovholder"):
        assert fact in text
    newcomer.post(path, JOINING)
    assert newcomer.is_in()
    user = user_of("formand@demo.example")
    assert (user.partner_id, user.is_manager, user.name, user.function) == (partner.id, True, "Nanna Ny", "HR-chef")
    assert newcomer.get("/").request.path == "/fagforeninger"


def test_a_manager_invites_a_colleague(browse):
    """The colleague gets a mail in Danish with one link, and joins as a member with the function proposed."""
    manager = make_user(is_manager=True)
    browse(manager).post(f"/partnere/{manager.partner_id}/inviter", {"email": MAIL, "function": "praktikansvarlig"})
    newcomer = browse()
    newcomer.get(link())
    assert {"name": "function", "value": "praktikansvarlig"}.items() <= next(
        f for f in newcomer.page.fields if f["name"] == "function"
    ).items()
    newcomer.post(link(), JOINING)
    assert (user_of().partner_id, user_of().is_manager) == (manager.partner_id, False)
    names = list(db.session.scalars(select(Event.name).where(Event.actor_id.in_([manager.id, user_of().id])).order_by(Event.seq)))
    assert names == ["user.signed_in", "user.invited", "user.joined", "user.signed_in"]


def test_the_page_tells_the_inviters_function_not_the_name(browse):
    """Whoever holds the link learns which partner and which function invites, not who."""
    _manager, path = invited()
    text = browse().get(path).get_data(as_text=True)
    assert "direktør, Demofabrikken Nord" in text
    assert "Lone Leder" not in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Skriv dit navn."),
        ({"password": "kort"}, "mindst 12 tegn"),
        ({"password": ""}, "Vælg en adgangskode."),
        ({"name": "Nanna Nydal Ny", "password": "nannanydalny"}, "dit navn eller din mail"),
        ({"function": "010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_a_crooked_form_loses_nothing(browse, typed, sentence):
    """Each fault has its sentence, what was typed stays, and the link goes on working."""
    _manager, path = invited()
    browser = browse()
    assert sentence in browser.post(path, JOINING | typed, status=422).get_data(as_text=True)
    shown = {field["name"]: field.get("value") for field in browser.page.fields if field.get("name") in ("name", "function")}
    assert shown == {name: (JOINING | typed)[name] for name in shown}
    browser.post(path, JOINING)
    assert user_of().name == "Nanna Ny"


def test_a_used_link_points_to_sign_in(browse):
    """The second use makes no account and changes none; it says that the account is there."""
    _manager, path = invited()
    browse().post(path, JOINING)
    again = browse()
    assert "allerede brugt" in again.get(path, status=410).get_data(as_text=True)
    again.post(path, JOINING | {"name": "En anden"}, status=410)
    assert not again.is_in()
    assert user_of().name == "Nanna Ny"


def test_an_expired_link_says_whom_to_ask(browse):
    """After two weeks the page names the function that can send it again."""
    with clock.at(clock.now() - timedelta(days=14, minutes=1)):
        _manager, path = invited()
    text = browse().get(path, status=410).get_data(as_text=True)
    assert "udløbet" in text
    assert "Spørg direktør, Demofabrikken Nord" in text
    browse().post(path, JOINING, status=410)
    assert user_of() is None


def test_a_withdrawn_link_is_dead(browse):
    """Taken back by the manager, the link makes no account any more."""
    manager, path = invited()
    invitation = db.session.scalar(select(Invitation))
    browse(manager).post(f"/partnere/invitationer/{invitation.id}/fjern")
    assert "trukket tilbage" in browse().get(path, status=410).get_data(as_text=True)
    browse().post(path, JOINING, status=410)
    assert user_of() is None


def test_sending_again_kills_the_old_link(browse):
    """The mail sent again has a new link, good for two weeks; the old one is as if it had never been."""
    with clock.at(clock.now() - timedelta(days=20)):
        manager, old = invited()
    invitation = db.session.scalar(select(Invitation))
    browse(manager).post(f"/partnere/invitationer/{invitation.id}/igen")
    new = link()
    assert new != old
    assert "erstattet af et nyere" in browse().get(old, status=404).get_data(as_text=True)
    newcomer = browse()
    newcomer.post(new, JOINING)
    assert newcomer.is_in()


def test_a_link_dies_with_its_partner(browse):
    """A partner that was taken out takes nobody in."""
    manager, path = invited()
    partners.deactivate(make_steward(), manager.partner_id, manager.partner.version, "Lukket.")
    assert "ikke længere med" in browse().get(path, status=410).get_data(as_text=True)
    browse().post(path, JOINING, status=410)


def test_a_link_is_used_once_also_in_a_race(each_database):
    """Two posts of one link at the same moment make one account."""
    _manager, path = invited()
    token, start, outcomes = path.rsplit("/", 1)[1], threading.Barrier(4), []

    def join(name):
        with each_database.app_context():
            start.wait()
            try:
                invitations.accept(token, name, "", "fire helt nye ord", "da")
                outcomes.append(name)
            except RuleBroken:
                outcomes.append("refused")
            db.session.remove()

    threads = [threading.Thread(target=join, args=(f"Person {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert outcomes.count("refused") == 3
    assert [user_of().name] == [name for name in outcomes if name != "refused"]


def test_joining_leaves_the_account_before(browse):
    """Who opens an invitation while signed in as somebody else is told, and is the new person afterwards."""
    other = browse(make_user(email="anden@demo.example"))
    _manager, path = invited()
    assert "anden@demo.example" in other.get(path).get_data(as_text=True)
    other.post(path, JOINING)
    assert MAIL in other.get("/konto").get_data(as_text=True)


def test_one_address_one_account_one_invitation(app):
    """An address that has an account or an open invitation is refused with what to do."""
    manager = make_user(email="her@demo.example", is_manager=True)
    with pytest.raises(RuleBroken, match="allerede en konto"):
        invitations.invite(manager, manager.partner_id, "HER@demo.example")
    invitations.invite(manager, manager.partner_id, MAIL)
    with pytest.raises(RuleBroken, match="åben invitation") as broken:
        invitations.invite(manager, manager.partner_id, MAIL.upper())
    assert broken.value.field == "email"
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 1


def test_nobody_learns_who_is_in_a_union(app):
    """To another partner's manager an address with an account and one with an invitation answer alike, and name no partner."""
    union = make_user(make_partner("union"), email="medlem@demo.example", is_manager=True)
    invitations.invite(union, union.partner_id, MAIL)
    company, sentences = make_user(is_manager=True), set()
    for mail in ("medlem@demo.example", MAIL):
        with pytest.raises(RuleBroken) as broken:
            invitations.invite(company, company.partner_id, mail)
        sentences.add(broken.value.text)
    assert len(sentences) == 1
    assert union.partner.name not in sentences.pop()


def test_an_address_that_got_an_account_elsewhere_is_not_made_twice(app):
    """An old invitation, sent again after the person joined elsewhere, ends in a sentence."""
    manager, other = make_user(is_manager=True), make_user(is_manager=True)
    with clock.at(clock.now() - timedelta(days=20)):
        old = invitations.invite(manager, manager.partner_id, MAIL)
    invitations.invite(other, other.partner_id, MAIL)
    invitations.accept(link().rsplit("/", 1)[1], "Nanna Ny", "", "fire helt nye ord", "da")
    with pytest.raises(RuleBroken, match="kan ikke inviteres her"):
        invitations.resend(manager, old.id)
    assert user_of().partner_id == other.partner_id


@pytest.mark.parametrize("act", ["igen", "fjern"])
def test_foreign_invitations_are_not_there(browse, act):
    """A manager reaches the own partner's invitations; a member none."""
    invited()
    invitation = db.session.scalar(select(Invitation))
    browse(make_user(is_manager=True)).post(f"/partnere/invitationer/{invitation.id}/{act}", status=404)
    browse(make_user(invitation.partner)).post(f"/partnere/invitationer/{invitation.id}/{act}", status=403)
    assert db.session.get(Invitation, invitation.id, populate_existing=True).is_open


def test_invitations_are_listed_for_those_who_may_invite(browse):
    """The manager and the steward see open and expired invitations on the partner's page; colleagues and others do not."""
    manager, _path = invited()
    partner = manager.partner
    page = f"/partnere/{partner.id}"
    for person, sees in ((manager, True), (make_steward(), True), (make_user(partner), False), (make_user(), False)):
        assert (MAIL in browse(person).get(page).get_data(as_text=True)) is sees


def test_only_the_hash_of_a_link_is_stored(app):
    """Whoever reads the table of invitations cannot join with what stands there."""
    _manager, path = invited()
    token = path.rsplit("/", 1)[1]
    assert len(token) >= 43
    assert db.session.scalar(select(Invitation.token_hash)) not in ("", token)


def test_the_password_opens_the_account_afterwards(browse):
    """Name and password chosen by the link are those of the account."""
    _manager, path = invited()
    browse().post(path, JOINING | {"password": PASSWORD})
    assert browse(user_of()).is_in()
