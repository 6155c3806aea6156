"""Forms of initiatives."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, StringField, TextAreaField
from wtforms.validators import Optional

from ..accounts.models import Partner
from ..commitments.forms import ActForm, ShownForm
from ..commitments.kinds import Visibility
from ..commitments.labels import visibility_label
from ..fields import CLEAN, ChoiceField, DayField, Needed, RadioChoiceField, SmallInteger, plain_text
from ..occupations.fields import OccupationsField
from . import initiative_queries
from .forms import id_or_none
from .initiative_terms import TARGET_LIMIT, USUAL, InitiativeTerms
from .kinds import TEXT_LIMIT, TITLE_LIMIT, InitiativeKind
from .labels import word
from .training_models import Initiative


class InitiativeForm(ShownForm):
    """An initiative; kinds that are usual for the partner's side stand first."""

    kind = ChoiceField(_l("Hvilken slags indsats?"), validators=[Needed(_l("Vælg, hvilken slags indsats det er."))])
    title = StringField(
        _l("Titel"), filters=CLEAN, validators=plain_text(TITLE_LIMIT, _l("Skriv en kort titel, fx “RKV-dag for operatører”."))
    )
    target_group = StringField(_l("Målgruppe"), filters=CLEAN, validators=plain_text(TARGET_LIMIT))
    occupations = OccupationsField(_l("Erhverv"), validators=[Optional()])
    reached = SmallInteger(_l("Hvor mange er nået?"), validators=[Optional()])
    went_on = SmallInteger(_l("Hvor mange er gået videre?"), validators=[Optional()])
    starts_on = DayField(_l("Fra"), validators=[Optional()])
    ends_on = DayField(_l("Til"), validators=[Optional()])
    what = TextAreaField(_l("Beskrivelse"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))
    commitment_id = ChoiceField(_l("Hører til forpligtelsen"), coerce=id_or_none, validators=[Optional()])
    visibility = RadioChoiceField(_l("Hvem må se indsatsen?"), default=Visibility.PARTNERSHIP.value)

    def __init__(self, owner: Partner, kept: Initiative | None = None, **options: Any) -> None:
        super().__init__(**options)
        usual = USUAL[owner.kind]
        others = [kind for kind in InitiativeKind if kind not in usual]
        self.kind.choices = {
            "": [SelectChoice("", _l("Vælg slags"))],
            str(_l("Det, jeres side mest gør")): [SelectChoice(kind.value, word(kind)) for kind in usual],
            str(_l("Andre slags")): [SelectChoice(kind.value, word(kind)) for kind in others],
        }
        self.visibility.choices = [SelectChoice(value.value, visibility_label(value)) for value in Visibility]
        rows = initiative_queries.linkable(owner.id, kept.commitment_id if kept else None)
        self.commitment_id.choices = [
            SelectChoice("", _l("Ingen")),
            *(SelectChoice(row.id, f"{row.reference} {row.title}") for row in rows),
        ]

    def terms(self) -> InitiativeTerms:
        """Return what was filled in; an occupation that is not on the list is kept as a line of the description."""
        chosen = self.occupations.data or ()
        unknown = ", ".join(one.text for one in chosen if one.id is None)
        what = self.what.data or ""
        line = _("Erhverv uden for listen: %(names)s", names=unknown)
        return InitiativeTerms(
            kind=InitiativeKind(self.kind.data),
            title=self.title.data or "",
            what="\n".join(part for part in (what, line) if part) if unknown and unknown not in what else what,
            target_group=self.target_group.data or "",
            occupations=tuple(one.id for one in chosen if one.id is not None),
            reached=self.reached.data or 0,
            went_on=self.went_on.data or 0,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            visibility=Visibility(self.visibility.data),
            commitment_id=self.commitment_id.data,
        )

    def show(self, initiative: Initiative) -> None:
        """Fill the form with an initiative as it stands."""
        self.version.data = str(initiative.version)
        for name in ("title", "target_group", "reached", "went_on", "starts_on", "ends_on", "what", "commitment_id"):
            self[name].data = getattr(initiative, name)
        self.kind.data, self.visibility.data = initiative.kind.value, initiative.visibility.value
        self.occupations.process_data([row.occupation_id for row in initiative.occupations])


class CountForm(ActForm):
    """How many so far."""

    reached = SmallInteger(_l("Hvor mange er nået i alt?"), validators=[Needed(_l("Skriv et tal, 0 hvis ingen er nået endnu."))])
    went_on = SmallInteger(_l("Hvor mange er gået videre i alt?"), validators=[Optional()])
