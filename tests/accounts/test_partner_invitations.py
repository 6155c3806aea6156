"""Inviting a new partner: whole or not at all, and nothing lost that was typed."""

import pytest
from makers import make_steward, make_user
from sqlalchemy import func, select

from partnerhub.accounts import invitations
from partnerhub.accounts.models import Partner, PartnerKind
from partnerhub.accounts.partners import Facts
from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.mail import Mail

MAIL = "ny@demo.example"


def test_nothing_is_made_when_the_invitation_fails(app):
    """A partner whose first manager cannot be invited is not made either."""
    steward, taken = make_steward(), make_user()
    with pytest.raises(RuleBroken):
        invitations.invite_partner(steward, PartnerKind.COMPANY, Facts(name="Halvdemo"), taken.email, "")
    assert db.session.scalar(select(func.count()).where(Partner.name == "Halvdemo")) == 0
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": ""}, "Vælg, hvad partneren er."),
        ({"kind": "kirke"}, ""),
        ({"name": ""}, "Skriv partnerens navn."),
        ({"email": "ikke en mail"}, "Mailadressen ser ikke rigtig ud."),
        ({"email": ""}, "Skriv mailadressen."),
        ({"email": "0101901234@demo.example"}, "ligner et CPR-nummer"),
        ({"email": "søren@demo.example"}, "Mailadressen ser ikke rigtig ud."),
        ({"cvr": "12345678"}, "ikke et rigtigt CVR-nummer"),
        ({"cvr": "1234"}, "på otte cifre"),
        ({"about": "x" * 1001}, "Der er plads til 1000."),
    ],
)
def test_a_crooked_invitation_of_a_partner_is_refused_and_stays(browse, typed, sentence):
    """Each fault has its sentence, what was typed stays, and no partner is made."""
    browser = browse(make_steward())
    data = {"kind": "company", "name": "Demo Ny", "email": MAIL, "function": "direktør", "contact_function": "HR-afdelingen"} | typed
    assert sentence in browser.post("/partnere/inviter", data, status=422).get_data(as_text=True)
    shown = {
        field["name"]: field.get("value") for field in browser.page.fields if field.get("name") in ("name", "email", "contact_function")
    }
    assert shown == {name: data[name] for name in shown}
    assert db.session.scalar(select(func.count()).where(Partner.name == "Demo Ny")) == 0


def test_only_the_steward_invites_partners(browse):
    """A manager and a member of any partner are refused before the form is read, and see no way in from the list."""
    for person in (make_user(is_manager=True), make_user()):
        browser = browse(person)
        browser.get("/partnere/inviter", status=403)
        browser.post("/partnere/inviter", {"kind": "company", "name": "Demo Ny", "email": MAIL}, status=403)
        assert "/partnere/inviter" not in browser.get("/partnere").get_data(as_text=True)
    assert db.session.scalar(select(func.count()).where(Partner.name == "Demo Ny")) == 0


def test_a_member_invites_nobody(browse):
    """Only the manager invites colleagues: a member is refused, and no mail is written."""
    member = make_user()
    browser = browse(member)
    browser.post(f"/partnere/{member.partner_id}/inviter", {"email": MAIL}, status=403)
    assert "Inviter en kollega" not in browser.get(f"/partnere/{member.partner_id}").get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 0
