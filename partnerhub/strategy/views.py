"""The strategy's pages."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import public

bp = Blueprint("strategy", __name__)


@bp.get("")
@public
def overview() -> ResponseReturnValue:
    """Show the strategy in force."""
    return render_template("strategy/overview.html")
