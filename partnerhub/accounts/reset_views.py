"""The forgotten password: ask for a link by mail, choose a new one by it."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import public
from ..errors import RuleBroken
from ..security import client_network
from . import service, session
from .forms import ForgottenForm, NewPasswordForm
from .views import answer, bp


@bp.route("/glemt", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Ask for a link to choose a new password; the answer is the same for every address."""
    form, sent, braked = ForgottenForm(), False, False
    if form.validate_on_submit():
        try:
            service.ask_reset(form.email.data or "", client_network())
            sent = True
        except service.Braked as wait:
            form.form_errors.append(wait.text)
            braked = True
    return answer(render_template("accounts/forgotten.html", form=form, sent=sent), form, braked)


@bp.route("/ny-adgangskode/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> ResponseReturnValue:
    """Choose a new password by a single-use link."""
    found = service.find_reset(token)
    if found is None:
        return make_response(render_template("accounts/reset_gone.html"), 410)
    form, device = NewPasswordForm(), session.device_token()
    if form.validate_on_submit():
        try:
            service.reset_password(token, form.password.data or "", client_network(), device)
        except RuleBroken as broken:
            (form.password.errors if broken.field else form.form_errors).append(broken.text)
        else:
            flash(_("Adgangskoden er valgt. Log ind med den."), "success")
            response = redirect(url_for("accounts.sign_in"), 303)
            session.keep_device(response, device)
            return response
    page = render_template("accounts/new_password.html", form=form, email=found.user.email)
    return answer(page, form)
