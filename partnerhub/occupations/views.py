"""The occupations' pages: what jobs are called, what leads there, the suggestions while one types. Anyone may read them."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, public, requires
from ..errors import RuleBroken
from ..language import current_locale
from ..security import limiter
from . import keeping, service
from .finder import MOST_TYPED
from .forms import OccupationForm
from .labels import education_kind_word, level_word, sector_word
from .listing import groups
from .suggesting import suggestions
from .terms import Sector

bp = Blueprint("occupations", __name__)
LIMIT = "600/minute"  # a whole town hall types from one address
_FOR_ALL = ("dst",)


@bp.record_once
def _give_words(state: Any) -> None:
    state.app.jinja_env.globals |= {word.__name__: word for word in (education_kind_word, level_word, sector_word)}


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """List the occupations by sector; `q` and `omraade` narrow the list."""
    typed = " ".join(request.args.get("q", "").split())[:MOST_TYPED]
    asked = request.args.get("omraade", "")
    sector = asked if asked in set(Sector) else None
    known = keeping.vocabulary()
    return render_template(
        "occupations/index.html",
        groups=groups(known, typed, sector, current_locale()),
        typed=typed,
        sector=sector,
        sectors=list(Sector),
        about=known.about,
        sources=list(known.sources.values()),
    )


@bp.get("/soeg")
@public
@limiter.limit(LIMIT)
def suggest() -> ResponseReturnValue:
    """Return the occupations that `q` may mean, and a sentence that tells how many, as JSON for the field."""
    return jsonify(suggestions(request.args.get("q", "")[:MOST_TYPED], current_locale()))


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.OCCUPATION_ADD)
def new() -> ResponseReturnValue:
    """Add an occupation that is missing; `navn` is the name that somebody wrote."""
    form = OccupationForm(title_da=request.args.get("navn", "")[:MOST_TYPED])
    if form.validate_on_submit():
        try:
            row = service.add_occupation(current_user, form.occupation())
            flash(_("%(name)s er tilføjet og kan bruges nu.", name=row.title_da), "success")
            return redirect(url_for("occupations.show", occupation_id=row.slug), 303)
        except RuleBroken as broken:
            errors = form[broken.field].errors if broken.field in form else form.form_errors
            errors.append(broken.text)
    return render_template("occupations/new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/<occupation_id>")
@public
def show(occupation_id: str) -> ResponseReturnValue:
    """Show one occupation: what leads there, where it leads, and what is said about it where."""
    known = keeping.vocabulary()
    found = known.find(occupation_id) or abort(404)
    lang = current_locale()
    return render_template(
        "occupations/show.html",
        occupation=found,
        other_title=found.title("da" if lang == "en" else "en") if found.title_en else "",
        educations=known.educations_of(found),
        onward=[known.educations[name] for name in found.onward],
        onward_jobs=[known.occupations[name] for name in known.leads_onward(found.id)],
        related=known.related(found),
        about=known.about,
        sources=[known.sources[name] for name in (*_FOR_ALL, *found.sources) if not found.is_local],
    )
