"""Sign-in, sign-out and the own account."""

import re
from typing import Any

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from ..access import Role, public, signed_in
from ..config import DEMO_ACCOUNTS, DEMO_PASSWORD
from ..errors import RuleBroken
from ..language import LOCALES
from ..security import client_network
from . import devices, queries, service, session
from .forms import IntroductionForm, PasswordForm, SignInForm
from .models import User
from .throttle import WINDOW

bp = Blueprint("accounts", __name__)
RETRY_SECONDS = int(WINDOW.total_seconds())


@bp.route("/log-ind", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in with mail and password; the same answer for an unknown mail and a wrong password."""
    form, braked, device = SignInForm(), False, session.device_token()
    if form.validate_on_submit():
        try:
            user = service.authenticate(form.email.data or "", form.password.data or "", client_network(), device)
        except service.Braked as wait:
            form.form_errors.append(wait.text)
            braked = True
        else:
            if user is not None:
                return let_in(user, device, safe_next(request.args.get("next")), bool(form.remember.data))
            form.form_errors.append(_("Mail eller adgangskode passer ikke. Prøv igen, eller vælg en ny adgangskode."))
    demo = (DEMO_ACCOUNTS, DEMO_PASSWORD) if current_app.config["PARTNERHUB_DEMO"] else None
    return answer(render_template("accounts/sign_in.html", form=form, demo=demo), form, braked)


def let_in(user: User, device: str, target: str, remember: bool = False) -> Any:
    """Start a session for a user who has proved to be it, and go on to the target."""
    session.start_session(user, request.user_agent.string, client_network(), remember)
    response = redirect(target, 303)
    session.keep_device(response, device)
    return response


def answer(page: str, form: Any, braked: bool = False) -> Any:
    """Return a page with the status that its form asks for; a braked one says when to come again."""
    response = make_response(page, 429 if braked else 422 if form.errors else 200)
    if braked:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


@bp.post("/log-ud")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this sign-in."""
    service.end_sign_in(current_user, current_user.sign_in_id)
    _forget_the_session()
    flash(_("Du er logget ud."), "success")
    return redirect(url_for("pages.front"), 303)


def _forget_the_session() -> None:
    """Empty the cookie first: Flask-Login then notes in it that the remembering cookie has to go too."""
    cookie.clear()
    logout_user()


@bp.get("")
@signed_in
def account() -> ResponseReturnValue:
    """Show the own account."""
    return _account_page()


def _account_page(introduction: IntroductionForm | None = None, password: PasswordForm | None = None) -> Any:
    introduction = introduction or IntroductionForm(formdata=None, obj=current_user)
    password = password or PasswordForm(formdata=None)
    rows = [(row, devices.in_words(row.device), row.id == current_user.sign_in_id) for row in queries.sign_ins_of(current_user)]
    page = render_template(
        "accounts/account.html", introduction=introduction, password=password, sign_ins=rows, roles=role_words(current_user)
    )
    return make_response(page, 422 if introduction.errors or password.errors else 200)


def role_words(user: User) -> str:
    """Return the user's roles in words, as the own page tells them."""
    words = {Role.MANAGER: _("leder"), Role.EDITOR: _("redaktør"), Role.STEWARD: _("tovholder")}
    return ", ".join(words[role] for role in words if role in user.roles) or _("medarbejder")


@bp.post("/om-mig")
@signed_in
def introduce() -> ResponseReturnValue:
    """Change the own name and function."""
    form = IntroductionForm()
    if not form.validate_on_submit():
        return _account_page(introduction=form)
    service.introduce(current_user, form.name.data or "", form.function.data or "")
    flash(_("Ændringen er gemt."), "success")
    return redirect(url_for("accounts.account"), 303)


@bp.post("/adgangskode")
@signed_in
def change_password() -> ResponseReturnValue:
    """Change the own password."""
    form = PasswordForm()
    if form.validate_on_submit():
        typed = (form.current_password.data or "", form.password.data or "")
        try:
            service.change_password(current_user, *typed, current_user.sign_in_id, client_network())
        except RuleBroken as broken:
            form[broken.field].errors = [broken.text]
        else:
            flash(_("Adgangskoden er ændret, og andre enheder er logget ud."), "success")
            return redirect(url_for("accounts.account"), 303)
    return _account_page(password=form)


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
    _forget_the_session()
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


def safe_next(target: str | None) -> str:
    """Return the address of our own to go on to, else the front page."""
    if target and re.fullmatch(r"/(?![/\\])[^\s\\\x00-\x1f]*", target):
        return target
    return url_for("pages.front")


@bp.app_context_processor
def _account_address() -> dict[str, Any]:
    return {"account_url": url_for("accounts.account")}


from . import invitation_views, reset_views  # noqa: E402, F401  put further pages on this blueprint
