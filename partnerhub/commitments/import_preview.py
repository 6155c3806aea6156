"""What the pages of an import show of its plan: the rows worth looking at first, each in one line."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from ..language import write_day
from .choices import current_choices
from .import_plan import Act, Plan, Planned
from .labels import kind_label, quantity_label

ROWS = 200
PROBLEMS = 200
CHARACTERS = 120
WEIGHT = {Act.WRONG: 0, Act.CHANGED: 1, Act.NEW: 1, Act.SAME: 2}


def shown_plan(plan: Plan | None, own_id: int) -> dict[str, Any]:
    """Return what the templates read of a plan: rows with faults first, unchanged ones last, and how many more there are."""
    if plan is None:
        return {}
    rows = sorted(plan.rows, key=lambda row: (WEIGHT[row.act], row.number))
    new = [row.owner_id == own_id for row in rows if row.act == Act.NEW]
    return {
        "new_drafts": sum(new),
        "on_behalf": len(new) - sum(new),
        "rows": rows[:ROWS],
        "more_rows": max(0, len(rows) - ROWS),
        "problems": plan.problems[:PROBLEMS],
        "more_problems": max(0, len(plan.problems) - PROBLEMS),
        "shown_cell": shown_cell,
        "summary": summary,
    }


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


def shown_cell(value: object) -> str:
    """Return a cell's value as a table shows it, with a dash for nothing and long texts cut."""
    text = write_day(value) if isinstance(value, date) else str("–" if value in (None, "") else value)
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"
