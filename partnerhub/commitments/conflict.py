"""Two people edited the same commitment: both texts, field by field."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from ..language import write_day
from .forms import CommitmentForm
from .history import field_label
from .models import Commitment

FIELDS = ("guidepost_id", "kind", "quantity", "unit", "start_on", "due_on", "title", "what", "visibility", "workplace_id")


@dataclass(frozen=True)
class Difference:
    """One field: what the person wrote and what stands stored."""

    label: str
    mine: str
    stored: str
    differs: bool


def rows(current: Commitment, form: CommitmentForm) -> list[Difference]:
    """Return every field with the person's text and the stored one, those that differ first."""
    terms = form.terms()
    found = [_row(form, name, getattr(terms, name), getattr(current, name)) for name in FIELDS]
    names = {c.partner_id: c.partner.name for c in current.cosigners} | {c.partner_id: c.name for c in form.picker.chosen}
    mine = ", ".join(_signer(names[i], share) for i, share in terms.cosigners)
    stored = ", ".join(_signer(c.partner.name, c.share) for c in current.cosigners)
    found.append(Difference(field_label("cosigners"), mine or _("ingen"), stored or _("ingen"), mine != stored))
    return sorted(found, key=lambda row: not row.differs)


def _signer(name: str, share: int | None) -> str:
    return f"{name} ({share})" if share else name


def _row(form: CommitmentForm, name: str, mine: Any, stored: Any) -> Difference:
    return Difference(field_label(name), _shown(form, name, mine), _shown(form, name, stored), mine != stored)


def _shown(form: CommitmentForm, name: str, value: Any) -> str:
    if value is None or value == "":
        return _("intet")
    if name in ("start_on", "due_on"):
        return write_day(value)
    if name in ("guidepost_id", "kind", "unit", "visibility", "workplace_id"):
        wanted = str(getattr(value, "value", value))
        choices: Any = form[name].iter_choices() if name != "guidepost_id" else [c for group in form[name].iter_groups() for c in group[1]]
        return next((str(choice[1]) for choice in choices if str(choice[0]) == wanted), wanted)
    return str(value)
