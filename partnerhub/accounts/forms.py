"""Forms of the own account."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField, StringField
from wtforms.validators import EqualTo

from ..fields import CLEAN, AtMost, Needed, no_control_characters, plain_text

PASSWORD_LIMIT = 200


def _a_mail() -> Any:
    """What is compared with the accounts: PostgreSQL refuses to compare control characters. Whether it is an address is not told."""
    return [Needed(_l("Skriv din mail.")), AtMost(254), no_control_characters]


def _new_password() -> Any:
    return PasswordField(_l("Ny adgangskode"), validators=[Needed(_l("Vælg en adgangskode.")), AtMost(PASSWORD_LIMIT)])


def _the_same_again() -> Any:
    return PasswordField(
        _l("Ny adgangskode igen"),
        validators=[Needed(_l("Skriv den nye adgangskode igen.")), EqualTo("password", _l("De to adgangskoder er ikke ens."))],
    )


class SignInForm(FlaskForm):
    """Mail and password."""

    email = EmailField(_l("Mail"), filters=CLEAN, validators=_a_mail())
    password = PasswordField(_l("Adgangskode"), validators=[Needed(_l("Skriv din adgangskode.")), AtMost(PASSWORD_LIMIT)])
    remember = BooleanField(_l("Husk mig på denne enhed i 30 dage"))


class IntroductionForm(FlaskForm):
    """Who I am."""

    name = StringField(_l("Navn"), filters=CLEAN, validators=plain_text(120, _l("Skriv dit navn.")))
    function = StringField(_l("Funktion"), filters=CLEAN, validators=plain_text(80))


class NewPasswordForm(FlaskForm):
    """Choose a new password by a link."""

    password = _new_password()
    password_again = _the_same_again()


class PasswordForm(FlaskForm):
    """Change the own password."""

    current_password = PasswordField(
        _l("Nuværende adgangskode"), validators=[Needed(_l("Skriv din nuværende adgangskode.")), AtMost(PASSWORD_LIMIT)]
    )
    password = _new_password()
    password_again = _the_same_again()


class ForgottenForm(FlaskForm):
    """Ask for a link."""

    email = EmailField(_l("Mail"), filters=CLEAN, validators=_a_mail())
