"""The municipality's desk, and for the operating municipality the overview of the whole board."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, Role, check, requires
from ..accounts.models import PartnerKind
from ..commitments.goal_queries import tallies
from ..desks.views import desk_of
from ..exchange.enquiry_queries import worth_summary
from ..exchange.gap import holes
from ..strategy.queries import strategy_in_force
from . import queries

bp = Blueprint("municipality", __name__)
HOLES_SHOWN = 5


@bp.get("")
@requires(Permission.DESK_VIEW)
def desk() -> ResponseReturnValue:
    """Greet the municipality's own people; the operating one's see goals × guideposts, what slips and who is silent."""
    check(Permission.DESK_VIEW, PartnerKind.MUNICIPALITY)
    lead = _("Her er det, der venter på jer, og hvordan det går med strategien.")
    overview = None
    if current_user.partner.is_operator:
        strategy = strategy_in_force()
        is_steward = Role.STEWARD in current_user.roles
        overview = {
            "strategy": strategy,
            "tallies": tallies(strategy.id, public_only=False) if strategy else None,
            "slipping": queries.slipping(),
            "partners": queries.partner_rows(current_user.id),
            "may_invite": is_steward,
            "worth": worth_summary(),
            "holes": holes(current_user, HOLES_SHOWN),
        }
    return render_template("municipality/desk.html", desk=desk_of(current_user, lead), overview=overview)


from . import assistant_views, question_views, succession_views  # noqa: E402, F401  puts its pages on this blueprint
