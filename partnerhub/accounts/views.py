"""Sign-in, sign-out and the own account."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from ..access import public, signed_in
from ..config import DEMO_ACCOUNTS, DEMO_PASSWORD
from ..errors import RuleBroken
from ..language import LOCALES
from ..security import client_network
from . import devices, queries, service, session
from .forms import ForgottenForm, NewPasswordForm, PasswordForm, SignInForm

bp = Blueprint("accounts", __name__)
RETRY_SECONDS = 900


@bp.route("/log-ind", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in with mail and password; the same answer for an unknown mail and a wrong password."""
    form, braked = SignInForm(), False
    if form.validate_on_submit():
        try:
            user = service.authenticate(form.email.data or "", form.password.data or "", client_network())
        except service.Braked as wait:
            form.form_errors.append(wait.text)
            braked = True
        else:
            if user is not None:
                cookie.clear()
                session.start_session(user, request.user_agent.string, client_network(), bool(form.remember.data))
                return redirect(safe_next(request.args.get("next")), 303)
            form.form_errors.append(_("Mail eller adgangskode passer ikke. Prøv igen, eller vælg en ny adgangskode."))
    demo = (DEMO_ACCOUNTS, DEMO_PASSWORD) if current_app.config["PARTNERHUB_DEMO"] else None
    response = make_response(render_template("accounts/sign_in.html", form=form, demo=demo), 429 if braked else 422 if form.errors else 200)
    if braked:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


@bp.post("/log-ud")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this sign-in."""
    service.end_sign_in(current_user, current_user.sign_in_id)
    logout_user()
    cookie.clear()
    flash(_("Du er logget ud."), "success")
    return redirect(url_for("pages.front"), 303)


@bp.get("")
@signed_in
def account() -> ResponseReturnValue:
    """Show the own account."""
    return _account_page(PasswordForm(formdata=None))


def _account_page(form: PasswordForm, status: int = 200) -> Any:
    rows = [(row, devices.in_words(row.device), row.id == current_user.sign_in_id) for row in queries.sign_ins_of(current_user)]
    return make_response(render_template("accounts/account.html", form=form, sign_ins=rows), status)


@bp.post("/adgangskode")
@signed_in
def change_password() -> ResponseReturnValue:
    """Change the own password."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            service.change_password(current_user, form.current.data or "", form.password.data or "", current_user.sign_in_id)
        except RuleBroken as broken:
            form[broken.field].errors = [broken.text]
        else:
            flash(_("Adgangskoden er ændret, og andre enheder er logget ud."), "success")
            return redirect(url_for("accounts.account"), 303)
    return _account_page(form, 422)


@bp.post("/log-ud/<int:sign_in_id>")
@signed_in
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """End one of the own sign-ins."""
    if not service.end_sign_in(current_user, sign_in_id):
        abort(404)
    flash(_("Enheden er logget ud."), "success")
    return redirect(url_for("accounts.account"), 303)


@bp.post("/log-ud-overalt")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End every own sign-in, this one too."""
    service.end_all_sign_ins(current_user)
    logout_user()
    cookie.clear()
    flash(_("Du er logget ud overalt."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/sprog")
@signed_in
def set_language() -> ResponseReturnValue:
    """Keep the language that a signed-in user chooses."""
    language = request.form.get("sprog", "")
    if language not in LOCALES:
        abort(400)
    service.set_language(current_user, language)
    return redirect(safe_next(request.form.get("next")), 303)


@bp.route("/glemt", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Ask for a link to choose a new password; the answer is the same for every address."""
    form, sent, status = ForgottenForm(), False, 200
    if form.validate_on_submit():
        try:
            service.ask_reset(form.email.data or "", client_network())
            sent = True
        except service.Braked as wait:
            form.form_errors.append(wait.text)
            status = 429
    elif form.errors:
        status = 422
    return make_response(render_template("accounts/forgotten.html", form=form, sent=sent), status)


@bp.route("/ny-adgangskode/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> ResponseReturnValue:
    """Choose a new password by a single-use link."""
    if service.find_reset(token) is None:
        return make_response(render_template("accounts/reset_gone.html"), 410)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            service.reset_password(token, form.password.data or "")
        except RuleBroken as broken:
            form.password.errors = [broken.text]
        else:
            flash(_("Adgangskoden er ændret. Log ind med den nye."), "success")
            return redirect(url_for("accounts.sign_in"), 303)
    return make_response(render_template("accounts/new_password.html", form=form), 422 if form.errors else 200)


def safe_next(target: str | None) -> str:
    """Return the address of our own to go on to, else the front page."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    return url_for("pages.front")


@bp.app_context_processor
def _account_address() -> dict[str, Any]:
    return {"account_url": url_for("accounts.account")}


from . import invitation_views  # noqa: E402, F401  puts the invitation's page on this blueprint
