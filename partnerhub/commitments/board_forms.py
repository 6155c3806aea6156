"""Forms of the board: how a moved card ended, and the name of a saved view."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from ..fields import CLEAN, RadioChoiceField, plain_text
from .bookmarks import NAME_LIMIT
from .kinds import REASON_LIMIT, Status
from .labels import phase_label


class MoveForm(FlaskForm):
    """Where a card goes, and the words that belong to it."""

    version = HiddenField(validators=[Optional()])
    to = HiddenField(validators=[Optional()])
    outcome = RadioChoiceField(_l("Hvordan gik det?"), validators=[Optional()], validate_choice=False)
    note = TextAreaField(_l("Begrundelse"), filters=CLEAN, validators=plain_text(REASON_LIMIT))

    def offer(self, outcomes: list[Status]) -> None:
        """Offer the outcomes that the user may choose."""
        self.outcome.choices = [(outcome.value, phase_label(outcome.value)) for outcome in outcomes]

    @property
    def chosen(self) -> Status | None:
        """Return the chosen outcome, None when it is none of those offered."""
        offered = {value for value, _label in self.outcome.choices}
        return Status(self.outcome.data) if self.outcome.data in offered else None


class ViewForm(FlaskForm):
    """The name that a selection is kept by."""

    name = StringField(_l("Navn"), filters=CLEAN, validators=plain_text(NAME_LIMIT, _l("Giv visningen et navn, fx “Lærepladser i år”.")))
