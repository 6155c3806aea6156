"""Opening a successor and carrying the open commitments over to it, in one transaction."""

from flask_babel import gettext as _

from ..accounts.models import User
from ..commitments.succession import carry_over
from ..database import writing
from ..errors import RuleBroken
from ..strategy.models import Strategy, StrategyState
from ..strategy.queries import find_strategy, predecessor_of
from ..strategy.succession import open_strategy


def succeed(by: User, slug: str, version: int, mapping: dict[int, int]) -> tuple[Strategy, int]:
    """Open the strategy if it is a draft and move the open commitments of mapped guideposts (old id → new id).

    Returns the strategy and how many moved; a guidepost without a place in the mapping keeps its commitments. Raises StaleVersion
    when the strategy changed since `version`, RuleBroken when the mapping names a guidepost of another strategy.
    """
    with writing():
        strategy = find_strategy(slug)
        if strategy is None or strategy.state == StrategyState.SUCCEEDED:
            raise RuleBroken("", _("Strategien kan ikke tage imod forpligtelser. Vælg den, der gælder nu, eller en kladde."))
        old = predecessor_of(strategy)
        known = {post.id for goal in old.goals for post in goal.guideposts} if old else set()
        new = {post.id for goal in strategy.goals for post in goal.guideposts}
        if not set(mapping) <= known or not set(mapping.values()) <= new:
            raise RuleBroken("", _("Et pejlemærke er fjernet i mellemtiden. Se listen igen, og vælg på ny."))
        if strategy.state == StrategyState.DRAFT:
            strategy = open_strategy(by, strategy.id, version)
        moved = carry_over(by, strategy, mapping) if mapping else 0
    return strategy, moved
