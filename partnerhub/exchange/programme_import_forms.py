"""The form that asks what the columns of a school's own sheet mean."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import Optional

from ..clock import today
from ..fields import ChoiceField, SmallInteger
from ..sheets.mapping import Theirs
from .forms import choices_of
from .kinds import ProgrammeKind
from .programme_importing import Kept
from .programme_rows import Usual
from .programme_sheet import COLUMNS, LAYOUT


class ColumnsForm(FlaskForm):
    """What holds for every row, and a choice for each of the sheet's columns (fields `c1`, `c2` … by their number)."""

    kind = ChoiceField(_l("Slags, hvor arket ikke siger det"), default=ProgrammeKind.AMU.value)
    price_year = SmallInteger(_l("Prisernes år, hvor arket ikke siger det"), validators=[Optional()])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = choices_of(ProgrammeKind)
        self.theirs: list[Theirs] = []
        self.chosen: dict[str, str] = {}
        self.ours = [(column.key, column.label) for column in COLUMNS]

    def propose(self, kept: Kept, remembered: Mapping[str, str], usual: Usual | None) -> None:
        """Fill the form with what was said before, else with what the headings say."""
        self.theirs = kept.opened.columns(LAYOUT, remembered)
        self.chosen = kept.chosen or {str(one.number): one.proposed for one in self.theirs}
        said = kept.usual or usual
        self.kind.data = said.kind.value if said else ProgrammeKind.AMU.value
        self.price_year.data = said.price_year if said and said.price_year else today().year

    def read(self, kept: Kept, typed: Mapping[str, str]) -> None:
        """Read what was chosen for each column."""
        self.theirs = kept.opened.columns(LAYOUT, {})
        self.chosen = {str(one.number): typed.get(f"c{one.number}", "") for one in self.theirs}

    def usual(self) -> Usual:
        """Return what holds for every row; only after validation."""
        return Usual(ProgrammeKind(self.kind.data), self.price_year.data)
