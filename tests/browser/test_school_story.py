"""A school's coordinator sends the sheet that lies on the desk: crooked, mended cell by cell, read in, and sent again without doubles."""

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from browser.people import Person, fresh
from crooked_files import workbook
from openpyxl import load_workbook
from playwright.sync_api import expect

from partnerhub.clock import today

pytestmark = pytest.mark.browser
HEADS = ("AMU-nr", "Kursus", "Startdato", "Slut", "Antal pladser", "Tilmeldte", "Venteliste", "Underviser")
EXCEL_BEGINS = date(1899, 12, 30)
FIRST = today() + timedelta(days=70)


def sheet(word: str, seats: Any, taken: int = 4, merged: tuple[str, ...] = ()) -> bytes:
    """A plan as schools keep it: a merged title, a merged row of groups, then headings; days as text, as Excel's number and as a week."""
    week, number = FIRST + timedelta(days=14), f"92{word.rpartition(' ')[2]}"
    rows = [
        ["Kursusplan, voksenkurser"],
        ["Hold", None, "Tid", None, "Pladser"],
        list(HEADS),
        [number + "1", word, FIRST.strftime("%d.%m.%Y"), None, seats, taken, 0, "AB"],
        [number + "2", f"{word}, rustfrit", (FIRST + timedelta(days=7) - EXCEL_BEGINS).days, None, 10, 10, 3, "CD"],
        [number + "3", f"{word}, genopfriskning", f"uge {week.isocalendar()[1]} {week.isocalendar()[0]}", None, 8, 2, None, "EF"],
    ]
    book = load_workbook(io.BytesIO(workbook(rows)))
    for place in ("A1:H1", "A2:B2", "C2:D2", "E2:G2", *merged):
        book.active.merge_cells(place)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def send(school: Person, path: Path, data: bytes, label: str = "Fil", button: str = "Se, hvad filen vil gøre") -> None:
    """Choose a file and send it."""
    path.write_bytes(data)
    school.page.get_by_label(label, exact=True).set_input_files(path)
    school.press(button)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_school_sends_a_crooked_sheet(open_page, live, tmp_path, scripts):
    """Cells merged among the rows are named; then the columns; then the one wrong cell; then it is read in, and the second time updated."""
    word, file = fresh("Svejsning for begyndere"), tmp_path / "kursusplan.xlsx"
    school = Person(open_page, live, scripts=scripts).sign_in("skole@demo.example").sees("Jeres forløb")
    school.page.locator("#hold").get_by_role("link", name="Indlæs regneark").click()
    send(school, file, sheet(word, "tolv", merged=("H4:H5",)))
    school.sees("Cellerne H4:H5 er flettet")

    send(school, file, sheet(word, "tolv"))
    school.sees("Hvad er jeres kolonner?")
    page = school.page
    for letter, meaning in (("A", "course_code"), ("B", "title"), ("C", "starts_on"), ("E", "seats"), ("F", "taken"), ("G", "waiting")):
        expect(page.get_by_label(re.compile(rf"^Kolonne {letter},"))).to_have_value(meaning)
    expect(page.get_by_label(re.compile("^Kolonne H, “Underviser”"))).to_have_value("")
    page.get_by_label("Slags, hvor arket ikke siger det", exact=False).select_option("amu")
    school.press("Se, hvad filen vil gøre").sees("1 celle skal rettes").sees("Celle E4: “tolv” er ikke et helt tal")
    assert word not in _own_list(open_page, live)

    send(school, file, sheet(word, 12), "Den rettede fil", "Send den rettede fil")
    school.press("Se, hvad filen vil gøre").sees("3 nye forløb").sees("Overskrifterne står i række 3")
    school.press("Indlæs").sees("Indlæst: 3 nye forløb.").sees(f"{word}, genopfriskning")
    row = page.locator("#programmes tr", has_text=f"{word}, rustfrit")
    expect(row).to_contain_text("Fuldt")
    expect(row).to_contain_text("3 på venteliste")

    school.go("/forloeb/indlaes")
    send(school, file, sheet(word, 12, taken=9))
    school.press("Se, hvad filen vil gøre").sees("1 forløb rettes").sees_not("nye forløb").press("Indlæs").sees("Indlæst: 1 rettet.")
    expect(page.locator("#programmes tr", has_text=word)).to_have_count(3)
    expect(page.locator("#programmes tr", has_text=word).first).to_contain_text("3 af 12 ledige")

    school.go("/forloeb/indlaes")
    send(school, file, sheet(word, 12, taken=9))
    school.press("Se, hvad filen vil gøre").sees_not("nye forløb").sees_not("forløb rettes")


def _own_list(open_page, live):
    """What another of the school's windows lists meanwhile."""
    other = Person(open_page, live).sign_in("skole@demo.example").go("/forloeb?hvis=egne")
    return other.page.locator("#programmes").inner_text()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "path", ["/skoler", "/skoler?lang=en", "/forloeb", "/forloeb?hvis=alle", "/forloeb/nyt", "/forloeb/kopier", "/forloeb/indlaes"]
)
def test_the_pages_are_fine(open_page, live, path, width):
    """No finding by axe and nothing wider than the window, on a phone and on a desk."""
    Person(open_page, live, width=width).sign_in("skole@demo.example").go(path)


@pytest.mark.parametrize("width", [360, 1280])
def test_one_programme_is_fine_for_everyone(open_page, live, width):
    """The page, its form and a visitor's view of it."""
    school = Person(open_page, live, width=width).sign_in("skole@demo.example").go("/forloeb").follow("Svejsning, TIG")
    address = school.page.url
    school.follow("Ret")
    Person(open_page, live, width=width).go(address).sees("Tilmelding hos Demo Erhvervsskole").go("/forloeb")
