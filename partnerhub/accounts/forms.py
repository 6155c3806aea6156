"""Forms of the own account."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import EqualTo

from ..fields import CLEAN, AtMost, Needed

PASSWORD_LIMIT = 200


class SignInForm(FlaskForm):
    """Mail and password."""

    email = EmailField(_l("Mail"), filters=CLEAN, validators=[Needed(_l("Skriv din mail.")), AtMost(254)])
    password = PasswordField(_l("Adgangskode"), validators=[Needed(_l("Skriv din adgangskode.")), AtMost(PASSWORD_LIMIT)])
    remember = BooleanField(_l("Husk mig på denne enhed i 30 dage"))


class PasswordForm(FlaskForm):
    """Change the own password."""

    current = PasswordField(
        _l("Nuværende adgangskode"), validators=[Needed(_l("Skriv din nuværende adgangskode.")), AtMost(PASSWORD_LIMIT)]
    )
    password = PasswordField(_l("Ny adgangskode"), validators=[Needed(_l("Vælg en adgangskode.")), AtMost(PASSWORD_LIMIT)])
    again = PasswordField(_l("Ny adgangskode igen"), validators=[EqualTo("password", _l("De to adgangskoder er ikke ens."))])


class ForgottenForm(FlaskForm):
    """Ask for a link."""

    email = EmailField(_l("Mail"), filters=CLEAN, validators=[Needed(_l("Skriv din mail.")), AtMost(254)])


class NewPasswordForm(FlaskForm):
    """Choose a new password by a link."""

    password = PasswordField(_l("Ny adgangskode"), validators=[Needed(_l("Vælg en adgangskode.")), AtMost(PASSWORD_LIMIT)])
    again = PasswordField(_l("Ny adgangskode igen"), validators=[EqualTo("password", _l("De to adgangskoder er ikke ens."))])
