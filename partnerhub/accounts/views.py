"""Sign-in, sign-out and the own account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from ..access import public, signed_in
from ..security import client_network
from . import service, session
from .forms import SignInForm

bp = Blueprint("accounts", __name__)


@bp.route("/log-ind", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in with mail and password; the same answer for an unknown mail and a wrong password."""
    form = SignInForm()
    if form.validate_on_submit():
        user = service.authenticate(form.email.data, form.password.data, client_network())
        if user is not None:
            session.start_session(user, request.user_agent.string, client_network(), form.remember.data)
            return redirect(_safe_next(request.args.get("next")), 303)
        form.password.errors = [_("Mail eller adgangskode passer ikke. Prøv igen, eller vælg en ny adgangskode.")]
    return render_template("accounts/sign_in.html", form=form), 422 if form.errors else 200


@bp.post("/log-ud")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this sign-in."""
    service.end_sign_in(current_user, current_user.sign_in_id)
    logout_user()
    flash(_("Du er logget ud."), "success")
    return redirect(url_for("pages.front"), 303)


def _safe_next(target: str | None) -> str:
    """Only an address of our own is followed after sign-in."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    return url_for("pages.front")
