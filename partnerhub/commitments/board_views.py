"""The board and its other shapes."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import public

bp = Blueprint("board", __name__)


@bp.get("")
@public
def board() -> ResponseReturnValue:
    """Show the board."""
    return render_template("board/board.html")
