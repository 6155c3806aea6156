"""Many needs at once: errors told by row and field, all or none written, nothing typed lost."""

import pytest
from commitment_makers import make_manager
from counting import count_queries
from makers import make_partner, make_user
from sqlalchemy import select

from partnerhub.database import db
from partnerhub.exchange.kinds import Audience
from partnerhub.exchange.models import LabourNeed
from partnerhub.exchange.quarters import this_quarter

NEXT = str(this_quarter() + 1)


def typed(*rows, shown=5, **more):
    """The form as a browser sends it: `rows` are (occupation, headcount, changes), the others stand as they were shown."""
    fields = {"rows_shown": str(shown)} | more
    for place in range(shown):
        fields |= _row(place, "", "", {})
    for place, row in enumerate(rows):
        fields |= _row(place, row[0], row[1], row[2] if len(row) > 2 else {})
    return fields


def _row(place, occupation, headcount, changed):
    kept = {"quarter": NEXT, "certainty": "expected", "shift": "day", "language": "danish", "audience": "municipality"} | changed
    named = {"occupation": occupation, "occupation-id": "", "occupation-for": "", "headcount": headcount} | kept
    return {f"row{place}-{name}": value for name, value in named.items()}


def stored():
    """Every need, oldest first."""
    return db.session.scalars(select(LabourNeed).order_by(LabourNeed.id)).all()


def test_three_needs_in_one_go(app, browse):
    """Rows that nobody wrote in are left out; the others are written with each field, and the list is shown."""
    rows = [("Procesoperatør", "4", {"certainty": "certain", "audience": "partners"}), ("", ""), ("svejser", "1.000", {"shift": "night"})]
    page = browse(make_manager()).post("/behov/ark", typed(*rows))
    assert page.request.path == "/behov" and "2 behov er gemt." in page.text
    first, second = stored()
    assert (first.occupation_id, first.headcount, first.certainty, first.audience) == ("procesoperatoer", 4, "certain", Audience.PARTNERS)
    assert (second.occupation_id, second.headcount, second.shift, second.quarter) == ("svejser", 1000, "night", int(NEXT))


def test_rows_that_are_alike_may_stand_together(app, browse):
    """The same occupation, quarter and number on another shift is no form sent twice."""
    browse(make_manager()).post("/behov/ark", typed(("Smed (klejnsmed)", "2"), ("Smed (klejnsmed)", "2", {"shift": "night"})))
    assert len(stored()) == 2


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("Svejser", "0"), "row1-headcount", "mellem 1 og 1.000"),
        (("Svejser", "10.000"), "row1-headcount", "mellem 1 og 1.000"),
        (("Svejser", "mange"), "row1-headcount", "er ikke et helt tal"),
        (("Svejser", ""), "row1-headcount", "Skriv, hvor mange I mangler."),
        (("", "3"), "row1-occupation", "Skriv, hvilket erhverv"),
        (("operatør", "3"), "row1-occupation", "Vælg herunder, hvad “operatør” er"),
        (("010190-1234", "3"), "row1-occupation", "ligner et CPR-nummer"),
        (("Svejser", "3", {"quarter": str(this_quarter() - 1)}), "row1-quarter", "Vælg en af mulighederne"),
        (("Svejser", "3", {"shift": "altid"}), "row1-shift", "Vælg en af mulighederne"),
    ],
)
def test_a_fault_is_told_at_its_cell_and_nothing_is_written(app, browse, row, cell, words):
    """The summary names row and field and leads to the cell; the other row stays as typed, and none is written."""
    page = browse(make_manager()).post("/behov/ark", typed(("Procesoperatør", "4"), row), status=422).text
    summary = page[page.index("error-summary") : page.index("data-grid ")]
    assert f'href="#{cell}"' in summary and "Række 2, " in summary and words in summary and "Række 1, " not in summary
    assert f'id="{cell}-error"' in page and 'value="Procesoperatør"' in page
    assert stored() == []


def test_an_empty_grid_is_told(app, browse):
    """Nothing written is a sentence, not silence."""
    assert "Skriv mindst ét behov" in browse(make_manager()).post("/behov/ark", typed(), status=422).text


def test_more_rows_keep_what_is_typed(app, browse):
    """Without scripts the button adds five rows; half-filled ones stay without complaint, and there is an end to it."""
    browser = browse(make_manager())
    page = browser.post("/behov/ark", typed(("svejs", "mange"), act="more")).text
    assert 'value="svejs"' in page and 'value="mange"' in page and "error-summary" not in page and "row9-headcount" in page
    page = browser.post("/behov/ark", {"rows_shown": "9999", "act": "more"}).text
    assert "row49-headcount" in page and "row50-headcount" not in page


def test_search_and_choose_without_scripts(app, browse):
    """The search button of a row asks by radio buttons in that cell; the choice is taken when all is sent."""
    browser = browse(make_manager())
    searched = typed(("lærer", ""), **{"row0-occupation-search": "1"})
    page = browser.post("/behov/ark", searched, status=422).text
    assert "Hvad er “lærer”?" in page and "Skriv, hvor mange" not in page
    chosen = typed(("lærer", "2")) | {"row0-occupation-id": "erhvervsskolelaerer", "row0-occupation-for": "lærer"}
    browser.post("/behov/ark", chosen)
    assert stored()[0].occupation_id == "erhvervsskolelaerer"


def test_the_grid_sent_twice_is_written_once(app, browse):
    """A second click finds the first one's rows and says so."""
    browser = browse(make_manager())
    page = browser.get("/behov/ark").text
    shown = page.partition('name="shown_at"')[2].partition('value="')[2].partition('"')[0]
    sent = typed(("Svejser", "2"), ("Smed (klejnsmed)", "1"), shown_at=shown)
    browser.post("/behov/ark", sent)
    assert "allerede gemt" in browser.post("/behov/ark", sent, status=422).text
    assert len(stored()) == 2


@pytest.mark.parametrize("kind", ["company", "union", "school", "municipality"])
def test_every_side_may_need_people(app, browse, kind):
    """Schools, unions and municipalities are employers too; the page is in both languages."""
    browser = browse(make_user(make_partner(kind)))
    assert "Log flere behov på én gang" in browser.get("/behov/ark").text
    assert "Log several needs at once" in browser.get("/behov/ark?lang=en").text


def test_the_page_costs_the_same_for_many_rows(app, browse):
    """Fifty rows ask no more of the database than five."""
    browser = browse(make_manager())
    costs = []
    for shown in (5, 50):
        browser.post("/behov/ark", typed(shown=shown), status=422)
        with count_queries(app) as sent:
            browser.post("/behov/ark", typed(shown=shown), status=422)
        costs.append(len(sent))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("cell", ["quarter", "certainty"])
def test_a_pasted_text_that_no_list_holds_is_refused_and_kept(app, browse, cell):
    """What was copied is never replaced by the usual choice: it is told, and stands in its cell."""
    page = browse(make_manager()).post("/behov/ark", typed(("Svejser", "2", {cell: "?1. kvt. 2020"})), status=422)
    assert "Vælg en af mulighederne på listen." in page.text
    assert '<option selected value="?1. kvt. 2020">1. kvt. 2020</option>' in page.text
    assert stored() == []
