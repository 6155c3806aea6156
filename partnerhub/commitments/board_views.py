"""The board and its other shapes: table and timeline of the same selection, which lives in the address."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..access import Permission, holds, public
from ..language import current_locale
from . import board_queries, bookmarks
from .board_queries import ColumnPage, LanePage
from .drawing_views import addresses, draw, draw_filters, kept, with_query
from .faces import head
from .kinds import Column
from .memory import remembered
from .months import months
from .paging import Cursor
from .parameters import Sort
from .selection import Selection
from .selection_labels import chosen_labels, lane_label

bp = Blueprint("board", __name__)
SHAPES = ("board", "table", "timeline")


@bp.get("")
@public
def board() -> ResponseReturnValue:
    """Show the board; a column's further cards alone when htmx asks for them."""
    selection = read_selection()
    column, after = _column(request.args.get("kolonne", "")), Cursor.read(request.args.get("efter", ""))
    if column and request.headers.get("HX-Target", "").startswith("more-"):
        page = board_queries.column_page(selection, column, after)
        shared = addresses(selection)
        faces = list(draw(selection, page.cards, shared).values())
        return render_template("board/_more.html", page=page, faces=faces, more_url=more_url, **shared)
    if selection.group:
        shown = board_queries.lanes(selection, request.args.get("fra", ""))
        shared = addresses(selection)
        return _page(selection, "board", shared, lanes=_lanes(selection, shown, shared), lane_page=shown)
    pages = board_queries.board(selection, {column: after} if column and after else None)
    shared = addresses(selection)
    drawn = draw(selection, [card for page in pages for card in page.cards], shared, None if after else "board")
    return _page(
        selection,
        "board",
        shared,
        columns=_columns(selection, pages, column),
        faces={page.column: [drawn[card.id] for card in page.cards] for page in pages},
        more_url=more_url,
        continued=column if after else None,
    )


@bp.get("/tabel")
@public
def table() -> ResponseReturnValue:
    """Show the selection as a table."""
    selection = read_selection()
    shared, after = addresses(selection), Cursor.read(request.args.get("efter", ""))
    cards, cursor = board_queries.table(selection, after)
    return _page(selection, "table", shared, cards=cards, faces=draw(selection, cards, shared, ("list", after)), next=cursor, Sort=Sort)


@bp.get("/tidslinje")
@public
def timeline() -> ResponseReturnValue:
    """Show the selection as bars over months."""
    selection = read_selection()
    shared, after = addresses(selection), Cursor.read(request.args.get("efter", ""))
    cards, cursor = board_queries.table(selection, after)
    drawn = draw(selection, cards, shared, ("list", after))
    first, last = months(cards)
    rows = [
        {"title": face.title, "url": face.url, "owner": face.owner, "start": card.start_on, "due": card.due_on, "state": face.phase}
        for card in cards
        for face in (drawn[card.id],)
    ]
    return _page(selection, "timeline", shared, rows=rows, first=first, last=last, next=cursor)


def read_selection() -> Selection:
    """Return the selection of the request's address, as the caller may see it."""
    return Selection.from_args(request.args, current_user)


def more_url(selection: Selection, page: ColumnPage) -> str:
    """Return the address of a column's further cards."""
    address = with_query(url_for("board.board"), selection)
    place = urlencode({"kolonne": page.column.value, "efter": page.next.written() if page.next else ""})
    return f"{address}{'&' if '?' in address else '?'}{place}"


def _page(selection: Selection, shape: str, shared: dict[str, Any], **shown: Any) -> ResponseReturnValue:
    is_region = request.headers.get("HX-Target") == "board-region"
    sums = board_queries.sums_of(selection)
    has_partners = selection.viewer is not None and selection.viewer.id in selection.choices.consultant_ids
    page = render_template(
        "board/_region.html" if is_region else "board/page.html",
        shape=shape,
        shapes=[(name, url_for(f"board.{name}")) for name in SHAPES],
        url=with_query,
        chosen=chosen_labels(selection, selection.choices),
        count=sum(item.count for item in sums.values()),
        is_region=is_region,
        seq=selection.choices.seq,
        filters="" if is_region else draw_filters(selection, shape, has_partners),
        bookmarks=_bookmarks(selection) if selection.viewer and not is_region else [],
        may_log=holds(current_user, Permission.COMMITMENT_LOG),
        has_partners=has_partners,
        **shared,
        **shown,
    )
    response = make_response(page)
    if is_region:
        response.headers["HX-Push-Url"] = with_query(url_for(f"board.{shape}"), selection)
    return response


def _bookmarks(selection: Selection) -> list[tuple[str, str]]:
    user_id = current_user.id
    return remembered(
        selection.choices.seq, ("bookmarks", user_id), lambda: [(view.name, view.query) for view in bookmarks.of_user(user_id)]
    )


def _columns(selection: Selection, pages: list[ColumnPage], chosen: Column | None) -> list[dict[str, Any]]:
    """The columns as the component wants them; on phones the one that was asked for is open, else what is in progress."""
    open_one = chosen or next((p.column for p in pages if p.column == Column.ACTIVE and p.cards), None)
    open_one = open_one or next((p.column for p in pages if p.cards), pages[0].column)
    heads = kept(selection, ("heads", current_locale()), lambda: {page.column: vars(head(page.column, page.sums)) for page in pages})
    return [{**heads[page.column], "page": page, "is_open": page.column == open_one} for page in pages]


def _lanes(selection: Selection, shown: LanePage, shared: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for lane in shown.lanes:
        drawn = draw(selection, [card for page in lane.columns for card in page.cards], shared, ("lane", lane.value))
        cells = [(head(page.column, page.sums), page, [drawn[card.id] for card in page.cards]) for page in lane.columns]
        found.append({"value": lane.value, "title": lane_label(selection, lane.value), "selection": lane.selection, "cells": cells})
    return found


def _column(text: str) -> Column | None:
    return Column(text) if text in set(Column) else None
