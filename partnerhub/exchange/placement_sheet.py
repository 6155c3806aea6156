"""Placements as a spreadsheet to take along: xlsx, csv and json."""

import json
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from ..commitments.labels import kind_label, visibility_label
from ..language import current_locale
from ..occupations.keeping import name_of
from ..sheets import csv_files, workbooks
from ..sheets.columns import Cell, Column, Holds
from .models import Placement

COLUMNS: tuple[Column, ...] = (
    Column("number", "Nr", "No", Holds.NUMBER, 8),
    Column("partner", "Partner", "Partner", width=24),
    Column("title", "Titel", "Title", width=36),
    Column("kind", "Slags", "Kind", width=22),
    Column("occupation", "Erhverv", "Occupation", width=28),
    Column("quantity", "Pladser", "Places", Holds.NUMBER, 9),
    Column("taken", "Optaget", "Taken", Holds.NUMBER, 9),
    Column("free", "Ledige", "Free", Holds.NUMBER, 9),
    Column("starts_on", "Fra", "From", Holds.DAY, 12),
    Column("ends_on", "Til", "Until", Holds.DAY, 12),
    Column("workplace", "Arbejdssted", "Workplace", width=20),
    Column("minimum_age", "Mindste alder", "Minimum age", Holds.NUMBER, 9),
    Column("conditions", "Betingelser", "Conditions", width=36),
    Column("tasks", "Opgaver", "Tasks", width=40),
    Column("visibility", "Synlighed", "Visibility", width=14),
    Column("state", "Status", "State", width=10),
)


def rows(placements: Iterable[Placement]) -> list[list[Cell]]:
    """Return the cells of placements in the order of the columns; partner and workplace are loaded with them."""
    return [[found[column.key] for column in COLUMNS] for found in map(_record, placements)]


def write_workbook(placements: Sequence[Placement]) -> bytes:
    """Return an xlsx file of placements."""
    return workbooks.write_workbook(_("Pladser"), COLUMNS, rows(placements))


def write_csv(placements: Sequence[Placement]) -> bytes:
    """Return csv as Danish Excel opens it."""
    return csv_files.write_csv(COLUMNS, rows(placements))


def write_json(placements: Sequence[Placement]) -> bytes:
    """Return json with the fields of the spreadsheet by their English keys; kind and visibility as codes, days as ISO text."""
    found = []
    for row, cells in zip(placements, rows(placements), strict=True):
        values = {column.key: cell for column, cell in zip(COLUMNS, cells, strict=True)}
        days = {name: day.isoformat() if day else None for name, day in (("starts_on", row.starts_on), ("ends_on", row.ends_on))}
        found.append(values | days | {"kind": row.kind.value, "occupation_id": row.occupation_id, "visibility": row.visibility.value})
    return json.dumps({"placements": found}, ensure_ascii=False, indent=1).encode()


def _record(row: Placement) -> dict[str, Cell]:
    asked = [_("hygiejnekrav") if row.is_hygienic else "", _("natarbejde") if row.is_at_night else "", row.conditions]
    return {
        "number": row.id,
        "partner": row.partner.name,
        "title": row.title,
        "kind": kind_label(row.kind),
        "occupation": name_of(row.occupation_id, current_locale(), row.occupation_text) or None,
        "quantity": row.quantity,
        "taken": row.taken,
        "free": row.free,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "workplace": row.workplace.name if row.workplace else None,
        "minimum_age": row.minimum_age,
        "conditions": "; ".join(text for text in asked if text) or None,
        "tasks": row.tasks or None,
        "visibility": visibility_label(row.visibility),
        "state": _("Åben") if row.is_open else _("Lukket"),
    }
