"""Forms of the board: the commitment itself and the acts on it."""

from datetime import date, datetime
from typing import Any, Self

from flask import request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, StringField, TextAreaField
from wtforms.validators import Optional

from ..access import Permission, may
from ..clock import now, today
from ..fields import CLEAN, ChoiceField, DayField, Needed, RadioChoiceField, SmallInteger, plain_text, scope_ids
from . import queries
from .cosigner_picker import Picker
from .kinds import COMMENT_LIMIT, KIND_FACTS, NOTE_LIMIT, OUTCOMES, REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Kind, Status, Unit, Visibility
from .labels import kind_label, phase_label, unit_label, visibility_label
from .models import Commitment
from .terms import Terms

NOTHING = ""


def _id_or_none(text: Any) -> int | None:
    return int(text) if str(text or "").isdecimal() else None


class ShownForm(FlaskForm):
    """A form that knows when it was shown, so that one sent twice can be told, and which version was seen."""

    version = HiddenField(validators=[Optional()])
    shown_at = HiddenField(validators=[Optional()], default=lambda: now().isoformat())

    @property
    def seen_version(self) -> int:
        """Return the version that the person saw, 0 for none."""
        return _id_or_none(self.version.data) or 0

    @property
    def shown(self) -> datetime | None:
        """Return when the form was shown, None when it does not say."""
        try:
            moment = datetime.fromisoformat(self.shown_at.data or "")
        except ValueError:
            return None
        return moment if moment.tzinfo else None


class CommitmentForm(ShownForm):
    """A commitment's terms; the co-signers' part is read by `Picker`."""

    owner_id = ChoiceField(_l("På vegne af"), coerce=_id_or_none, validators=[Optional()], validate_choice=False)
    guidepost_id = ChoiceField(
        _l("Pejlemærke"), coerce=_id_or_none, validators=[Needed(_l("Vælg det pejlemærke, forpligtelsen hører til."))]
    )
    kind = ChoiceField(_l("Hvad lover I?"), validators=[Needed(_l("Vælg, hvad I lover."))])
    quantity = SmallInteger(_l("Antal"), validators=[Optional()])
    unit = ChoiceField(_l("Enhed"), validators=[Optional()])
    start_on = DayField(_l("Starter"), validators=[Optional()])
    due_on = DayField(_l("Frist"), validators=[Optional()])
    title = StringField(
        _l("Titel"), filters=CLEAN, validators=plain_text(TITLE_LIMIT, _l("Skriv en kort titel, fx “Ti lærepladser som smed”."))
    )
    what = TextAreaField(_l("Beskrivelse"), filters=CLEAN, validators=plain_text(TEXT_LIMIT))
    visibility = RadioChoiceField(_l("Hvem må se den?"), default=Visibility.PARTNERSHIP.value)
    workplace_id = ChoiceField(_l("Arbejdssted"), coerce=_id_or_none, validators=[Optional()])

    def __init__(self, owner: Any, kept: Commitment | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.kept = kept
        self.picker = Picker.read(owner.id, request.form, kept)
        locale = _locale()
        self.guidepost_id.choices = {
            "": [SelectChoice("", _l("Vælg pejlemærke"))],
            **{
                f"{goal.code}. {goal.title(locale)}": [
                    SelectChoice(post.id, f"{post.code} {post.title(locale)}") for post in goal.guideposts
                ]
                for goal in queries.current_goals(kept.guidepost_id if kept else None)
            },
        }
        self.kind.choices = [SelectChoice("", _l("Vælg art")), *(SelectChoice(kind.value, kind_label(kind)) for kind in Kind)]
        self.unit.choices = [SelectChoice("", _l("Følger arten")), *(SelectChoice(unit.value, unit_label(unit, 2)) for unit in Unit)]
        self.visibility.choices = [SelectChoice(value.value, visibility_label(value)) for value in Visibility]
        places = queries.workplaces_of(owner.id)
        self.workplace_id.choices = [SelectChoice("", _l("Intet bestemt")), *(SelectChoice(place.id, place.name) for place in places)]
        self._offer_owners()

    def _offer_owners(self) -> None:
        others = self.kept is None and may(current_user, Permission.COMMITMENT_LOG_ON_BEHALF)
        if not others:
            del self.owner_id
            return
        partners = [p for p in queries.active_partners() if p.id != current_user.partner_id]
        self.owner_id.choices = [SelectChoice("", current_user.partner.name), *(SelectChoice(p.id, p.name) for p in partners)]

    def terms(self) -> Terms:
        """Return what the form says, once it is valid."""
        kind = Kind(self.kind.data)
        unit = Unit(self.unit.data) if self.unit.data else KIND_FACTS[kind].unit
        return Terms(
            guidepost_id=self.guidepost_id.data,
            title=self.title.data or "",
            what=self.what.data or "",
            kind=kind,
            quantity=self.quantity.data,
            unit=unit if self.quantity.data is not None else None,
            start_on=self.start_on.data,
            due_on=self.due_on.data,
            visibility=Visibility(self.visibility.data),
            workplace_id=self.workplace_id.data,
            cosigners=self.picker.terms(),
        )

    def show(self, commitment: Commitment) -> None:
        """Fill the fields from a commitment."""
        for name in ("guidepost_id", "quantity", "start_on", "due_on", "title", "what", "workplace_id", "version"):
            self[name].data = getattr(commitment, name)
        self.kind.data, self.visibility.data = commitment.kind.value, commitment.visibility.value
        self.unit.data = commitment.unit.value if commitment.unit else ""
        self.picker.show(commitment)


class ActForm(ShownForm):
    """An act that needs no more than the version seen."""

    next = HiddenField(validators=[Optional()])

    def scoped(self, scope: str) -> Self:
        """Give the fields ids of their own, for several act forms stand on one page; the names stay."""
        scope_ids(self, scope)
        return self


class AnswerForm(ActForm):
    """Sign along or decline."""

    accepts = HiddenField()
    reason = StringField(_l("Hvorfor ikke?"), filters=CLEAN, validators=plain_text(REASON_LIMIT))


class ReasonForm(ActForm):
    """Withdraw or reopen."""

    reason = TextAreaField(
        _l("Begrundelse"), filters=CLEAN, validators=plain_text(REASON_LIMIT, _l("Skriv en begrundelse; den står i historikken."))
    )


class ReportForm(ActForm):
    """Progress since last time."""

    amount = SmallInteger(_l("Hvor mange siden sidst?"), validators=[Needed(_l("Skriv et tal. Skriv 0, hvis der ikke er sket noget."))])
    on = DayField(_l("Hvornår?"), validators=[Needed(_l("Vælg en dato."))], default=today)
    note = TextAreaField(_l("Bemærkning"), filters=CLEAN, validators=plain_text(NOTE_LIMIT))

    @property
    def day(self) -> date:
        """Return the day that the entry is about."""
        return self.on.data or today()


class CorrectForm(ReportForm):
    """The right number instead of a reported one."""

    note = TextAreaField(_l("Hvad var forkert?"), filters=CLEAN, validators=plain_text(NOTE_LIMIT, _l("Skriv, hvad der var forkert.")))


class ConfirmForm(ActForm):
    """How much of a report one vouches for."""

    amount = SmallInteger(_l("Bekræftet antal"), validators=[Needed(_l("Skriv, hvor mange du kan bekræfte."))])


class FinishForm(ActForm):
    """The outcome."""

    outcome = RadioChoiceField(_l("Hvordan gik det?"), validators=[Needed(_l("Vælg, hvordan det gik."))])
    note = TextAreaField(_l("Hvad lærte I?"), filters=CLEAN, validators=plain_text(NOTE_LIMIT))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.outcome.choices = [SelectChoice(status.value, phase_label(status.value)) for status in OUTCOMES]

    @property
    def status(self) -> Status:
        """Return the chosen outcome."""
        return Status(self.outcome.data)


class MarkForm(ActForm):
    """The shop steward's voice."""

    agrees = RadioChoiceField(_l("Passer det med det, medlemmerne oplever?"), validators=[Needed(_l("Vælg enig eller ikke enig."))])
    note = TextAreaField(_l("Bemærkning"), filters=CLEAN, validators=plain_text(NOTE_LIMIT))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.agrees.choices = [SelectChoice("1", _l("Enig")), SelectChoice("0", _l("Ikke enig"))]


class CommentForm(ActForm):
    """A remark."""

    text = TextAreaField(_l("Skriv en kommentar"), filters=CLEAN, validators=plain_text(COMMENT_LIMIT, _l("Skriv noget først.")))


def _locale() -> str:
    from ..language import current_locale

    return current_locale()
