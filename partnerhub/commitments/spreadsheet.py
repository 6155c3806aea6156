"""The columns of a spreadsheet of commitments: one list drives export, import and the guide in the file."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import force_locale

from ..sheets.columns import Cell, Column, Holds
from ..sheets.headings import Layout
from . import labels
from .kinds import Kind, Phase, Unit, Visibility

ANY_NUMBER = 2  # units stand in the plural in a column of their own


COLUMNS: tuple[Column, ...] = (
    Column("reference", "Reference", "Reference", width=13, also=("ref", "nr", "nummer", "referencenummer", "id")),
    Column("owner", "Ejer", "Owner", width=28, also=("partner", "virksomhed", "organisation")),
    Column("goal", "Mål", "Goal", width=6, is_read_only=True),
    Column("guidepost", "Pejlemærke", "Guidepost", width=12, also=("pejlemærke nr",)),
    Column("title", "Titel", "Title", width=44, also=("overskrift", "navn", "forpligtelse", "commitment")),
    Column("what", "Beskrivelse", "Description", width=60, also=("tekst", "hvad", "text"), is_public=False),
    Column("kind", "Art", "Kind", Holds.CHOICE, 24, also=("type", "slags")),
    Column("quantity", "Antal", "Quantity", Holds.NUMBER, 9, also=("number", "tal", "stk")),
    Column("unit", "Enhed", "Unit", Holds.CHOICE, 15),
    Column("start_on", "Start", "Start", Holds.DAY, 12, also=("startdato", "start date", "fra", "begynder")),
    Column("due_on", "Frist", "Due", Holds.DAY, 12, also=("slut", "slutdato", "deadline", "due date", "til", "frist dato")),
    Column("visibility", "Synlighed", "Visibility", Holds.CHOICE, 14, is_public=False),
    Column("status", "Status", "Status", Holds.CHOICE, 16, also=("tilstand", "state"), is_read_only=True),
    Column("reported", "Meldt", "Reported", Holds.NUMBER, 9, also=("leveret",), is_read_only=True),
    Column("confirmed", "Bekræftet", "Confirmed", Holds.NUMBER, 11, is_read_only=True),
    Column("cosigners", "Medunderskrivere", "Co-signers", width=40, also=("medunderskriver", "cosigners", "co-signer")),
    Column("workplace", "Arbejdssted", "Workplace", width=24, also=("sted", "lokation"), is_public=False),
)
BY_KEY = {column.key: column for column in COLUMNS}
PUBLIC_COLUMNS = tuple(column for column in COLUMNS if column.is_public)
REQUIRED = ("title", "guidepost", "kind")  # of a new commitment
LAYOUT = Layout(COLUMNS, REQUIRED, known_by="reference")
CHOICES: dict[str, type[StrEnum]] = {"kind": Kind, "unit": Unit, "visibility": Visibility, "status": Phase}

Record = dict[str, Any]
"""A commitment as typed values by column key: `Kind`, `Unit`, `date`, `int`, text, or None; co-signers as (name, share) pairs."""


def choice_label(key: str, value: StrEnum | str) -> str:
    """Return the word for a choice of a column in the user's language."""
    if key == "unit":
        return labels.unit_label(value, ANY_NUMBER)
    return {"kind": labels.kind_label, "visibility": labels.visibility_label, "status": labels.phase_label}[key](value)


def choice_words(key: str, value: StrEnum) -> set[str]:
    """Return every way a choice may be written in an import: Danish, English, singular and plural, and its code."""
    found = {value.value, value.value.replace("_", " ")}
    for locale in ("da", "en"):
        with force_locale(locale):
            found.add(choice_label(key, value))
            if key == "unit":
                found.add(labels.unit_label(value, 1))
    return found


def shown(column: Column, value: Any) -> str | int | date | None:
    """Return a typed value as a cell shows it: choices in words, co-signers as "Name (3); Name", empty as None."""
    if value is None or value == "" or value == ():
        return None
    if column.holds == Holds.CHOICE:
        return choice_label(column.key, value)
    if column.key == "cosigners":
        return write_cosigners(value)
    found: str | int | date = value
    return found


def written_rows(columns: Sequence[Column], records: Iterable[Record]) -> list[list[Cell]]:
    """Return the cells of records in the order of the columns, as a file has them."""
    return [[shown(column, record.get(column.key)) for column in columns] for record in records]


def write_cosigners(signers: tuple[tuple[str, int | None], ...]) -> str:
    """Return co-signers as "Name (3); Name"."""
    return "; ".join(f"{name} ({share})" if share else name for name, share in signers)
