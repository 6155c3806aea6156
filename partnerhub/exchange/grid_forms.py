"""The form of many needs at once: a row a need, faults told by row and field."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from ..commitments.forms import ShownForm
from ..errors import RuleBroken
from ..fields import ChoiceField, Needed, SmallInteger
from ..occupations.fields import OccupationField, is_searching
from .forms import choices_of, id_or_none, occupation_terms, quarter_choices
from .kinds import Audience, Certainty, Shift, WorkLanguage
from .need_terms import NeedTerms
from .quarters import this_quarter

FIRST_ROWS = 5
MORE_ROWS = 5
PASTED = "?"  # before a text that the page could not find in a list
MOST_ROWS = 50  # a form has a limited number of parts; more come in by a file


class RowForm(FlaskForm):
    """One need of the grid; the form around it carries the token."""

    class Meta:
        """A row is no form of its own."""

        csrf = False

    occupation = OccupationField(_l("Erhverv"), validators=[Needed(_l("Skriv, hvilket erhverv I mangler, fx procesoperatør."))])
    headcount = SmallInteger(_l("Antal"), validators=[Needed(_l("Skriv, hvor mange I mangler."))])
    quarter = ChoiceField(_l("Hvornår"), coerce=id_or_none, validators=[Needed(_l("Vælg det kvartal, I skal bruge dem."))])
    certainty = ChoiceField(_l("Hvor sikkert"), default=Certainty.EXPECTED.value)
    shift = ChoiceField(_l("Arbejdstid"), default=Shift.DAY.value)
    language = ChoiceField(_l("Sprog"), default="danish")
    audience = ChoiceField(_l("Hvem må se det"), default=Audience.MUNICIPALITY.value)

    def __init__(self, place: str, **options: Any) -> None:
        super().__init__(prefix=f"row{place}-", **options)
        self.place = place
        self.quarter.choices = quarter_choices()
        if self.quarter.data is None and not self.quarter.raw_data:
            self.quarter.data = this_quarter() + 1
        for name, values in (("certainty", Certainty), ("shift", Shift), ("language", WorkLanguage), ("audience", Audience)):
            self[name].choices = choices_of(values)

    @property
    def is_blank(self) -> bool:
        """Tell whether nobody wrote in the row: choices alone are no need."""
        return not self.occupation.text and not (self.headcount.typed or "").strip()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the row; a pasted text that no list holds is refused and stays in its cell until somebody chooses."""
        sound = bool(super().validate(extra_validators))
        for field in self:
            if isinstance(field, ChoiceField) and field.raw_data and field.raw_data[0].startswith(PASTED):
                field.choices = [*field.choices, (field.raw_data[0], field.raw_data[0].removeprefix(PASTED)[:40])]
        return sound

    def terms(self) -> NeedTerms:
        """Return what was filled in; only after validation."""
        return NeedTerms(
            **occupation_terms(self.occupation),
            quarter=int(self.quarter.data),
            headcount=int(self.headcount.data or 0),
            certainty=Certainty(self.certainty.data),
            shift=Shift(self.shift.data),
            language=WorkLanguage(self.language.data),
            audience=Audience(self.audience.data),
        )


@dataclass(frozen=True)
class Fault:
    """A fault with its row (counted from 1), the field's name and the id to go to."""

    row: int
    label: str
    field_id: str
    text: str


class GridForm(ShownForm):
    """Many needs at once."""

    rows_shown = HiddenField()

    def __init__(self, more: int = 0, **options: Any) -> None:
        super().__init__(**options)
        asked = str(self.rows_shown.data or "")
        shown = int(asked) if asked.isdecimal() and len(asked) < 6 else FIRST_ROWS
        shown = min(max(shown, 1) + more, MOST_ROWS)
        self.rows_shown.data = str(shown)
        self.rows = [RowForm(str(number)) for number in range(shown)]

    @property
    def filled(self) -> list[RowForm]:
        """Return the rows that somebody wrote in."""
        return [row for row in self.rows if not row.is_blank]

    @property
    def is_searching(self) -> bool:
        """Tell whether a search button of a row was pressed; complaints on other fields are left out then."""
        return any(is_searching(row) for row in self.rows)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every filled row, so that all faults are told at once."""
        found = [super().validate(extra_validators), *[row.validate() for row in self.filled]]
        if not self.filled:
            self.form_errors.append(_("Skriv mindst ét behov: et erhverv og et antal."))
        return all(found) and bool(self.filled)

    def put(self, broken: RuleBroken) -> None:
        """Put a broken rule's sentence at its cell, or over the whole form; `broken.field` counts filled rows: "3.headcount"."""
        number, dot, name = broken.field.rpartition(".")
        row = self.filled[int(number)] if dot else self.filled[0]
        if name in row:
            row[name].errors = [*row[name].errors, broken.text]
        else:
            self.form_errors.append(broken.text)

    @property
    def faults(self) -> list[Fault]:
        """Return every fault in the order of the cells."""
        return [
            Fault(number, str(field.label.text), field.id, str(field.errors[0]))
            for number, row in enumerate(self.rows, 1)
            for field in row
            if field.errors
        ]


def asked_for_more() -> bool:
    """Tell whether the button for more rows was pressed."""
    return request.form.get("act") == "more"
