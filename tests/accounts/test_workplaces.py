"""A partner's workplaces: added, changed by version, taken off the lists."""

import pytest
from makers import make_user
from sqlalchemy import select

from partnerhub.accounts import partners
from partnerhub.accounts.models import Workplace
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event

PLACE = {"name": "Linje 1", "p_number": "", "address": "", "post_code": "", "town": ""}


def test_workplaces_come_change_and_go(browse):
    """A workplace is added, changed and taken off the lists; one that looks like a CPR number is a P-number all the same."""
    manager = make_user(is_manager=True)
    browser, url = browse(manager), f"/partnere/{manager.partner_id}/arbejdssteder"
    browser.post(url, PLACE | {"p_number": "0101901234", "post_code": "4400", "town": "Demoby"})
    place = db.session.scalar(select(Workplace))
    assert (place.p_number, place.town) == ("0101901234", "Demoby")
    text = browser.post(f"{url}/{place.id}", PLACE | {"name": "Linje 2", "p_number": "1 000 000 001", "version": "1"}).get_data(
        as_text=True
    )
    assert "Linje 2" in text
    assert "P-nummer 1000000001" in text
    assert "Linje 2" not in browser.post(f"{url}/{place.id}/fjern").get_data(as_text=True)
    names = list(db.session.scalars(select(Event.name).where(Event.subject_type == "workplace").order_by(Event.seq)))
    assert names == ["workplace.added", "workplace.edited", "workplace.removed"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Skriv arbejdsstedets navn."),
        ({"p_number": "12345"}, "Et P-nummer er på ti cifre."),
        ({"p_number": "1" * 30}, "Der er plads til 20."),
        ({"post_code": "44"}, "Et postnummer er på fire cifre."),
        ({"address": "Hos 010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_a_crooked_workplace_stays_in_its_own_form(browse, typed, sentence):
    """A fault in a change is shown in that workplace's form, not in the one that adds; nothing is changed or added."""
    manager = make_user(is_manager=True)
    place = partners.add_workplace(manager, manager.partner_id, PLACE)
    browser, url = browse(manager), f"/partnere/{manager.partner_id}/arbejdssteder/{place.id}"
    text = browser.post(url, PLACE | {"name": "Linje 9", "town": "Andenby", "version": "1"} | typed, status=422).get_data(as_text=True)
    assert sentence in text
    forms = {form["action"]: form["fields"] for form in browser.page.forms}
    assert forms[url]["town"] == "Andenby"
    assert forms[f"/partnere/{manager.partner_id}/arbejdssteder"]["town"] == ""
    assert [place.name for place in db.session.scalars(select(Workplace))] == ["Linje 1"]


def test_a_workplace_changed_meanwhile_is_not_overwritten(app):
    """Two who change one workplace: the later is told, and nothing is lost."""
    manager = make_user(is_manager=True)
    place = partners.add_workplace(manager, manager.partner_id, PLACE)
    partners.edit_workplace(manager, manager.partner_id, place.id, 1, PLACE | {"name": "Først"})
    with pytest.raises(StaleVersion):
        partners.edit_workplace(manager, manager.partner_id, place.id, 1, PLACE | {"name": "Sidst"})
    assert db.session.get(Workplace, place.id, populate_existing=True).name == "Først"


def test_foreign_workplaces_cannot_be_reached_through_the_own_partner(app):
    """The number of another partner's workplace in the own address is refused."""
    mine, theirs = make_user(is_manager=True), make_user(is_manager=True)
    place = partners.add_workplace(theirs, theirs.partner_id, PLACE)
    with pytest.raises(RuleBroken, match="findes ikke længere"):
        partners.edit_workplace(mine, mine.partner_id, place.id, 1, PLACE | {"name": "Min"})
    with pytest.raises(RuleBroken, match="findes ikke længere"):
        partners.remove_workplace(mine, mine.partner_id, place.id)


@pytest.mark.parametrize("place_of", ["taken off", "another partner"])
def test_a_workplace_that_is_not_there_says_so_and_keeps_what_was_typed(browse, place_of):
    """A change of a workplace that a colleague took off meanwhile, or of a foreign one, changes nothing and loses nothing."""
    manager, other = make_user(is_manager=True), make_user(is_manager=True)
    owner = manager if place_of == "taken off" else other
    place = partners.add_workplace(owner, owner.partner_id, PLACE)
    if owner is manager:
        partners.remove_workplace(manager, manager.partner_id, place.id)
    url = f"/partnere/{manager.partner_id}/arbejdssteder/{place.id}"
    typed = PLACE | {"name": "Linje 9", "address": "Demogade 7, bagbygningen", "version": "1"}
    text = browse(manager).post(url, typed, status=422).get_data(as_text=True)
    assert "Arbejdsstedet findes ikke længere." in text
    assert "Linje 9" in text
    assert "Demogade 7, bagbygningen" in text
    assert db.session.get(Workplace, place.id, populate_existing=True).name == "Linje 1"
