"""Representation: a union's person speaks for members at a workplace once both sides' managers say so."""

from datetime import timedelta

import pytest
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub.accounts import people, representation
from partnerhub.accounts.models import Representation, User
from partnerhub.clock import today
from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.events import Event
from partnerhub.mail import Mail


@pytest.fixture
def cast(app):
    """A shop steward and manager of a union, and the manager of a company."""
    union, company = make_partner("union", "Demoforbundet Øst"), make_partner("company", "Demofabrikken Øst")
    return (
        make_user(union, name="Tove Tillid", function="tillidsrepræsentant"),
        make_user(union, is_manager=True, name="Finn Formand", function="formand"),
        make_user(company, is_manager=True, name="Lone Leder", function="direktør"),
    )


def fresh():
    """Return the newest representation as it stands."""
    return db.session.scalars(select(Representation).order_by(Representation.id.desc()).execution_options(populate_existing=True)).first()


def spoken_for(user):
    """Return the companies the user speaks at today, as the table tells."""
    db.session.expire_all()
    return db.session.get(User, user.id).represented_ids


def test_it_holds_once_both_sides_confirmed(browse, cast):
    """The shop steward proposes, the union's and the company's managers confirm; before that it gives no voice."""
    speaker, chair, boss = cast
    page = f"/partnere/{speaker.partner_id}"
    typed = {"user_id": str(speaker.id), "company_id": str(boss.partner_id), "since": today().isoformat(), "until": ""}
    browse(speaker).post(f"{page}/repraesentation", typed)
    made = fresh()
    assert spoken_for(speaker) == frozenset()
    browse(chair).post(f"/partnere/repraesentation/{made.id}/bekraeft")
    assert spoken_for(speaker) == frozenset()
    browse(boss).post(f"/partnere/repraesentation/{made.id}/bekraeft")
    assert spoken_for(speaker) == {boss.partner_id}
    names = list(db.session.scalars(select(Event.name).where(Event.subject_type == "representation").order_by(Event.seq)))
    assert names == ["representation.proposed", "representation.confirmed", "representation.confirmed"]


def test_a_managers_own_proposal_confirms_the_own_side(cast):
    """A union's manager who proposes has confirmed for the union; the company is still asked."""
    speaker, chair, boss = cast
    made = representation.propose(chair, speaker.id, boss.partner_id, today(), None)
    assert made.union_confirmed_at is not None
    assert made.company_confirmed_at is None
    representation.confirm(boss, made.id)
    assert spoken_for(speaker) == {boss.partner_id}
    with pytest.raises(RuleBroken, match="allerede bekræftet"):
        representation.confirm(boss, made.id)


def test_it_holds_within_its_days(cast):
    """Before the first and after the last day it gives no voice."""
    speaker, chair, boss = cast
    for first, last, holds in ((1, None, False), (0, 0, True), (-5, -1, False)):
        since, until = today() + timedelta(days=first), None if last is None else today() + timedelta(days=last)
        made = representation.propose(chair, speaker.id, boss.partner_id, since, until)
        representation.confirm(boss, made.id)
        assert bool(spoken_for(speaker)) is holds
        representation.end(chair, made.id)


@pytest.mark.parametrize("who", [0, 1, 2])
def test_either_side_and_the_speaker_end_it(browse, cast, who):
    """The speaker, the union's manager and the company's manager each end it at once; then it can be proposed anew."""
    speaker, chair, boss = cast
    made = representation.propose(chair, speaker.id, boss.partner_id, today(), None)
    representation.confirm(boss, made.id)
    browse(cast[who]).post(f"/partnere/repraesentation/{made.id}/afslut")
    assert spoken_for(speaker) == frozenset()
    assert representation.propose(chair, speaker.id, boss.partner_id, today(), None).id != made.id


def test_a_third_party_finds_nothing(browse, cast):
    """Other managers, the steward and a company's member neither confirm nor end it."""
    speaker, chair, boss = cast
    made = representation.propose(speaker, speaker.id, boss.partner_id, today(), None)
    for person in (make_user(is_manager=True), make_user(make_partner("union"), is_manager=True), make_steward()):
        for act in ("bekraeft", "afslut"):
            browse(person).post(f"/partnere/repraesentation/{made.id}/{act}", status=404)
    browse(make_user(boss.partner)).post(f"/partnere/repraesentation/{made.id}/bekraeft", status=403)
    browse(speaker).post(f"/partnere/repraesentation/{made.id}/bekraeft", status=403)
    assert fresh().ended_at is None
    assert fresh().union_confirmed_at is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"company_id": ""}, "Vælg en arbejdsplads."),
        ({"company_id": "999999"}, "Vælg en arbejdsplads blandt partnerne."),
        ({"since": "i går"}, "er ikke en dato"),
        ({"since": ""}, "Vælg en dato."),
        ({"since": "01.03.2027", "until": "28.02.2027"}, "Slutdatoen ligger før startdatoen."),
        ({"user_id": ""}, "Vælg en person."),
    ],
)
def test_a_crooked_proposal_is_refused_and_stays(browse, cast, typed, sentence):
    """Each fault has its sentence, the form stays open with what was typed, and nothing is made."""
    speaker, _chair, boss = cast
    data = {"user_id": str(speaker.id), "company_id": str(boss.partner_id), "since": "2027-03-01", "until": ""} | typed
    text = browse(speaker).post(f"/partnere/{speaker.partner_id}/repraesentation", data, status=422).get_data(as_text=True)
    assert sentence in text
    assert fresh() is None


def test_one_speaks_for_oneself_alone(cast):
    """A member proposes nobody else; a company's people propose nobody; a manager proposes colleagues."""
    speaker, chair, boss = cast
    for by, person in ((speaker, chair), (boss, boss), (boss, speaker)):
        with pytest.raises(RuleBroken):
            representation.propose(by, person.id, boss.partner_id, today(), None)
    assert representation.propose(chair, speaker.id, boss.partner_id, today(), None)


def test_a_union_is_no_workplace_to_speak_at(cast):
    """Members are represented at workplaces: another union is none, and a partner taken out neither."""
    speaker, _chair, _boss = cast
    with pytest.raises(RuleBroken, match="Vælg en arbejdsplads blandt partnerne"):
        representation.propose(speaker, speaker.id, make_partner("union").id, today(), None)


def test_two_at_once_do_not_overlap(cast):
    """A second one at the same workplace waits until the first has ended or run out."""
    speaker, chair, boss = cast
    day = today()
    representation.propose(chair, speaker.id, boss.partner_id, day, day + timedelta(days=30))
    with pytest.raises(RuleBroken, match="allerede en repræsentation"):
        representation.propose(chair, speaker.id, boss.partner_id, day + timedelta(days=30), None)
    representation.propose(chair, speaker.id, boss.partner_id, day + timedelta(days=31), None)
    representation.propose(chair, speaker.id, boss.partner_id, day - timedelta(days=9), day - timedelta(days=1))


def test_it_ends_with_the_persons_access(cast):
    """Who loses access speaks for nobody, also when access is given back."""
    speaker, chair, boss = cast
    made = representation.propose(chair, speaker.id, boss.partner_id, today(), None)
    representation.confirm(boss, made.id)
    people.deactivate_user(chair, speaker.id, 1)
    people.reactivate_user(chair, speaker.id, 2)
    assert spoken_for(speaker) == frozenset()


def test_others_see_the_function_not_the_person(browse, cast):
    """On both partners' pages the speaker is a function; the own union reads the name."""
    speaker, chair, boss = cast
    representation.propose(chair, speaker.id, boss.partner_id, today(), None)
    for person, partner_id, sees in (
        (chair, speaker.partner_id, True),
        (boss, boss.partner_id, False),
        (boss, speaker.partner_id, False),
        (make_user(), boss.partner_id, False),
    ):
        text = browse(person).get(f"/partnere/{partner_id}").get_data(as_text=True)
        assert "tillidsrepræsentant, Demoforbundet Øst" in text or sees
        assert ("Tove Tillid" in text) is sees


def test_it_asks_each_side_that_has_not_confirmed(browse, cast):
    """A proposal mails the managers who must confirm and waits on their desks, answerable in place; nobody else's."""
    steward, head, leader = cast
    made = representation.propose(steward, steward.id, leader.partner_id, today(), None)
    asked = {mail.recipient for mail in db.session.scalars(select(Mail).where(Mail.key.like(f"representation-{made.id}-%")))}
    assert asked == {head.email, leader.email}
    page = browse(leader).get("/virksomheder").text
    assert "Demoforbundet Øst vil tale for medlemmer hos Demofabrikken Øst" in page
    browse(leader).post(f"/partnere/repraesentation/{made.id}/bekraeft", {"version": made.version})
    assert "vil tale for medlemmer" not in browse(leader).get("/virksomheder").text
    assert "vil tale for medlemmer" in browse(head).get("/fagforeninger").text
    assert "vil tale for medlemmer" not in browse(steward).get("/fagforeninger").text
