"""Import of needs: a dry run that names every fault by its cell, then all or nothing; what goes out comes in again."""

import io
from datetime import date

import pytest
from commitment_makers import make_manager
from crooked_files import CPR, MACRO_WORKBOOK, replaced, workbook
from exchange_makers import OPERATOR, WELDER, make_need, need_terms
from sqlalchemy import func, select

from partnerhub.accounts.models import Workplace
from partnerhub.clock import today
from partnerhub.commitments.models import FormDraft
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.events import Event
from partnerhub.exchange import need_importing, need_service, need_sheet
from partnerhub.exchange.kinds import Audience, Certainty, Openness, Shift, WorkLanguage
from partnerhub.exchange.labels import quarter_label
from partnerhub.exchange.models import LabourNeed
from partnerhub.exchange.need_plan import make_plan
from partnerhub.exchange.quarters import code_of, first_day, quarter_of, this_quarter
from partnerhub.sheets.plans import Act, PlanChangedError

HEADS = ("Nr", "Erhverv", "Antal", "Kvartal", "Sikkerhed", "Arbejdstid", "Sprog", "Åbne for", "Må ses af", "Arbejdssted", "Bemærkning")
NEXT = this_quarter() + 1


def row(**values):
    """A row of the HEADS; what is not named is a good new need."""
    good = {"Erhverv": "Procesoperatør", "Antal": 3, "Kvartal": code_of(NEXT)}
    named = {name.replace("_", " "): value for name, value in values.items()}
    return [(good | named).get(name) for name in HEADS]


def upload(*rows, heads=HEADS):
    """What a workbook of these rows is read as."""
    return need_importing.read_upload("behov.xlsx", workbook([heads, *rows]))


def faults(by, *rows, heads=HEADS):
    """The faults of a workbook by cell."""
    return {problem.cell: problem.text for problem in make_plan(by, upload(*rows, heads=heads)).problems}


def count():
    """How many needs there are."""
    return db.session.scalar(select(func.count(LabourNeed.id)))


def test_new_rows_become_needs_of_the_own_partner(each_database):
    """A row without number becomes a need, with every column read and an event that names the file."""
    by = make_manager()
    with writing() as session:
        place = Workplace(partner_id=by.partner_id, name="Værket")
        session.add(place)
    full = row(
        Erhverv="svejser",
        Antal="1.000",
        Sikkerhed="sikker",
        Arbejdstid="Skiftehold",
        Sprog="either",
        Åbne_for="Fleksjob; voksenlærling",
        Må_ses_af="Alle partnere",
        Arbejdssted="vaerket",
        Bemærkning="Ny hal",
    )
    first, second = need_importing.carry_out(by, upload(full, row()))
    assert (first.occupation_id, first.headcount, first.quarter, first.certainty) == (WELDER, 1000, NEXT, Certainty.CERTAIN)
    assert (first.shift, first.language, first.audience) == (Shift.SHIFTS, WorkLanguage.EITHER, Audience.PARTNERS)
    assert (first.open_to, first.workplace_id, first.notes) == (
        (Openness.ADULT_APPRENTICE, Openness.FLEX_JOB),
        place.id,
        "Ny hal",
    )
    assert (second.occupation_id, second.audience, second.certainty) == (OPERATOR, Audience.MUNICIPALITY, Certainty.EXPECTED)
    told = db.session.scalars(select(Event).where(Event.name == "need.imported")).all()
    assert [event.payload for event in told] == [{"source": "behov.xlsx"}] * 2


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Antal", 0, "mellem 1 og 1.000"),
        ("Antal", 10_000, "mellem 1 og 1.000"),
        ("Antal", "nogle", "er ikke et helt tal"),
        ("Antal", None, "Cellen er tom. “Antal” skal udfyldes."),
        ("Antal", "=2+2", "Her står en formel. Skriv selve værdien"),
        ("Kvartal", "snart", "er ikke et kvartal. Skriv fx 1. kvt. 2027."),
        ("Kvartal", "5. kvt. 2027", "er ikke et kvartal"),
        ("Kvartal", code_of(this_quarter() - 1), "Vælg et kvartal fra"),
        ("Kvartal", date(today().year + 9, 1, 1), "Vælg et kvartal fra"),
        ("Erhverv", None, "Cellen er tom. “Erhverv” skal udfyldes."),
        ("Erhverv", "svejsr", "Mente du “Svejser"),
        ("Erhverv", "x" * 130, "plads til 120"),
        ("Sikkerhed", "siker", "Mente du “Sikker”?"),
        ("Arbejdstid", "hver anden tirsdag", "Skriv en af disse: Dag, Skiftehold, Aften, Nat."),
        ("Åbne for", "Fleksjob; flæskejob", "kender vi ikke"),
        ("Arbejdssted", "Månen", "er ikke et af jeres arbejdssteder"),
        ("Nr", 4711, "findes ikke. Lad cellen stå tom"),
        ("Nr", "første", "findes ikke. Lad cellen stå tom"),
    ],
)
def test_a_fault_is_named_by_its_cell(app, column, value, words):
    """One crooked cell gets one sentence that says what to do, and only that cell is at fault."""
    found = faults(make_manager(), row(), row(**{column.replace(" ", "_"): value}))
    cell = f"{'ABCDEFGHIJK'[HEADS.index(column)]}3"
    assert list(found) == [cell] and words in found[cell]


def test_every_fault_of_a_row_is_told_at_once(app):
    """Broken rules of one row are each told by their cell, not one after the other."""
    found = faults(make_manager(), row(Antal=0, Kvartal=code_of(this_quarter() - 3), Arbejdssted="Månen"))
    assert sorted(found) == ["J2"]  # what cannot be read is told first
    assert sorted(faults(make_manager(), row(Antal=0, Kvartal=code_of(this_quarter() - 3)))) == ["C2", "D2"]


@pytest.mark.parametrize(
    "written",
    [
        "1. kvt. {year}",
        "1. kvartal {year}",
        "{year}-1",
        "{year} K1",
        "K1 {year}",
        "Q1 {year}",
        "1/{year}",
        "{year}-02",
        "februar {year}",
        "feb. {year}",
        "15.02.{year}",
        "{year}-02-15",
    ],
)
def test_a_quarter_is_read_in_every_usual_way(app, written):
    """Words, codes, months and days all name the first quarter of a year; so do Excel's own days and day numbers."""
    year = today().year + 2
    serial = (date(year, 2, 15) - date(1899, 12, 30)).days
    for value in (written.format(year=year), date(year, 2, 15), serial, str(serial)):
        (planned,) = make_plan(make_manager(), upload(row(Kvartal=value))).rows
        assert planned.terms.quarter == quarter_of(date(year, 1, 1)), value


def test_goodwill_is_told(app):
    """A day read as its quarter, an unknown occupation kept in own words, and alike rows each get a note."""
    by = make_manager()
    stands = make_need(by)
    plan = make_plan(by, upload(row(Kvartal=first_day(NEXT)), row(Erhverv="zeppelinvikler"), row(Erhverv="zeppelinvikler")))
    told = " ".join(plan.notes)
    assert not plan.problems
    assert f"er læst som {quarter_label(NEXT)}" in told and "D2:" in told
    assert "B3: “zeppelinvikler” står ikke på listen over erhverv" in told
    assert "Række 4 ligner række 3" in told and f"Række 2 ligner Nr {stands.id}" in told
    assert plan.rows[1].terms.occupation_text == "zeppelinvikler" and plan.rows[1].terms.occupation_id is None


def test_own_words_in_quotation_marks_are_kept(app):
    """A text that is near a known occupation stays as it is when it stands in quotation marks."""
    (need,) = need_importing.carry_out(make_manager(), upload(row(Erhverv="“svejsr i titan”")))
    assert (need.occupation_id, need.occupation_text) == (None, "svejsr i titan")


def test_a_number_makes_a_row_an_edit(each_database):
    """Changed cells of a known need are written, with before and after shown; the rest of the need stays as it was."""
    by = make_manager()
    need = make_need(by, openness=(Openness.FLEX_JOB,), notes="Uændret")
    sent = upload([need.id, 9, "Sikker"], heads=("Nr", "Antal", "Sikkerhed"))
    (planned,) = make_plan(by, sent).rows
    assert planned.act == Act.CHANGED and planned.changes == (("Antal", 3, 9), ("Sikkerhed", "Forventet", "Sikker"))
    need_importing.carry_out(by, sent)
    db.session.refresh(need)
    assert (need.headcount, need.open_to, need.notes, need.version) == (9, (Openness.FLEX_JOB,), "Uændret", 2)


def test_the_same_number_twice_is_a_fault(app):
    """Two rows that would change one need are told, by the cell of the second."""
    by = make_manager()
    need = make_need(by)
    assert "står også i række 2" in faults(by, row(Nr=need.id, Antal=4), row(Nr=need.id, Antal=5))["A3"]


def test_foreign_needs_are_kept_apart(app):
    """What one may see but does not own can stand unchanged, not be changed; what one may not see is as unknown as nothing."""
    by = make_manager()
    shown, secret = make_need(audience=Audience.PARTNERS), make_need()
    assert "Kun partneren selv kan ændre det" in faults(by, row(Nr=shown.id, Antal=99))["C2"]
    texts = [faults(by, row(Nr=number))["A2"] for number in (secret.id, 987_654)]
    assert texts[0].replace(str(secret.id), "") == texts[1].replace("987654", "")
    plan = make_plan(by, need_importing.read_upload("ud.xlsx", need_sheet.write_workbook([shown])))
    assert [planned.act for planned in plan.rows] == [Act.SAME] and not plan.does_something


def test_all_or_nothing(each_database):
    """One fault keeps every row out, and a change by others since the preview is told."""
    by = make_manager()
    with pytest.raises(PlanChangedError):
        need_importing.carry_out(by, upload(row(), row(Antal=0)))
    assert count() == 0
    need = make_need(by)
    sent = upload(row(Nr=need.id, Antal=8), row())
    plan = make_plan(by, sent)
    key = need_importing.keep(by, sent, plan)
    need_service.edit_need(by, need.id, 1, need_terms(headcount=5))
    with pytest.raises(PlanChangedError) as changed:
        need_importing.confirm(by, key)
    assert "ændret af andre" in changed.value.plan.problems[0].text and count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: workbook([HEADS, row()], merge="A2:B2"), "er flettet"),
        (lambda: workbook([HEADS, HEADS, row()]), "to rækker med overskrifter"),
        (lambda: workbook([HEADS]), "Skriv mindst ét behov"),
        (lambda: workbook([("Dyr", "Farve", "Vægt"), ("ko", "brun", 500)]), "Vi kan ikke finde overskrifterne"),
        (lambda: workbook([("Erhverv", "Sprog", "Bemærkning"), ("smed", "dansk", "x")]), "Der mangler en kolonne: Antal, Kvartal"),
        (lambda: workbook([HEADS, *[row()] * 20_000]), "flere end 5.000 rækker"),
        (lambda: workbook([HEADS, row(Bemærkning=f"Ring til {CPR}")]), "celle K2"),
        (
            lambda: replaced(
                workbook([HEADS, row()]),
                "[Content_Types].xml",
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                MACRO_WORKBOOK.encode(),
            ),
            "makroer",
        ),
    ],
    ids=["merged", "two headings", "empty", "nothing of ours", "columns missing", "20,000 rows", "cpr", "macros"],
)
def test_a_crooked_file_is_told(app, data, words):
    """Merged cells, two rows of headings, too many rows, macros and CPR-like numbers are refused in one clear sentence."""
    with pytest.raises(RuleBroken) as broken:
        make_plan(make_manager(), need_importing.read_upload("behov.xlsx", data()))
    assert words in broken.value.text and CPR not in broken.value.text


def test_the_pages_from_upload_to_yes(app, browse):
    """Upload, preview, confirm; a replayed yes writes nothing more."""
    by = make_manager()
    reader = browse(by)
    assert "Hent skabelon" in reader.get("/behov/indlaes").text
    page = _send(reader, workbook([HEADS, row(), row(Erhverv="Svejser")]))
    assert "2 nye behov" in page.text and "Procesoperatør" in page.text and count() == 0
    done = reader.post(page.request.path)
    assert "Indlæst: 2 nye behov er skrevet." in done.text and count() == 2
    assert "gennemført" in reader.post(page.request.path).text and count() == 2


def test_faults_are_shown_and_nothing_is_kept(app, browse):
    """A file with faults answers 422 with each cell named, and leaves nothing behind."""
    page = _send(browse(make_manager()), workbook([HEADS, row(Antal=0), row(Erhverv="<b>svejsr</b>")]), 422)
    assert "<strong>Celle C2</strong>" in page.text and "<b>svejsr" not in page.text
    assert db.session.scalar(select(func.count(FormDraft.id))) == 0 and count() == 0


def _send(browser, data, status=200):
    return browser.post("/behov/indlaes", {"file": (io.BytesIO(data), "behov.xlsx")}, status, content_type="multipart/form-data")
