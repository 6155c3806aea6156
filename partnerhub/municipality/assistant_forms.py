"""The forms by which the assistant is set: whom citizens reach and when, and what is switched off."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from ..accounts.partner_forms import mail_rules
from ..assistant.models import HumanContact
from ..assistant.service import ContactFacts
from ..assistant.settings import Contact
from ..fields import CLEAN, ChoiceField, ClockField, plain_text, read_day

WEEKDAYS = (_l("Mandag"), _l("Tirsdag"), _l("Onsdag"), _l("Torsdag"), _l("Fredag"), _l("Lørdag"), _l("Søndag"))
MOST_CLOSED_DAYS = 60
REASON_LIMIT = 300
FEWEST_DIGITS = 3


def dialled(_form: FlaskForm, field: Field) -> None:
    """Refuse a phone number that cannot be dialled: it becomes a link that calls."""
    typed = str(field.data or "")
    if typed and (sum(sign.isdecimal() for sign in typed) < FEWEST_DIGITS or any(sign.isalpha() for sign in typed)):
        raise ValidationError(_("Skriv et telefonnummer med tal, fx 12 34 56 78, eller lad feltet stå tomt."))


class ContactForm(FlaskForm):
    """Phone, mail, and for each weekday from when to when; a weekday without times is closed."""

    phone = StringField(_l("Telefon"), validators=[*plain_text(40), dialled], filters=CLEAN)
    mail = StringField(_l("E-mail"), validators=mail_rules(), filters=CLEAN)
    closed_on_holidays = BooleanField(_l("Lukket på helligdage"), default=True)
    closed_days = TextAreaField(_l("Andre lukkedage"), validators=plain_text(1_200), filters=CLEAN)
    version = HiddenField()

    def days(self) -> Iterator[tuple[Any, Field, Field]]:
        """Yield each weekday's name and its two fields."""
        for number, name in enumerate(WEEKDAYS):
            yield name, self[f"opens_{number}"], self[f"closes_{number}"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and each day as a whole."""
        sound = bool(super().validate(extra_validators))
        for _name, opens, closes in self.days():
            if opens.errors or closes.errors:
                continue
            empty = closes if opens.data and not closes.data else opens if closes.data and not opens.data else None
            if empty is not None:
                empty.errors = [_("Skriv begge tidspunkter, eller lad begge stå tomme, hvis der er lukket.")]
            elif opens.data and opens.data >= closes.data:
                closes.errors = [_("Skriv et sluttidspunkt, der er senere end starttidspunktet.")]
            sound = sound and not opens.errors and not closes.errors
        return sound

    def validate_closed_days(self, field: Field) -> None:
        """Refuse a line that is no day."""
        list(_days_in(field))

    def facts(self) -> ContactFacts:
        """Return what was typed."""
        weekdays = tuple((opens.data, closes.data) if opens.data else None for _name, opens, closes in self.days())
        return ContactFacts(
            self.phone.data or "",
            self.mail.data or "",
            weekdays if any(weekdays) else (),
            bool(self.closed_on_holidays.data),
            tuple(dict.fromkeys(_days_in(self.closed_days))),
        )

    def show(self, contact: Contact, version: int) -> None:
        """Fill the fields with what holds now."""
        hours = contact.hours
        self.phone.data, self.mail.data, self.version.data = contact.phone, contact.mail, version
        self.closed_on_holidays.data = hours.closed_on_holidays
        self.closed_days.data = "\n".join(f"{day:%d.%m.%Y}" for day in sorted(hours.closed_days))
        for day, (_name, opens, closes) in zip(hours.weekdays, self.days(), strict=False):
            opens.data, closes.data = day or (None, None)


for _number in range(len(WEEKDAYS)):
    setattr(ContactForm, f"opens_{_number}", ClockField(_l("Fra")))
    setattr(ContactForm, f"closes_{_number}", ClockField(_l("Til")))


class SwitchForm(FlaskForm):
    """What is switched off, and why, in both languages."""

    scheme = ChoiceField(_l("Hvad skal slukkes?"), choices=[])
    reason_da = TextAreaField(_l("Hvorfor, på dansk"), validators=plain_text(REASON_LIMIT, _l("Skriv hvorfor.")), filters=CLEAN)
    reason_en = TextAreaField(_l("Hvorfor, på engelsk"), validators=plain_text(REASON_LIMIT, _l("Skriv det på engelsk.")), filters=CLEAN)


def version_of(row: HumanContact | None) -> int:
    """Return the version that a form starts from: 0 before anything was filled in."""
    return row.version if row else 0


def _days_in(field: Field) -> Iterator[date]:
    lines = [line.strip() for line in (field.data or "").splitlines() if line.strip()]
    if len(lines) > MOST_CLOSED_DAYS:
        raise ValidationError(_("Skriv højst %(most)d dage.", most=MOST_CLOSED_DAYS))
    for line in lines:
        try:
            yield read_day(line)
        except ValueError:
            raise ValidationError(_("“%(typed)s” er ikke en dato. Skriv én dato pr. linje, fx 24.12.2026.", typed=line[:20])) from None
