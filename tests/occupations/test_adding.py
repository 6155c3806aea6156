"""The steward adds an occupation: known at once in every worker, told as an event, and never a second time."""

import pytest
from counting import count_queries
from makers import make_steward, make_user

from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.events import Event
from partnerhub.occupations import keeping, service
from partnerhub.occupations.models import LocalOccupation
from partnerhub.occupations.service import NewOccupation
from partnerhub.occupations.terms import Level, Sector


def brewer(**facts):
    """What a steward would tell about brewers."""
    told = {"title_da": "Brygmester", "title_en": "Brewer", "level": Level.SKILLED, "sector": Sector.FOOD, "synonyms": ("ølbrygger",)}
    return NewOccupation(**told | facts)


def test_an_added_occupation_joins_the_lookup(each_database):
    """It is found by its names in both languages and by its id, without a restart, and its event tells who added it."""
    steward = make_steward()
    assert keeping.lookup("brygmester") == []
    row = service.add_occupation(steward, brewer())
    assert row.slug == "lokal-brygmester"
    for typed in ("brygmestre", "Brewer", "øl brygger"):
        assert [match.occupation.id for match in keeping.lookup(typed)[:1]] == [row.slug]
    found = keeping.find(row.slug)
    assert found.is_local
    assert (found.disco08, found.level, found.sector) == (None, Level.SKILLED, Sector.FOOD)
    assert keeping.name_of(row.slug, "en") == "Brewer"
    assert keeping.same_family(row.slug, "bager")
    event = db.session.query(Event).filter_by(name="occupation.added").one()
    assert (event.actor_id, event.payload) == (steward.id, {"slug": row.slug, "title": "Brygmester"})


def test_another_worker_knows_it_at_its_next_request(make_app):
    """A second process on the same database needs no restart."""
    first, second = make_app(), make_app()
    with second.app_context():
        assert keeping.find("lokal-brygmester") is None
    with first.app_context():
        service.add_occupation(make_steward(), brewer())
    with second.app_context():
        assert keeping.find("lokal-brygmester").title_da == "Brygmester"


def test_a_request_asks_the_database_once(app):
    """However many occupations a page names, the database is asked once."""
    with count_queries(app) as asked:
        for name in list(keeping.all_occupations())[:50]:
            keeping.name_of(name.id, "da")
        keeping.lookup("smed")
    assert len([statement for statement in asked if statement != "BEGIN"]) == 1


def test_a_failed_change_leaves_nothing_behind(app):
    """When the transaction around it fails, the lookup forgets the occupation too."""
    steward = make_steward()
    with pytest.raises(RuntimeError), service.writing():
        service.add_occupation(steward, brewer())
        raise RuntimeError
    keeping.forget()
    assert keeping.find("lokal-brygmester") is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title_da": "elektriker"}, "title_da"),
        ({"title_da": "Klejn-smed"}, "title_da"),
        ({"title_en": "Welder"}, "title_en"),
        ({"synonyms": ("hjemmehjælper",)}, "synonyms"),
    ],
)
def test_a_known_name_is_refused(app, facts, field):
    """What is known already, also as a synonym or written apart, is pointed to instead of added."""
    with pytest.raises(RuleBroken) as broken:
        service.add_occupation(make_steward(), brewer(**facts))
    assert broken.value.field == field
    assert db.session.query(LocalOccupation).count() == 0


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title_da": "!!!"}, "title_da"),
        ({"title_da": "-1"}, "title_da"),
        ({"title_da": "1e3"}, "title_da"),
        ({"title_en": "2"}, "title_en"),
        ({"synonyms": ("ølbrygger", "30.02.2027")}, "synonyms"),
    ],
)
def test_a_number_names_no_occupation(app, facts, field):
    """It would never be refused as known, so that a form sent twice would add it twice."""
    with pytest.raises(RuleBroken, match="bogstaver") as broken:
        service.add_occupation(make_steward(), brewer(**facts))
    assert broken.value.field == field
    assert db.session.query(LocalOccupation).count() == 0


def test_adding_the_same_twice_is_refused(app):
    """The second steward with the same idea is told that it is there."""
    service.add_occupation(make_steward(), brewer())
    with pytest.raises(RuleBroken, match="findes allerede som Brygmester"):
        service.add_occupation(make_steward(), brewer(title_da="BRYGMESTER", title_en="", synonyms=()))


def test_ids_stay_apart_and_short(app):
    """Two names that level to one id get two; a long name gives an id that fits."""
    steward = make_steward()
    first = service.add_occupation(steward, brewer(title_da="Øl & vin", title_en="", synonyms=()))
    second = service.add_occupation(steward, brewer(title_da="Ø l vin vin vin " + "x" * 60, title_en="", synonyms=()))
    assert first.slug == "lokal-oel-vin"
    assert second.slug.startswith("lokal-oe-l-vin")
    assert len(second.slug) <= 60


def test_only_the_steward_adds(app):
    """Any other person is refused, whatever the way they got here."""
    with pytest.raises(RuleBroken):
        service.add_occupation(make_user(is_manager=True), brewer())
