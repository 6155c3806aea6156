"""The pages of a school's import from sheet to yes, and files that come back as they went out."""

import io
import re
from datetime import date

import pytest
from commitment_makers import colleague, make_manager
from crooked_files import workbook
from exchange_makers import OPERATOR, WELDER, make_programme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from programme_sheets import HEADS, line, plan_of
from sqlalchemy import select

from partnerhub.clock import today
from partnerhub.commitments.kinds import Visibility
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.exchange import programme_export, programme_importing, programme_service
from partnerhub.exchange.kinds import ProgrammeForm, ProgrammeKind
from partnerhub.exchange.programme_queries import ProgrammeFilter
from partnerhub.exchange.programme_terms import ProgrammeTerms, terms_of
from partnerhub.exchange.training_models import Programme
from partnerhub.sheets.plans import Act

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" '=+-@;,\"æøå0"), max_size=30)
TERMS = st.builds(
    ProgrammeTerms,
    title=TEXTS.map(lambda text: f"T{text}x"),
    kind=st.sampled_from(ProgrammeKind),
    seats=st.integers(20, 1_000),
    occupations=st.sets(st.sampled_from([WELDER, OPERATOR, "smed", "elektriker"]), max_size=3).map(lambda ids: tuple(sorted(ids))),
    course_code=TEXTS,
    form=st.sampled_from(ProgrammeForm),
    taken_elsewhere=st.integers(0, 20),
    waiting=st.integers(0, 9),
    minimum=st.none() | st.integers(1, 20),
    starts_on=st.none() | st.dates(today(), date(2099, 1, 1)),
    duration=TEXTS,
    place=TEXTS,
    price=TEXTS,
    price_year=st.integers(2026, 2030),
    about=TEXTS,
    sign_up_url=st.sampled_from(["", "https://skolen.dk/a?b=1"]),
    visibility=st.sampled_from(Visibility),
)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_goes_out_comes_back_unchanged(app, kind):
    """A file of any programmes, read in again, changes nothing; read by another school it writes the same."""
    by, other = make_manager("school"), make_manager("school")

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(TERMS, min_size=1, max_size=3, unique_by=lambda terms: terms.title.casefold()))
    def check(many):
        with writing() as session:
            for row in session.scalars(select(Programme)):
                session.delete(row)
        wanted = []
        for number, terms in enumerate(many):
            try:
                made = programme_service.log_programme(by, ProgrammeTerms(**{**vars(terms), "course_code": f"{number}{terms.course_code}"}))
            except RuleBroken:  # a text that reads like a CPR number
                continue
            wanted.append(terms_of(made))
        rows = programme_export.exported(ProgrammeFilter(partner_id=by.partner_id))
        if not wanted:
            return
        data = programme_export.write(kind, rows)
        plan = plan_of(by, data)[1]
        assert not plan.problems, [str(problem) for problem in plan.problems]
        assert {row.act for row in plan.rows} == {Act.SAME}, [row.changes for row in plan.rows]
        programme_importing.confirm(other, plan_of(other, data)[0])
        copied = db.session.scalars(select(Programme).where(Programme.partner_id == other.partner_id))
        assert sorted(map(repr, map(terms_of, copied))) == sorted(map(repr, wanted))

    check()


def upload(browser, data, status=200, name="hold.xlsx"):
    """Send a file through the page."""
    return browser.post("/forloeb/indlaes", {"file": (io.BytesIO(data), name)}, status, content_type="multipart/form-data")


def typed(page):
    """Return what the page of columns has chosen, as its form would send it."""
    found = {"kind": "amu", "price_year": "2027"}
    for name, options in re.findall(r'<select class="form-select" name="(c\d+)".*?>(.*?)</select>', page, re.DOTALL):
        picked = re.search(r'value="([^"]*)" selected', options)
        found[name] = picked[1] if picked else ""
    return found


def test_the_pages_lead_from_the_sheet_to_one_yes(app, browse):
    """Upload, columns with samples, a fault told by cell, the mended file, the look, the yes; again: nothing to do."""
    browser = browse(make_manager("school"))
    page = upload(browser, workbook([HEADS, line(taken=14), line("40002")]))
    assert "Tilmeldte pr. d.d." in page.text and "1240" in page.text
    page = browser.post(page.request.path, typed(page.text), status=422)
    assert "<strong>Celle F2</strong>: 14 har fået plads" in page.text and "Den rettede fil" in page.text
    for times in range(2):
        page = upload(browser, workbook([HEADS, line(), line("40002")]))
        page = browser.post(page.request.path, typed(page.text))
        if times == 0:
            assert "2 nye forløb" in page.text
            assert "Indlæst: 2 nye forløb" in browser.post(page.request.path).text
        else:
            assert "alt i filen står allerede sådan" in page.text
    assert len(db.session.scalars(select(Programme)).all()) == 2


def test_crooked_uploads_answer_with_a_page(app, browse):
    """No file, a pdf, a key of nobody's: a sentence or the way back, never a stack trace."""
    browser = browse(make_manager("school"))
    assert "Vælg en fil" in browser.post("/forloeb/indlaes", {}, 422, content_type="multipart/form-data").text
    assert "hverken et Excel-ark" in upload(browser, b"%PDF-1.7", 422, "x.pdf").text
    assert "Send filen igen" in browser.get("/forloeb/indlaes/ingen").text
    assert "Send filen igen" in browser.post("/forloeb/indlaes/ingen").text
    assert "Send filen igen" in browser.post("/forloeb/indlaes/ingen/kolonner", {"kind": "amu"}).text


def test_another_persons_rows_cannot_be_reached(app, browse):
    """The key of somebody else's upload opens nothing, not even for a colleague."""
    by = make_manager("school")
    key, _plan = plan_of(by, workbook([HEADS, line()]))
    assert "Send filen igen" in browse(colleague(by)).post(f"/forloeb/indlaes/{key}").text
    assert db.session.scalars(select(Programme)).all() == []


def test_files_go_out_as_the_filters_show(app, browse):
    """Visitors get the public ones, the template opens, and the headings are told."""
    make_programme(title="Åbent for alle")
    make_programme(title="Kun for partnerskabet", visibility=Visibility.PARTNERSHIP)
    text = browse().get("/forloeb/eksport.csv").get_data(as_text=True)
    assert "Åbent for alle" in text and "Kun for partnerskabet" not in text and text.startswith("\ufeffKursusnummer;Titel")
    browser = browse(make_manager("school"))
    assert "Kun for partnerskabet" in browser.get("/forloeb/eksport.csv?hvis=alle").get_data(as_text=True)
    assert browser.get("/forloeb/eksport.xlsx?hvis=alle").data[:2] == b"PK" == browser.get("/forloeb/indlaes/skabelon.xlsx").data[:2]
