"""How the municipality sets the assistant: whom citizens reach, and what is switched off, whole or for a scheme."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, requires
from ..assistant import service
from ..assistant.models import EVERYTHING
from ..assistant.setting_queries import find_contact, list_switches
from ..assistant.settings import current_settings
from ..errors import RuleBroken, StaleVersion
from ..language import current_locale
from ..schemes.keeping import current_knowledge
from .assistant_forms import ContactForm, SwitchForm, version_of
from .views import bp


@bp.get("/assistent")
@requires(Permission.ASSISTANT_SWITCH)
def assistant() -> ResponseReturnValue:
    """Show how the assistant is set, with what can be done about it."""
    return render_template(
        "municipality/assistant.html", contact=current_settings().contact, switches=list_switches(), scheme_names=scheme_names()
    )


@bp.route("/assistent/kontakt", methods=["GET", "POST"])
@requires(Permission.ASSISTANT_CONTACT)
def contact() -> ResponseReturnValue:
    """Fill in whom citizens can reach, and when."""
    form, status, is_stale = ContactForm(), 200, False
    if not form.is_submitted():
        form.show(current_settings().contact, version_of(find_contact()))
    elif form.validate():
        try:
            service.set_contact(current_user, request.form.get("version", 0, type=int), form.facts())
            flash(_("Kontakten er gemt. Den står på siderne om et øjeblik."), "success")
            return redirect(url_for("municipality.assistant"), 303)
        except StaleVersion as stale:
            is_stale, status = True, 409
            form.version.raw_data, form.version.data = None, stale.current.version
        except RuleBroken as broken:
            tell(form, broken)
            status = 422
    else:
        status = 422
    return render_template("municipality/assistant_contact.html", form=form, current=current_settings().contact, is_stale=is_stale), status


@bp.route("/assistent/sluk", methods=["GET", "POST"])
@requires(Permission.ASSISTANT_SWITCH)
def switch_off() -> ResponseReturnValue:
    """Switch the assistant off, whole or for a scheme, and say why."""
    form, status = SwitchForm(), 200
    form.scheme.choices = [(EVERYTHING, _("Hele assistenten")), *scheme_names().items()]
    if form.validate_on_submit():
        try:
            service.switch_off(current_user, form.scheme.data, form.reason_da.data, form.reason_en.data)
            flash(_("Der er slukket. Begrundelsen står på siderne om et øjeblik."), "success")
            return redirect(url_for("municipality.assistant"), 303)
        except RuleBroken as broken:
            tell(form, broken)
    if form.is_submitted():
        status = 422
    else:
        form.scheme.data = request.args.get("ordning", EVERYTHING)
    return render_template("municipality/assistant_off.html", form=form), status


@bp.post("/assistent/taend")
@requires(Permission.ASSISTANT_SWITCH)
def switch_on() -> ResponseReturnValue:
    """Switch the assistant on again, whole or for a scheme."""
    service.switch_on(current_user, request.form.get("scheme", ""))
    flash(_("Assistenten svarer igen."), "success")
    return redirect(url_for("municipality.assistant"), 303)


def scheme_names() -> dict[str, str]:
    """Return the schemes' names by id, in the reader's language, in the order of the alphabet."""
    names = {key: scheme.name.in_language(current_locale()) for key, scheme in current_knowledge().schemes.items()}
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def tell(form: Any, broken: RuleBroken) -> None:
    """Put the sentence of a broken rule at its field, or above the form."""
    if broken.field in form:
        form[broken.field].errors = [*form[broken.field].errors, broken.text]
    else:
        form.form_errors.append(broken.text)
