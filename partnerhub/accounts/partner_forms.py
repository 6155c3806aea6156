"""Forms about partners, their people and invitations."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, PasswordField, SelectChoice, StringField, TextAreaField
from wtforms.validators import AnyOf, Email, Optional

from ..clock import today
from ..fields import CLEAN, AtMost, ChoiceField, DayField, Needed, RadioChoiceField, clean, no_control_characters, no_cpr, plain_text
from .models import Partner, PartnerKind
from .partners import Facts

BAD_MAIL = _l("Mailadressen ser ikke rigtig ud. Skriv den som navn@firma.dk.")


def _number(text: Any) -> int | None:
    """A number that a form of ours carries; anything else is none."""
    return int(text) if re.fullmatch("[0-9]{1,9}", str(text or "")) else None


def _digits(text: Any) -> Any:
    """A number from a letterhead without what is set between its digits: "DK-12 34 56 78" is 12345678."""
    return re.sub(r"^DK|[\s.-]", "", str(clean(text)).upper()) if text else text


def mail_rules(required: Any = None) -> list[Any]:
    """Return the validators of a mail address."""
    first: Any = Needed(required) if required else Optional(strip_whitespace=True)
    return [first, AtMost(254), no_cpr, Email(BAD_MAIL, allow_smtputf8=False)]


class VersionForm(FlaskForm):
    """A button that acts on what the person saw."""

    version = HiddenField(validators=[Optional()])

    @property
    def seen_version(self) -> int:
        """Return the version that the person saw, 0 for none."""
        return _number(self.version.data) or 0


class PartnerForm(VersionForm):
    """A partner's facts."""

    name = StringField(_l("Navn"), filters=CLEAN, validators=plain_text(120, _l("Skriv partnerens navn.")))
    short_name = StringField(_l("Kort navn til kort og lister"), filters=CLEAN, validators=plain_text(40))
    cvr = StringField(_l("CVR-nummer"), filters=[_digits], validators=[Optional(), AtMost(20), no_control_characters])
    is_public_employer = BooleanField(_l("Offentlig arbejdsgiver"))
    is_social_enterprise = BooleanField(_l("Socialøkonomisk virksomhed"))
    about = TextAreaField(_l("Om partneren"), filters=CLEAN, validators=plain_text(1000))
    contact_function = StringField(_l("Kontakt: funktion"), filters=CLEAN, validators=plain_text(80))
    contact_mail = EmailField(_l("Kontakt: mail"), filters=CLEAN, validators=mail_rules())
    contact_phone = StringField(_l("Kontakt: telefon"), filters=CLEAN, validators=plain_text(40))

    def facts(self) -> Facts:
        """Return what the form says, once it is valid."""
        texts = {name: self[name].data or "" for name in Facts.__dataclass_fields__ if not name.startswith("is_")}
        marks = {name: bool(self[name].data) for name in Facts.__dataclass_fields__ if name.startswith("is_")}
        values: dict[str, Any] = {**texts, **marks, "cvr": texts["cvr"] or None}
        return Facts(**values)

    def show(self, partner: Partner) -> None:
        """Fill the fields from a partner."""
        for name in (*Facts.__dataclass_fields__, "version"):
            self[name].data = getattr(partner, name)


class InviteForm(FlaskForm):
    """Whom to invite."""

    email = EmailField(_l("Mail"), filters=CLEAN, validators=mail_rules(_l("Skriv mailadressen.")))
    function = StringField(_l("Funktion"), filters=CLEAN, validators=plain_text(80))
    is_manager = BooleanField(_l("Leder: må godkende for partneren og invitere kolleger"))


class InvitePartnerForm(PartnerForm):
    """A new partner and its first manager."""

    kind = RadioChoiceField(
        _l("Hvad er partneren?"), validators=[AnyOf([*PartnerKind], _l("Vælg, hvad partneren er."))], validate_choice=False
    )
    email = EmailField(_l("Mail på den første leder"), filters=CLEAN, validators=mail_rules(_l("Skriv mailadressen.")))
    function = StringField(_l("Lederens funktion"), filters=CLEAN, validators=plain_text(80))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        words = {"company": _l("Virksomhed"), "union": _l("Faglig organisation"), "school": _l("Skole"), "municipality": _l("Kommune")}
        self.kind.choices = [SelectChoice(kind.value, words[kind.value]) for kind in PartnerKind]


class JoinForm(FlaskForm):
    """The account of an invited person."""

    name = StringField(_l("Dit navn"), filters=CLEAN, validators=plain_text(120, _l("Skriv dit navn.")))
    function = StringField(_l("Din funktion, fx HR-chef"), filters=CLEAN, validators=plain_text(80))
    password = PasswordField(_l("Adgangskode"), validators=[Needed(_l("Vælg en adgangskode.")), AtMost(200)])


class WorkplaceForm(VersionForm):
    """A workplace."""

    name = StringField(_l("Navn"), filters=CLEAN, validators=plain_text(120, _l("Skriv arbejdsstedets navn.")))
    p_number = StringField(_l("P-nummer"), filters=[_digits], validators=[Optional(), AtMost(20), no_control_characters])
    address = StringField(_l("Adresse"), filters=CLEAN, validators=plain_text(160))
    post_code = StringField(_l("Postnummer"), filters=CLEAN, validators=plain_text(4))
    town = StringField(_l("By"), filters=CLEAN, validators=plain_text(80))

    def values(self) -> dict[str, str]:
        """Return what the form says."""
        return {name: self[name].data or "" for name in ("name", "p_number", "address", "post_code", "town")}


class DeactivateForm(VersionForm):
    """Why a partner leaves."""

    reason = TextAreaField(
        _l("Begrundelse"), filters=CLEAN, validators=plain_text(500, _l("Skriv en begrundelse; den står i historikken."))
    )


class ConsultantForm(VersionForm):
    """The contact person in the municipality."""

    consultant_id = ChoiceField(_l("Kontaktperson i kommunen"), coerce=_number, validators=[Optional()], validate_choice=False)


class RolesForm(VersionForm):
    """A user's roles."""

    is_manager = BooleanField(_l("Leder"))
    is_editor = BooleanField(_l("Redaktør"))
    is_steward = BooleanField(_l("Tovholder"))


class RepresentationForm(FlaskForm):
    """Where a union user speaks for members."""

    user_id = ChoiceField(_l("Hvem"), coerce=_number, validators=[Needed(_l("Vælg en person."))], validate_choice=False)
    company_id = ChoiceField(_l("Arbejdsplads"), coerce=_number, validators=[Needed(_l("Vælg en arbejdsplads."))], validate_choice=False)
    since = DayField(_l("Fra"), default=today, validators=[Needed(_l("Vælg en dato."))])
    until = DayField(_l("Til (valgfrit)"), validators=[Optional()])
