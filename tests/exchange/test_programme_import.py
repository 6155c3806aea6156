"""Schools' own sheets: columns recognised and decided, faults told by cell, repeated without doubles, all or nothing."""

from datetime import date, timedelta

import pytest
from commitment_makers import colleague, make_manager
from counting import count_queries
from crooked_files import CPR, repacked, workbook
from exchange_makers import OPERATOR, WELDER, make_programme
from programme_sheets import HEADS, SOON, line, plan_of
from sqlalchemy import select

from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.exchange import programme_importing, programme_service
from partnerhub.exchange.kinds import ProgrammeForm, ProgrammeKind
from partnerhub.exchange.programme_sheet import LAYOUT
from partnerhub.exchange.programme_terms import ProgrammeTerms, terms_of
from partnerhub.exchange.training_models import Programme
from partnerhub.sheets.cells import CellError
from partnerhub.sheets.days import read_period
from partnerhub.sheets.plans import Act, PlanChangedError


def told(by, *rows, heads=HEADS, chosen=None):
    """Return the faults of a sheet as sentences."""
    return [str(problem) for problem in plan_of(by, workbook([heads, *rows]), chosen)[1].problems]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("uge 12 2027", date(2027, 3, 22), date(2027, 3, 26)),
        ("Uge 12, 2027", date(2027, 3, 22), date(2027, 3, 26)),
        ("2027 uge 12", date(2027, 3, 22), date(2027, 3, 26)),
        ("uge 12-14 2027", date(2027, 3, 22), date(2027, 4, 9)),
        ("12. januar 2027", date(2027, 1, 12), None),
        ("12 jan. 2027", date(2027, 1, 12), None),
        ("4.1.2027 - 8.1.2027", date(2027, 1, 4), date(2027, 1, 8)),
        ("04-01-2027–08-01-2027", date(2027, 1, 4), date(2027, 1, 8)),
        ("12/1-2027", date(2027, 1, 12), None),
        (46399, date(2027, 1, 12), None),
        ("46399", date(2027, 1, 12), None),
        ("", None, None),
    ],
)
def test_days_are_read_as_people_write_them(app, value, first, last):
    """Dates as text, Excel's day numbers, weeks and from one day to another."""
    assert read_period(value) == (first, last)


@pytest.mark.parametrize("value", ["snart", "uge 54 2027", "uge 12", "31.02.2027", "8.1.2027 - 4.1.2027", "12. marts", 12, "12. qqq 2027"])
def test_what_is_no_day_is_told(app, value):
    """No day is guessed."""
    with pytest.raises(CellError):
        read_period(value)


def test_a_schools_own_headings_are_recognised(app):
    """Names nobody agreed on are proposed right, and what is not ours is not read."""
    key = programme_importing.keep_file(by := make_manager("school"), "hold.xlsx", workbook([["Forår 2027"], HEADS, line()]))
    theirs = programme_importing.find_kept(by, key).opened.columns(LAYOUT, {})
    wanted = ["course_code", "title", "starts_on", "ends_on", "seats", "taken", "waiting", "place", "price", ""]
    assert [one.proposed for one in theirs] == wanted
    assert theirs[1].samples == ("Svejsning, lysbue",) and theirs[0].letter == "A"


def test_new_rows_are_written_with_what_they_say(each_database):
    """Occupations are taken from the title only where it is clear; a price in numbers gets its unit and its year."""
    by = make_manager("school")
    clear = line("40002", "Svejser", "uge 12 2030", seats="10", taken=None, price="gratis")
    key, plan = plan_of(by, workbook([HEADS, line(), clear]))
    assert [row.act for row in plan.rows] == [Act.NEW, Act.NEW]
    assert [note for note in plan.notes if "ikke se af titlen" in note and note.split(": ")[1].startswith("2.")]
    programme_importing.confirm(by, key)
    first, second = db.session.scalars(select(Programme).order_by(Programme.id))
    assert (first.title, first.seats, first.taken, first.place) == ("Svejsning, lysbue", 12, 4, "Demoby")
    assert (first.price, first.price_year, first.kind) == ("1.240 kr.", 2027, ProgrammeKind.AMU)
    assert first.occupations == [] and [one.occupation_id for one in second.occupations] == [WELDER]
    assert (second.starts_on, second.ends_on) == (date(2030, 3, 18), date(2030, 3, 22))


def test_the_same_sheet_again_writes_nothing_and_new_numbers_update(each_database):
    """Known by number and start: a second run changes seats and taken, a third nothing; what was chosen on the page stays."""
    by = make_manager("school")
    programme_importing.confirm(by, plan_of(by, workbook([HEADS, line(), line(None, "Brandvagt")]))[0])
    first = db.session.scalars(select(Programme).order_by(Programme.id)).first()
    terms = ProgrammeTerms(**{**vars(terms_of(first)), "occupations": (OPERATOR,), "about": "Med varme arbejder"})
    programme_service.edit_programme(by, first.id, first.version, terms)
    key, plan = plan_of(by, workbook([HEADS, line(taken=9), line(None, "Brandvagt")]))
    assert [row.act for row in plan.rows] == [Act.CHANGED, Act.SAME]
    assert [(before, after) for _label, before, after in plan.rows[0].changes] == [(4, 9)]
    programme_importing.confirm(by, key)
    db.session.expire_all()
    assert (first.taken, first.about, [one.occupation_id for one in first.occupations]) == (9, "Med varme arbejder", [OPERATOR])
    assert not plan_of(by, workbook([HEADS, line(taken=9), line(None, "Brandvagt")]))[1].does_something
    assert len(db.session.scalars(select(Programme)).all()) == 2


def test_taken_seats_are_not_counted_twice(app):
    """The school counts everyone who has a seat; those accepted by enquiries are among them."""
    by = make_manager("school")
    made = make_programme(by, course_code="40001")
    with writing():
        db.session.get_one(Programme, made.id).accepted = 3
    programme_importing.confirm(by, plan_of(by, workbook([HEADS, line(taken=5)]))[0])
    db.session.expire_all()
    assert (made.accepted, made.taken_elsewhere, made.free) == (3, 2, 7)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (line(seats="mange"), "Celle E2: “mange” er ikke et helt tal. Skriv fx 10."),
        (line(seats=None), "Celle E2: Cellen er tom. Skriv, hvor mange pladser der er i alt."),
        (line(seats=0, taken=0), "Celle E2: Antallet skal være mellem 1 og 1.000."),
        (line(taken=14), "Celle F2: 14 har fået plads, men der er kun 12 pladser. Ret tallene, eller skriv resten på ventelisten."),
        (line(taken=-1), "Celle F2: Antallet af optagne kan ikke være mindre end 0."),
        (line(title=None), "Celle B2: Skriv en kort titel, fx “Svejsning, lysbue”."),
        (line(start="til foråret"), "Celle C2: “til foråret” er ikke en dato. Skriv fx 30.06.2027 eller uge 12 2027."),
        (line(start="uge 54 2027"), "Celle C2: Året 2027 har ingen uge 54."),
        (line(end=SOON - timedelta(days=1)), "Celle D2: Den sidste dag ligger før den første. Ret en af de to datoer."),
        (line(waiting="=3+4"), "Celle G2: Her står en formel. Skriv selve værdien i stedet."),
        (line(place="x" * 130), "Celle H2: Teksten er på 130 tegn. Der er plads til 120."),
    ],
)
def test_a_fault_is_told_by_its_cell(app, row, sentence):
    """Which cell, what is wrong, what to write."""
    assert told(make_manager("school"), row) == [sentence]


def test_one_fault_does_not_hide_another(app):
    """Every cell at fault is told at once, and nothing is written."""
    by = make_manager("school")
    found = told(by, line(seats="mange", start="snart", place="x" * 130), line("40009", taken=99))
    assert [text.partition(":")[0] for text in found] == ["Celle C2", "Celle E2", "Celle H2", "Celle F3"]
    assert db.session.scalars(select(Programme)).all() == []


def test_doubles_within_the_file_are_told(app):
    """The same number and start twice cannot be; without numbers the title counts."""
    by = make_manager("school")
    (text,) = told(by, line(), line(title="Anden titel"))
    assert text.startswith("Celle A3: Samme kursusnummer og start står i række 2.")
    (text,) = told(by, line(None), line(None))
    assert text.startswith("Celle B3: Samme titel og start står i række 2.")
    assert told(by, line(), line(start=SOON + timedelta(days=7))) == []


def test_weeks_and_years_in_columns_of_their_own(app):
    """A week needs its year, and gets it from the column beside it."""
    by, heads = make_manager("school"), ("Kursus", "Uge", "År", "Pladser", "Ledige")
    assert told(by, ["Truck", 12, None, 10, 3], heads=heads) == ["Celle B2: Skriv også året: uge 12 2027."]
    plan = plan_of(by, workbook([heads, ["Truck", 12, 2030, 10, 3]]))[1]
    assert (plan.rows[0].terms.starts_on, plan.rows[0].terms.taken_elsewhere) == (date(2030, 3, 18), 7)
    assert told(by, ["Truck", 12, 2030, 10, 11], heads=heads) == ["Celle E2: Der kan ikke være 11 ledige af 10 pladser."]


def test_kinds_and_forms_are_read_in_the_schools_words(app):
    """A near miss is suggested, never taken."""
    by, heads = make_manager("school"), ("Uddannelse", "Type", "Undervisningsform", "Kapacitet")
    plan = plan_of(by, workbook([heads, ["Smed", "GF2", "aftenhold", 20], ["Dansk", "FVU", None, 9]]))[1]
    assert [row.terms.kind for row in plan.rows] == [ProgrammeKind.BASIC_COURSE, ProgrammeKind.PREPARATORY]
    assert [row.terms.form for row in plan.rows] == [ProgrammeForm.EVENING, ProgrammeForm.DAY]
    (text,) = told(by, ["Smed", "Brobyging", None, 20], heads=heads)
    assert text == "Celle B2: “Brobyging” kender vi ikke. Mente du “Brobygning”?"


def test_what_is_over_is_left_out_and_told(app):
    """A sheet that is kept for years may begin with what is over."""
    plan = plan_of(make_manager("school"), workbook([HEADS, line(start="12.01.2024", end="16.01.2024"), line()]))[1]
    assert [row.number for row in plan.rows] == [3]
    assert any("bliver ikke skrevet: 2." in note for note in plan.notes)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (workbook([HEADS, line(), line()], merge="B2:B3"), "er flettet"),
        (workbook([HEADS, HEADS[:8], line()]), "to rækker med overskrifter, række 1 og række 2"),
        (workbook([HEADS] + [line(str(n)) for n in range(5_100)]), "flere end 5.000 rækker"),
        (workbook([HEADS, line(rest=CPR)]), "ligner et CPR-nummer: celle J2"),
        (workbook([HEADS]), "Der er ingen rækker under overskrifterne"),
        (workbook([[1, 2, 3], [4, 5, 6]]), "Vi kan ikke finde overskrifterne"),
        (repacked(workbook([HEADS, line()]), xl__vbaProject_dot_bin=b"x"), "makroer"),
        (b"%PDF-1.7 nej", "hverken et Excel-ark"),
        (b"", "Filen er tom"),
    ],
    ids=["merged", "two rows of headings", "too many rows", "cpr", "no rows", "no headings", "macros", "pdf", "empty"],
)
def test_a_file_that_cannot_be_read_is_told(app, data, sentence):
    """Merged cells, a macro, a CPR number and the rest: one clear sentence each, and nothing kept."""
    with pytest.raises(RuleBroken) as refused:
        programme_importing.keep_file(make_manager("school"), "hold.xlsx", data)
    assert sentence in refused.value.text and CPR not in refused.value.text


def test_a_title_and_a_row_of_groups_above_the_headings_are_passed_over(app):
    """Two merged lines of words over the headings, as schools like them: the row that says most is the row of headings."""
    groups = ["Hold", None, "Tid", None, "Pladser", None, None]
    data = workbook([["Kursusplan forår"], groups, HEADS, line()], merge="A1:J1")
    plan = plan_of(make_manager("school"), data)[1]
    assert [row.number for row in plan.rows] == [4] and not plan.problems
    assert any("Overskrifterne står i række 3" in note for note in plan.notes)


def test_headings_nobody_knows_can_still_be_mapped(app):
    """A sheet without one known heading is read as the person says; a column read twice and a missing one are told."""
    by = make_manager("school")
    data = workbook([["Zwx", "Qpl", "Brf"], ["Truck", 10, SOON]])
    with pytest.raises(RuleBroken) as refused:
        plan_of(by, data, {"Zwx": "title", "Qpl": "title"})
    assert "Kolonne A og kolonne B er begge sat til “Titel”" in refused.value.text
    with pytest.raises(RuleBroken) as refused:
        plan_of(by, data, {"Zwx": "title"})
    assert refused.value.text == "Vælg, hvilken kolonne der er: Pladser i alt."
    plan = plan_of(by, data, {"Zwx": "title", "Qpl": "seats", "Brf": "starts_on"})[1]
    assert plan.rows[0].terms.starts_on == SOON


def test_what_columns_mean_is_remembered_for_the_school(app):
    """A colleague's next upload is prefilled as the first said, not read included; another school starts afresh."""
    by = make_manager("school")
    plan_of(by, workbook([["Zwx", "Qpl", "Sted"], ["Truck", 10, "Demoby"]]), {"Zwx": "title", "Qpl": "seats", "Sted": ""})
    for user, wanted in ((colleague(by), ["title", "seats", ""]), (make_manager("school"), ["", "", "place"])):
        key = programme_importing.keep_file(user, "igen.xlsx", workbook([["Zwx", "Qpl", "Sted"], ["Truck", 10, "Demoby"]]))
        columns, _usual = programme_importing.remembered(user)
        theirs = programme_importing.find_kept(user, key).opened.columns(LAYOUT, columns)
        assert [one.proposed for one in theirs] == wanted


def test_nothing_is_written_over_a_colleagues_change(app):
    """A programme that changed between the look and the yes stops the whole sheet."""
    by = make_manager("school")
    made = make_programme(by, course_code="40001")
    key, _plan = plan_of(by, workbook([HEADS, line(), line("40002")]))
    programme_service.close_programme(colleague(by), made.id, made.version, "Aflyst")
    with pytest.raises(PlanChangedError) as changed:
        programme_importing.confirm(by, key)
    assert "ændret af andre" in changed.value.plan.problems[0].text
    assert len(db.session.scalars(select(Programme)).all()) == 1


def test_a_plan_costs_the_same_however_long(app):
    """The number of statements does not grow with the rows."""
    by, costs = make_manager("school"), []
    for rows in (2, 40):
        with count_queries(app) as sent:
            plan_of(by, workbook([HEADS, *(line(str(n)) for n in range(rows))]))
        costs.append(len(sent))
    assert abs(costs[0] - costs[1]) <= 1


@pytest.mark.parametrize("name", ["I alt", "TOTAL:", "Sum"])
def test_a_row_of_sums_is_no_programme(app, name):
    """The last line of a sheet adds up its numbers; it is left out and told. A class with a start may be called so."""
    sum_row = line("", name, None, seats="36")
    plan = plan_of(make_manager("school"), workbook([HEADS, line(), sum_row, line("", name, SOON)]))[1]
    assert [row.number for row in plan.rows] == [2, 4]
    assert any("summer" in note and note.endswith("3.") for note in plan.notes)
