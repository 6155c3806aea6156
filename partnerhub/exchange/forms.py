"""Forms of needs and placements."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ..accounts.models import Partner
from ..commitments.forms import ShownForm
from ..commitments.kinds import REASON_LIMIT, Kind, Visibility
from ..commitments.labels import kind_label, visibility_label
from ..commitments.queries import workplaces_of
from ..fields import CLEAN, ChoiceField, DayField, Needed, RadioChoiceField, SmallInteger, plain_text
from ..occupations.fields import Chosen, OccupationField
from . import queries
from .kinds import NOTE_LIMIT, PLACEMENT_KINDS, TEXT_LIMIT, TITLE_LIMIT, Audience, Certainty, Openness, Shift, WorkLanguage
from .labels import quarter_label, word
from .models import LabourNeed, Placement
from .need_terms import NeedTerms
from .placement_terms import PlacementTerms
from .quarters import open_quarters, this_quarter


def id_or_none(text: Any) -> int | None:
    """Return the id that a choice's value writes, None for the empty choice."""
    return int(text) if str(text or "").isdecimal() else None


def choices_of(values: Any, empty: Any = None) -> list[SelectChoice]:
    """Return the choices of one of the exchange's lists; `empty` is the word for none chosen."""
    first = [SelectChoice("", empty)] if empty is not None else []
    return [*first, *(SelectChoice(value.value, word(value)) for value in values)]


def quarter_choices(kept: int | None = None) -> list[SelectChoice]:
    """Return the quarters that can be chosen, and the one that stood there before."""
    quarters = sorted({*open_quarters(), *([kept] if kept is not None else [])})
    return [SelectChoice(quarter, quarter_label(quarter)) for quarter in quarters]


def occupation_terms(field: OccupationField) -> dict[str, Any]:
    """Return what terms say of an occupation that was chosen: its id, or the text that was kept."""
    chosen = field.data
    return {"occupation_id": chosen.id if chosen else None, "occupation_text": chosen.text if chosen and chosen.id is None else ""}


class ManyField(SelectMultipleField):
    """Several of a list, each with a box to tick; what is not on the list is left out."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Keep what the list holds."""
        allowed = {choice.value for choice in self.choices or []}
        self.data: list[str] = [value for value in self.data or [] if value in allowed]


class NeedForm(ShownForm):
    """A labour need."""

    occupation = OccupationField(_l("Erhverv"), validators=[Needed(_l("Skriv, hvilket erhverv I mangler, fx procesoperatør."))])
    headcount = SmallInteger(_l("Hvor mange?"), validators=[Needed(_l("Skriv, hvor mange I mangler."))])
    quarter = ChoiceField(_l("Hvornår?"), coerce=id_or_none, validators=[Needed(_l("Vælg det kvartal, I skal bruge dem."))])
    certainty = RadioChoiceField(_l("Hvor sikkert er det?"), default=Certainty.EXPECTED.value)
    shift = ChoiceField(_l("Arbejdstid"), default=Shift.DAY.value)
    language = ChoiceField(_l("Sprog på arbejdet"), default=WorkLanguage.DANISH.value)
    workplace_id = ChoiceField(_l("Arbejdssted"), coerce=id_or_none, validators=[Optional()])
    openness = ManyField(_l("Hvad er I åbne for?"), validators=[Optional()])
    audience = RadioChoiceField(_l("Hvem må se behovet?"), default=Audience.MUNICIPALITY.value)
    notes = TextAreaField(_l("Bemærkning"), filters=CLEAN, validators=plain_text(NOTE_LIMIT))

    def __init__(self, owner: Partner, kept: LabourNeed | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.quarter.choices = quarter_choices(kept.quarter if kept else None)
        self.certainty.choices = choices_of(Certainty)
        self.shift.choices = choices_of(Shift)
        self.language.choices = choices_of(WorkLanguage)
        self.openness.choices = choices_of(Openness)
        self.audience.choices = choices_of(Audience)
        places = [SelectChoice(place.id, place.name) for place in workplaces_of(owner.id)]
        self.workplace_id.choices = [SelectChoice("", _l("Intet bestemt")), *places]
        if not self.is_submitted() and self.quarter.data is None:
            self.quarter.data = this_quarter() + 1

    def terms(self) -> NeedTerms:
        """Return what was filled in; only after validation."""
        return NeedTerms(
            **occupation_terms(self.occupation),
            quarter=int(self.quarter.data),
            headcount=int(self.headcount.data or 0),
            certainty=Certainty(self.certainty.data),
            shift=Shift(self.shift.data),
            language=WorkLanguage(self.language.data),
            openness=tuple(Openness(way) for way in self.openness.data or ()),
            audience=Audience(self.audience.data),
            workplace_id=self.workplace_id.data,
            notes=self.notes.data or "",
        )

    def show(self, need: LabourNeed) -> None:
        """Fill the form with a need as it stands."""
        self.version.data = str(need.version)
        self.occupation.process_data(Chosen(need.occupation_id, need.occupation_text))
        for name in ("headcount", "quarter", "workplace_id", "notes"):
            self[name].data = getattr(need, name)
        for name in ("certainty", "shift", "language", "audience"):
            self[name].data = getattr(need, name).value
        self.openness.data = [way.value for way in need.open_to]


class PlacementForm(ShownForm):
    """Places that a partner offers."""

    kind = ChoiceField(_l("Hvilken slags plads?"), validators=[Needed(_l("Vælg, hvilken slags plads det er."))])
    occupation = OccupationField(_l("Erhverv"), validators=[Needed(_l("Skriv, hvilket erhverv det er inden for."))])
    title = StringField(_l("Titel"), filters=CLEAN, validators=plain_text(TITLE_LIMIT, _l("Skriv en kort titel, fx “Praktik på lageret”.")))
    quantity = SmallInteger(_l("Antal pladser"), validators=[Needed(_l("Skriv, hvor mange pladser der er."))])
    taken_elsewhere = SmallInteger(_l("Heraf optaget uden om Partnerhub"), validators=[Optional()])
    starts_on = DayField(_l("Fra"), validators=[Optional()])
    ends_on = DayField(_l("Til"), validators=[Optional()])
    workplace_id = ChoiceField(_l("Arbejdssted"), coerce=id_or_none, validators=[Optional()])
    tasks = TextAreaField(_l("Opgaver"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))
    support_wanted = TextAreaField(_l("Støtte, I ønsker"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))
    support_given = TextAreaField(_l("Støtte, I giver"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))
    minimum_age = SmallInteger(_l("Mindste alder"), validators=[Optional()])
    is_hygienic = BooleanField(_l("Der er hygiejnekrav"))
    is_at_night = BooleanField(_l("Der er natarbejde"))
    conditions = TextAreaField(_l("Andre betingelser"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))
    visibility = RadioChoiceField(_l("Hvem må se pladserne?"), default=Visibility.PARTNERSHIP.value)
    commitment_id = ChoiceField(_l("Hører til forpligtelsen"), coerce=id_or_none, validators=[Optional()])

    def __init__(self, owner: Partner, kept: Placement | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = [SelectChoice("", _l("Vælg slags")), *(SelectChoice(kind.value, kind_label(kind)) for kind in PLACEMENT_KINDS)]
        self.visibility.choices = [SelectChoice(value.value, visibility_label(value)) for value in Visibility]
        places = [SelectChoice(place.id, place.name) for place in workplaces_of(owner.id)]
        self.workplace_id.choices = [SelectChoice("", _l("Intet bestemt")), *places]
        mine = queries.own_commitments(owner.id, kept.commitment_id if kept else None)
        self.commitment_id.choices = [
            SelectChoice("", _l("Ingen")),
            *(SelectChoice(row.id, f"{row.reference} {row.title}") for row in mine),
        ]

    def terms(self) -> PlacementTerms:
        """Return what was filled in; only after validation."""
        plain = ("starts_on", "ends_on", "workplace_id", "minimum_age", "is_hygienic", "is_at_night", "commitment_id")
        texts = ("title", "tasks", "support_wanted", "support_given", "conditions")
        values: dict[str, Any] = {name: self[name].data for name in plain} | {name: self[name].data or "" for name in texts}
        return PlacementTerms(
            kind=Kind(self.kind.data),
            quantity=int(self.quantity.data or 0),
            taken_elsewhere=int(self.taken_elsewhere.data or 0),
            **occupation_terms(self.occupation),
            visibility=Visibility(self.visibility.data),
            **values,
        )

    def show(self, placement: Placement) -> None:
        """Fill the form with a placement as it stands."""
        self.version.data = str(placement.version)
        self.occupation.process_data(Chosen(placement.occupation_id, placement.occupation_text))
        for field in self:
            if field.short_name not in ("csrf_token", "version", "shown_at", "occupation", "kind", "visibility"):
                field.data = getattr(placement, field.short_name)
        self.kind.data, self.visibility.data = placement.kind.value, placement.visibility.value


class CloseForm(ShownForm):
    """Close a need, places, a programme or an initiative, with a word on why."""

    reason = StringField(_l("Hvorfor?"), filters=CLEAN, validators=plain_text(REASON_LIMIT))


class PlainForm(FlaskForm):
    """A button: nothing but the token."""
