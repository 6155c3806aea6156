"""The steward's pages: replace a text by the official wording, draft a successor, rebuild it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, requires
from ..errors import RuleBroken, StaleVersion
from . import editing, queries, structure, succession
from .forms import FrameForm, GoalForm, TextForm
from .models import Section, Strategy, StrategyState
from .views import bp, link_slug, shown

KINDS = {"maal": "goal", "pejlemaerke": "guidepost", "tekst": "item"}
PAGE_OF_SECTION = {
    Section.ABOUT: "background",
    Section.RESULT: "results",
    Section.CHALLENGE: "results",
    Section.PRINCIPLE: "principles",
    Section.POINT: "principles",
    Section.CONTRIBUTION: "contributions",
    Section.CONTRIBUTION_ITEM: "contributions",
    Section.STRENGTH: "swot",
    Section.WEAKNESS: "swot",
    Section.OPPORTUNITY: "swot",
    Section.THREAT: "swot",
}


@bp.route("/ret/<any(maal, pejlemaerke, tekst):what>/<int:text_id>", methods=["GET", "POST"])
@requires(Permission.STRATEGY_EDIT)
def edit(what: str, text_id: int) -> ResponseReturnValue:
    """Replace one text; a text changed meanwhile is shown beside what was typed."""
    thing = queries.find_text(KINDS[what], text_id) or abort(404)
    form = GoalForm() if what == "maal" else TextForm()
    current, status = None, 200
    if not form.is_submitted():
        form.show(thing)
    elif form.validate():
        try:
            editing.edit_text(current_user, KINDS[what], text_id, seen_version(form), form.words())
            flash(_("Teksten er gemt."), "success")
            return redirect(_page_of(thing), 303)
        except StaleVersion as stale:
            current, status = stale.current, 409
            form.version.raw_data, form.version.data = None, stale.current.version
        except RuleBroken as broken:
            tell(form, broken)
            status = 422
    else:
        status = 422
    return render_template("strategy/edit.html", form=form, thing=thing, current=current, back=_page_of(thing)), status


@bp.route("/<slug>/ramme", methods=["GET", "POST"])
@requires(Permission.STRATEGY_EDIT)
def edit_frame(slug: str) -> ResponseReturnValue:
    """Change a strategy's name, period and source."""
    strategy = shown(slug)
    form = FrameForm()
    current, status = None, 200
    if not form.is_submitted():
        form.show(strategy)
    elif form.validate():
        try:
            editing.edit_frame(current_user, strategy.id, seen_version(form), form.frame())
            flash(_("Strategien er gemt."), "success")
            return redirect(url_for("strategy.overview", slug=link_slug(strategy)), 303)
        except StaleVersion as stale:
            current, status = stale.current, 409
            form.version.raw_data, form.version.data = None, stale.current.version
        except RuleBroken as broken:
            tell(form, broken)
            status = 422
    else:
        status = 422
    back = url_for("strategy.overview", slug=link_slug(strategy))
    return render_template("strategy/edit_frame.html", form=form, strategy=strategy, current=current, back=back), status


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.STRATEGY_EDIT)
def draft() -> ResponseReturnValue:
    """Draft a successor as a copy of the strategy in force."""
    form = FrameForm()
    if form.validate_on_submit():
        try:
            strategy = succession.draft_successor(current_user, form.frame())
            flash(_("Kladden er lavet som en kopi af den strategi, der gælder nu. Byg den om, og åbn den, når den er klar."), "success")
            return redirect(url_for("strategy.structure_page", slug=strategy.slug), 303)
        except RuleBroken as broken:
            tell(form, broken)
    status = 422 if form.is_submitted() else 200
    return render_template("strategy/edit_frame.html", form=form, strategy=None, current=None, back=url_for("strategy.index")), status


@bp.get("/<slug>/opbygning")
@requires(Permission.STRATEGY_EDIT)
def structure_page(slug: str) -> ResponseReturnValue:
    """Show a draft's build with everything that can be done to it."""
    strategy = _draft_or_404(slug)
    return render_template("strategy/structure.html", strategy=strategy, texts=queries.texts_of(strategy.id), sections=_section_names())


@bp.route("/<slug>/opbygning/ny/<any(maal, pejlemaerke, tekst):what>", methods=["GET", "POST"])
@requires(Permission.STRATEGY_EDIT)
def add(slug: str, what: str) -> ResponseReturnValue:
    """Add a goal, a guidepost (`under` is the goal) or a text (`afsnit`, and `under` for a point) to a draft."""
    strategy = _draft_or_404(slug)
    under = request.args.get("under", type=int)
    section = request.args.get("afsnit", "")
    if (what == "pejlemaerke" and under is None) or (what == "tekst" and section not in set(Section)):
        abort(404)
    form = GoalForm() if what == "maal" else TextForm()
    if form.validate_on_submit():
        try:
            if what == "maal":
                structure.add_goal(current_user, strategy.id, form.words())
            elif what == "pejlemaerke":
                structure.add_guidepost(current_user, under or 0, form.words())
            else:
                structure.add_item(current_user, strategy.id, Section(section), under, form.words())
            flash(_("Tilføjet."), "success")
            return redirect(url_for("strategy.structure_page", slug=slug), 303)
        except RuleBroken as broken:
            tell(form, broken)
    status = 422 if form.is_submitted() else 200
    return render_template("strategy/add.html", form=form, strategy=strategy, what=what), status


@bp.post("/fjern/<any(maal, pejlemaerke, tekst):what>/<int:text_id>")
@requires(Permission.STRATEGY_EDIT)
def remove(what: str, text_id: int) -> ResponseReturnValue:
    """Take a text out of a draft."""
    return _rebuild(what, text_id, lambda: structure.remove(current_user, KINDS[what], text_id, request.form.get("version", 0, type=int)))


@bp.post("/flyt/<any(maal, pejlemaerke, tekst):what>/<int:text_id>/<any(op, ned):way>")
@requires(Permission.STRATEGY_EDIT)
def move(what: str, text_id: int, way: str) -> ResponseReturnValue:
    """Move a text of a draft one place up or down."""
    return _rebuild(what, text_id, lambda: structure.move(current_user, KINDS[what], text_id, -1 if way == "op" else 1))


@bp.post("/<slug>/slet")
@requires(Permission.STRATEGY_EDIT)
def remove_draft(slug: str) -> ResponseReturnValue:
    """Delete a draft."""
    strategy = _draft_or_404(slug)
    try:
        succession.remove_draft(current_user, strategy.id, request.form.get("version", 0, type=int))
    except RuleBroken as broken:
        flash(broken.text, "error")
    except StaleVersion:
        flash(_("Kladden er ændret i mellemtiden. Se den igen, før du sletter den."), "error")
        return redirect(url_for("strategy.structure_page", slug=slug), 303)
    else:
        flash(_("Kladden er slettet."), "success")
    return redirect(url_for("strategy.index"), 303)


def seen_version(form: Any) -> int:
    """Return the version that the form was opened on, 0 when it is missing or no number."""
    text = str(form.version.data or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def tell(form: Any, broken: RuleBroken) -> None:
    """Put a broken rule at its field, or above the whole form."""
    if broken.field and broken.field in form:
        form[broken.field].errors = [*form[broken.field].errors, broken.text]
    else:
        form.form_errors.append(broken.text)


def _rebuild(what: str, text_id: int, change: Any) -> ResponseReturnValue:
    thing = queries.find_text(KINDS[what], text_id) or abort(404)
    strategy = _strategy_of(thing)
    try:
        change()
    except RuleBroken as broken:
        flash(broken.text, "error")
    except StaleVersion:
        flash(_("Teksten er ændret i mellemtiden. Se den igen, før du fjerner den."), "error")
    return redirect(url_for("strategy.structure_page", slug=strategy.slug) if _is_draft(strategy) else _page_of(thing), 303)


def _draft_or_404(slug: str) -> Strategy:
    strategy = shown(slug)
    if not _is_draft(strategy):
        abort(404)
    return strategy


def _is_draft(strategy: Strategy) -> bool:
    return strategy.state == StrategyState.DRAFT


def _strategy_of(thing: Any) -> Strategy:
    strategy: Strategy = thing.goal.strategy if hasattr(thing, "goal_id") else thing.strategy
    return strategy


def _page_of(thing: Any) -> str:
    """Where a text is read; a draft's texts are read in its build."""
    strategy = _strategy_of(thing)
    if _is_draft(strategy):
        return url_for("strategy.structure_page", slug=strategy.slug)
    slug = link_slug(strategy)
    if hasattr(thing, "section"):
        return url_for(f"strategy.{PAGE_OF_SECTION[thing.section]}", slug=slug)
    return url_for("strategy.guidepost" if hasattr(thing, "goal_id") else "strategy.goal", code=thing.code, slug=slug)


def _section_names() -> list[tuple[Section, str, Section | None]]:
    """The sections in reading order: heading, and which section's texts stand under each of its own."""
    return [
        (Section.ABOUT, _("Formål og baggrund"), None),
        (Section.PRINCIPLE, _("Principper"), Section.POINT),
        (Section.CONTRIBUTION, _("Bidrag"), Section.CONTRIBUTION_ITEM),
        (Section.RESULT, _("Resultater"), None),
        (Section.CHALLENGE, _("Udfordringer"), None),
        (Section.STRENGTH, _("Styrker"), None),
        (Section.WEAKNESS, _("Svagheder"), None),
        (Section.OPPORTUNITY, _("Muligheder"), None),
        (Section.THREAT, _("Trusler"), None),
    ]
