"""Knows a form that was sent twice: the same words by the same person, written after the form was shown."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from ..accounts.models import User
from ..database import db
from ..errors import RuleBroken
from .models import Comment, Commitment, Progress


def refuse_repeated_report(by: User, entry: Progress, shown_at: datetime | None) -> None:
    """Raise RuleBroken when the same was reported by the same person since the form was shown; None when no form was."""
    same = (
        Progress.commitment_id == entry.commitment_id,
        Progress.by_id == by.id,
        Progress.amount == entry.amount,
        Progress.note == entry.note,
        Progress.on == entry.on,
    )
    if shown_at and db.session.scalar(select(Progress.id).where(*same, Progress.at >= shown_at).limit(1)):
        raise RuleBroken("amount", _("Det er allerede meldt. Er der sket mere, så åbn siden igen og meld det."))


def refuse_repeated_comment(by: User, commitment_id: int, text: str, shown_at: datetime | None) -> None:
    """Raise RuleBroken when the same was written by the same person since the form was shown."""
    same = (Comment.commitment_id == commitment_id, Comment.by_id == by.id, Comment.text == text)
    if shown_at and db.session.scalar(select(Comment.id).where(*same, Comment.at >= shown_at).limit(1)):
        raise RuleBroken("text", _("Kommentaren er allerede sendt."))


def refuse_repeated_commitment(by: User, owner_id: int, title: str, shown_at: datetime | None) -> None:
    """Raise RuleBroken when the same person wrote a commitment with the same title since the form was shown."""
    same = (Commitment.owner_id == owner_id, Commitment.created_by_id == by.id, Commitment.title == title)
    if not shown_at:
        return
    twin = db.session.scalar(select(Commitment.reference).where(*same, Commitment.created_at >= shown_at).limit(1))
    if twin:
        raise RuleBroken("title", _("Den er allerede gemt som %(reference)s. Giv den en anden titel, hvis det er en ny.", reference=twin))
