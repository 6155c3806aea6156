"""The steward's list of own words: which occupation each is, or add it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, requires
from ..errors import RuleBroken
from ..occupations import keeping
from . import own_word_service
from .own_word_queries import own_words

bp = Blueprint("own_words", __name__)
NEAREST = 3


@bp.get("")
@requires(Permission.OCCUPATION_ADD)
def index() -> ResponseReturnValue:
    """List what partners wrote in their own words, each with the nearest occupations."""
    rows = [(one, [match.occupation for match in keeping.lookup(one.text, NEAREST)]) for one in own_words()]
    return render_template("occupations/own_words.html", rows=rows)


@bp.post("")
@requires(Permission.OCCUPATION_ADD)
def settle() -> ResponseReturnValue:
    """Say which occupation a text is; `tekst` and `erhverv` come from the row's button."""
    try:
        number = own_word_service.settle(current_user, request.form.get("tekst", ""), request.form.get("erhverv", ""))
        told = ngettext("Erhvervet er sat ind %(num)s sted.", "Erhvervet er sat ind %(num)s steder.", number)
        flash(told if number else _("Ordene står ikke længere noget sted."), "success" if number else "info")
    except RuleBroken as broken:
        flash(broken.text, "error")
    return redirect(url_for("own_words.index"), 303)
