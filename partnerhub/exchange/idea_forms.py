"""Forms of suggested programmes: suggest, answer."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from ..clock import today
from ..commitments.forms import ShownForm
from ..fields import CLEAN, ChoiceField, DayField, Needed, SmallInteger, plain_text
from ..language import current_locale
from ..occupations.keeping import name_of
from .forms import choices_of
from .idea_service import IdeaTerms, latest_day
from .kinds import TEXT_LIMIT, TITLE_LIMIT, ProgrammeKind

USUAL_MINIMUM, USUAL_DAYS = 8, 21


class SuggestForm(ShownForm):
    """A class that a school suggests for a hole; the hole itself comes with the address."""

    title = StringField(
        _l("Hvad skal holdet hedde?"), filters=CLEAN, validators=plain_text(TITLE_LIMIT, _l("Skriv en kort titel, fx “Svejsning, lysbue”."))
    )
    kind = ChoiceField(_l("Hvilken slags forløb?"), validators=[Needed(_l("Vælg, hvilken slags forløb det er."))])
    minimum = SmallInteger(_l("Mindste antal deltagere"), validators=[Needed(_l("Skriv, hvor mange der mindst skal komme."))])
    answer_by = DayField(_l("Svar senest"), validators=[Needed(_l("Vælg, hvornår virksomhederne senest skal svare."))])
    about = TextAreaField(_l("Hvad lærer man, hvor og hvornår?"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))

    def __init__(self, occupation_id: str, quarter: int, **options: Any) -> None:
        super().__init__(**options)
        self.occupation_id, self.quarter = occupation_id, quarter
        self.kind.choices = choices_of(ProgrammeKind, _l("Vælg slags"))
        if not self.is_submitted():
            self.title.data = name_of(occupation_id, current_locale())
            self.minimum.data = USUAL_MINIMUM
            self.answer_by.data = min(today() + timedelta(days=USUAL_DAYS), latest_day(quarter))

    def terms(self) -> IdeaTerms:
        """Return what was filled in; only after validation."""
        return IdeaTerms(
            occupation_id=self.occupation_id,
            quarter=self.quarter,
            kind=ProgrammeKind(self.kind.data),
            title=self.title.data or "",
            minimum=int(self.minimum.data or 0),
            answer_by=self.answer_by.data or today(),
            about=self.about.data or "",
        )


class WouldSendForm(FlaskForm):
    """A company's answer: how many it would send, or none."""

    seats = SmallInteger(_l("Hvor mange vil I sende?"), validators=[Optional()])
    act = HiddenField(validators=[Optional()])

    @property
    def number(self) -> int | None:
        """Return the answer, 0 for a no, None where a number is still missing."""
        return 0 if self.act.data == "no" else self.seats.data
