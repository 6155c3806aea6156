"""The pages of needs and places: what is typed is kept, told in clear Danish, and stored whole or not at all."""

import pytest
from commitment_makers import make_manager
from counting import count_queries
from exchange_makers import OPERATOR, make_need, make_placement
from sqlalchemy import select

from partnerhub.database import db
from partnerhub.exchange.kinds import Audience
from partnerhub.exchange.models import LabourNeed, Placement
from partnerhub.exchange.quarters import this_quarter


def typed(**changed):
    """Return what a person types for a sound need; `changed` fields go over it."""
    fields = {"occupation": "Procesoperatør", "headcount": "4", "quarter": str(this_quarter() + 2), "certainty": "certain"}
    return fields | {"shift": "shifts", "language": "danish", "audience": "partners", "openness": ["flex_job"], "notes": ""} | changed


def test_a_need_is_logged_from_the_page(app, browse):
    """HR types an occupation's name, a number and a quarter, and reads the need again."""
    page = browse(make_manager()).post("/behov/nyt", typed()).get_data(as_text=True)
    assert "Behovet er gemt." in page and "4 × Procesoperatør" in page and "Skiftehold" in page
    assert db.session.scalars(select(LabourNeed)).one().occupation_id == OPERATOR


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("headcount", "0", "mellem 1 og 1.000"),
        ("headcount", "10.000", "mellem 1 og 1.000"),
        ("headcount", "nogle", "er ikke et helt tal"),
        ("quarter", str(this_quarter() - 1), "Vælg en af mulighederne"),
        ("occupation", "", "Skriv, hvilket erhverv"),
        ("notes", "Ring til 010190-1234", "ligner et CPR-nummer"),
        ("audience", "alle", "Vælg en af mulighederne"),
    ],
)
def test_bad_input_is_told_and_kept(app, browse, field, text, sentence):
    """A crooked field gets a sentence, the others stay as typed, and nothing is stored."""
    page = browse(make_manager()).post("/behov/nyt", typed(**{field: text}), status=422).get_data(as_text=True)
    assert sentence in page
    assert db.session.scalars(select(LabourNeed)).all() == []
    if field != "headcount":
        assert 'value="4"' in page


def test_a_stale_edit_shows_both_texts(app, browse):
    """Whoever saves second sees both numbers and can still save."""
    owner = make_manager()
    need = make_need(owner)
    browser = browse(owner)
    browser.post(f"/behov/{need.id}/ret", typed(version="1", headcount="5"))
    page = browser.post(f"/behov/{need.id}/ret", typed(version="1", headcount="9"), status=409).get_data(as_text=True)
    assert "<td" in page and ">9<" in page and ">5<" in page
    browser.post(f"/behov/{need.id}/ret", typed(version="2", headcount="9"))
    db.session.expire_all()
    assert db.session.get_one(LabourNeed, need.id).headcount == 9


def test_a_foreign_need_is_not_there(app, browse):
    """A need that is the municipality's alone is not there for another company; one opened to all can be seen, not edited."""
    secret, shown = make_need(), make_need(audience=Audience.PARTNERS)
    rival = browse(make_manager())
    rival.get(f"/behov/{secret.id}", status=404)
    rival.get(f"/behov/{secret.id}/ret", status=404)
    rival.get(f"/behov/{shown.id}")
    rival.get(f"/behov/{shown.id}/ret", status=403)
    rival.post(f"/behov/{shown.id}/luk", {"version": "1", "reason": ""}, status=403)


@pytest.mark.parametrize("path", ["/behov?hvis=egne", "/pladser?hvis=egne"])
def test_a_list_costs_the_same_however_long(app, browse, path):
    """The number of statements does not grow with the rows."""
    owner = make_manager()
    browser = browse(owner)
    costs = []
    for number in range(2):
        for step in range(1 + number * 10):
            make_need(owner, headcount=1 + step)
            make_placement(owner, title=f"Plads {number} {step}")
        browser.get(path)
        with count_queries(app) as sent:
            browser.get(path)
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_places_are_offered_from_the_page(app, browse):
    """The kind, the number and the conditions are read again on the placement's page, with the scheme and its state."""
    fields = {"kind": "adult_apprenticeship", "occupation": "Procesoperatør", "title": "Voksenlærling på linjen", "quantity": "2"}
    fields |= {"visibility": "public", "is_at_night": "y", "minimum_age": "25", "starts_on": "2030-01-01"}
    page = browse(make_manager()).post("/pladser/ny", fields).get_data(as_text=True)
    assert "Pladserne er gemt." in page and "2 af 2" in page and "natarbejde" in page and "Voksenlærlingeordningen" in page
    assert db.session.scalars(select(Placement)).one().minimum_age == 25


def test_an_empty_list_says_what_would_be_there(app, browse):
    """Before anything is logged the page says what it is for and how to begin."""
    page = browse(make_manager()).get("/behov").get_data(as_text=True)
    assert "Ingen behov endnu" in page and "/behov/nyt" in page
