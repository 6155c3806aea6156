"""A partner's people: roles, losing and getting access, and that nobody is left without a manager or a steward."""

import threading

import pytest
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub.access import Role
from partnerhub.accounts import people
from partnerhub.accounts.models import Partner, User
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event


def fresh(user):
    """Return the user as it stands in the table."""
    return db.session.get(User, user.id, populate_existing=True)


def flags(user):
    """Return the three role marks as they stand."""
    user = fresh(user)
    return user.is_manager, user.is_editor, user.is_steward


def test_a_manager_makes_a_colleague_manager(browse):
    """The new role holds at the colleague's next request, with its event."""
    manager = make_user(is_manager=True)
    colleague = make_user(manager.partner)
    theirs = browse(colleague)
    theirs.get(f"/partnere/{manager.partner_id}/ret", status=403)
    browse(manager).post(f"/partnere/brugere/{colleague.id}/roller", {"version": "1", "is_manager": "y"})
    assert flags(colleague) == (True, False, False)
    theirs.get(f"/partnere/{manager.partner_id}/ret")
    changes = [event.payload for event in db.session.scalars(select(Event).where(Event.name == "user.changed"))]
    assert changes == [{"changes": {"is_manager": [False, True]}}]


def test_editor_and_steward_are_given_by_a_steward_in_the_municipality(app):
    """The steward gives them to its own people; to others they are never given, whoever asks."""
    steward = make_steward()
    colleague, outsider = make_user(steward.partner), make_user(is_manager=True)
    people.set_roles(steward, colleague.id, 1, False, True, True)
    assert flags(colleague) == (False, True, True)
    other = make_user(outsider.partner)
    people.set_roles(outsider, other.id, 1, True, True, True)
    assert flags(other) == (True, False, False)
    people.set_roles(steward, other.id, 2, True, True, True)
    assert flags(other) == (True, False, False)


def test_a_steward_mark_outside_the_municipality_gives_no_role(app):
    """The marks count in the operating municipality alone."""
    user = make_user(make_partner("municipality", "Nabokommunen"), is_steward=True, is_editor=True)
    assert user.roles == {Role.MEMBER}


def test_the_last_manager_stays(app):
    """Neither role nor access of a partner's only manager can be taken; of one of two it can."""
    steward, manager = make_steward(), make_user(is_manager=True)
    make_user(manager.partner)
    with pytest.raises(RuleBroken, match="mindst én leder"):
        people.set_roles(steward, manager.id, 1, False, False, False)
    with pytest.raises(RuleBroken, match="mindst én leder"):
        people.deactivate_user(steward, manager.id, 1)
    second = make_user(manager.partner, is_manager=True)
    people.deactivate_user(steward, manager.id, 1)
    assert fresh(manager).deactivated_at is not None
    with pytest.raises(RuleBroken, match="mindst én leder"):
        people.deactivate_user(steward, second.id, 1)


def test_the_last_steward_stays(app):
    """The house is never without a steward: the last one keeps role and access."""
    steward = make_steward()
    manager = make_user(steward.partner, is_manager=True)
    with pytest.raises(RuleBroken, match="mindst én tovholder"):
        people.deactivate_user(manager, steward.id, 1)
    second = make_user(steward.partner, is_steward=True)
    people.set_roles(second, steward.id, 1, True, False, False)
    with pytest.raises(RuleBroken, match="mindst én tovholder"):
        people.deactivate_user(manager, second.id, 1)


def test_two_managers_cannot_remove_each_other_at_once(each_database):
    """Both press at the same moment: one goes, one stays."""
    one = make_user(is_manager=True)
    two = make_user(one.partner, is_manager=True)
    start, outcomes = threading.Barrier(2), []

    def remove(by_id, user_id):
        with each_database.app_context():
            by = db.session.get(User, by_id)
            start.wait()
            try:
                people.deactivate_user(by, user_id, 1)
                outcomes.append("gone")
            except RuleBroken:
                outcomes.append("stays")
            db.session.remove()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((one.id, two.id), (two.id, one.id))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert sorted(outcomes) == ["gone", "stays"]


def test_nobody_changes_the_own_access(browse):
    """Roles and access of oneself are another's to change."""
    manager = make_user(is_manager=True)
    make_user(manager.partner, is_manager=True)
    browser = browse(manager)
    for act in ("roller", "deaktiver", "aktiver"):
        browser.post(f"/partnere/brugere/{manager.id}/{act}", {"version": "1"}, status=403)
    assert flags(manager) == (True, False, False)


@pytest.mark.parametrize("act", ["roller", "deaktiver", "aktiver"])
def test_foreign_people_are_not_there(browse, act):
    """Another partner's manager finds nobody by that number; a colleague without the role is refused."""
    user = make_user()
    browse(make_user(is_manager=True)).post(f"/partnere/brugere/{user.id}/{act}", {"version": "1", "is_manager": "y"}, status=404)
    browse(make_user(user.partner)).post(f"/partnere/brugere/{user.id}/{act}", {"version": "1"}, status=403)
    browse(make_user(is_manager=True)).post(f"/partnere/brugere/999999/{act}", {"version": "1"}, status=404)
    assert fresh(user).version == 1


def test_access_is_taken_and_given_back(browse):
    """The manager takes a colleague's access and gives it back; a contact person who leaves is nobody's contact any more."""
    steward = make_steward()
    consultant, partner = make_user(steward.partner, is_manager=True), make_partner()
    with_contact = db.session.get(Partner, partner.id)
    from partnerhub.accounts import partners

    partners.set_consultant(steward, with_contact.id, 1, consultant.id)
    browser = browse(steward)
    browser.post(f"/partnere/brugere/{consultant.id}/deaktiver", {"version": "1"})
    assert fresh(consultant).deactivated_at is not None
    assert db.session.get(Partner, partner.id, populate_existing=True).consultant_id is None
    browser.post(f"/partnere/brugere/{consultant.id}/aktiver", {"version": "2"})
    assert browse(consultant).is_in()


def test_an_old_page_changes_no_role(browse):
    """Roles changed meanwhile are not overwritten: the page says so."""
    manager = make_user(is_manager=True)
    colleague = make_user(manager.partner)
    people.set_roles(manager, colleague.id, 1, True, False, False)
    with pytest.raises(StaleVersion):
        people.set_roles(manager, colleague.id, 1, False, False, False)
    text = browse(manager).post(f"/partnere/brugere/{colleague.id}/roller", {"version": "1"}).get_data(as_text=True)
    assert "Det er ændret, siden du åbnede siden." in text
    assert flags(colleague) == (True, False, False)
