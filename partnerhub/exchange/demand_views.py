"""The demand that a school could teach for: on a page and as a file."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..access import Permission, requires
from ..clock import today
from ..language import current_locale
from ..sheets.file_views import download
from . import demand_export, gap_queries, idea_queries
from .demand import Demand, demand
from .gap_parameters import gap_filter

bp = Blueprint("demand", __name__)
ROWS_A_PAGE = 20


@bp.get("")
@requires(Permission.IDEA_SUGGEST)
def index() -> ResponseReturnValue:
    """Show what is needed per occupation and quarter against the school's own seats, holes first."""
    chosen, only_taught = gap_filter(request.args), request.args.get("kun") == "vores"
    page, after = _page(demand(current_user, chosen.filter, only_taught=only_taught), request.args.get("efter", ""))
    return render_template(
        "ideas/demand.html",
        page=page,
        after=after,
        chosen=chosen,
        only_taught=only_taught,
        towns=[(gap_queries.town_key(town), town) for town in gap_queries.towns()],
        ideas=idea_queries.open_cells(current_user.partner_id),
        askable=idea_queries.companies_to_ask(current_user).keys(),
    )


@bp.get("/behov.<any(xlsx, csv):kind>")
@requires(Permission.IDEA_SUGGEST)
def export_file(kind: str) -> ResponseReturnValue:
    """Send exactly the rows that the filters show, as a file."""
    rows = demand(current_user, gap_filter(request.args).filter, only_taught=request.args.get("kun") == "vores")
    return download(demand_export.written(kind, rows, current_locale()), kind, f"behov-{today().isoformat()}")


def _page(rows: list[Demand], after: str) -> tuple[list[Demand], str]:
    """A page of the ranked rows; the cursor is the last row shown."""
    keys = [one.key for one in rows]
    start = keys.index(after) + 1 if after in keys else 0
    shown = rows[start : start + ROWS_A_PAGE]
    return shown, shown[-1].key if start + ROWS_A_PAGE < len(rows) else ""
