"""What the pages of an import show of its plan: the rows worth looking at first, each in one line."""

from typing import Any

from flask_babel import gettext as _

from ..language import write_day
from ..sheets.plans import Act, Plan, Planned, preview
from .choices import current_choices
from .labels import kind_label, quantity_label


def shown_plan(plan: Plan | None, own_id: int) -> dict[str, Any]:
    """Return what the templates read of a plan."""
    new = [row.owner_id == own_id for row in plan.rows if row.act == Act.NEW] if plan else []
    return {"new_drafts": sum(new), "on_behalf": len(new) - sum(new), **preview(plan, summary)}


def summary(row: Planned) -> str:
    """Return what was read of a new commitment in one line: "Læreplads · 10 lærepladser · frist 30. jun. 2028 · pejlemærke 1.4"."""
    terms = row.terms
    if terms is None or row.act != Act.NEW:
        return ""
    choices = current_choices()
    parts = [kind_label(terms.kind), quantity_label(terms.quantity, terms.unit)]
    if terms.start_on:
        parts.append(_("start %(day)s", day=write_day(terms.start_on)))
    if terms.due_on:
        parts.append(_("frist %(day)s", day=write_day(terms.due_on)))
    parts.append(_("pejlemærke %(code)s", code=choices.guideposts[terms.guidepost_id].code))
    signers = ", ".join(choices.partners[partner_id].shown_name + (f" ({share})" if share else "") for partner_id, share in terms.cosigners)
    if signers:
        parts.append(_("med %(names)s", names=signers))
    return " · ".join(part for part in parts if part)
