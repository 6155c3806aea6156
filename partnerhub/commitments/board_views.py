"""The board and its other shapes: table and timeline of the same selection, which lives in the address."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..access import Permission, holds, public
from ..language import current_locale
from . import board_queries, bookmarks
from .board_queries import ColumnPage
from .cards import Card
from .faces import Face, Head, Painter, head
from .kinds import Column
from .labels import column_label
from .memory import remembered
from .months import months
from .paging import Cursor
from .parameters import Sort
from .selection import Selection
from .selection_labels import chosen_labels, lane_label, options, sort_label

bp = Blueprint("board", __name__)
SHAPES = ("board", "table", "timeline")
EXTRA = ("guidepost_id", "partner_kind", "kind", "group", "waiting", "mine", "my_partners", "silent", "unmeasured")
ADDRESS_OF_ANY = 10**15  # stands for the number in an address that is written once for all cards


@bp.get("")
@public
def board() -> ResponseReturnValue:
    """Show the board; a column's further cards alone when htmx asks for them."""
    selection = read_selection()
    column, after = _column(request.args.get("kolonne", "")), Cursor.read(request.args.get("efter", ""))
    if column and request.headers.get("HX-Target", "").startswith("more-"):
        page = board_queries.column_page(selection, column, after)
        return render_template("board/_more.html", page=page, faces=list(faces(selection, page.cards).values()), **addresses(selection))
    if selection.group:
        shown = board_queries.lanes(selection, request.args.get("fra", ""))
        return _page(selection, "board", lanes=_lanes(selection, shown), lane_page=shown)
    pages = board_queries.board(selection, {column: after} if column and after else None)
    cards = [card for page in pages for card in page.cards]
    drawn = faces(selection, cards, None if after else ("board", selection.key))
    return _page(
        selection,
        "board",
        columns=_columns(selection, pages, column),
        faces={page.column: [drawn[card.id] for card in page.cards] for page in pages},
        continued=column if after else None,
        is_empty=not cards,
    )


@bp.get("/tabel")
@public
def table() -> ResponseReturnValue:
    """Show the selection as a table."""
    selection = read_selection()
    cards, cursor = board_queries.table(selection, Cursor.read(request.args.get("efter", "")))
    return _page(
        selection, "table", cards=cards, faces=faces(selection, cards), next=cursor, is_empty=not cards, sort_label=sort_label, Sort=Sort
    )


@bp.get("/tidslinje")
@public
def timeline() -> ResponseReturnValue:
    """Show the selection as bars over months."""
    selection = read_selection()
    cards, cursor = board_queries.table(selection, Cursor.read(request.args.get("efter", "")))
    drawn = faces(selection, cards)
    first, last = months(cards)
    rows = [
        {"title": face.title, "url": face.url, "owner": face.owner, "start": card.start_on, "due": card.due_on, "state": face.phase}
        for card in cards
        for face in (drawn[card.id],)
    ]
    return _page(selection, "timeline", rows=rows, first=first, last=last, next=cursor, is_empty=not cards)


def read_selection() -> Selection:
    """Return the selection of the request's address, as the caller may see it."""
    return Selection.from_args(request.args, current_user)


def faces(selection: Selection, cards: list[Card], key: Any = None) -> dict[int, Face]:
    """Return the cards in words, by id, with what the viewer may do; the words are kept in memory under `key`."""
    choices = selection.choices
    address = addresses(selection)["address"]

    def draw() -> dict[int, Face]:
        painter = Painter(choices, address, selection.is_public)
        return {card.id: painter.face(card) for card in cards}

    drawn = remembered(choices.seq, ("faces", key, current_locale(), address), draw) if key else draw()
    viewer = selection.viewer
    if viewer is None:
        return drawn
    own = {card.id: (card.waits_for(viewer), card.moves(viewer)) for card in cards}
    return {key: replace(face, waiting=own[key][0], moves=own[key][1]) if any(own[key]) else face for key, face in drawn.items()}


def addresses(selection: Selection) -> dict[str, Any]:
    """Return the addresses that cards are written with."""
    show = url_for("commitments.show", commitment_id=ADDRESS_OF_ANY).replace(str(ADDRESS_OF_ANY), "{id}")
    move = with_query(url_for("board.move", commitment_id=ADDRESS_OF_ANY), selection).split(str(ADDRESS_OF_ANY))
    return {
        "address": show,
        "move_address": move,
        "columns_by_key": {column: column_label(column) for column in Column},
        "selection": selection,
        "more_url": more_url,
    }


def with_query(address: str, selection: Selection, **changes: Any) -> str:
    """Return an address with a selection in it; `changes` are fields set differently."""
    query = selection.query(**changes)
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


def more_url(selection: Selection, page: ColumnPage) -> str:
    """Return the address of a column's further cards."""
    return with_query(url_for("board.board", kolonne=page.column.value, efter=page.next.written() if page.next else None), selection)


def _page(selection: Selection, shape: str, **shown: Any) -> ResponseReturnValue:
    choices, locale = selection.choices, current_locale()
    is_region = request.headers.get("HX-Target") == "board-region"
    sums = board_queries.sums_of(selection)
    template = "board/_region.html" if is_region else "board/page.html"
    page = render_template(
        template,
        shape=shape,
        shapes=[(name, url_for(f"board.{name}")) for name in SHAPES],
        url=with_query,
        chosen=chosen_labels(selection, choices),
        count=sum(item.count for item in sums.values()),
        is_region=is_region,
        seq=choices.seq,
        options={}
        if is_region
        else remembered(
            choices.seq,
            ("options", locale, selection.goal_id, selection.guidepost_id, selection.partner_id),
            lambda: options(choices, selection),
        ),
        bookmarks=bookmarks.of_user(current_user.id) if selection.viewer and not is_region else [],
        has_extra=any(getattr(selection, name) for name in EXTRA) or selection.sort != Sort.DUE,
        may_log=holds(current_user, Permission.COMMITMENT_LOG),
        has_partners=bool(selection.viewer) and any(p.consultant_id == current_user.id for p in choices.partners.values()),
        **addresses(selection),
        **shown,
    )
    response = make_response(page)
    if is_region:
        response.headers["HX-Push-Url"] = with_query(url_for(f"board.{shape}"), selection)
    return response


def _columns(selection: Selection, pages: list[ColumnPage], chosen: Column | None) -> list[dict[str, Any]]:
    """The columns as the component wants them; on phones the one that was asked for is open, else what is in progress."""
    open_one = chosen or next((p.column for p in pages if p.column == Column.ACTIVE and p.cards), None)
    open_one = open_one or next((p.column for p in pages if p.cards), pages[0].column)
    return [{**vars(head(page.column, page.sums)), "page": page, "is_open": page.column == open_one} for page in pages]


def _lanes(selection: Selection, shown: board_queries.LanePage) -> list[dict[str, Any]]:
    found = []
    for lane in shown.lanes:
        drawn = faces(selection, [card for page in lane.columns for card in page.cards])
        cells: list[tuple[Head, ColumnPage, list[Face]]] = [
            (head(page.column, page.sums), page, [drawn[card.id] for card in page.cards]) for page in lane.columns
        ]
        found.append({"value": lane.value, "title": lane_label(selection, lane.value), "selection": lane.selection, "cells": cells})
    return found


def _column(text: str) -> Column | None:
    return Column(text) if text in set(Column) else None
