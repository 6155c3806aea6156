"""An occupation that nobody knew: kept in own words, found by the steward, and put in its place everywhere."""

from commitment_makers import make_manager
from counting import count_queries
from exchange_makers import OPERATOR, make_need, make_placement
from makers import make_steward

from partnerhub.database import db
from partnerhub.events import Event
from partnerhub.exchange import need_service, own_word_service
from partnerhub.exchange.models import LabourNeed, Placement
from partnerhub.exchange.own_word_queries import OwnWords, own_words
from partnerhub.occupations import service
from partnerhub.occupations.service import NewOccupation
from partnerhub.occupations.terms import Level, Sector

WORDS = {"occupation_id": None, "occupation_text": "robotpasser i sterilrum"}


def again(model, row):
    """The row as it is stored now."""
    db.session.expire_all()
    return db.session.get_one(model, row.id)


def test_an_added_occupation_takes_in_its_own_words(each_database):
    """What was written under its name or synonym gets it, with an event; another text and a closed need stay."""
    by, steward = make_manager(), make_steward()
    need, place = make_need(by, **WORDS), make_placement(by, **WORDS)
    other, closed = make_need(by, **WORDS | {"occupation_text": "flaskevender"}), make_need(by, **WORDS | {"headcount": 9})
    need_service.close_need(by, closed.id, closed.version, "Vi har ansat")
    assert own_words() == [OwnWords("robotpasser i sterilrum", 1, 1), OwnWords("flaskevender", 1, 0)]
    row = service.add_occupation(
        steward, NewOccupation("Robotpasser", Level.SKILLED, Sector.INDUSTRY, synonyms=("robotpasser i sterilrum",))
    )
    for model, thing in ((LabourNeed, need), (Placement, place)):
        stored = again(model, thing)
        assert (stored.occupation_id, stored.occupation_text, stored.version) == (row.slug, "", 2)
    assert again(LabourNeed, other).occupation_id is None and again(LabourNeed, closed).occupation_id is None
    event = db.session.query(Event).filter_by(name="need.edited").one()
    assert event.actor_id == steward.id and event.payload["changes"]["occupation_id"] == [None, row.slug]
    assert own_words() == [OwnWords("flaskevender", 1, 0)]


def test_the_steward_says_which_known_occupation_it_is(app, browse):
    """From the need to the list, one press, and the need can be matched; the second press finds nothing left."""
    need, steward = make_need(make_manager(), **WORDS), browse(make_steward())
    assert "/erhverv/egne-ord" in steward.get(f"/behov/{need.id}").text and "/erhverv/egne-ord" in steward.get("/kommunen").text
    page = steward.get("/erhverv/egne-ord").text
    assert "robotpasser i sterilrum" in page and "/erhverv/ny?navn=robotpasser" in page
    sent = {"tekst": WORDS["occupation_text"], "erhverv": OPERATOR}
    assert "Erhvervet er sat ind 1 sted." in steward.post("/erhverv/egne-ord", sent).text
    assert again(LabourNeed, need).occupation_id == OPERATOR
    page = steward.post("/erhverv/egne-ord", sent).text
    assert "Ordene står ikke længere noget sted." in page and "Alle ord er på plads" in page


def test_any_occupation_of_the_list_can_be_said(app, browse):
    """Where none of the nearest fits, the whole list stands behind a fold, and it works."""
    need, steward = make_need(make_manager(), **WORDS), browse(make_steward())
    page = steward.get("/erhverv/egne-ord").text
    assert page.count("<option") >= 148 and '<option value="kok">' in page
    steward.post("/erhverv/egne-ord", {"tekst": WORDS["occupation_text"], "erhverv": "kok"})
    assert again(LabourNeed, need).occupation_id == "kok"


def test_an_occupation_that_is_none_is_refused(app, browse):
    """A crooked form changes nothing."""
    need = make_need(make_manager(), **WORDS)
    page = browse(make_steward()).post("/erhverv/egne-ord", {"tekst": WORDS["occupation_text"], "erhverv": "nisse"})
    assert "Vælg et erhverv fra listen." in page.text and again(LabourNeed, need).occupation_id is None


def test_the_list_asks_two_questions_however_long(app):
    """Needs and places are counted by the database."""
    by = make_manager()
    for number in range(4):
        make_need(by, **WORDS | {"occupation_text": f"sælsom nummer {'abcd'[number]}"})
    with count_queries(app) as queries:
        assert len(own_words()) == 4
    assert len([query for query in queries if query.startswith("SELECT")]) == 2
    assert own_word_service.settle(make_steward(), "findes ikke", OPERATOR) == 0
