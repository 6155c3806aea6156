"""Nobody learns what fewer than three other companies need, whatever is filtered, added and subtracted.

Each need's headcount is a power of two of its own, so that every published number tells exactly which needs are in it. What can be learned
by any arithmetic is then a question about ranks: a combination of published numbers that is about two companies only exists exactly when
leaving those two out of the equations lowers the rank.
"""

import json
from itertools import combinations, product

import numpy
import pytest
from commitment_makers import make_manager
from makers import make_partner, make_steward, make_user

from partnerhub.accounts.models import Workplace
from partnerhub.database import writing
from partnerhub.exchange.demand import demand
from partnerhub.exchange.gap import GapFilter, gap, protected_sums
from partnerhub.exchange.kinds import Audience, Certainty
from partnerhub.exchange.models import LabourNeed
from partnerhub.exchange.quarters import code_of, this_quarter

OCCUPATIONS, TOWNS = ("svejser", "smed", "laborant"), ("Kalundborg", "Jyderup", "")
# (company, occupation, quarters ahead, certainty, town, audience): cells of one to six companies, crossed as badly as they can be.
NEEDS = [
    ("a", 0, 0, "certain", 0, "municipality"),
    ("b", 0, 0, "certain", 0, "municipality"),
    ("c", 0, 0, "certain", 1, "municipality"),
    ("a", 0, 0, "expected", 1, "municipality"),
    ("d", 0, 1, "certain", 0, "municipality"),
    ("e", 0, 1, "expected", 0, "municipality"),
    ("f", 0, 1, "possible", 1, "municipality"),
    ("a", 0, 1, "certain", 1, "municipality"),
    ("a", 1, 0, "certain", 0, "municipality"),
    ("b", 1, 0, "certain", 0, "municipality"),
    ("c", 1, 0, "certain", 0, "municipality"),
    ("d", 1, 0, "expected", 1, "municipality"),
    ("e", 1, 0, "expected", 1, "municipality"),
    ("f", 1, 0, "expected", 1, "municipality"),
    ("a", 1, 0, "expected", 2, "municipality"),
    ("a", 1, 1, "certain", 0, "municipality"),
    ("b", 1, 1, "certain", 0, "partners"),
    ("c", 1, 1, "certain", 0, "schools_and_unions"),
    ("d", 1, 1, "certain", 0, "municipality"),
    ("e", 1, 1, "expected", 2, "partners"),
    ("a", 2, 0, "certain", 0, "municipality"),
    ("b", 2, 0, "expected", 0, "municipality"),
    ("viewer", 2, 0, "expected", 0, "municipality"),
    ("viewer", 0, 0, "expected", 1, "municipality"),
    ("viewer", 1, 1, "possible", 1, "municipality"),
    ("c", 2, 1, "certain", 2, "municipality"),
    ("d", 2, 1, "certain", 2, "municipality"),
    ("e", 2, 1, "certain", 1, "schools_and_unions"),
    ("f", 2, 1, "certain", 1, "municipality"),
    ("town-hall", 2, 0, "certain", 0, "municipality"),
]


def log_all():
    """Write NEEDS down, need number n asking for 2^n heads; return the viewer and the partner's name of each need."""
    names = sorted({need[0] for need in NEEDS})
    partners = {name: make_partner("municipality" if name == "town-hall" else "company", f"Firma {name}") for name in names}
    with writing() as session:
        places = {}
        for name, (number, town) in product(names, enumerate(TOWNS)):
            places[name, number] = Workplace(partner_id=partners[name].id, name=town or "Ukendt", town=town)
        session.add_all(places.values())
        session.flush()
        for number, (name, occupation, ahead, certainty, town, audience) in enumerate(NEEDS):
            session.add(
                LabourNeed(
                    partner_id=partners[name].id,
                    workplace_id=places[name, town].id if TOWNS[town] else None,
                    occupation_id=OCCUPATIONS[occupation],
                    quarter=this_quarter() + ahead,
                    headcount=2**number,
                    certainty=Certainty(certainty),
                    audience=Audience(audience),
                )
            )
    return make_user(partners["viewer"], is_manager=True)


def filters():
    """Yield every combination of occupations, sector, quarters, certainty and town as an address would ask for it."""
    sectors = ({}, {"fag": "metal"}, {"fag": "biotech_pharma"})
    occupations = ({}, *({"erhverv": name} for name in OCCUPATIONS))
    now, then = code_of(this_quarter()), code_of(this_quarter() + 1)
    quarters = ({"fra": now, "til": then}, {"fra": now, "til": now}, {"fra": then, "til": then})
    certainties = ({}, *({"sikkerhed": value.value} for value in Certainty))
    towns = ({}, {"by": "kalundborg"}, {"by": "jyderup"}, {"by": "demoby"})
    for parts in product(sectors, occupations, quarters, certainties, towns):
        yield {key: value for part in parts for key, value in part.items()}


def published_numbers(viewer):
    """Return every number about needs that a viewer can get: of cells, certainties, differences and sums, over all filters."""
    from partnerhub.exchange.gap_parameters import gap_filter

    found = set()
    for args in filters():
        shown = gap(viewer, gap_filter(args).filter)
        for line in (*shown.rows, *shown.sums):
            needed = line.needed
            found |= {needed.total, needed.own, needed.opened, needed.others or 0, needed.unsorted, *needed.by_certainty.values()}
        found |= {row.hole for row in shown.rows}
        if viewer is not None:
            rows = demand(viewer, gap_filter(args).filter)
            found |= {number for one in rows for number in (one.row.needed.total, one.row.hole, *one.row.needed.by_certainty.values())}
    return found - {0}


def equations(numbers, known):
    """Return a matrix: a row for each published number, a column for each need, with the needs left out that the viewer may see."""
    rows = [[number >> place & 1 if place not in known else 0 for place in range(len(NEEDS))] for number in sorted(numbers)]
    return numpy.array([row for row in rows if any(row)])


def learned_about(matrix, companies):
    """Tell whether some combination of the published numbers is about needs of these companies alone."""
    others = [place for place, need in enumerate(NEEDS) if need[0] not in companies]
    return numpy.linalg.matrix_rank(matrix) > numpy.linalg.matrix_rank(matrix[:, others])


@pytest.mark.parametrize("side", ["company", "union", "school", "stranger", "visitor"])
def test_no_company_or_pair_is_learned_by_subtraction(app, side):
    """For each kind of viewer and every pair of other companies no sums and differences are about that pair alone."""
    owner = log_all()
    viewer = {"company": lambda: owner, "visitor": lambda: None, "stranger": make_manager}.get(side, lambda: make_manager(side))()
    sees = {"partners"} if side != "visitor" else set()
    if side in ("union", "school"):
        sees |= {"schools_and_unions"}
    own = "viewer" if side == "company" else None
    known = {place for place, need in enumerate(NEEDS) if need[5] in sees or need[0] == own}
    matrix = equations(published_numbers(viewer), known)
    assert len(matrix), "the test must have something to subtract"
    companies = {need[0] for need in NEEDS} - {own, "town-hall"}
    for pair in combinations(sorted(companies), 2):
        assert not learned_about(matrix, {*pair, "town-hall"}), f"{side} learns about {pair}"


def test_the_test_would_notice(app):
    """The same arithmetic finds the leak of the plain rule "each cell on its own needs three companies": certain from all."""
    numbers = {sum(2**n for n in (0, 1, 2, 3)), sum(2**n for n in (0, 1, 2))}
    assert learned_about(equations(numbers, set()), {"a"})


def test_files_and_json_say_what_the_page_says(app, browse):
    """The exports go through the same door: every number in JSON and csv is one of those that the gap publishes."""
    viewer = log_all()
    numbers = published_numbers(viewer) | {0}
    browser = browse(viewer)
    for args in list(filters())[::23]:
        found = json.loads(browser.get("/gab/gab.json", query_string=args).data)["gap"]
        for row in found:
            assert {row[key] or 0 for key in ("needed", "certain", "expected", "possible", "own", "others", "hole")} <= numbers
        lines = browser.get("/gab/gab.csv", query_string=args).data.decode("utf-8-sig").splitlines()[1:]
        assert [line.split(";")[2] for line in lines] == [str(row["needed"]) for row in found]


def test_the_operator_sees_all(app):
    """The operating municipality's people see every need in the sums."""
    log_all()
    shown = protected_sums(make_steward(), GapFilter(quarters=range(this_quarter(), this_quarter() + 2)))
    assert sum(cell.total for cell in shown.values()) == 2 ** len(NEEDS) - 1


def test_a_viewer_is_none_of_the_three(app):
    """Two others and oneself are no three others: the number stays hidden, one's own is shown."""
    owner = log_all()
    cell = protected_sums(owner)["laborant", this_quarter()]
    assert cell.others is None and cell.own == cell.total == 2**22


def test_too_few_looks_like_nobody(app):
    """Of an occupation that one company needs there is no trace for others."""
    log_all()
    lonely = make_partner()
    with writing() as session:
        session.add(LabourNeed(partner_id=lonely.id, occupation_id="kok", quarter=this_quarter(), headcount=3))
    stranger = make_manager()
    assert ("kok", this_quarter()) not in protected_sums(stranger)
    assert all(row.occupation_id != "kok" for row in gap(stranger).rows)
