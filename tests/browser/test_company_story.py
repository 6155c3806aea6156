"""Company HR on a desktop: a need by keyboard, many in a grid, a sheet with two faults, places, and the contribution on paper."""

import re
from pathlib import Path

import pytest
from browser.people import Person, fresh
from crooked_files import workbook
from playwright.sync_api import expect

from partnerhub.exchange.quarters import code_of, this_quarter

pytestmark = pytest.mark.browser
PATHS = "/virksomheder /behov /behov?hvis=alle /behov/nyt /behov/ark /behov/indlaes /pladser /pladser/ny /bidrag?lang=en".split()
HEADS = ("Erhverv", "Antal", "Kvartal", "Arbejdstid", "Bemærkning")


def test_hr_tells_what_the_company_needs_and_offers(open_page, live, tmp_path):
    """From the desk: log a need by keyboard, paste three into the grid, import a sheet, mend its two faults, offer places, print."""
    hr = Person(open_page, live).sign_in("hr@demo.example").sees("Behov og match").sees("Bedste match:")
    _log_by_keyboard(hr)
    _fill_the_grid(hr)
    _import_and_mend(hr, tmp_path)
    title = fresh("Praktik ved palleteringen")
    hr.go("/pladser/ny").choose("Hvilken slags plads?", "work_placement").fill("Erhverv", "Pakkerimedarbejder").fill("Titel", title)
    hr.fill("Antal pladser", "3").press("Gem pladserne").sees("Pladserne er gemt.").sees("3 af 3")
    hr.go("/virksomheder").follow("Vores bidrag på én side").sees("Det kommer vi til at mangle").sees(title)
    hr.page.emulate_media(media="print")
    expect(hr.page.get_by_role("button", name="Udskriv")).to_be_hidden()
    expect(hr.page.get_by_text("Hanne Demo")).to_be_hidden()
    expect(hr.page.get_by_role("heading", name="Vores bidrag")).to_be_visible()


def _log_by_keyboard(hr):
    page = hr.go("/behov/nyt").page
    page.get_by_role("combobox", name="Erhverv", exact=False).first.focus()
    page.keyboard.type("svejse")
    expect(page.get_by_role("option").first).to_contain_text("Svejser")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("41")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/behov/\d+$"))
    hr.look().sees("Behovet er gemt.").sees("41 × Svejser")


def _fill_the_grid(hr):
    page = hr.go("/behov/ark").page
    rows = f"Svejser\t51\t{code_of(this_quarter() + 2)}\tSikker\tNat\noperatør\t52\tQ1 {this_quarter() // 4 + 2}\tmåske\nElektriker\t53"
    page.get_by_label("Erhverv, række 4").focus()
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }""",
        rows,
    )
    expect(page.get_by_label("Antal, række 6")).to_have_value("53")
    expect(page.get_by_label("Arbejdstid, række 4")).to_have_value("night")
    expect(page.get_by_label("Hvornår, række 4")).to_have_value(str(this_quarter() + 2))
    expect(page.locator("[data-grid-notice]")).to_contain_text("række 5, Hvor sikkert: “måske”")
    page.get_by_role("button", name="Flere rækker").click()
    expect(page.get_by_label("Erhverv, række 11")).to_be_visible()
    page.get_by_label("Antal, række 6").fill("0")
    hr.press("Gem alle").sees("Række 5, Erhverv").sees("Række 5, Hvor sikkert").sees("Intet er gemt endnu")
    page.get_by_label("Hvor sikkert, række 5").select_option("possible")
    page.get_by_role("group", name="Hvad er “operatør”?").get_by_role("radio", name="Procesoperatør", exact=False).check()
    hr.press("Gem alle").sees("Række 6, Antal").sees("mellem 1 og 1.000")
    page.get_by_label("Antal, række 6").fill("53")
    hr.press("Gem alle").sees("3 behov er gemt.")


def _import_and_mend(hr, tmp_path: Path):
    quarter = code_of(this_quarter() + 1)
    crooked, mended = tmp_path / "behov.xlsx", tmp_path / "behov-rettet.xlsx"
    crooked.write_bytes(workbook([HEADS, ("Svejsr", 61, quarter, "Dag", ""), ("Laborant", 62, "til foråret", "Dag", "")]))
    mended.write_bytes(workbook([HEADS, ("Svejser", 61, quarter, "Dag", ""), ("Laborant", 62, quarter, "Dag", "")]))
    page = hr.go("/behov/indlaes").page
    page.get_by_label("Fil", exact=True).set_input_files(crooked)
    hr.press("Se, hvad filen vil gøre").sees("2 celler skal rettes").sees("Celle A2").sees("Mente du “Svejser”").sees("Celle C3")
    page.get_by_label("Den rettede fil", exact=True).set_input_files(mended)
    hr.press("Se, hvad filen vil gøre").sees("2 nye behov").press("Indlæs").sees("Indlæst: 2 nye behov er skrevet.")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "/virksomheder",
        "/behov",
        "/behov?hvis=alle",
        "/behov/nyt",
        "/behov/ark",
        "/behov/indlaes",
        "/pladser",
        "/pladser/ny",
        "/bidrag?lang=en",
    ],
)
def test_the_pages_are_fine(open_page, live, path, width):
    """No finding by axe and nothing wider than the window, on a phone and on a desk."""
    Person(open_page, live, width=width).sign_in("hr@demo.example").go(path)


def test_the_grid_without_scripts(open_page, live):
    """Search, choose, more rows, send: the grid works by forms alone."""
    hr = Person(open_page, live, scripts=False).sign_in("hr@demo.example").go("/behov/ark")
    page = hr.page
    page.get_by_label("Erhverv, række 1", exact=True).fill("lærer")
    page.get_by_role("button", name="Søg erhverv").first.click()
    page.get_by_role("radio", name="Erhvervsskolelærer", exact=False).check()
    page.get_by_label("Antal, række 1", exact=True).fill("71")
    hr.press("Flere rækker")
    expect(page.get_by_label("Erhverv, række 10")).to_be_visible()
    expect(page.get_by_label("Antal, række 1", exact=True)).to_have_value("71")
    hr.press("Gem alle").sees("behov er gemt.")
