"""The gap as a file: the rows that the filters show, in a workbook, csv or json. Nothing stands here that the page does not show."""

import json
from collections.abc import Callable

from flask_babel import gettext as _

from ..occupations.keeping import name_of
from ..sheets.columns import Cell, Column, Holds
from ..sheets.csv_files import write_csv
from ..sheets.workbooks import write_workbook
from .gap import Gap, GapRow
from .kinds import Certainty
from .quarters import code_of

_COLUMNS: tuple[tuple[Column, Callable[[GapRow, str], Cell]], ...] = (
    (Column("occupation", "Erhverv", "Occupation", width=34), lambda row, lang: name_of(row.occupation_id, lang)),
    (Column("quarter", "Kvartal", "Quarter"), lambda row, lang: code_of(row.quarter)),
    (Column("needed", "Behov, der kan vises", "Needed, as far as shown", Holds.NUMBER), lambda row, lang: row.needed.total),
    (Column("certain", "Sikkert", "Certain", Holds.NUMBER), lambda row, lang: row.needed.by_certainty[Certainty.CERTAIN]),
    (Column("expected", "Forventet", "Expected", Holds.NUMBER), lambda row, lang: row.needed.by_certainty[Certainty.EXPECTED]),
    (Column("possible", "Muligt", "Possible", Holds.NUMBER), lambda row, lang: row.needed.by_certainty[Certainty.POSSIBLE]),
    (Column("own", "Heraf egne", "Own of these", Holds.NUMBER), lambda row, lang: row.needed.own),
    (
        Column("others", "Heraf mindst tre andre virksomheder", "Of these at least three other companies", Holds.NUMBER),
        lambda row, lang: row.needed.others,
    ),
    (Column("promised", "Lovet", "Promised", Holds.NUMBER), lambda row, lang: row.promised),
    (Column("places", "Ledige pladser", "Free places", Holds.NUMBER), lambda row, lang: row.places),
    (Column("seats", "Ledige pladser på forløb", "Free seats", Holds.NUMBER), lambda row, lang: row.seats),
    (Column("delivered", "Leveret i kvartalet", "Delivered in the quarter", Holds.NUMBER), lambda row, lang: row.delivered),
    (Column("hole", "Mangler", "Missing", Holds.NUMBER), lambda row, lang: row.hole),
)
COLUMNS = [column for column, _value in _COLUMNS]


def written(kind: str, found: Gap, lang: str) -> bytes:
    """Return the rows as "xlsx", "csv" or "json"."""
    if kind == "json":
        return json.dumps({"gap": [_record(row, lang) for row in found.rows]}, ensure_ascii=False, indent=1).encode()
    rows = [[value(row, lang) for _column, value in _COLUMNS] for row in found.rows]
    return write_csv(COLUMNS, rows) if kind == "csv" else write_workbook(_("Gab"), COLUMNS, rows)


def _record(row: GapRow, lang: str) -> dict[str, Cell]:
    return {"occupation_id": row.occupation_id} | {column.key: value(row, lang) for column, value in _COLUMNS}
