"""Selections of the board that a user keeps by name."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from ..accounts.models import User
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from .models import SavedView

LIMIT = 20
NAME_LIMIT = 60
QUERY_LIMIT = 1000


def of_user(user_id: int) -> list[SavedView]:
    """Return a user's saved views by name."""
    return list(db.session.scalars(select(SavedView).where(SavedView.user_id == user_id).order_by(SavedView.name)))


def find(user_id: int, view_id: int) -> SavedView | None:
    """Return a saved view of the user, None when there is none or it is someone else's."""
    return db.session.scalar(select(SavedView).where(SavedView.id == view_id, SavedView.user_id == user_id))


def save(by: User, name: str, query: str) -> SavedView:
    """Keep a selection by name; the same name is kept anew with the new selection. Raises RuleBroken beyond twenty."""
    if len(query) > QUERY_LIMIT:
        raise RuleBroken("name", _("Søgeteksten er for lang til at gemme. Gør den kortere."))
    with writing() as session:
        view = session.scalar(select(SavedView).where(SavedView.user_id == by.id, SavedView.name == name))
        if view is None:
            count = session.scalar(select(func.count()).select_from(SavedView).where(SavedView.user_id == by.id)) or 0
            if count >= LIMIT:
                raise RuleBroken("name", _("Du har allerede %(limit)s visninger. Slet en, før du gemmer en ny.", limit=LIMIT))
            view = SavedView(user_id=by.id, name=name, query=query)
            session.add(view)
        view.query = query
        session.flush()
        record("view.saved", view, by, name=name)
    return view


def rename(by: User, view_id: int, name: str) -> SavedView:
    """Give a view of one's own another name. Raises RuleBroken when it is gone or the name is taken."""
    with writing() as session:
        view = find(by.id, view_id)
        if view is None:
            raise RuleBroken("", _("Visningen findes ikke længere."))
        taken = select(SavedView.id).where(SavedView.user_id == by.id, SavedView.name == name, SavedView.id != view_id)
        if session.scalar(taken) is not None:
            raise RuleBroken("name", _("Du har allerede en visning, der hedder det. Vælg et andet navn."))
        view.name = name
        record("view.saved", view, by, name=name)
    return view


def remove(by: User, view_id: int) -> None:
    """Throw away a view of one's own; nothing happens when it is gone."""
    with writing() as session:
        view = find(by.id, view_id)
        if view is not None:
            record("view.removed", view, by, name=view.name)
            session.delete(view)
