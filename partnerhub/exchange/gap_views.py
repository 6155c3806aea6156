"""The gap: what is needed against what is there, on a page and as a file."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..access import Permission, requires
from ..clock import today
from ..language import current_locale
from ..occupations.keeping import name_of
from ..sheets.file_views import download
from ..typed_text import sort_key
from . import gap_export, gap_queries
from .gap import Gap, GapRow, gap
from .gap_parameters import gap_filter

bp = Blueprint("gap", __name__)
OCCUPATIONS_A_PAGE = 15


@bp.get("")
@requires(Permission.GAP_VIEW)
def index() -> ResponseReturnValue:
    """Show what is needed per occupation and quarter, and what is there, as far as the user may know."""
    chosen = gap_filter(request.args)
    found = gap(current_user, chosen.filter)
    page, after = _page(found, request.args.get("efter", ""))
    return render_template(
        "gap/index.html",
        gap=found,
        page=page,
        after=after,
        chosen=chosen,
        towns=[(gap_queries.town_key(town), town) for town in gap_queries.towns()],
    )


@bp.get("/gab.<any(xlsx, csv, json):kind>")
@requires(Permission.GAP_VIEW)
def export_file(kind: str) -> ResponseReturnValue:
    """Send exactly the rows that the filters show, as a file."""
    found = gap(current_user, gap_filter(request.args).filter)
    return download(gap_export.written(kind, found, current_locale()), kind, f"gab-{today().isoformat()}")


def _page(found: Gap, after: str) -> tuple[list[tuple[str, list[GapRow]]], str]:
    """Rows by occupation, the largest hole first, a page at a time; the cursor is the last occupation shown."""
    by_occupation: dict[str, list[GapRow]] = {}
    for row in found.rows:
        by_occupation.setdefault(row.occupation_id, []).append(row)
    lang = current_locale()
    order = sorted(
        by_occupation,
        key=lambda name: (-sum(row.hole for row in by_occupation[name]), sort_key(name_of(name, lang)), name),
    )
    start = order.index(after) + 1 if after in by_occupation else 0
    shown = order[start : start + OCCUPATIONS_A_PAGE]
    more = start + OCCUPATIONS_A_PAGE < len(order)
    return [(name, by_occupation[name]) for name in shown], shown[-1] if more else ""
