"""Saved views: a selection kept by name, one's own only."""

import pytest
from makers import make_user
from sqlalchemy import select

from partnerhub.commitments import bookmarks
from partnerhub.commitments.models import SavedView
from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.events import Event


def views(user) -> dict[str, str]:
    """Return a user's views by name."""
    return {view.name: view.query for view in bookmarks.of_user(user.id)}


def test_save_open_rename_delete(browse, app):
    """A selection is kept by name, stands above the board, opens, gets another name, and goes; each is an event."""
    user = make_user()
    browser = browse(user)
    assert "Læreplads" not in browser.get("/forpligtelser/visninger").get_data(as_text=True)
    assert "Læreplads · Over fristen" in browser.get("/forpligtelser/visninger?art=laereplads&frist=over").get_data(as_text=True)
    page = browser.post("/forpligtelser/visninger?art=laereplads&frist=over&gruppe=maal", {"name": "Sene lærepladser"})
    assert page.request.path == "/forpligtelser" and "Visningen “Sene lærepladser” er gemt." in page.get_data(as_text=True)
    assert views(user) == {"Sene lærepladser": "art=laereplads&frist=over&gruppe=maal"}
    view = bookmarks.of_user(user.id)[0]
    assert 'href="/forpligtelser?art=laereplads&amp;frist=over&amp;gruppe=maal"' in browser.get("/forpligtelser").get_data(as_text=True)
    assert browser.get(f"/forpligtelser/visninger/{view.id}").request.args["art"] == "laereplads"
    browser.post(f"/forpligtelser/visninger/{view.id}/omdoeb", {"name": "Nyt navn"})
    assert list(views(user)) == ["Nyt navn"]
    browser.post(f"/forpligtelser/visninger/{view.id}/slet")
    assert views(user) == {}
    names = db.session.scalars(select(Event.name).where(Event.subject_type == "saved_view").order_by(Event.seq)).all()
    assert names == ["view.saved", "view.saved", "view.removed"]


def test_the_same_name_is_kept_anew(app):
    """Saving under a name one has replaces its selection."""
    user = make_user()
    bookmarks.save(user, "Min", "maal=1")
    bookmarks.save(user, "Min", "maal=2")
    assert views(user) == {"Min": "maal=2"}


def test_at_most_twenty(browse, app):
    """The twenty-first view is refused with a sentence, the name stays typed; another user has room."""
    user = make_user()
    for number in range(20):
        bookmarks.save(user, f"Visning {number}", "")
    page = browse(user).post("/forpligtelser/visninger", {"name": "En til"}, status=422)
    assert "Du har allerede 20 visninger" in page.get_data(as_text=True) and 'value="En til"' in page.get_data(as_text=True)
    bookmarks.save(user, "Visning 3", "mine=1")
    bookmarks.save(make_user(), "En til", "")
    assert len(views(user)) == 20


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "010203-1234", "a\x01b"])
def test_a_name_that_cannot_be_used(browse, app, name):
    """An empty, long or forbidden name is refused with a sentence and nothing is kept."""
    user = make_user()
    browse(user).post("/forpligtelser/visninger?mine=1", {"name": name}, status=422)
    assert views(user) == {}


def test_a_taken_name_or_a_long_selection(browse, app):
    """Renaming to a name one has is refused, and so is a search too long to keep."""
    user = make_user()
    bookmarks.save(user, "A", "")
    view = bookmarks.save(user, "B", "")
    page = browse(user).post(f"/forpligtelser/visninger/{view.id}/omdoeb", {"name": "A"}, status=422)
    assert "Du har allerede en visning, der hedder det" in page.get_data(as_text=True) and set(views(user)) == {"A", "B"}
    with pytest.raises(RuleBroken):
        bookmarks.save(user, "C", "q=" + "%F0%9F%98%80" * 100)


def test_views_of_others_do_not_exist(browse, app):
    """Another user's view answers 404 to open, rename and delete, also a colleague's; visitors are asked to sign in."""
    user = make_user()
    view = bookmarks.save(user, "Min", "mine=1")
    other = browse(make_user(user.partner))
    other.get(f"/forpligtelser/visninger/{view.id}", status=404)
    other.post(f"/forpligtelser/visninger/{view.id}/omdoeb", {"name": "Din"}, status=404)
    other.post(f"/forpligtelser/visninger/{view.id}/slet", status=404)
    assert "Min<" not in other.get("/forpligtelser").get_data(as_text=True)
    assert views(user) == {"Min": "mine=1"}
    assert browse().get("/forpligtelser/visninger").request.path == "/konto/log-ind"
    assert db.session.scalar(select(SavedView.name)) == "Min"
