""" "Vores bidrag": one page for paper with what a partner promised, keeps and offers, and no person's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..access import Permission, check, requires
from ..clock import today
from ..commitments.models import Commitment
from ..exchange import own_queries

bp = Blueprint("contribution", __name__)
YEARS_BACK = 3


@dataclass
class Sum:
    """What was promised, reported and confirmed in one unit; a share is counted once, at the owner."""

    unit: str
    promised: int = 0
    reported: int = 0
    confirmed: int = 0


@bp.get("")
@requires(Permission.CONTRIBUTION_VIEW)
def own() -> ResponseReturnValue:
    """Lead to the own partner's page."""
    return redirect(url_for("contribution.show", partner_id=current_user.partner_id, aar=request.args.get("aar")), 302)


@bp.get("/<int:partner_id>")
@requires(Permission.CONTRIBUTION_VIEW)
def show(partner_id: int) -> ResponseReturnValue:
    """Show what a partner contributes in a year, given as `aar`; without it this year."""
    partner = own_queries.find_partner(partner_id)
    if partner is None:
        abort(404)
    check(Permission.CONTRIBUTION_VIEW, partner, seen_by=Permission.PARTNER_VIEW)
    year = _year(request.args.get("aar", ""))
    first, last = date(year, 1, 1), min(date(year, 12, 31), today())
    found = own_queries.contribution(partner.id, first, last)
    return render_template(
        "desks/contribution.html",
        partner=partner,
        found=found,
        sums=sums(found.own),
        year=year,
        first=first,
        last=last,
        years=range(today().year, today().year - YEARS_BACK, -1),
    )


def sums(commitments: Iterable[Commitment]) -> list[Sum]:
    """Return the numbers of commitments added up within each unit, the largest first."""
    found: dict[str, Sum] = {}
    for made in commitments:
        if made.unit is not None and made.quantity is not None:
            one = found.setdefault(made.unit.value, Sum(made.unit.value))
            one.promised += made.quantity
            one.reported += made.reported
            one.confirmed += made.confirmed
    return sorted(found.values(), key=lambda one: -one.promised)


def _year(text: str) -> int:
    this = today().year
    asked = int(text) if text.isdecimal() and len(text) == 4 else this
    return asked if this - YEARS_BACK < asked <= this else this
