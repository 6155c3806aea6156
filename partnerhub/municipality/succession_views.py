"""The steward's page for a successor: which old guidepost's commitments go on under which new one, and the button that opens it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ..access import Permission, requires
from ..commitments.goal_queries import open_by_guidepost, open_by_strategy
from ..errors import RuleBroken, StaleVersion
from ..strategy.models import Strategy, StrategyState
from ..strategy.queries import find_strategy, list_strategies, predecessor_of
from .succession import succeed
from .views import bp


@bp.get("/strategi")
@requires(Permission.STRATEGY_EDIT)
def strategies() -> ResponseReturnValue:
    """List the strategies with what the steward can do to each."""
    listed = list_strategies()
    open_now = open_by_strategy()
    waiting = {strategy.id: open_now.get(strategy.id, 0) for strategy in listed if strategy.state == StrategyState.SUCCEEDED}
    can_draft = all(strategy.state != StrategyState.DRAFT for strategy in listed)
    return render_template("municipality/strategies.html", strategies=listed, waiting=waiting, can_draft=can_draft)


@bp.route("/strategi/<slug>", methods=["GET", "POST"])
@requires(Permission.STRATEGY_EDIT)
def succession(slug: str) -> ResponseReturnValue:
    """Map old guideposts to new ones; open the strategy if it is a draft, and carry the open commitments over."""
    strategy = find_strategy(slug)
    old = predecessor_of(strategy) if strategy else None
    if strategy is None or old is None or strategy.state == StrategyState.SUCCEEDED:
        abort(404)
    problem, status = "", 200
    chosen = _same_codes(old, strategy) if request.method == "GET" else _chosen(old, request.form)
    if request.method == "POST":
        try:
            version = request.form.get("version", 0, type=int)
            opened, moved = succeed(current_user, slug, version, {old_id: new_id for old_id, new_id in chosen.items() if new_id})
            flash(_("»%(title)s« gælder nu.", title=opened.title("da")), "success")
            flash(ngettext("%(num)s åben forpligtelse er flyttet med.", "%(num)s åbne forpligtelser er flyttet med.", moved), "success")
            return redirect(url_for("strategy.overview"), 303)
        except StaleVersion:
            problem, status = _("Strategien er ændret, siden du åbnede siden. Se valgene igen, og tryk så på knappen."), 409
        except RuleBroken as broken:
            problem, status = broken.text, 422
        strategy = find_strategy(slug) or abort(404)
    return render_template(
        "municipality/succession.html",
        strategy=strategy,
        old=old,
        counts=open_by_guidepost(old.id),
        chosen=chosen,
        problem=problem,
    ), status


def _same_codes(old: Strategy, new: Strategy) -> dict[int, int]:
    """The mapping to begin with: guideposts of the same code; a new guidepost never gets an old one's code by chance."""
    by_code = {post.code: post.id for goal in new.goals for post in goal.guideposts}
    return {post.id: by_code.get(post.code, 0) for goal in old.goals for post in goal.guideposts}


def _chosen(old: Strategy, form: Any) -> dict[int, int]:
    """What was chosen for each old guidepost, 0 for none."""
    return {post.id: form.get(f"post-{post.id}", 0, type=int) for goal in old.goals for post in goal.guideposts}
