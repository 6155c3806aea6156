"""Saved views: keep the selection of an address by name, open, rename, delete."""

from urllib.parse import parse_qsl

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, requires
from ..errors import RuleBroken
from . import bookmarks
from .board_forms import ViewForm
from .board_views import bp, read_selection
from .drawing_views import with_query
from .models import SavedView
from .selection import Selection
from .selection_labels import chosen_labels, group_label, sort_label


@bp.get("/visninger")
@requires(Permission.VIEW_SAVE)
def views() -> ResponseReturnValue:
    """Show the own saved views, and offer to keep the selection of the address."""
    return _page(ViewForm())


@bp.post("/visninger")
@requires(Permission.VIEW_SAVE)
def save_view() -> ResponseReturnValue:
    """Keep the selection of the address by name."""
    form, selection = ViewForm(), read_selection()
    if form.validate():
        try:
            view = bookmarks.save(current_user, form.name.data, selection.query())
        except RuleBroken as broken:
            form.name.errors = [broken.text]
        else:
            flash(_("Visningen “%(name)s” er gemt.", name=view.name), "success")
            return redirect(with_query(url_for("board.board"), selection), 303)
    return _page(form), 422


@bp.get("/visninger/<int:view_id>")
@requires(Permission.VIEW_SAVE)
def open_view(view_id: int) -> ResponseReturnValue:
    """Open a saved view."""
    query = _own(view_id).query
    return redirect(url_for("board.board") + (f"?{query}" if query else ""), 303)


@bp.post("/visninger/<int:view_id>/omdoeb")
@requires(Permission.VIEW_SAVE)
def rename_view(view_id: int) -> ResponseReturnValue:
    """Give a saved view another name."""
    view, form = _own(view_id), ViewForm()
    if form.validate():
        try:
            bookmarks.rename(current_user, view.id, form.name.data)
        except RuleBroken as broken:
            form.name.errors = [broken.text]
        else:
            flash(_("Visningen hedder nu “%(name)s”.", name=form.name.data), "success")
            return redirect(url_for("board.views"), 303)
    return _page(ViewForm(formdata=None), renamed=view.id, rename_form=form), 422


@bp.post("/visninger/<int:view_id>/slet")
@requires(Permission.VIEW_SAVE)
def remove_view(view_id: int) -> ResponseReturnValue:
    """Delete a saved view."""
    view = _own(view_id)
    bookmarks.remove(current_user, view.id)
    flash(_("Visningen “%(name)s” er slettet.", name=view.name), "success")
    return redirect(url_for("board.views"), 303)


def _own(view_id: int) -> SavedView:
    view = bookmarks.find(current_user.id, view_id)
    if view is None:
        abort(404)
    return view


def _page(form: ViewForm, renamed: int | None = None, rename_form: ViewForm | None = None) -> str:
    selection = read_selection()
    saved = [(view, _words(Selection.from_args(dict(parse_qsl(view.query)), current_user))) for view in bookmarks.of_user(current_user.id)]
    return render_template(
        "board/views.html",
        form=form,
        renamed=renamed,
        rename_form=rename_form,
        saved=saved,
        words=_words(selection),
        action=with_query(url_for("board.save_view"), selection),
        board_url=with_query(url_for("board.board"), selection),
        limit=bookmarks.LIMIT,
        asked=bool(request.query_string) or bool(form.errors),
    )


def _words(selection: Selection) -> str:
    """What a selection holds, in words."""
    found = [words for _name, words in chosen_labels(selection, selection.choices)]
    if selection.group:
        found.append(_("grupperet efter %(what)s", what=group_label(selection.group).lower()))
    if selection.written("sort") != "frist":
        found.append(_("sorteret efter %(what)s", what=sort_label(selection.sort).lower()))
    return " · ".join(found) or _("Alle forpligtelser")
