"""Open commitments move along when a strategy is followed by another."""

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission
from ..accounts.models import User
from ..clock import now
from ..database import writing
from ..errors import RuleBroken
from ..events import record
from ..strategy.models import Goal, Guidepost, Strategy
from . import totals
from .changing import allow
from .kinds import Status
from .models import STAGES, Commitment


def carry_over(by: User, strategy: Strategy, mapping: dict[int, int]) -> int:
    """Move the open commitments of mapped guideposts (old id → new id) to a successor strategy, with an event each; return how many.

    Drafts go along, finished ones stay where they were kept. Raises RuleBroken when the caller is no steward or a new guidepost is not
    of that strategy.
    """
    with writing() as session:
        allow(by, Permission.STRATEGY_EDIT)
        posts = {
            post.id: post
            for post in session.scalars(
                select(Guidepost).join(Goal).where(Goal.strategy_id == strategy.id, Guidepost.id.in_(mapping.values()))
            )
        }
        if not set(mapping.values()) <= posts.keys():
            raise RuleBroken("guidepost_id", _("Vælg et pejlemærke i den nye strategi."))
        is_open = Commitment.stage < STAGES[Status.FULFILLED]
        asked = select(Commitment).where(Commitment.guidepost_id.in_(mapping), is_open).order_by(Commitment.id)
        moved = session.scalars(asked.execution_options(populate_existing=True)).all()
        for commitment in moved:
            before, post = totals.contribution(commitment), posts[mapping[commitment.guidepost_id]]
            commitment.guidepost_id, commitment.goal_id = post.id, post.goal_id
            commitment.updated_at, commitment.version = now(), commitment.version + 1
            record("commitment.carried_over", commitment, by, strategy=strategy.slug, guidepost=post.code)
            totals.move(before, totals.contribution(commitment))
        record("strategy.carried_over", strategy, by, count=len(moved))
    return len(moved)
