"""Forms of accounts."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import InputRequired, Length


class SignInForm(FlaskForm):
    """Mail and password."""

    email = EmailField(_l("Mail"), validators=[InputRequired(_l("Skriv din mail.")), Length(max=254)])
    password = PasswordField(_l("Adgangskode"), validators=[InputRequired(_l("Skriv din adgangskode.")), Length(max=200)])
    remember = BooleanField(_l("Husk mig på denne enhed i 30 dage"))
