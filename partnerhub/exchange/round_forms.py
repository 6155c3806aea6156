"""Forms of a needs round: the round itself, and the sheet of lines that a company answers with."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from ..clock import today
from ..commitments.forms import ShownForm
from ..fields import CLEAN, ChoiceField, DayField, Needed, SmallInteger, plain_text
from ..occupations.fields import Chosen, OccupationField, is_searching
from ..workdays import is_workday
from .enquiry_models import NeedsRound
from .forms import choices_of, id_or_none, occupation_terms, quarter_choices
from .kinds import TEXT_LIMIT, TITLE_LIMIT, Certainty
from .labels import quarter_label
from .quarters import this_quarter
from .round_answering import MOST_LINES, Line
from .round_service import RoundTerms

DAYS_TO_ANSWER = 14
FRESH_LINES = 2
LEAST_LINES = 3
ONE_MORE = 1  # beside what stands already, which is folded: the page fits a phone
LINES_MORE = 3


class RoundForm(ShownForm):
    """What the steward says of a round."""

    quarter = ChoiceField(_l("Hvilket kvartal spørger du om?"), coerce=id_or_none, validators=[Needed(_l("Vælg et kvartal."))])
    due_on = DayField(_l("Svar senest"), validators=[Needed(_l("Vælg, hvornår virksomhederne senest skal svare."))])
    title = StringField(_l("Titel"), filters=CLEAN, validators=plain_text(TITLE_LIMIT, _l("Skriv en kort titel, fx “Behov i foråret”.")))
    message = TextAreaField(_l("Hilsen i mailen"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))

    def __init__(self, kept: NeedsRound | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.quarter.choices = quarter_choices(kept.quarter if kept else None)
        if not self.is_submitted() and kept is None:
            self.quarter.data = this_quarter() + 1
            self.title.data = _("Behov i %(quarter)s", quarter=quarter_label(this_quarter() + 1))
            self.due_on.data = next(day for days in count(DAYS_TO_ANSWER) if is_workday(day := today() + timedelta(days=days)))

    def terms(self) -> RoundTerms:
        """Return what was filled in; only after validation."""
        due_on = self.due_on.data
        if due_on is None:
            raise ValueError("terms are asked for after validation")
        return RoundTerms(int(self.quarter.data), self.title.data or "", due_on, self.message.data or "")

    def show(self, needs_round: NeedsRound) -> None:
        """Fill the form with a round as it stands."""
        self.version.data = str(needs_round.version)
        for name in ("quarter", "due_on", "title", "message"):
            self[name].data = getattr(needs_round, name)


class LineForm(FlaskForm):
    """One line of an answer; a line without occupation and number says nothing. The sheet's token stands in its page."""

    class Meta:
        """The token is checked before any view, where the address needs one."""

        csrf = False

    need_id = HiddenField(validators=[Optional()])
    occupation = OccupationField(_l("Erhverv"), validators=[Optional()])
    headcount = SmallInteger(_l("Hvor mange?"), validators=[Optional()])
    quarter = ChoiceField(_l("Hvornår?"), coerce=id_or_none, validators=[Optional()])
    certainty = ChoiceField(_l("Hvor sikkert?"), validators=[Optional()])
    gone = BooleanField(_l("Det er ikke længere et behov"))

    @property
    def known_id(self) -> int | None:
        """Return the need that the line says again."""
        text = self.need_id.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written on it."""
        return not self.occupation.text and not (self.headcount.typed or "").strip()

    @property
    def is_gone(self) -> bool:
        """Tell whether a need that was said before is taken back: by its box, or by emptying its line."""
        return self.known_id is not None and (bool(self.gone.data) or self.is_empty)

    def is_whole(self) -> bool:
        """Tell whether the line can be read, and put a sentence at what is missing."""
        if self.is_empty or self.is_gone:
            return True
        sound = self.validate()
        for field, text in (
            (self.occupation, _l("Skriv, hvilket erhverv I mangler, fx procesoperatør.")),
            (self.headcount, _l("Skriv, hvor mange I mangler.")),
        ):
            if field.data is None and not field.errors:
                field.errors = [str(text)]
                sound = False
        return sound

    def line(self) -> Line:
        """Return what the line says; only when it is whole."""
        return Line(
            **occupation_terms(self.occupation),
            quarter=int(self.quarter.data),
            headcount=int(self.headcount.data or 0),
            certainty=Certainty(self.certainty.data),
            need_id=self.known_id,
        )


class AnswerSheet:
    """The lines of an answer as one form: as many as were said before and some to write on."""

    def __init__(self, sent: Mapping[str, str] | None, lines: Sequence[Line], quarter: int) -> None:
        self.form_errors: list[str] = []
        number = _sent_number(sent) if sent is not None else _number_for(lines)
        self.is_asking_for_more = sent is not None and sent.get("act") == "more"
        if self.is_asking_for_more:
            number += LINES_MORE
        self.lines = [self._line(place, sent, lines, quarter) for place in range(min(number, MOST_LINES))]

    @property
    def has_room(self) -> bool:
        """Tell whether more lines fit."""
        return len(self.lines) < MOST_LINES

    @property
    def is_searching(self) -> bool:
        """Tell whether a search button of an occupation was pressed."""
        found = [is_searching(line) for line in self.lines]  # each takes the complaints off its own line
        return any(found)

    @property
    def errors(self) -> dict[str, Any]:
        """Return what is wrong, by field."""
        return {field.name: field.errors for field in self if field.errors} | ({"": self.form_errors} if self.form_errors else {})

    def __iter__(self) -> Iterator[Field]:
        return (field for line in self.lines for field in line)

    def is_whole(self) -> bool:
        """Tell whether every line can be read."""
        found = [line.is_whole() for line in self.lines]  # each puts its own sentences
        return all(found)

    def answer(self) -> tuple[list[Line], list[int]]:
        """Return the lines that say something, and the needs that are no more; only when it is whole."""
        return [line.line() for line in self._written()], [line.known_id for line in self.lines if line.is_gone and line.known_id]

    def known_ids(self) -> list[int]:
        """Return the needs that stand on the sheet."""
        return [line.known_id for line in self.lines if line.known_id]

    def put_error(self, field: str, text: str) -> None:
        """Put a broken rule's sentence at its field: "2.headcount" for the line counted from 0 among those that say something."""
        place, _dot, name = field.partition(".")
        if name and place.isdecimal() and name in self._written()[int(place)]:
            item = self._written()[int(place)][name]
            item.errors = [*item.errors, text]
        else:
            self.form_errors.append(text)

    def _written(self) -> list[LineForm]:
        return [line for line in self.lines if not line.is_empty and not line.is_gone]

    def _line(self, place: int, sent: Mapping[str, str] | None, lines: Sequence[Line], quarter: int) -> LineForm:
        form = LineForm(**({} if sent is not None else {"formdata": None}), prefix=f"l{place}-")
        shown = lines[place] if sent is None and place < len(lines) else None
        form.quarter.choices, form.certainty.choices = quarter_choices(shown.quarter if shown else quarter), choices_of(Certainty)
        fresh = sent is None or f"l{place}-quarter" not in sent
        if fresh:
            form.quarter.data, form.certainty.data = quarter, Certainty.EXPECTED.value
        if shown is not None:
            form.need_id.data = str(shown.need_id or "")
            form.occupation.process_data(Chosen(shown.occupation_id, shown.occupation_text))
            form.headcount.data, form.quarter.data, form.certainty.data = shown.headcount, shown.quarter, shown.certainty.value
        return form


def _number_for(lines: Sequence[Line]) -> int:
    return len(lines) + ONE_MORE if any(line.need_id for line in lines) else max(len(lines) + FRESH_LINES, LEAST_LINES)


def _sent_number(sent: Mapping[str, str]) -> int:
    text = sent.get("lines", "")
    return min(int(text), MOST_LINES) if text.isdecimal() and len(text) < 4 else LEAST_LINES
