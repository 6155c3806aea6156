"""The JSON API: read-only, ignores cookies."""

from flask import Blueprint

bp = Blueprint("api", __name__)
