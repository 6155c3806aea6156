"""Uploads kept between dry run and confirmation, one a person and kind of import, whatever they hold."""

import secrets

from sqlalchemy import delete, select

from ..accounts.models import User
from ..clock import now
from ..database import db, writing
from ..sheets.plans import Plan
from ..sheets.uploads import Upload
from .models import FormDraft


def keep(by: User, kind: str, upload: Upload, plan: Plan) -> str:
    """Keep the rows for the confirmation, in place of the user's earlier ones of the kind; return the key that finds them again."""
    key = secrets.token_hex(8)
    with writing() as session:
        session.execute(delete(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form.startswith(kind, autoescape=True)))
        values = upload.to_json() | {"versions": plan.versions}
        session.add(FormDraft(user_id=by.id, form=kind + key, values=values, saved_at=now()))
    return key


def find(by: User, kind: str, key: str) -> tuple[Upload, dict[str, int]] | None:
    """Return the user's kept rows and the versions they were planned against, None when they are gone."""
    kept: FormDraft | None = db.session.scalar(select(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == kind + key))
    return (Upload.from_json(kept.values), kept.values["versions"]) if kept else None


def drop(by: User, kind: str, key: str) -> None:
    """Throw the kept rows away, in the transaction that carried them out."""
    with writing() as session:
        session.execute(delete(FormDraft).where(FormDraft.user_id == by.id, FormDraft.form == kind + key))
