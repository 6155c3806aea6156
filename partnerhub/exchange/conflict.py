"""Two people edited the same thing: both texts, field by field, as the form would show them."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form

from ..errors import RuleBroken, StaleVersion
from ..language import current_locale
from ..occupations.fields import Chosen


@dataclass(frozen=True)
class Difference:
    """One field: what the person wrote and what stands stored."""

    label: str
    mine: str
    stored: str
    differs: bool


def rows(mine: Form, stored: Form, leave_out: tuple[str, ...] = ("csrf_token", "version", "shown_at")) -> list[Difference]:
    """Return every field with the person's text and the stored one, those that differ first; `stored` is the form shown fresh."""
    found = []
    for field in mine:
        name = field.short_name
        if name in leave_out or name not in stored:
            continue
        texts = [_shown(form[name]) for form in (mine, stored)]
        found.append(Difference(str(field.label.text), texts[0] or _("intet"), texts[1] or _("intet"), texts[0] != texts[1]))
    return sorted(found, key=lambda row: not row.differs)


def told(fault: RuleBroken | StaleVersion) -> str:
    """Return what a person reads when a button met a rule or another's change."""
    return fault.text if isinstance(fault, RuleBroken) else _("Det er ændret i mellemtiden. Se det igen, før du gør mere.")


def _shown(field: Field) -> str:
    value: Any = field.data
    if isinstance(value, Chosen):
        return value.name(current_locale())
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    chosen = value if isinstance(value, list | tuple) else [value]
    words = {str(choice.value): str(choice.label) for choice in _choices(field)}
    return ", ".join(_word(one, words) for one in chosen if one not in (None, ""))


def _word(one: Any, words: dict[str, str]) -> str:
    if isinstance(one, Chosen):
        return one.name(current_locale())
    return words.get(str(getattr(one, "value", one)), str(one))


def _choices(field: Field) -> list[Any]:
    choices = getattr(field, "choices", None) or []
    if isinstance(choices, dict):  # grouped
        choices = [choice for group in choices.values() for choice in group]
    return [choice for choice in choices if hasattr(choice, "value")]
