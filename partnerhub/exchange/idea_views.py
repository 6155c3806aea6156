"""Suggested programmes: the list, one idea, suggest, answer, make a programme of it, drop it."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, check, requires
from ..commitments.presenting import put_error
from ..errors import RuleBroken, StaleVersion
from ..occupations.fields import Chosen, is_searching
from ..occupations.keeping import vocabulary
from . import conflict, idea_queries, idea_service
from .forms import CloseForm
from .gap import GapFilter, protected_sums
from .idea_forms import SuggestForm, WouldSendForm
from .parameters import quarter_or_none
from .programme_forms import ProgrammeFieldsForm
from .programme_views import schemes_of
from .quarters import open_quarters
from .training_models import IdeaAnswer, ProgrammeIdea

bp = Blueprint("ideas", __name__)


@bp.get("")
@requires(Permission.IDEA_VIEW)
def index() -> ResponseReturnValue:
    """List the classes that the school suggests, or that the company is asked about."""
    found = idea_queries.ideas(current_user, request.args.get("efter", ""))
    return render_template(
        "ideas/index.html", ideas=found.rows, after=found.after, standing_of=idea_service.standing_of, own_answer=own_answer
    )


@bp.route("/nyt", methods=["GET", "POST"])
@requires(Permission.IDEA_SUGGEST)
def suggest() -> ResponseReturnValue:
    """Suggest a class for a hole; the companies that need it are asked."""
    occupation, quarter = vocabulary().find(request.args.get("erhverv")), quarter_or_none(request.args.get("kvartal"))
    if occupation is None or quarter is None or quarter not in open_quarters():
        flash(_("Vælg et erhverv og et kvartal i listen over behov, og foreslå holdet derfra."), "info")
        return redirect(url_for("demand.index"), 303)
    form = SuggestForm(occupation.id, quarter)
    if form.validate_on_submit():
        try:
            made = idea_service.suggest(current_user, form.terms(), form.shown)
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(ngettext("%(num)s virksomhed er spurgt.", "%(num)s virksomheder er spurgt.", len(made.answers)), "success")
            return redirect(url_for("ideas.show", idea_id=made.id), 303)
    needed = protected_sums(current_user, GapFilter(frozenset([occupation.id]), range(quarter, quarter + 1)))
    page = render_template("ideas/new.html", form=form, needed=needed.get((occupation.id, quarter)), schemes=schemes_of(form.kind.data))
    return make_response(page, 422 if form.errors else 200)


@bp.get("/<int:idea_id>")
@requires(Permission.IDEA_VIEW)
def show(idea_id: int) -> ResponseReturnValue:
    """Show an idea: to the school how many answered, to an asked company its own answer."""
    return _page(get_idea(idea_id))


@bp.post("/<int:idea_id>/svar")
@requires(Permission.IDEA_ANSWER)
def answer(idea_id: int) -> ResponseReturnValue:
    """Say how many the own company would send."""
    idea = get_idea(idea_id)
    if own_answer(idea) is None:
        abort(403)
    form = WouldSendForm()
    form.validate_on_submit()
    if not form.errors and form.number is None:
        form.seats.errors = [_("Skriv, hvor mange I vil sende, eller svar nej.")]
    if form.errors or form.number is None:
        return _page(idea, answer_form=form, status=422)
    try:
        idea_service.answer(current_user, idea_id, form.number)
    except RuleBroken as broken:
        if broken.field:
            put_error(form, broken)
            return _page(idea, answer_form=form, status=422)
        flash(broken.text, "error")
    else:
        flash(_("Tak for svaret. I kan ændre det, til fristen er gået."), "success")
    return redirect(url_for("ideas.show", idea_id=idea_id), 303)


@bp.route("/<int:idea_id>/forloeb", methods=["GET", "POST"])
@requires(Permission.IDEA_EDIT)
def become(idea_id: int) -> ResponseReturnValue:
    """Make a programme of an idea that enough companies want."""
    idea = get_idea(idea_id)
    check(Permission.IDEA_EDIT, idea, seen_by=Permission.IDEA_VIEW)
    if not idea_service.may_become(idea):
        flash(idea_service.too_early(), "info")
        return redirect(url_for("ideas.show", idea_id=idea_id), 303)
    form = ProgrammeFieldsForm(idea.partner)
    del form.more_starts  # an idea becomes one class
    if request.method == "GET":
        form.version.data = str(idea.version)
        form.title.data, form.kind.data, form.about.data, form.minimum.data = idea.title, idea.kind.value, idea.about, idea.minimum
        form.occupations.process_data([Chosen(idea.occupation_id, "")])
    elif not is_searching(form) and form.validate_on_submit():
        try:
            programme = idea_service.become(current_user, idea_id, form.seen_version, form.terms())
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion as stale:
            flash(conflict.told(stale), "error")
            return redirect(url_for("ideas.show", idea_id=idea_id), 303)
        else:
            flash(_("Forløbet er oprettet. De, der ville sende nogen, får besked og kan spørge om pladser."), "success")
            return redirect(url_for("programmes.show", programme_id=programme.id), 303)
    page = render_template("ideas/become.html", form=form, idea=idea, schemes=schemes_of(form.kind.data))
    return make_response(page, 422 if form.errors else 200)


@bp.post("/<int:idea_id>/opgiv")
@requires(Permission.IDEA_EDIT)
def drop(idea_id: int) -> ResponseReturnValue:
    """Give an idea up and tell those who were asked."""
    idea = get_idea(idea_id)
    check(Permission.IDEA_EDIT, idea, seen_by=Permission.IDEA_VIEW)
    form = CloseForm()
    if not form.validate_on_submit():
        return _page(idea, close_form=form, status=422)
    try:
        idea_service.drop(current_user, idea_id, form.seen_version, form.reason.data or "")
    except (RuleBroken, StaleVersion) as fault:
        flash(conflict.told(fault), "error")
    else:
        flash(_("Holdet er opgivet, og de spurgte får besked."), "success")
    return redirect(url_for("ideas.show", idea_id=idea_id), 303)


def get_idea(idea_id: int) -> ProgrammeIdea:
    """Return the idea that the current user may see; 404 otherwise."""
    idea = idea_queries.find_idea(idea_id)
    if idea is None:
        abort(404)
    check(Permission.IDEA_VIEW, idea)
    return idea


def own_answer(idea: ProgrammeIdea) -> IdeaAnswer | None:
    """Return the answer of the current user's company, None where it was not asked."""
    return next((one for one in idea.answers if one.partner_id == current_user.partner_id), None)


def _page(
    idea: ProgrammeIdea, *, answer_form: WouldSendForm | None = None, close_form: CloseForm | None = None, status: int = 200
) -> ResponseReturnValue:
    mine = own_answer(idea)
    if answer_form is None:
        answer_form = WouldSendForm(formdata=None)
        answer_form.seats.data = mine.seats or None if mine else None
    if close_form is None:
        close_form = CloseForm(formdata=None)
        close_form.version.data = str(idea.version)
    known: dict[str, Any] = {"mine": mine, "programme": idea_queries.programme_of(idea.id), "may_become": idea_service.may_become(idea)}
    if mine is None:
        known["standing"] = idea_service.standing_of(idea)
    page = render_template("ideas/show.html", idea=idea, answer_form=answer_form, close_form=close_form, **known)
    return make_response(page, status)
