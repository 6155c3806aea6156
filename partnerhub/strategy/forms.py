"""The steward's forms: a text in two languages, a goal, a strategy's frame."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from ..fields import CLEAN, DayField, Needed, RadioChoiceField, SmallInteger, plain_text
from .editing import Frame, Words
from .models import Wording

TITLE_LIMIT = 160
TEXT_LIMIT = 4_000
SHORT_LIMIT = 40


class TextForm(FlaskForm):
    """A title and a text in Danish and English."""

    title_da = StringField(_l("Titel på dansk"), validators=plain_text(TITLE_LIMIT, _l("Skriv en dansk titel.")), filters=CLEAN)
    text_da = TextAreaField(_l("Tekst på dansk"), validators=plain_text(TEXT_LIMIT), filters=CLEAN)
    title_en = StringField(_l("Titel på engelsk"), validators=plain_text(TITLE_LIMIT), filters=CLEAN)
    text_en = TextAreaField(_l("Tekst på engelsk"), validators=plain_text(TEXT_LIMIT), filters=CLEAN)
    wording = RadioChoiceField(
        _l("Hvis ord er det?"),
        choices=[SelectChoice(Wording.OFFICIAL.value, _l("Officiel ordlyd")), SelectChoice(Wording.OWN.value, _l("Vores ord"))],
        default=Wording.OFFICIAL.value,
    )
    version = HiddenField()

    def words(self) -> Words:
        """Return what was typed."""
        names = ("title_da", "title_en", "text_da", "text_en", "short_da", "short_en")
        typed = {name: getattr(self, name).data or "" for name in names if name in self}
        return Words(**typed, wording=Wording(self.wording.data))

    def show(self, thing: Any) -> None:
        """Fill the fields with a text as it stands; what is saved from here on is taken for the official wording."""
        for name in ("title_da", "title_en", "text_da", "text_en", "short_da", "short_en", "version"):
            if name in self:
                self[name].data = getattr(thing, name)


class GoalForm(TextForm):
    """A goal has a short name too, for its chip."""

    short_da = StringField(_l("Kort navn på dansk"), validators=plain_text(SHORT_LIMIT, _l("Skriv et kort navn.")), filters=CLEAN)
    short_en = StringField(_l("Kort navn på engelsk"), validators=plain_text(SHORT_LIMIT), filters=CLEAN)


class FrameForm(FlaskForm):
    """A strategy's name, period and source."""

    title_da = StringField(_l("Navn på dansk"), validators=plain_text(TITLE_LIMIT, _l("Skriv strategiens navn.")), filters=CLEAN)
    title_en = StringField(_l("Navn på engelsk"), validators=plain_text(TITLE_LIMIT), filters=CLEAN)
    starts_on = DayField(_l("Gælder fra"), validators=[Needed(_l("Skriv den dag, perioden begynder."))])
    ends_on = DayField(_l("Gælder til"), validators=[Needed(_l("Skriv den dag, perioden slutter."))])
    source_title = StringField(_l("Kildens titel"), validators=plain_text(200), filters=CLEAN)
    source_publisher = StringField(_l("Udgiver"), validators=plain_text(120), filters=CLEAN)
    source_year = SmallInteger(_l("Udgivet år"), validators=[Optional(), NumberRange(1900, 2100, _l("Skriv årstallet med fire cifre."))])
    version = HiddenField()

    def frame(self) -> Frame:
        """Return what was typed."""
        typed: dict[str, Any] = {name: self[name].data for name in Frame.__dataclass_fields__}
        typed |= {name: "" for name, value in typed.items() if value is None and name != "source_year"}
        return Frame(**typed)

    def show(self, strategy: Any) -> None:
        """Fill the fields with a strategy's frame as it stands."""
        for field in self:
            if field.name != "csrf_token":
                field.data = getattr(strategy, field.name)
