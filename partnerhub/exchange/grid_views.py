"""Many needs at once, as in a spreadsheet: a row a need, all or none written."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, requires
from ..errors import RuleBroken
from . import need_service
from .grid_forms import MORE_ROWS, MOST_ROWS, GridForm, RowForm, asked_for_more
from .need_views import ADVISED, bp
from .scheme_panel import schemes


@bp.route("/ark", methods=["GET", "POST"])
@requires(Permission.NEED_LOG)
def grid() -> ResponseReturnValue:
    """Log many needs of the own partner, all or none; faults are told by row and field, and nothing typed is lost."""
    form = GridForm(more=MORE_ROWS if asked_for_more() else 0)
    if request.method == "POST" and not asked_for_more() and not form.is_searching and form.validate():
        try:
            made = need_service.log_needs(current_user, [row.terms() for row in form.filled], form.shown)
        except RuleBroken as broken:
            form.put(broken)
        else:
            flash(ngettext("%(num)s behov er gemt.", "%(num)s behov er gemt.", len(made)), "success")
            return redirect(url_for("needs.index", hvis="egne"), 303)
    page = render_template(
        "needs/grid.html",
        form=form,
        empty_row=RowForm("NN", formdata=None),
        most=MOST_ROWS,
        schemes=schemes(ADVISED, current_user.partner.kind.value),
    )
    return make_response(page, 422 if form.faults or form.form_errors else 200)
