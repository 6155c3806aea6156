"""The top of the house: the front page, what Partnerhub is, and whether the process is well."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, send_from_directory, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from .access import public
from .commitments.goal_queries import tallies
from .commitments.public_queries import newest_agreed
from .health import readiness
from .navigation import Link, desk_endpoint
from .strategy.queries import strategy_in_force

bp = Blueprint("pages", __name__)
NEWEST = 5


@bp.app_context_processor
def _footer() -> dict[str, Any]:
    """What stands at the foot of every page."""
    entries = [
        ("pages.about", _("Om Partnerhub")),
        ("schemes.index", _("Ordninger")),
        ("occupations.index", _("Erhverv")),
        ("young.index", _("For unge")),
        ("strategy.actors", _("Lokale aktører")),
        ("pages.accessibility", _("Tilgængelighed")),
    ]
    return {"footer_links": [Link(url_for(endpoint), label, False) for endpoint, label in entries]}


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """Show visitors the goals; send people with an account to their desk."""
    if current_user.is_authenticated:
        return redirect(url_for(desk_endpoint()), 303)
    strategy = strategy_in_force()
    return render_template(
        "pages/front.html",
        strategy=strategy,
        tallies=tallies(strategy.id, public_only=True) if strategy else None,
        newest=newest_agreed(NEWEST),
    )


@bp.get("/om")
@public
def about() -> ResponseReturnValue:
    """Say what Partnerhub is, who stands behind it, and how to join."""
    return render_template("pages/about.html")


@bp.get("/tilgaengelighed")
@public
def accessibility() -> ResponseReturnValue:
    """Show the accessibility statement, dated by the setting ACCESSIBILITY_CHECKED_ON (2026-11-30)."""
    try:
        checked_on = date.fromisoformat(str(current_app.config["ACCESSIBILITY_CHECKED_ON"]))
    except ValueError:
        checked_on = None
    return render_template("pages/accessibility.html", checked_on=checked_on)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Tell that the process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Tell whether database and migrations are in order (else 503) and how long the oldest mail has waited."""
    found = readiness()
    answer = jsonify(
        status="ok" if found.is_ready else "not ready",
        database="ok" if found.database else "unreachable",
        migrations="ok" if found.migrations else "not at head",
        mail={
            "status": "late" if found.mail_is_late else "ok",
            "waiting": found.mail_waiting,
            "oldest_seconds": found.mail_age_seconds,
        },
    )
    answer.status_code = 200 if found.is_ready else 503
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    """Keep search engines to the public pages."""
    lines = ["User-agent: *", "Disallow: /konto", "Disallow: /api/", "Disallow: /kommunen"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/favicon.ico")
@public
def favicon() -> ResponseReturnValue:
    """Return the icon to clients that ask for it without reading the page."""
    return send_from_directory(f"{current_app.static_folder}/img", "favicon.png", max_age=86_400)
