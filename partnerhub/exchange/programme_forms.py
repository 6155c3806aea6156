"""Forms of programmes."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, SelectChoice, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import TextArea

from ..accounts.models import Partner
from ..clock import today
from ..commitments.forms import ShownForm
from ..commitments.kinds import Visibility
from ..commitments.labels import visibility_label
from ..commitments.queries import workplaces_of
from ..fields import CLEAN, ChoiceField, DayField, Needed, RadioChoiceField, SmallInteger, plain_text, read_day
from ..occupations.fields import Chosen, OccupationsField
from .forms import choices_of, id_or_none
from .kinds import TEXT_LIMIT, TITLE_LIMIT, ProgrammeForm, ProgrammeKind
from .programme_copying import Again
from .programme_terms import (
    CODE_LIMIT,
    DURATION_LIMIT,
    PLACE_LIMIT,
    PRICE_LIMIT,
    URL_LIMIT,
    ProgrammeTerms,
)
from .training_models import Programme

NUMBERS = ("seats", "taken_elsewhere", "waiting", "minimum", "price_year")
TEXTS = ("title", "course_code", "duration", "place", "price", "sign_up_url", "about")


class DaysField(Field):
    """Several days, one a line; what cannot be read stays in the field."""

    widget = TextArea()
    data: tuple[date, ...]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the lines; raises ValueError with a sentence that names the first that is no day."""
        self.typed = "\n".join(valuelist)
        self.data = ()
        found = []
        for line in self.typed.replace(";", "\n").splitlines():
            if not line.strip():
                continue
            try:
                found.append(read_day(line))
            except ValueError:
                raise ValueError(_("“%(typed)s” er ikke en dato. Skriv fx 30.06.2027.", typed=line.strip()[:20])) from None
        self.data = tuple(found)

    def process_data(self, value: Any) -> None:
        """Nothing is chosen before it is typed."""
        self.typed, self.data = "", ()

    def _value(self) -> str:
        return self.typed[:2000]


class ProgrammeFieldsForm(ShownForm):
    """A programme."""

    title = StringField(_l("Titel"), filters=CLEAN, validators=plain_text(TITLE_LIMIT, _l("Skriv en kort titel, fx “Svejsning, lysbue”.")))
    kind = ChoiceField(_l("Hvilken slags forløb?"), validators=[Needed(_l("Vælg, hvilken slags forløb det er."))])
    course_code = StringField(_l("Kursusnummer"), filters=CLEAN, validators=plain_text(CODE_LIMIT))
    occupations = OccupationsField(_l("Erhverv, forløbet kan bruges til"), validators=[Optional()])
    seats = SmallInteger(_l("Pladser i alt"), validators=[Needed(_l("Skriv, hvor mange pladser der er."))])
    taken_elsewhere = SmallInteger(_l("Heraf optaget uden om Partnerhub"), validators=[Optional()])
    waiting = SmallInteger(_l("På venteliste"), validators=[Optional()])
    minimum = SmallInteger(_l("Mindste antal for at holde det"), validators=[Optional()])
    starts_on = DayField(_l("Starter"), validators=[Optional()])
    ends_on = DayField(_l("Slutter"), validators=[Optional()])
    more_starts = DaysField(_l("Flere startdatoer"), validators=[Optional()])
    duration = StringField(_l("Varighed"), filters=CLEAN, validators=plain_text(DURATION_LIMIT))
    form = ChoiceField(_l("Hvordan holdes det?"), default=ProgrammeForm.DAY.value)
    workplace_id = ChoiceField(_l("Afdeling"), coerce=id_or_none, validators=[Optional()])
    place = StringField(_l("Sted"), filters=CLEAN, validators=plain_text(PLACE_LIMIT))
    price = StringField(_l("Pris"), filters=CLEAN, validators=plain_text(PRICE_LIMIT))
    price_year = SmallInteger(_l("Prisen gælder for år"), validators=[Optional()])
    sign_up_url = StringField(_l("Link til tilmelding"), filters=CLEAN, validators=plain_text(URL_LIMIT))
    about = TextAreaField(_l("Om forløbet"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))
    visibility = RadioChoiceField(_l("Hvem må se forløbet?"), default=Visibility.PUBLIC.value)

    def __init__(self, owner: Partner, kept: Programme | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = choices_of(ProgrammeKind, _l("Vælg slags"))
        self.form.choices = choices_of(ProgrammeForm)
        self.visibility.choices = [SelectChoice(value.value, visibility_label(value)) for value in Visibility]
        places = [SelectChoice(place.id, place.name) for place in workplaces_of(owner.id)]
        self.workplace_id.choices = [SelectChoice("", _l("Ingen bestemt")), *places]
        if kept is not None:
            del self.more_starts
        if not self.is_submitted() and self.price_year.data is None:
            self.price_year.data = today().year

    def validate_occupations(self, field: Any) -> None:
        """Refuse a text of one's own: what a programme serves is compared with needs by the vocabulary."""
        own = [item.text for item in field.data if item.id is None]
        if own:
            told = _("“%(typed)s” står ikke på listen over erhverv. Vælg et fra listen, eller skriv det under “Om forløbet”.", typed=own[0])
            raise ValidationError(told)

    def terms(self) -> ProgrammeTerms:
        """Return what was filled in; only after validation."""
        texts: dict[str, Any] = {name: self[name].data or "" for name in TEXTS}
        return ProgrammeTerms(
            **texts,
            kind=ProgrammeKind(self.kind.data),
            occupations=tuple(item.id for item in self.occupations.data if item.id),
            seats=int(self.seats.data or 0),
            taken_elsewhere=int(self.taken_elsewhere.data or 0),
            waiting=int(self.waiting.data or 0),
            minimum=self.minimum.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            form=ProgrammeForm(self.form.data),
            workplace_id=self.workplace_id.data,
            price_year=self.price_year.data,
            visibility=Visibility(self.visibility.data),
        )

    def show(self, programme: Programme) -> None:
        """Fill the form with a programme as it stands."""
        self.version.data = str(programme.version)
        for name in (*TEXTS, *NUMBERS, "starts_on", "ends_on", "workplace_id"):
            self[name].data = getattr(programme, name)
        for name in ("kind", "form", "visibility"):
            self[name].data = getattr(programme, name).value
        self.occupations.process_data([Chosen(one.occupation_id, "") for one in programme.occupations])
        if programme.price_year is None:
            self.price_year.data = today().year if not programme.price else None


class CopyForm(Form):
    """One programme of the page that copies several; `prefix` tells them apart."""

    starts_on = DayField(_l("Ny start"), validators=[Needed(_l("Skriv, hvornår det starter."))])
    ends_on = DayField(_l("Ny slutdato"), validators=[Optional()])
    seats = SmallInteger(_l("Pladser"), validators=[Needed(_l("Skriv, hvor mange pladser der er."))])

    def again(self) -> Again:
        """Return what was filled in; only after validation."""
        return Again(self.starts_on.data or today(), self.ends_on.data, self.seats.data or 0)

    def show(self, again: Again) -> None:
        """Fill the form with what is proposed."""
        self.starts_on.data, self.ends_on.data, self.seats.data = again.starts_on, again.ends_on, again.seats
