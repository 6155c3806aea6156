"""The steward's form for an occupation that the package does not know."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import ValidationError

from ..fields import CLEAN, ChoiceField, Needed, RadioChoiceField, plain_text
from . import keeping
from .finder import Match
from .labels import level_word, sector_word
from .service import NewOccupation
from .terms import Level, Sector

TITLE_LIMIT = 80
SYNONYMS_LIMIT = 1_000
MOST_SYNONYMS = 20
_LIKE = 68


class OccupationForm(FlaskForm):
    """Name, other names, level and sector; what looks like a known occupation is shown before anything is added."""

    title_da = StringField(_l("Navn på dansk"), validators=plain_text(TITLE_LIMIT, _l("Skriv erhvervets navn.")), filters=CLEAN)
    title_en = StringField(_l("Navn på engelsk"), validators=plain_text(TITLE_LIMIT), filters=CLEAN)
    synonyms = TextAreaField(_l("Kaldes også"), validators=plain_text(SYNONYMS_LIMIT), filters=CLEAN)
    level = RadioChoiceField(_l("Niveau"), validators=[Needed(_l("Vælg et niveau."))])
    sector = ChoiceField(_l("Område"), validators=[Needed(_l("Vælg et område."))])
    is_other = BooleanField(_l("Det er et andet erhverv end dem"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.near: list[Match] = []
        self.level.choices = [(level.value, level_word(level)) for level in Level]
        self.sector.choices = [("", _("Vælg")), *((sector.value, sector_word(sector)) for sector in Sector)]

    def validate_synonyms(self, field: Any) -> None:
        """Refuse more names than anybody searches by, and a name that does not fit."""
        names = _lines(field.data)
        if len(names) > MOST_SYNONYMS:
            raise ValidationError(_("Skriv højst %(limit)s andre navne.", limit=MOST_SYNONYMS))
        if long := next((name for name in names if len(name) > TITLE_LIMIT), None):
            start = long[:20]
            raise ValidationError(_("“%(typed)s …” er for langt. Et navn har plads til %(limit)s tegn.", typed=start, limit=TITLE_LIMIT))

    def validate_is_other(self, field: Any) -> None:
        """Ask for a second look when known occupations resemble the name."""
        self.near = [match for match in keeping.lookup(self.title_da.data or "", 5) if match.score >= _LIKE]
        if self.near and not field.data:
            raise ValidationError(_("Se på listen, og sæt kryds, hvis erhvervet er et andet."))

    def occupation(self) -> NewOccupation:
        """Return what was typed, after validation."""
        return NewOccupation(
            title_da=self.title_da.data,
            title_en=self.title_en.data or "",
            synonyms=_lines(self.synonyms.data),
            level=Level(self.level.data),
            sector=Sector(self.sector.data),
        )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))
