"""The unions' desk, made for a phone between two meetings."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, requires
from ..accounts.models import PartnerKind
from ..desks.views import desk_of
from .members import members_of

bp = Blueprint("unions", __name__)


@bp.get("")
@requires(Permission.DESK_VIEW)
def desk() -> ResponseReturnValue:
    """Greet the side's own people with what waits for them."""
    check(Permission.DESK_VIEW, PartnerKind.UNION)
    lead = _("Her er det, der venter på din underskrift eller dit mærke.")
    return render_template("unions/desk.html", desk=desk_of(current_user, lead), members=members_of(current_user))
