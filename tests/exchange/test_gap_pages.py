"""The gap's page and files: what is needed beside what is there, filtered, in both languages, at a constant cost."""

import json
from datetime import timedelta

import pytest
from commitment_makers import make_commitment, make_entry, make_manager
from counting import count_queries
from exchange_makers import OPERATOR, make_need, make_placement, make_programme
from makers import make_steward

from partnerhub.accounts.models import Workplace
from partnerhub.clock import today
from partnerhub.database import writing
from partnerhub.exchange.gap import gap
from partnerhub.exchange.kinds import Audience
from partnerhub.exchange.quarters import code_of, quarter_of, this_quarter


def row_of(viewer, occupation=OPERATOR, quarter=None):
    """Return the gap's row of an occupation in a quarter, this one unless told."""
    quarter = this_quarter() if quarter is None else quarter
    return next(row for row in gap(viewer).rows if (row.occupation_id, row.quarter) == (occupation, quarter))


def test_each_figure_is_counted_where_it_belongs(app):
    """Needs, what is left of a promise, free places, free seats and what was reported this quarter stand in their cells."""
    owner, steward = make_manager(), make_steward()
    for certainty, number in (("certain", 20), ("expected", 5)):
        make_need(owner, quarter=this_quarter(), headcount=number, certainty=certainty)
    make_placement(owner, quantity=4)
    make_programme(seats=6, occupations=(OPERATOR,), starts_on=today(), ends_on=today())
    promise = make_commitment(by=owner, status="active", title="Ti procesoperatører i praktik", due_on=today(), quantity=10)
    make_entry(promise, owner, 3)
    row = row_of(steward)
    assert (row.needed.total, row.promised, row.places, row.seats, row.delivered) == (25, 7, 4, 6, 3)
    assert (row.needed.by_certainty["certain"], row.needed.by_certainty["expected"]) == (20, 5)
    assert row.hole == 25 - 7 - 4 - 6


def test_places_of_a_promise_count_once(app):
    """Free places that belong to a commitment are seen beside it, but taken off the hole once; its occupation is theirs."""
    owner, steward = make_manager(), make_steward()
    make_need(owner, quarter=this_quarter(), headcount=10)
    promise = make_commitment(by=owner, status="active", title="Fire pladser på linjen", due_on=today(), quantity=4)
    make_placement(owner, quantity=4, commitment_id=promise.id)
    row = row_of(steward)
    assert (row.promised, row.places, row.hole) == (4, 4, 6)


def test_a_class_for_two_occupations_has_its_seats_once(app):
    """The seats stand at both occupations, and once in the quarter's sum."""
    make_programme(seats=12, occupations=(OPERATOR, "industrioperatoer"), starts_on=today(), ends_on=today())
    found = gap(make_steward())
    assert [row.seats for row in found.rows] == [12, 12] and found.sums[0].seats == 12


def test_what_does_not_count_is_left_out(app):
    """Closed needs, drafts, promises without a deadline or in hours, and what is delivered already are not in the gap."""
    owner, steward = make_manager(), make_steward()
    make_commitment(by=owner, status="draft", title="To procesoperatører", due_on=today())
    make_commitment(by=owner, status="active", title="Tre procesoperatører", due_on=None)
    make_commitment(by=owner, status="active", title="Møder om procesoperatører", kind="cooperation", due_on=today())
    done = make_commitment(by=owner, status="active", title="Fire procesoperatører", quantity=4, due_on=today())
    make_entry(done, owner, 4)
    found = gap(steward).rows
    assert [(row.promised, row.delivered) for row in found] == [(0, 4)]


def test_the_page_shows_own_and_opened_needs(app, browse):
    """A company reads its own number and what others opened, and how the numbers are made; nothing of what is the municipality's alone."""
    owner = make_manager()
    make_need(owner, headcount=17)
    make_need(audience=Audience.PARTNERS, headcount=26)
    make_need(headcount=611)
    page = browse(owner).get("/gab").get_data(as_text=True)
    assert ">43" in page and "heraf jeres 17" in page and "654" not in page and "611" not in page
    assert "mindst tre andre virksomheder" in page and "gap-chart" in page


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        ("erhverv=procesoperatoer", True),
        ("erhverv=smed", False),
        ("fag=biotech_pharma", True),
        ("fag=metal", False),
        ("sikkerhed=expected", True),
        ("sikkerhed=possible", False),
        ("by=Kalundborg", True),
        ("by=jyderup", False),
        (f"fra={code_of(this_quarter() + 2)}", False),
        (f"til={code_of(this_quarter())}", False),
        (f"fra={code_of(this_quarter() + 1)}&til={code_of(this_quarter() + 1)}", True),
        (f"fra={code_of(this_quarter() + 3)}&til={code_of(this_quarter())}", True),
        ("erhverv=nonsens&fag=x&fra=9999-9&til=x&sikkerhed=maaske&efter=%F0", True),
    ],
)
def test_filters_narrow_and_crooked_ones_are_left_out(app, browse, args, shown):
    """Each filter narrows the needs; words that nobody knows are as if they were not there."""
    owner = make_manager()
    with writing() as session:
        place = Workplace(partner_id=owner.partner_id, name="Linje 1", post_code="4400", town="Kalundborg")
        session.add(place)
    make_need(owner, headcount=17, workplace_id=place.id)
    found = json.loads(browse(owner).get(f"/gab/gab.json?{args}").data)["gap"]
    assert [row["needed"] for row in found if row["needed"]] == ([17] if shown else [])
    browse(owner).get(f"/gab?{args}")


def test_files_hold_the_rows(app, browse):
    """The workbook and csv have a row for each occupation and quarter, in the user's language; another ending is no page."""
    owner = make_manager()
    make_need(owner, headcount=17)
    browser = browse(owner)
    assert browser.get("/gab/gab.xlsx").data[:2] == b"PK"
    lines = browser.get("/gab/gab.csv?lang=en").data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Occupation;Quarter;Needed") and lines[1].split(";")[2] == "17"
    browser.get("/gab/gab.pdf", status=404)


def test_the_gap_costs_the_same_however_much_is_in_it(app, browse):
    """The statements of the page do not grow with needs, offers and occupations."""
    steward, owner, school = make_steward(), make_manager(), make_manager("school")
    browser, costs = browse(steward), []
    for names in ((OPERATOR,), ("svejser", "smed", "laborant", "kok", "elektriker", "maler")):
        for name in names:
            make_need(owner, occupation_id=name)
            make_placement(owner, occupation_id=name, title=name)
            make_programme(school, occupations=(name,))
            make_commitment(title="Ti smede, kokke og svejsere")
        browser.get("/gab")
        with count_queries(app) as sent:
            browser.get("/gab")
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_long_tables_come_a_page_at_a_time(app, browse):
    """Fifteen occupations a page; the next page goes on after them, and a cursor that nobody knows begins anew."""
    owner = make_manager()
    names = "svejser smed laborant kok tjener bager maler murer elektriker vvs toemrer gartner laege jurist chauffoer buschauffoer".split()
    for number, name in enumerate(names):
        make_need(owner, occupation_id=name, headcount=50 - number)
    browser = browse(owner)
    page = browser.get("/gab").get_data(as_text=True)
    assert "Svejser</th>" in page and "Buschauffør</th>" not in page and "efter=chauffoer" in page
    assert "Buschauffør</th>" in browser.get("/gab?efter=chauffoer").get_data(as_text=True)
    assert "Svejser</th>" in browser.get("/gab?efter=ukendt").get_data(as_text=True)


def test_the_overview_names_the_largest_holes(app, browse):
    """The municipality's overview lists the largest holes, each linking to the needs behind it."""
    make_need(headcount=77)
    page = browse(make_steward()).get("/kommunen").get_data(as_text=True)
    assert "Procesoperatør" in page and "77" in page and "/gab" in page
    assert f"kvartal={code_of(this_quarter() + 1)}" in page


def test_a_past_deadline_counts_now(app):
    """What should have been there already is still to come: it counts in this quarter."""
    make_programme(occupations=(OPERATOR,), starts_on=None, ends_on=today() + timedelta(days=1))
    assert row_of(make_steward(), quarter=quarter_of(today() + timedelta(days=1))).seats == 12
