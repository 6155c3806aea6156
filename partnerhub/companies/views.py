"""The companies' desk."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, requires
from ..accounts.models import PartnerKind
from ..desks.views import desk_of

bp = Blueprint("companies", __name__)


@bp.get("")
@requires(Permission.DESK_VIEW)
def desk() -> ResponseReturnValue:
    """Greet the side's own people with what waits for them."""
    check(Permission.DESK_VIEW, PartnerKind.COMPANY)
    return render_template("companies/desk.html", desk=desk_of(current_user, _("Her er det, I har lovet, og det, der venter på jer.")))
