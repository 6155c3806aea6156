"""The strategy's pages: principles, contributions, results, SWOT, background, actors, and the list of all strategies.

The pages that show what was promised (overview, goal, guidepost) hang on the same blueprint and stand in `commitments/goal_views.py`.
"""

from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, may, public
from ..accounts.models import PartnerKind
from . import queries
from .models import Section, Strategy, StrategyState
from .shipped import load_actors

bp = Blueprint("strategy", __name__)


def shown(slug: str | None) -> Strategy:
    """Return the strategy of this address, the one in force without a slug; 404 for a draft unless the caller may edit it."""
    strategy = queries.find_strategy(slug) if slug else queries.strategy_in_force()
    if strategy is None or (strategy.state == StrategyState.DRAFT and not may(current_user, Permission.STRATEGY_EDIT)):
        abort(404)
    return strategy


def link_slug(strategy: Strategy) -> str | None:
    """Return what its addresses carry: nothing for the strategy in force, which has the short ones."""
    return None if strategy.state == StrategyState.IN_FORCE else strategy.slug


def render(template: str, strategy: Strategy, current: str, **context: Any) -> str:
    """Render a page of the strategy with its tabs and crumbs; `current` is the endpoint's name."""
    slug = link_slug(strategy)
    pages = [
        ("overview", _("Overblik")),
        ("principles", _("Principper")),
        ("contributions", _("Bidrag")),
        ("results", _("Resultater")),
        ("swot", _("SWOT")),
        ("background", _("Baggrund")),
    ]
    tabs = [{"label": label, "url": url_for(f"strategy.{name}", slug=slug), "current": name == current} for name, label in pages]
    return render_template(
        f"strategy/{template}.html",
        strategy=strategy,
        slug=slug,
        tabs=tabs,
        can_edit=may(current_user, Permission.STRATEGY_EDIT),
        **context,
    )


@bp.get("/principper")
@bp.get("/<slug>/principper")
@public
def principles(slug: str | None = None) -> ResponseReturnValue:
    """Show the principles that the goals are worked on by."""
    strategy = shown(slug)
    return render("principles", strategy, "principles", texts=queries.texts_of(strategy.id, Section.PRINCIPLE, Section.POINT))


@bp.get("/bidrag")
@bp.get("/<slug>/bidrag")
@public
def contributions(slug: str | None = None) -> ResponseReturnValue:
    """Show what each kind of partner can be expected to contribute."""
    strategy = shown(slug)
    texts = queries.texts_of(strategy.id, Section.CONTRIBUTION, Section.CONTRIBUTION_ITEM)
    posts = {post.code: post for goal in strategy.goals for post in goal.guideposts}
    return render("contributions", strategy, "contributions", texts=texts, posts=posts)


@bp.get("/resultater")
@bp.get("/<slug>/resultater")
@public
def results(slug: str | None = None) -> ResponseReturnValue:
    """Show the results and the challenges that the strategy starts from."""
    strategy = shown(slug)
    return render("results", strategy, "results", texts=queries.texts_of(strategy.id, Section.RESULT, Section.CHALLENGE))


@bp.get("/swot")
@bp.get("/<slug>/swot")
@public
def swot(slug: str | None = None) -> ResponseReturnValue:
    """Show strengths, weaknesses, opportunities and threats."""
    strategy = shown(slug)
    sections = (Section.STRENGTH, Section.WEAKNESS, Section.OPPORTUNITY, Section.THREAT)
    headings = (_("Styrker"), _("Svagheder"), _("Muligheder"), _("Trusler"))
    texts = queries.texts_of(strategy.id, *sections)
    return render("swot", strategy, "swot", quarters=list(zip(headings, map(texts.of, sections), strict=True)))


@bp.get("/baggrund")
@bp.get("/<slug>/baggrund")
@public
def background(slug: str | None = None) -> ResponseReturnValue:
    """Show purpose and background."""
    strategy = shown(slug)
    return render("background", strategy, "background", texts=queries.texts_of(strategy.id, Section.ABOUT))


@bp.get("/alle")
@public
def index() -> ResponseReturnValue:
    """List the strategies by period; a draft only to who may edit it."""
    may_edit = may(current_user, Permission.STRATEGY_EDIT)
    listed = [strategy for strategy in queries.list_strategies() if may_edit or strategy.state != StrategyState.DRAFT]
    can_draft = may_edit and not queries.has_draft()
    return render_template("strategy/index.html", strategies=listed, can_edit=may_edit, can_draft=can_draft)


@bp.get("/aktoerer")
@public
def actors() -> ResponseReturnValue:
    """List the local actors by kind, with what public sources know and what they do not."""
    directory = load_actors()
    headings = {
        PartnerKind.COMPANY: _("Virksomheder og erhvervsliv"),
        PartnerKind.UNION: _("Faglige organisationer"),
        PartnerKind.SCHOOL: _("Skoler og uddannelser"),
        PartnerKind.MUNICIPALITY: _("Kommuner og myndigheder"),
    }
    groups = [(kind, heading, [actor for actor in directory["actors"] if actor["kind"] == kind]) for kind, heading in headings.items()]
    return render_template("strategy/actors.html", groups=groups, not_found=directory["not_found"])
