"""The columns of a spreadsheet of labour needs: one list drives export, import and the guide in the file."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from ..language import current_locale
from ..occupations.keeping import name_of, vocabulary
from ..sheets import csv_files, workbooks
from ..sheets.cells import plain
from ..sheets.columns import Cell, Column, Holds
from ..sheets.headings import Layout
from ..sheets.workbooks import Guide
from .kinds import Audience, Certainty, Openness, Shift, WorkLanguage
from .labels import quarter_label, word
from .models import LabourNeed
from .quarters import open_quarters

COLUMNS: tuple[Column, ...] = (
    Column("number", "Nr", "No", width=8, also=("nummer", "number", "id", "behov nr")),
    Column("partner", "Partner", "Partner", width=24, also=("virksomhed", "arbejdsgiver"), is_read_only=True),
    Column("occupation", "Erhverv", "Occupation", width=32, also=("stilling", "job", "jobtitel", "fag", "faggruppe", "titel")),
    Column("headcount", "Antal", "Headcount", Holds.NUMBER, 8, also=("antal personer", "personer", "hvor mange", "medarbejdere", "stk")),
    Column("quarter", "Kvartal", "Quarter", width=14, also=("hvornår", "tidspunkt", "periode", "startdato", "behov i")),
    Column("certainty", "Sikkerhed", "Certainty", Holds.CHOICE, 12, also=("hvor sikkert", "sandsynlighed")),
    Column("shift", "Arbejdstid", "Working hours", Holds.CHOICE, 14, also=("skift", "vagt", "shift")),
    Column("language", "Sprog", "Language", Holds.CHOICE, 20, also=("sprog på arbejdet",)),
    Column("openness", "Åbne for", "Open to", width=40, also=("åben for", "veje")),
    Column("audience", "Må ses af", "May be seen by", Holds.CHOICE, 28, also=("synlighed", "visibility", "hvem må se")),
    Column("workplace", "Arbejdssted", "Workplace", width=20, also=("sted", "lokation", "afdeling")),
    Column("notes", "Bemærkning", "Note", width=40, also=("noter", "bemærkninger", "kommentar", "notes")),
    Column("state", "Status", "State", width=10, is_read_only=True),
)
BY_KEY = {column.key: column for column in COLUMNS}
REQUIRED = ("occupation", "headcount", "quarter")  # of a new need
LAYOUT = Layout(COLUMNS, REQUIRED, known_by="number")
CHOICES: dict[str, type[StrEnum]] = {"certainty": Certainty, "shift": Shift, "language": WorkLanguage, "audience": Audience}
LISTS: dict[str, type[StrEnum]] = CHOICES | {"openness": Openness}
QUOTES = '"“”»«'


def record(need: LabourNeed) -> dict[str, Cell]:
    """Return a need's cells by column key, as a file shows them; partner and workplace are loaded with it."""
    return {
        "number": str(need.id),
        "partner": need.partner.name,
        "occupation": occupation_cell(need.occupation_id, need.occupation_text),
        "headcount": need.headcount,
        "quarter": quarter_label(need.quarter),
        "certainty": word(need.certainty),
        "shift": word(need.shift),
        "language": word(need.language),
        "openness": "; ".join(word(way) for way in need.open_to) or None,
        "audience": word(need.audience),
        "workplace": need.workplace.name if need.workplace else None,
        "notes": need.notes or None,
        "state": _("Åben") if need.is_open else _("Lukket"),
    }


def occupation_cell(occupation_id: str | None, text: str) -> str:
    """Return an occupation as a file writes it: own words, and an id that nobody knows any more, stand in quotation marks."""
    known = vocabulary().find(occupation_id)
    return known.title(current_locale()) if known else f'"{name_of(occupation_id, current_locale(), text)}"'


def rows(needs: Iterable[LabourNeed]) -> list[list[Cell]]:
    """Return the cells of needs in the order of the columns."""
    return [[found[column.key] for column in COLUMNS] for found in map(record, needs)]


def write_workbook(needs: Sequence[LabourNeed]) -> bytes:
    """Return an xlsx file of needs with the guide."""
    return workbooks.write_workbook(_("Behov"), COLUMNS, rows(needs), _guide())


def write_template() -> bytes:
    """Return an empty xlsx file with the headings a partner fills in, and the guide."""
    columns = [column for column in COLUMNS if not column.is_read_only]
    return workbooks.write_workbook(_("Behov"), columns, [], _guide())


def write_csv(needs: Sequence[LabourNeed]) -> bytes:
    """Return csv as Danish Excel opens it."""
    return csv_files.write_csv(COLUMNS, rows(needs))


def _guide() -> Guide:
    lists = {key: (BY_KEY[key].label, list(words(key).values())) for key in LISTS}
    lists["quarter"] = (BY_KEY["quarter"].label, [quarter_label(quarter) for quarter in open_quarters()])
    lang = current_locale()
    lists["occupation"] = (BY_KEY["occupation"].label, [found.title(lang) for found in vocabulary().sorted(lang)])
    return Guide(told, lists, frozenset([*CHOICES, "quarter", "occupation"]))


def words(key: str) -> dict[Any, str]:
    """Return each choice of a column with its word in the user's language."""
    return {choice: word(choice) for choice in LISTS[key]}


def known_words(key: str) -> dict[str, Any]:
    """Return every way the choices of a column may be written: Danish, English and their codes, in plain letters."""
    return _known_words(key, str(get_locale()))


@lru_cache(16)
def _known_words(key: str, _locale: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for locale in ("da", "en"):
        with force_locale(locale):
            for choice in LISTS[key]:
                for written in (choice.value, choice.value.replace("_", " "), word(choice)):
                    found.setdefault(plain(written), choice)
    return found


def told(column: Column) -> str:
    """Return the sentence of the guide on what may stand in a column."""
    needed = _("Skal udfyldes for et nyt behov. ") if column.key in REQUIRED else ""
    sentences = {
        "number": _("Lad cellen stå tom for et nyt behov. Med et nummer rettes det behov, der har det."),
        "occupation": _("Navnet på erhvervet, se listen til højre. Jeres egne ord beholdes, når de står i anførselstegn."),
        "headcount": _("Et helt tal fra 1 til 1.000."),
        "quarter": _("Et kvartal, fx 1. kvt. 2027, 2027-1 eller Q1 2027, eller en dato i kvartalet. Højst fire år frem."),
        "certainty": _("Sikker, Forventet eller Mulig. Tom: Forventet."),
        "shift": _("Se listen til højre. Tom: Dag."),
        "language": _("Se listen til højre. Tom: Dansk."),
        "openness": _("Hvad I også vil tage imod, med semikolon imellem, se listen til højre. Må være tom."),
        "audience": _("Se listen til højre. Tom: Kun kommunen."),
        "workplace": _("Navnet på et af jeres arbejdssteder, eller tom."),
        "notes": _("Højst 1.000 tegn. Ingen navne på borgere."),
    }
    return needed + sentences.get(column.key, _("Kan ikke ændres her. Det, der står, bliver ikke læst."))
