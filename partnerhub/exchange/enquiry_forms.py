"""Forms of enquiries: ask, answer, and what an accepted one becomes."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, StringField, TextAreaField
from wtforms.validators import Optional

from ..clock import today
from ..commitments.forms import ActForm, ShownForm
from ..commitments.kinds import KIND_FACTS, REASON_LIMIT, TITLE_LIMIT, Kind
from ..commitments.kinds import NOTE_LIMIT as ENTRY_NOTE_LIMIT
from ..commitments.labels import kind_label
from ..commitments.queries import current_goals
from ..commitments.terms import Terms
from ..fields import CLEAN, ChoiceField, DayField, Needed, RadioChoiceField, SmallInteger, plain_text
from ..language import current_locale
from . import enquiry_queries
from .enquiry_models import Enquiry
from .enquiry_service import LINE_LIMIT
from .enquiry_terms import EnquiryTerms
from .forms import id_or_none
from .kinds import NOTE_LIMIT, EnquiryAbout, ProgrammeKind, Worth
from .labels import word
from .training_models import Programme


class AskForm(ShownForm):
    """Ask for places, seats or a meeting; which is told by what is asked about."""

    number = SmallInteger(_l("Hvor mange?"), validators=[Optional()])
    starts_on = DayField(_l("Fra"), validators=[Optional()])
    ends_on = DayField(_l("Til"), validators=[Optional()])
    note = TextAreaField(_l("Besked"), filters=CLEAN, validators=plain_text(NOTE_LIMIT))

    def __init__(self, about: EnquiryAbout, dated: Programme | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.about = about
        self._dated = dated if dated is not None and dated.starts_on else None
        if self._dated:  # whoever asks for seats on a course comes on its days
            del self.starts_on, self.ends_on
        if about == EnquiryAbout.MEETING:
            self.note.label.text = str(_l("Hvad skal mødet handle om?"))
            self.note.validators = plain_text(NOTE_LIMIT, _l("Skriv, hvad mødet skal handle om."))
            self.note.flags.required = True
        else:
            self.number.validators = [Needed(_l("Skriv, hvor mange I spørger på."))]
            self.number.flags.required = True

    def terms(self, **about: int | None) -> EnquiryTerms:
        """Return what was filled in, about a placement, programme, need or partner; only after validation."""
        first, last = (self._dated.starts_on, self._dated.ends_on) if self._dated else (self.starts_on.data, self.ends_on.data)
        return EnquiryTerms(
            about=self.about,
            number=self.number.data,
            starts_on=first,
            ends_on=last,
            note=self.note.data or "",
            **about,
        )


class AcceptForm(ActForm):
    """Say yes, to a number where something is given."""

    number = SmallInteger(_l("Hvor mange siger I ja til?"), validators=[Optional()])
    note = StringField(_l("Besked"), filters=CLEAN, validators=plain_text(NOTE_LIMIT))


class DeclineForm(ActForm):
    """Say no."""

    reason = StringField(
        _l("Hvorfor ikke?"),
        filters=CLEAN,
        validators=plain_text(REASON_LIMIT, _l("Skriv kort, hvorfor I siger nej. Den, der spurgte, kan læse det.")),
    )


class TakeBackForm(ActForm):
    """Withdraw."""

    reason = StringField(_l("Hvorfor?"), filters=CLEAN, validators=plain_text(REASON_LIMIT))


class WorthForm(ActForm):
    """Was it worth it?"""

    worth = RadioChoiceField(_l("Gav det værdi?"), validators=[Needed(_l("Vælg ja, delvist eller nej."))])
    line = StringField(_l("Én linje om hvorfor"), filters=CLEAN, validators=plain_text(LINE_LIMIT))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.worth.choices = [SelectChoice(value.value, word(value)) for value in Worth]


class BecomeCommitmentForm(ShownForm):
    """The terms of the draft that an accepted enquiry becomes."""

    guidepost_id = ChoiceField(
        _l("Pejlemærke"), coerce=id_or_none, validators=[Needed(_l("Vælg det pejlemærke, forpligtelsen hører til."))]
    )
    title = StringField(
        _l("Titel"), filters=CLEAN, validators=plain_text(TITLE_LIMIT, _l("Skriv en kort titel, fx “Ti lærepladser som smed”."))
    )
    kind = ChoiceField(_l("Hvad lover I?"), validators=[Needed(_l("Vælg, hvad I lover."))])
    quantity = SmallInteger(_l("Antal"), validators=[Optional()])
    start_on = DayField(_l("Starter"), validators=[Optional()])
    due_on = DayField(_l("Frist"), validators=[Optional()])

    def __init__(self, enquiry: Enquiry, **options: Any) -> None:
        super().__init__(**options)
        lang = current_locale()
        self.guidepost_id.choices = {
            "": [SelectChoice("", _l("Vælg pejlemærke"))],
            **{
                f"{goal.code}. {goal.title(lang)}": [SelectChoice(post.id, f"{post.code} {post.title(lang)}") for post in goal.guideposts]
                for goal in current_goals()
            },
        }
        self.kind.choices = [SelectChoice("", _l("Vælg art")), *(SelectChoice(kind.value, kind_label(kind)) for kind in Kind)]
        if not self.is_submitted():
            self._show(enquiry)

    def _show(self, enquiry: Enquiry) -> None:
        offer = enquiry.placement or enquiry.programme
        self.version.data = str(enquiry.version)
        self.title.data = offer.title if offer else ""
        self.kind.data = _kind_of(enquiry).value
        self.quantity.data = enquiry.accepted_number
        self.start_on.data = enquiry.starts_on or (offer.starts_on if offer else None)
        due = enquiry.ends_on or (offer.ends_on if offer else None)
        self.due_on.data = due if due and due >= today() else None

    def terms(self) -> Terms:
        """Return what was filled in; only after validation."""
        kind = Kind(self.kind.data)
        return Terms(
            guidepost_id=self.guidepost_id.data,
            title=self.title.data or "",
            kind=kind,
            quantity=self.quantity.data,
            unit=KIND_FACTS[kind].unit if self.quantity.data is not None else None,
            start_on=self.start_on.data,
            due_on=self.due_on.data,
        )


class BecomeProgressForm(ShownForm):
    """The progress entry that an accepted enquiry becomes."""

    commitment_id = ChoiceField(_l("På forpligtelsen"), coerce=id_or_none, validators=[Needed(_l("Vælg den forpligtelse, det tæller på."))])
    amount = SmallInteger(_l("Hvor mange?"), validators=[Needed(_l("Skriv et tal. Skriv 0, hvis der ikke er sket noget."))])
    on = DayField(_l("Hvornår?"), validators=[Needed(_l("Vælg en dato."))], default=today)
    note = TextAreaField(_l("Bemærkning"), filters=CLEAN, validators=plain_text(ENTRY_NOTE_LIMIT))

    def __init__(self, enquiry: Enquiry, partner_id: int, **options: Any) -> None:
        super().__init__(**options)
        rows = enquiry_queries.reportable(partner_id)
        self.commitment_id.choices = [
            SelectChoice("", _l("Vælg forpligtelse")),
            *(SelectChoice(row.id, f"{row.reference} {row.title}") for row in rows),
        ]
        self.has_choice = bool(rows)
        if not self.is_submitted():
            self.version.data = str(enquiry.version)
            self.amount.data = enquiry.accepted_number
            linked = enquiry.placement.commitment_id if enquiry.placement else None
            only = rows[0].id if len(rows) == 1 else None
            self.commitment_id.data = linked if linked in {row.id for row in rows} else only

    @property
    def day(self) -> date:
        """Return the day that the entry is about."""
        return self.on.data or today()


def _kind_of(enquiry: Enquiry) -> Kind:
    if enquiry.placement is not None:
        return enquiry.placement.kind
    if enquiry.programme is not None:
        return Kind.BRIDGING if enquiry.programme.kind in (ProgrammeKind.BRIDGING, ProgrammeKind.INTRODUCTION) else Kind.UPSKILLING
    return Kind.COOPERATION
