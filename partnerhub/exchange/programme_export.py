"""Programmes as a file: the same columns that an import reads."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from ..database import db
from ..sheets.columns import Cell
from ..sheets.csv_files import write_csv
from ..sheets.workbooks import write_workbook
from .programme_queries import ProgrammeFilter, narrowed
from .programme_sheet import EXPORTED, guide, shown_cells
from .programme_terms import terms_of
from .training_models import Programme

EXPORT_LIMIT = 5_000


def exported(chosen: ProgrammeFilter, *, only_public: bool = False) -> list[Programme]:
    """Return what a filter shows, the soonest start first, as many as a file may hold and one more."""
    query = narrowed(chosen, only_public=only_public).options(selectinload(Programme.occupations))
    ordered = query.order_by(Programme.starts_on.is_(None), Programme.starts_on, Programme.id).limit(EXPORT_LIMIT + 1)
    return list(db.session.scalars(ordered))


def write(kind: str, programmes: Iterable[Programme]) -> bytes:
    """Return the programmes as "xlsx" or "csv"."""
    rows = [_cells(programme) for programme in programmes]
    return write_csv(EXPORTED, rows) if kind == "csv" else write_workbook(_("Forløb"), EXPORTED, rows, guide())


def _cells(programme: Programme) -> list[Cell]:
    shown = shown_cells(terms_of(programme), programme.accepted)
    return [shown[column.key] for column in EXPORTED]
