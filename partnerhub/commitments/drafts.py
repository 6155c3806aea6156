"""Half-filled forms: what a user had typed when leaving, kept until sent or thrown away."""

from typing import Any

from sqlalchemy import delete, select

from ..accounts.models import User
from ..clock import now
from ..cpr import find_cpr
from ..database import db, writing
from .models import FormDraft

VALUE_LIMIT = 5_000


def save_draft(by: User, form: str, values: dict[str, Any]) -> FormDraft:
    """Keep what was typed in a form; fields that are too long or hold a CPR-like number are left out."""
    kept = {name: value for name, value in values.items() if len(str(value)) <= VALUE_LIMIT and not find_cpr(str(value))}
    with writing() as session:
        found = session.scalar(select(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == form))
        if found is None:
            found = FormDraft(user_id=by.id, form=form)
            session.add(found)
        found.values, found.saved_at = kept, now()
    return found


def find_draft(by: User, form: str) -> FormDraft | None:
    """Return what the user had typed in a form, or None."""
    found: FormDraft | None = db.session.scalar(select(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == form))
    return found


def discard_draft(by: User, form: str) -> None:
    """Throw away what the user had typed in a form."""
    with writing() as session:
        session.execute(delete(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == form))
