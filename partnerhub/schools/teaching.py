"""What stands on a school's desk beside what all desks have: its classes, the needs that they serve, its initiatives."""

from dataclasses import dataclass

from ..accounts.models import User
from ..clock import today
from ..exchange import programme_importing
from ..exchange.finding import FoundNeed, needs_for_all
from ..exchange.idea_queries import open_ideas
from ..exchange.idea_service import standing_of
from ..exchange.idea_standing import Standing
from ..exchange.initiative_queries import reached_in
from ..exchange.match_panel import offered_of
from ..exchange.training_models import Initiative, Programme, ProgrammeIdea
from . import queries

CLASSES_SHOWN = 6
MATCHES_SHOWN = 5


@dataclass(frozen=True)
class ServedNeed:
    """A need of another partner and the own class that serves it best."""

    found: FoundNeed
    programme: Programme


@dataclass(frozen=True)
class Teaching:
    """Everything of a school's desk that other desks have not."""

    classes: list[Programme]
    has_more: bool
    sums: queries.Sums
    last_term: int
    unfinished: str | None
    served: list[ServedNeed]
    ideas: list[tuple[ProgrammeIdea, Standing]]
    initiatives: list[Initiative]
    has_more_initiatives: bool
    reached: tuple[int, int, int]
    year: int


def teaching_of(user: User) -> Teaching:
    """Return what the desk of a school's person shows of its teaching; a constant number of queries."""
    classes = queries.coming(user.partner_id)
    by_id = {one.id: one for one in classes}
    found = needs_for_all([offered_of(one) for one in classes if one.free > 0], user, MATCHES_SHOWN)
    initiatives = queries.going_on(user.partner_id)
    year = today().year
    return Teaching(
        classes=classes[:CLASSES_SHOWN],
        has_more=len(classes) > CLASSES_SHOWN,
        sums=queries.sums_of(user.partner_id),
        last_term=queries.last_term(user.partner_id),
        unfinished=programme_importing.unfinished(user),
        served=[ServedNeed(one, by_id[one.match.offered.id]) for one in found],
        ideas=[(idea, standing_of(idea)) for idea in open_ideas(user.partner_id)],
        initiatives=initiatives[: queries.INITIATIVES_SHOWN],
        has_more_initiatives=len(initiatives) > queries.INITIATIVES_SHOWN,
        reached=reached_in(user.partner_id, year),
        year=year,
    )
