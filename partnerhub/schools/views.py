"""The schools' desk."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, requires
from ..accounts.models import PartnerKind
from ..desks.views import desk_of
from .teaching import teaching_of

bp = Blueprint("schools", __name__)


@bp.get("")
@requires(Permission.DESK_VIEW)
def desk() -> ResponseReturnValue:
    """Greet the side's own people with what waits for them."""
    check(Permission.DESK_VIEW, PartnerKind.SCHOOL)
    lead = _("Her er jeres løfter om forløb og pladser, og det, der venter på jer.")
    return render_template("schools/desk.html", desk=desk_of(current_user, lead), teaching=teaching_of(current_user))
