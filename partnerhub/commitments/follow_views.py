"""Follow a commitment, stop following, say that the news are read."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, requires
from ..errors import RuleBroken
from . import following
from .views import bp, get_commitment


@bp.post("/<int:commitment_id>/foelg")
@requires(Permission.COMMITMENT_FOLLOW)
def follow(commitment_id: int) -> ResponseReturnValue:
    """Follow a commitment from now on."""
    check(Permission.COMMITMENT_FOLLOW, get_commitment(commitment_id), seen_by=Permission.COMMITMENT_VIEW)
    try:
        following.follow(current_user, commitment_id)
    except RuleBroken as broken:
        flash(broken.text, "error")
    else:
        flash(_("Du følger forpligtelsen. Nyt om den står på dit skrivebord."), "success")
    return redirect(_back(commitment_id), 303)


@bp.post("/<int:commitment_id>/foelg-ikke")
@requires(Permission.COMMITMENT_FOLLOW)
def unfollow(commitment_id: int) -> ResponseReturnValue:
    """Stop following a commitment."""
    check(Permission.COMMITMENT_FOLLOW, get_commitment(commitment_id), seen_by=Permission.COMMITMENT_VIEW)
    following.unfollow(current_user, commitment_id)
    flash(_("Du følger ikke længere forpligtelsen."), "success")
    return redirect(_back(commitment_id), 303)


@bp.post("/fulgte/set")
@requires(Permission.COMMITMENT_FOLLOW)
def mark_seen() -> ResponseReturnValue:
    """Say that the news of followed commitments are read."""
    following.mark_seen(current_user)
    return redirect(_way(request.form.get("next", "")) or url_for("pages.front"), 303)


def _back(commitment_id: int) -> str:
    return _way(request.form.get("next", "")) or url_for("commitments.show", commitment_id=commitment_id)


def _way(target: str) -> str:
    """An address of our own, "" for any other."""
    return target if target.startswith("/") and not target.startswith(("//", "/\\")) else ""
