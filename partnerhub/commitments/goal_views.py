"""The strategy's pages that show what was promised: overview, goal, guidepost. They hang on the strategy's blueprint, one floor up,
because a strategy does not know commitments.
"""

from flask import abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..access import public
from ..strategy.models import Section, Strategy
from ..strategy.queries import texts_of
from ..strategy.views import bp, render, shown
from .goal_queries import Tallies, tallies


def figures(strategy: Strategy) -> Tallies:
    """Return what the caller may know of a strategy's figures: visitors see the sums of public commitments only."""
    return tallies(strategy.id, public_only=not current_user.is_authenticated)


@bp.get("")
@bp.get("/<slug>")
@public
def overview(slug: str | None = None) -> ResponseReturnValue:
    """Show period, purpose and goals of the strategy in force, or of another."""
    strategy = shown(slug)
    texts = texts_of(strategy.id, Section.ABOUT, Section.PRINCIPLE)
    return render("overview", strategy, "overview", texts=texts, tallies=figures(strategy))


@bp.get("/maal/<code>")
@bp.get("/<slug>/maal/<code>")
@public
def goal(code: str, slug: str | None = None) -> ResponseReturnValue:
    """Show a goal with its guideposts and what was promised for each."""
    strategy = shown(slug)
    found = next((goal for goal in strategy.goals if goal.code == code), None)
    if found is None:
        abort(404)
    return render("goal", strategy, "goal", goal=found, tallies=figures(strategy))


@bp.get("/pejlemaerker/<code>")
@bp.get("/<slug>/pejlemaerker/<code>")
@public
def guidepost(code: str, slug: str | None = None) -> ResponseReturnValue:
    """Show a guidepost, what was promised for it, and what partners can contribute."""
    strategy = shown(slug)
    posts = [post for goal in strategy.goals for post in goal.guideposts]
    place = next((place for place, post in enumerate(posts) if post.code == code), None)
    if place is None:
        abort(404)
    texts = texts_of(strategy.id, Section.CONTRIBUTION, Section.CONTRIBUTION_ITEM)
    ideas = [item for points in texts.points.values() for item in points if code in item.guidepost_codes]
    return render(
        "guidepost",
        strategy,
        "guidepost",
        guidepost=posts[place],
        goal=posts[place].goal,
        tally=figures(strategy).guidepost(posts[place].id),
        ideas=ideas,
        before=posts[place - 1] if place else None,
        after=posts[place + 1] if place + 1 < len(posts) else None,
    )
