"""Copy last term: the chosen programmes on one page, each with its new days to be mended."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, requires
from ..errors import RuleBroken
from . import programme_copying
from .forms import PlainForm
from .programme_forms import CopyForm
from .programme_views import bp
from .training_models import Programme


@bp.route("/kopier", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_LOG)
def copy() -> ResponseReturnValue:
    """Show the chosen programmes with new days half a year on, and write them down."""
    asked = [int(text) for text in request.values.getlist("programme") if text.isascii() and text.isdecimal() and len(text) < 10]
    rows = programme_copying.chosen(current_user, asked)
    token = PlainForm()
    if request.method == "GET":
        return render_template("programmes/copy.html", rows=[(row, _shown(row)) for row in rows], token=token, picked=None)
    picked = {int(text) for text in request.form.getlist("pick") if text.isascii() and text.isdecimal() and len(text) < 10}
    forms = [(row, CopyForm(request.form, prefix=f"p{row.id}-")) for row in rows]
    # Every row is looked at, so that all faults are told at once.
    sound = [form.validate() for row, form in forms if row.id in picked]
    if all(sound) and token.validate_on_submit():
        try:
            wanted = {row.id: form.again() for row, form in forms if row.id in picked}
            made = programme_copying.copy(current_user, wanted)
        except RuleBroken as broken:
            _put(forms, token, broken)
        else:
            flash(ngettext("%(num)s forløb er kopieret.", "%(num)s forløb er kopieret.", len(made)), "success")
            return redirect(url_for("programmes.index", hvis="egne"), 303)
    return make_response(render_template("programmes/copy.html", rows=forms, token=token, picked=picked), 422)


def _shown(programme: Programme) -> CopyForm:
    form = CopyForm(prefix=f"p{programme.id}-")
    form.show(programme_copying.proposed(programme))
    return form


def _put(forms: list[tuple[Programme, CopyForm]], token: PlainForm, broken: RuleBroken) -> None:
    row_id, _dot, field = broken.field.partition(".")
    for row, form in forms:
        if str(row.id) == row_id:
            form[field].errors = [broken.text]
            return
    token.form_errors.append(broken.text or _("Sæt hak ved de forløb, der skal kopieres."))
