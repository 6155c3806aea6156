"""What the board, the table and the timeline show of a selection; a constant number of queries, kept in memory until the next event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select, union_all

from ..accounts.models import PartnerKind
from ..database import db
from .board_sums import ColumnSum, column_sums, lane_sums
from .cards import COLUMNS, Card, complete, make_cards
from .choices import Choices
from .kinds import Column, Kind
from .memory import remembered
from .models import Commitment
from .paging import Cursor, before, column_run, first_rows, list_runs, page
from .parameters import Group
from .selection import Selection

CARDS_PER_COLUMN = 13
ROWS_PER_PAGE = 50
CARDS_PER_CELL = 3
LANES_PER_PAGE = 8


@dataclass(frozen=True)
class ColumnPage:
    """A page of a column: its cards, the sums of the whole column, where the next page starts."""

    column: Column
    sums: ColumnSum
    cards: list[Card]
    next: Cursor | None


@dataclass(frozen=True)
class Lane:
    """A lane of a grouped board: what it is about, its own selection, and the first cards of each column."""

    value: Any
    selection: Selection
    columns: list[ColumnPage]


@dataclass(frozen=True)
class LanePage:
    """Some lanes, how many there are in all, and the lane the next page starts with."""

    lanes: list[Lane]
    count: int
    next: Any = None


def sums_of(selection: Selection) -> dict[Column, ColumnSum]:
    """Return counts and sums of the selection's columns."""
    return remembered(selection.choices.seq, ("sums", selection.key), lambda: column_sums(selection))


def board(selection: Selection, starts: dict[Column, Cursor | None] | None = None) -> list[ColumnPage]:
    """Return the first cards of each column, or of one column those after a cursor."""
    if starts:
        return _board(selection, starts)
    return remembered(selection.choices.seq, ("board", selection.key), lambda: _board(selection, {}))


def column_page(selection: Selection, column: Column, after: Cursor | None) -> ColumnPage:
    """Return the next cards of one column."""
    cards, cursor = page(column_run(column, selection.sort), selection.clauses(), CARDS_PER_COLUMN, after)
    complete(cards)
    return ColumnPage(column, sums_of(selection)[column], cards, cursor)


def table(selection: Selection, after: Cursor | None, limit: int = ROWS_PER_PAGE) -> tuple[list[Card], Cursor | None]:
    """Return a page of the selection as one list."""

    def ask() -> tuple[list[Card], Cursor | None]:
        cards, cursor = page(list_runs(selection.columns, selection.sort), selection.clauses(), limit, after)
        complete(cards)
        return cards, cursor

    return remembered(selection.choices.seq, ("table", selection.key, after, limit), ask)


def lanes(selection: Selection, start: str = "") -> LanePage:
    """Return the lanes of a grouped selection from the one whose value is written `start`; lanes without cards are left out."""
    key = ("lanes", selection.key, start)
    return remembered(selection.choices.seq, key, lambda: _lanes(selection, start, selection.choices))


def find_card(selection: Selection, commitment_id: int) -> Card | None:
    """Return the card of one commitment as far as the viewer may see it, whatever the selection's filters."""
    return next(iter(find_cards(selection, [commitment_id], filtered=False)), None)


def find_cards(selection: Selection, ids: Sequence[int], filtered: bool = True) -> list[Card]:
    """Return the cards of some commitments that belong to the selection."""
    clauses = selection.clauses() if filtered else selection.sight()
    cards = make_cards(db.session.execute(select(*COLUMNS).where(Commitment.id.in_(ids), *clauses)))
    complete(cards)
    return cards


def moves_of(selection: Selection, commitment_id: int, user: Any) -> tuple[Column, ...]:
    """Return the columns that a user may move a commitment to."""
    card = find_card(selection, commitment_id)
    return card.moves(user) if card else ()


def place_of(selection: Selection, card: Card) -> tuple[int, int] | None:
    """Return the card's place in its column and how many stand there, such as (3, 7); None when the selection leaves it out."""
    if card.column is None or not db.session.scalar(select(Commitment.id).where(Commitment.id == card.id, *selection.clauses())):
        return None
    ranks = column_run(card.column, selection.sort)
    own = next((n for n, runs in enumerate(ranks) if len(ranks) == 1 or (n == 0) == (card.quantity is not None)), 0)
    earlier = [select(Commitment.id).where(*runs[0].clauses, *selection.clauses()) for runs in ranks[:own]]
    parts = [*earlier, before(ranks[own][0], selection.clauses(), card)]
    ahead = sum(db.session.scalar(select(func.count()).select_from(part.subquery())) or 0 for part in parts)
    return ahead + 1, column_sums(selection)[card.column].count


def _board(selection: Selection, starts: dict[Column, Cursor | None]) -> list[ColumnPage]:
    sums, clauses = sums_of(selection), selection.clauses()
    found = []
    for column in selection.columns:
        if sums[column].count:
            found.append((column, *page(column_run(column, selection.sort), clauses, CARDS_PER_COLUMN, starts.get(column))))
        else:
            found.append((column, [], None))
    complete([card for _column, cards, _cursor in found for card in cards])
    return [ColumnPage(column, sums[column], cards, cursor) for column, cards, cursor in found]


FIELD_OF: dict[Group, tuple[str, Any]] = {
    Group.GOAL: ("goal_id", Commitment.goal_id),
    Group.PARTNER_KIND: ("partner_kind", Commitment.owner_id),
    Group.PARTNER: ("partner_id", Commitment.owner_id),
    Group.KIND: ("kind", Commitment.kind),
}


def _lanes(selection: Selection, start: str, choices: Choices) -> LanePage:
    group = selection.group or Group.GOAL
    field, column = FIELD_OF[group]
    if group == Group.PARTNER_KIND:
        sums = lane_sums(selection, column, lambda owner_id: choices.partner(owner_id).kind)
    else:
        sums = lane_sums(selection, column)
    orders: dict[Group, Any] = {
        Group.GOAL: choices.goals,
        Group.PARTNER_KIND: PartnerKind,
        Group.PARTNER: choices.partners,
        Group.KIND: Kind,
    }
    values = [value for value in orders[group] if value in sums]
    first = next((place for place, value in enumerate(values) if str(value) == start), 0)
    shown = values[first : first + LANES_PER_PAGE]
    selections = {value: replace(selection, group=None, **{field: value}) for value in shown}
    cards = _cells({value: (selections[value], sums[value]) for value in shown})
    found = [
        Lane(
            value,
            selections[value],
            [ColumnPage(name, sums[value][name], cards.get((value, name), []), None) for name in selection.columns],
        )
        for value in shown
    ]
    following = values[first + LANES_PER_PAGE : first + LANES_PER_PAGE + 1]
    return LanePage(found, len(values), following[0] if following else None)


def _cells(lanes_shown: dict[Any, tuple[Selection, dict[Column, ColumnSum]]]) -> dict[tuple[Any, Column], list[Card]]:
    """The first cards of every cell that holds any, all in one query."""
    asked = [
        (value, column, selection, column_run(column, selection.sort))
        for value, (selection, sums) in lanes_shown.items()
        for column in selection.columns
        if sums[column].count
    ]
    cells: dict[tuple[Any, Column], list[Card]] = {}
    parts = []
    for place, (_value, _column, selection, ranks) in enumerate(asked):
        for runs in ranks:
            rows = first_rows(runs, selection.clauses(), CARDS_PER_CELL).subquery()
            parts.append(select(rows, db.literal(place).label("cell")))
    if not parts:
        return cells
    for row in db.session.execute(union_all(*parts) if len(parts) > 1 else parts[0]):
        value, column, _selection, _ranks = asked[row.cell]
        cells.setdefault((value, column), []).extend(make_cards([row[:-1]]))
    for (value, column), cards in cells.items():
        run = next(ranks for lane, name, _selection, ranks in asked if (lane, name) == (value, column))[0][0]
        cards.sort(key=lambda card: (_key(card, run.key.key), card.id), reverse=run.descending)
        del cards[CARDS_PER_CELL:]
    complete([card for cards in cells.values() for card in cards])
    return cells


def _key(card: Card, name: str) -> Any:
    value = getattr(card, name)
    return 0 if value is None else value
