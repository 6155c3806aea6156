"""The page behind an invitation's link: choose name and password, and you are in."""

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import public
from ..errors import RuleBroken
from ..language import current_locale
from ..security import client_network
from . import invitations, session, throttle
from .partner_forms import JoinForm
from .partner_views import put_error
from .views import bp, let_in


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    """Show who invites to what; accept once."""
    found = invitations.find_invitation(token)
    if found is None or not found.is_open or not found.partner.is_active:
        return make_response(render_template("accounts/invitation_gone.html", found=found), 404 if found is None else 410)
    form = JoinForm()
    if request.method == "GET":
        form.function.data = found.function
    elif form.validate_on_submit():
        try:
            user = invitations.accept(token, form.name.data or "", form.function.data or "", form.password.data or "", current_locale())
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            device = session.device_token()
            throttle.trust(throttle.account_key(user.email), client_network(), device)
            response = let_in(user, device, url_for("pages.front"))
            flash(_("Velkommen til Partnerhub."), "success")
            return response
    return make_response(render_template("accounts/invitation.html", form=form, found=found), 422 if form.errors else 200)
