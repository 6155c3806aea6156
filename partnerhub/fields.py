"""Fields and validators of every form: Danish ways of writing numbers and days, and no CPR numbers anywhere."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField, Field, Form, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import TextInput

from .cpr import find_cpr
from .typed_text import clean as clean
from .typed_text import is_readable

_THOUSANDS = re.compile(r"^[+-]?\d{1,3}([., \u00a0\u202f]\d{3})+$")
_DAY = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
_CLOCK = re.compile(r"^(?:kl\.? ?)?([01]?\d|2[0-3])(?:[.:]?([0-5]\d))?$", re.IGNORECASE)
MAX_DIGITS = 12


def read_integer(text: str) -> int:
    """Return the whole number that a Danish text writes: "1.000" and "1 000" are a thousand. Raises ValueError otherwise."""
    compact = text.strip()
    if _THOUSANDS.match(compact):
        compact = re.sub(r"[., \u00a0\u202f]", "", compact)
    if not re.fullmatch(r"[+-]?\d+", compact) or len(compact) > MAX_DIGITS:
        raise ValueError(text)
    return int(compact)


def read_day(text: str) -> date:
    """Return the day that a text writes: 2027-06-30, 30.06.2027, 30-6-2027 or 30/6/2027. Raises ValueError otherwise."""
    compact = text.strip()
    if found := _DAY.match(compact):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", compact):
        return date.fromisoformat(compact)
    raise ValueError(text)


def read_clock(text: str) -> time:
    """Return the time of day that a text writes: 9, 9.30, 09:30, kl. 9. Raises ValueError otherwise."""
    found = _CLOCK.match(text.strip())
    if not found:
        raise ValueError(text)
    return time(int(found[1]), int(found[2] or 0))


def no_cpr(_form: Form, field: Field) -> None:
    """Refuse a text with a CPR-like number."""
    if isinstance(field.data, str) and find_cpr(field.data):
        raise ValidationError(
            _("Her står noget, der ligner et CPR-nummer. Fjern det: Partnerhub gemmer aldrig oplysninger om enkelte borgere.")
        )


def no_control_characters(_form: Form, field: Field) -> None:
    """Refuse characters that cannot be shown."""
    if isinstance(field.data, str) and not is_readable(field.data.replace("\r\n", "\n")):
        raise ValidationError(_("Teksten har tegn, der ikke kan vises. Skriv den igen uden at kopiere dem med."))


class AtMost(Length):
    """Refuse a text longer than the limit, saying how long it is."""

    def __init__(self, limit: int) -> None:
        super().__init__(max=limit)

    def __call__(self, _form: Form, field: Field) -> None:
        length = len(field.data or "")
        if length > self.max:
            raise ValidationError(_("Teksten er på %(length)s tegn. Der er plads til %(limit)s.", length=length, limit=self.max))


class Needed(InputRequired):
    """Refuse an empty field with a sentence that says what to do."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message)

    def __call__(self, _form: Form, field: Field) -> None:
        data = field.data
        if data is None or (isinstance(data, str) and not data.strip()):
            if field.errors and field.raw_data and str(field.raw_data[0]).strip():
                raise StopValidation()  # it was filled with something that cannot be read, and that is said already
            field.errors = []
            raise StopValidation(str(self.message) if self.message else _("Udfyld feltet."))


def plain_text(limit: int, required: Any = None) -> list[Callable[..., Any]]:
    """Return the validators of a free text: length, characters, no CPR number; `required` is the sentence for an empty one."""
    first: Callable[..., Any] = Needed(required) if required else Optional(strip_whitespace=True)
    return [first, AtMost(limit), no_control_characters, no_cpr]


CLEAN: Sequence[Callable[[Any], Any]] = (clean,)


class ChoiceField(SelectField):
    """One of a list; a value that is not on it is refused in the user's language."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what the list does not hold."""
        _refuse_unlisted(super().pre_validate, form)


class RadioChoiceField(RadioField):
    """One of a few, side by side; a value that is not among them is refused in the user's language."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not among the choices."""
        _refuse_unlisted(super().pre_validate, form)


def _refuse_unlisted(check: Callable[[Any], None], form: Any) -> None:
    try:
        check(form)
    except ValidationError:
        raise ValidationError(_("Vælg en af mulighederne på listen.")) from None


class SmallInteger(StringField):
    """A whole number written the Danish way; what cannot be read stays in the field."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        options.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(label, validators, **options)
        self.typed: str | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; raises ValueError with a sentence when it is none."""
        if not valuelist:
            return
        self.typed = valuelist[0]
        if not valuelist[0].strip():
            self.data = None
            return
        try:
            self.data = read_integer(valuelist[0])
        except ValueError:
            self.data = None
            shown = valuelist[0].strip()[:20]
            raise ValueError(_("“%(typed)s” er ikke et helt tal. Skriv fx 10.", typed=shown)) from None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed[:200]
        return "" if self.data is None else str(self.data)


class DayField(DateField):
    """A day from the browser's own picker, or typed the Danish way; what cannot be read stays in the field."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; raises ValueError with a sentence when it is none."""
        if not valuelist:
            return
        self.raw_data = valuelist
        if not valuelist[0].strip():
            self.data = None
            return
        try:
            self.data = read_day(valuelist[0])
        except ValueError:
            self.data = None
            shown = valuelist[0].strip()[:20]
            raise ValueError(_("“%(typed)s” er ikke en dato. Skriv fx 30.06.2027.", typed=shown)) from None

    def _value(self) -> str:
        """A day that was understood goes back as the browser's picker writes it: it shows no other form."""
        if self.data is not None:
            return str(self.data.isoformat())
        return " ".join(self.raw_data or ())[:200]


class ClockField(StringField):
    """A time of day, typed the way people write it; what cannot be read stays in the field."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        options.setdefault("render_kw", {"inputmode": "text", "autocomplete": "off", "size": 6, "placeholder": "09:00"})
        super().__init__(label, validators or [Optional()], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time; raises ValueError with a sentence when it is none."""
        self.raw_data, self.data = valuelist, None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = read_clock(valuelist[0])
        except ValueError:
            shown = valuelist[0].strip()[:20]
            raise ValueError(_("“%(typed)s” er ikke et tidspunkt. Skriv fx 9.30.", typed=shown)) from None

    def _value(self) -> str:
        if self.data is not None:
            return f"{self.data:%H:%M}"
        return " ".join(self.raw_data or ())[:20]


def scope_ids(form: Form, scope: str) -> None:
    """Give a form's fields ids of their own, for several forms of a kind stand on one page; the names stay."""
    for field in form:
        field.id = field.label.field_id = f"{scope}-{field.short_name}"
