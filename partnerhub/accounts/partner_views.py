"""Partners: the list and each one's page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import Permission, requires

bp = Blueprint("partners", __name__)


@bp.get("")
@requires(Permission.PARTNER_VIEW)
def index() -> ResponseReturnValue:
    """List the partners."""
    return render_template("partners/index.html")


@bp.get("/<int:partner_id>")
@requires(Permission.PARTNER_VIEW)
def show(partner_id: int) -> ResponseReturnValue:
    """Show one partner."""
    return render_template("partners/index.html")
