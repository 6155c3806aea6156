"""The desk of this side."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import Permission, check, requires

bp = Blueprint("municipality", __name__)


@bp.get("")
@requires(Permission.DESK_VIEW)
def desk() -> ResponseReturnValue:
    """Greet the side's own people."""
    check(Permission.DESK_VIEW, "municipality")
    return render_template("municipality/desk.html")
