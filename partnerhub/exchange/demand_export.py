"""A school's demand as a file: the rows that the filters show, in a workbook or csv. Nothing stands here that the page does not show."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from ..occupations.keeping import name_of
from ..sheets.columns import Cell, Column, Holds
from ..sheets.csv_files import write_csv
from ..sheets.workbooks import write_workbook
from .demand import Demand
from .kinds import Certainty
from .quarters import code_of

_COLUMNS: tuple[tuple[Column, Callable[[Demand, str], Cell]], ...] = (
    (Column("occupation", "Erhverv", "Occupation", width=34), lambda one, lang: name_of(one.row.occupation_id, lang)),
    (Column("quarter", "Kvartal", "Quarter"), lambda one, lang: code_of(one.row.quarter)),
    (Column("needed", "Behov, der kan vises", "Needed, as far as shown", Holds.NUMBER), lambda one, lang: one.row.needed.total),
    (Column("certain", "Sikkert", "Certain", Holds.NUMBER), lambda one, lang: one.row.needed.by_certainty[Certainty.CERTAIN]),
    (Column("expected", "Forventet", "Expected", Holds.NUMBER), lambda one, lang: one.row.needed.by_certainty[Certainty.EXPECTED]),
    (Column("possible", "Muligt", "Possible", Holds.NUMBER), lambda one, lang: one.row.needed.by_certainty[Certainty.POSSIBLE]),
    (Column("own_seats", "Jeres ledige pladser", "Your free seats", Holds.NUMBER), lambda one, lang: one.own_seats),
    (Column("others", "Andet udbud", "Other supply", Holds.NUMBER), lambda one, lang: one.others),
    (Column("hole", "Mangler", "Missing", Holds.NUMBER), lambda one, lang: one.row.hole),
)
COLUMNS = [column for column, _value in _COLUMNS]


def written(kind: str, rows: Sequence[Demand], lang: str) -> bytes:
    """Return the rows as "xlsx" or "csv"."""
    cells = [[value(one, lang) for _column, value in _COLUMNS] for one in rows]
    return write_csv(COLUMNS, cells) if kind == "csv" else write_workbook(_("Behov"), COLUMNS, cells)
