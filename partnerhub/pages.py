"""The top of the house: the front page and the health of the process."""

from flask import Blueprint, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from .access import public
from .navigation import desk_endpoint

bp = Blueprint("pages", __name__)


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """Show visitors the goals; send people with an account to their desk."""
    if current_user.is_authenticated:
        return redirect(url_for(desk_endpoint()), 303)
    return render_template("pages/front.html")


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Tell that the process answers."""
    return jsonify(status="ok")
