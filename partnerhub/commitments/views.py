"""One commitment: its page and the acts on it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import Permission, public, requires

bp = Blueprint("commitments", __name__)


@bp.get("/<int:commitment_id>")
@public
def show(commitment_id: int) -> ResponseReturnValue:
    """Show one commitment."""
    return render_template("commitments/show.html")


@bp.get("/ny")
@requires(Permission.COMMITMENT_LOG)
def log() -> ResponseReturnValue:
    """Log a commitment."""
    return render_template("commitments/new.html")
