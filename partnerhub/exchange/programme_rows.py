"""A row of a school's sheet as terms of a programme: cells read by their columns, faults collected by cell, nothing guessed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from ..errors import RuleBroken
from ..language import current_locale, write_number
from ..occupations import keeping
from ..sheets import cells
from ..sheets.cells import plain
from ..sheets.days import read_day_cell, read_period, week_of
from ..sheets.uploads import CellFaults, UploadRow
from .kinds import ProgrammeKind
from .programme_sheet import CHOICES, choice_label, choice_words
from .programme_terms import ProgrammeTerms, checked
from .training_models import Programme

COLUMN_OF = {"taken_elsewhere": "taken"}
# What to leave out of the terms so that the next rule can be checked too: one fault in a row must not hide another.
HARMLESS: dict[str, dict[str, Any]] = {
    "title": {"title": "x"},
    "seats": {"seats": 1_000, "taken_elsewhere": 0, "minimum": None},
    "taken_elsewhere": {"taken_elsewhere": 0},
    "waiting": {"waiting": 0},
    "minimum": {"minimum": None},
    "starts_on": {"starts_on": None, "ends_on": None},
    "ends_on": {"ends_on": None},
    "price_year": {"price": "", "price_year": None},
    **{name: {name: ""} for name in ("course_code", "duration", "place", "price", "sign_up_url", "about")},
}
TEXTS = ("title", "course_code", "duration", "place", "sign_up_url", "about")

Key = tuple[str, date | None, str]
"""What makes two rows the same programme: course number and start, and the title where there is no number."""


@dataclass(frozen=True)
class Usual:
    """What holds for every row whose sheet does not say it."""

    kind: ProgrammeKind
    price_year: int | None = None


@dataclass(frozen=True)
class Unclear:
    """A text that may name an occupation and does not do so beyond doubt, with the nearest name, "" for none."""

    row: int
    text: str
    nearest: str
    is_title: bool = False  # there was no column of occupations, so the title was looked at


def key_of(code: str, starts_on: date | None, title: str) -> Key:
    """Return what a programme is known by."""
    code = plain(code)
    return code, starts_on, "" if code else plain(title)


def read_start(row: UploadRow, faults: CellFaults) -> tuple[date | None, date | None]:
    """Return the first and the last day that the columns of start, week and year say."""
    if row.cells.get("starts_on") is not None:
        return faults.read("starts_on", read_period) or (None, None)
    if row.cells.get("week") is None:
        return None, None
    return faults.read("week", _week, row.value("year")) or (None, None)


def read_terms(row: UploadRow, usual: Usual, before: Programme | None, stands: ProgrammeTerms | None, faults: CellFaults) -> ProgrammeTerms:
    """Return what a row says over what stands; faults are added by cell, and what is at fault is left as it was."""
    first, last = read_start(row, faults)
    terms = stands or ProgrammeTerms("", usual.kind, 1)
    values: dict[str, Any] = {}
    for name in TEXTS:
        if name in row.columns:
            values[name] = " ".join((faults.read(name, cells.read_text) or "").split(" "))
    for name in CHOICES:
        if row.cells.get(name) is not None:
            values[name] = faults.read(name, _choice, name) or getattr(terms, name)
    if "starts_on" in row.columns or "week" in row.columns:
        values["starts_on"] = first
        values["ends_on"] = last if last or "ends_on" in row.columns or not stands else stands.ends_on
    if row.cells.get("ends_on") is not None:
        values["ends_on"] = faults.read("ends_on", read_day_cell)
    for name in ("waiting", "minimum"):
        if name in row.columns:
            values[name] = faults.read(name, cells.read_number)
    values["waiting"] = values.get("waiting", terms.waiting) or 0
    values |= _read_seats(row, terms, before.accepted if before else 0, faults)
    values |= _read_price(row, usual, terms, faults)
    return replace(terms, **values)


def check(partner_id: int, terms: ProgrammeTerms, before: Programme | None, faults: CellFaults) -> ProgrammeTerms:
    """Hold the terms against the rules of the service, each rule in turn; return them as they would be stored."""
    for _attempt in range(len(HARMLESS) + 1):
        try:
            return checked(partner_id, terms, before)
        except RuleBroken as broken:
            faults.add(COLUMN_OF.get(broken.field, broken.field), broken.text)
            if broken.field not in HARMLESS:
                break
            terms = replace(terms, **HARMLESS[broken.field])
    return terms


def read_occupations(row: UploadRow) -> tuple[tuple[str, ...], list[Unclear]]:
    """Return the occupations that the row's column names beyond doubt, else its title, and what was not clear."""
    told = row.text("occupations")
    known, unclear = [], []
    for part in told.replace("\n", ";").split(";") if told else [row.text("title")]:
        text = part.strip()
        for piece in [text] if keeping.certain(text) else [one.strip() for one in text.split(",")] if told else [text]:
            found = keeping.certain(piece) if piece else None
            if found:
                known.append(found.id)
            elif piece:
                near = keeping.lookup(piece, 1)
                unclear.append(Unclear(row.number, cells.cut(piece), near[0].occupation.title(current_locale()) if near else "", not told))
    return tuple(sorted(set(known))), unclear


def _week(value: Any, year: Any) -> tuple[date | None, date | None]:
    text = cells.read_text(value)
    if text.isdecimal() and len(text) <= 2:
        number = cells.read_number(year)
        if number is None:
            raise cells.CellError(_("Skriv også året: uge %(week)s 2027.", week=text))
        return week_of(number, int(text))
    return read_period(value if not text[:1].isdecimal() else f"uge {text}")


def _choice(value: Any, key: str) -> Any:
    return cells.read_choice(value, choice_words(key), {choice: choice_label(choice) for choice in CHOICES[key]})


def _read_seats(row: UploadRow, terms: ProgrammeTerms, accepted: int, faults: CellFaults) -> dict[str, Any]:
    """Seats, and how many of them are taken beside Partnerhub: schools count everyone who has one."""
    if row.cells.get("seats") is None:
        faults.add("seats", _("Cellen er tom. Skriv, hvor mange pladser der er i alt."))
        return {}
    seats = faults.read("seats", cells.read_number)
    if seats is None:
        return {}
    found: dict[str, Any] = {"seats": seats}
    taken = faults.read("taken", cells.read_number) if "taken" in row.columns else None
    if "taken" in row.columns and row.cells.get("taken") is None and row.cells.get("free") is None:
        taken = 0
    if taken is None and row.cells.get("free") is not None:
        free = faults.read("free", cells.read_number)
        if free is not None and not 0 <= free <= seats:
            faults.add(
                "free", _("Der kan ikke være %(free)s ledige af %(seats)s pladser.", free=write_number(free), seats=write_number(seats))
            )
        elif free is not None:
            taken = seats - free
    if taken is None:
        return found
    if taken > seats:
        told = _("%(taken)s har fået plads, men der er kun %(seats)s pladser. Ret tallene, eller skriv resten på ventelisten.")
        faults.add("taken", told % {"taken": write_number(taken), "seats": write_number(seats)})
        return found
    if taken < 0:
        faults.add("taken", _("Antallet af optagne kan ikke være mindre end 0."))
        return found
    return found | {"taken_elsewhere": max(0, taken - accepted)}


def _read_price(row: UploadRow, usual: Usual, terms: ProgrammeTerms, faults: CellFaults) -> dict[str, Any]:
    if "price" not in row.columns:
        return {}
    value = row.value("price")
    text = faults.read("price", cells.read_text) or ""
    if text and isinstance(value, int | float) and not isinstance(value, bool):
        text = f"{write_number(round(value, 2))} kr."
    year = faults.read("price_year", cells.read_number) if row.cells.get("price_year") is not None else None
    if year is None and text:
        year = terms.price_year if text == terms.price and terms.price_year else usual.price_year
    return {"price": text, "price_year": year}
