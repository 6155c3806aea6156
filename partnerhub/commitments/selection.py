"""Which commitments are asked for: read from an address, written back into it, and turned into conditions of a query.

Board, table, timeline, export and saved views share it. Names in the address are Danish: see `parameters.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, and_, exists, or_, select

from ..access import Role
from ..accounts.models import Partner, PartnerKind
from ..clock import today
from . import search
from .choices import Choices, current_choices
from .kinds import FINISHED, OUTCOMES, Column, Kind, Status, Visibility
from .memory import remembered
from .models import NO_DUE, Commitment
from .pace import is_overdue, is_silent
from .parameters import (
    FLAGS,
    KIND_WORDS,
    KINDS,
    PARAMETERS,
    PARTNER_KIND_WORDS,
    PARTNER_KINDS,
    PARTNERS_ONLY,
    SHAPES,
    Due,
    Group,
    Sort,
    State,
)
from .waiting import few_waiting, waiting_clause

TEXT_LIMIT = 200
FEW = 500


@dataclass(frozen=True)
class Viewer:
    """Who is looking: what the conditions need of a signed-in user."""

    id: int
    partner_id: int
    roles: frozenset[Role]

    is_authenticated = True


ANY_PARTNER = Viewer(0, 0, frozenset())
OPEN = (Column.PROPOSED, Column.AGREED, Column.ACTIVE)
COLUMNS_OF = {
    State.PROPOSED: (Column.PROPOSED,),
    State.AGREED: (Column.AGREED,),
    State.ACTIVE: (Column.ACTIVE,),
    State.OPEN: OPEN,
    State.PROMISED: (Column.AGREED, Column.ACTIVE, Column.FINISHED),
} | dict.fromkeys((State.FINISHED, State.FULFILLED, State.PARTLY, State.NOT_FULFILLED, State.WITHDRAWN), (Column.FINISHED,))


@dataclass(frozen=True)
class Selection:
    """A selection of commitments as one viewer may see them; `viewer` None is a visitor, who sees public ones only."""

    viewer: Viewer | None = None
    q: str = ""
    goal_id: int | None = None
    guidepost_id: int | None = None
    partner_kind: PartnerKind | None = None
    partner_id: int | None = None
    kind: Kind | None = None
    due: Due | None = None
    state: State | None = None
    silent: bool = False
    unmeasured: bool = False
    mine: bool = False
    my_partners: bool = False
    waiting: bool = False
    sort: Sort = Sort.DUE
    group: Group | None = None
    ignored: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    known: Choices | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_args(cls, args: Mapping[str, str], user: Any) -> "Selection":
        """Read a selection from an address's parameters; what cannot be used is left out and told in `ignored` as (parameter, value)."""
        choices = current_choices()
        viewer = Viewer(user.id, user.partner_id, user.roles) if user.is_authenticated else None
        found: dict[str, Any] = {}
        ignored = []
        for name, attribute in PARAMETERS.items():
            text = str(args.get(name, "")).strip()
            if not text:
                continue
            value = _read(attribute, text, choices)
            hidden = viewer is None and (
                attribute in PARTNERS_ONLY or (attribute == "partner_id" and value not in choices.public_partner_ids)
            )
            if value is None or hidden:
                ignored.append((name, text[:40]))
            else:
                found[attribute] = value
        return cls(viewer=viewer, ignored=tuple(ignored), known=choices, **found)

    def query(self, **changes: Any) -> str:
        """Return the query part of the address, without "?"; `changes` are fields set differently, such as `group=None`."""
        selection = replace(self, **changes) if changes else self
        pairs = []
        for name, attribute in PARAMETERS.items():
            value = getattr(selection, attribute)
            if value in (None, "", False) or value == Sort.DUE:
                continue
            pairs.append((name, _written(value)))
        return urlencode(pairs)

    def written(self, attribute: str) -> str:
        """Return a field's value as the address writes it, "" for none."""
        value = getattr(self, attribute)
        return "" if value in (None, "", False) else _written(value)

    def without(self, attribute: str) -> "Selection":
        """Return the selection with one field as if it had not been chosen."""
        changes: dict[str, Any] = {attribute: UNCHOSEN[attribute]}
        return replace(self, **changes)

    @property
    def filter_count(self) -> int:
        """Return how many filters narrow the selection."""
        return len(self.chosen())

    def chosen(self) -> list[str]:
        """Return the fields that narrow the selection."""
        names = [name for name in PARAMETERS.values() if name not in SHAPES]
        return [name for name in names if getattr(self, name) not in (None, "", False)]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the board columns that can hold anything of the selection."""
        if self.state:
            return COLUMNS_OF[self.state]
        if self.silent:
            return (Column.ACTIVE,)
        if self.due == Due.OVERDUE:
            return OPEN
        return tuple(Column)[1:] if self.is_public else tuple(Column)

    @property
    def key(self) -> "Selection":
        """Return the selection without its viewer where that makes no difference: what partners have in common is kept in memory once."""
        plain = replace(self, ignored=(), known=None)
        if self.viewer is None or self.mine or self.my_partners or self.waiting:
            return plain
        return replace(plain, viewer=ANY_PARTNER)

    @property
    def is_public(self) -> bool:
        """Tell whether a visitor is looking."""
        return self.viewer is None

    @property
    def choices(self) -> Choices:
        """Return what it was read against: goals, guideposts and partners, and the number of the newest event."""
        return self.known or current_choices()

    @cached_property
    def matches(self) -> "search.Matches | None":
        """Return what the free text was found to mean, None without free text."""
        if not self.q:
            return None
        return remembered(self.choices.seq, ("matches", self.q, self.is_public), lambda: search.understand(self.q, self.is_public))

    def clauses(self) -> list[ColumnElement[bool]]:
        """Return the conditions of the selection on `Commitment`, what the viewer may see at all among them."""
        return [*self.sight(), *self.filters()]

    def sight(self) -> list[ColumnElement[bool]]:
        """Return the conditions of what the viewer may see at all on the board: never a draft. On no index: the order chooses that."""
        if self.viewer is None:
            return [Commitment.status != Status.DRAFT, Commitment.visibility == Visibility.PUBLIC, Commitment.agreed_at.is_not(None)]
        return [Commitment.status != Status.DRAFT]

    def filters(self) -> list[ColumnElement[bool]]:
        """Return the conditions that were chosen."""
        day = today()
        same = {
            Commitment.goal_id: self.goal_id,
            Commitment.guidepost_id: self.guidepost_id,
            Commitment.owner_id: self.partner_id,
            Commitment.kind: self.kind,
        }
        found: list[ColumnElement[bool]] = [column == value for column, value in same.items() if value is not None]
        if self.partner_kind:
            found.append(exists().where(Partner.id == Commitment.owner_id, Partner.kind == self.partner_kind))
        if self.due:
            found.append(_due(self.due, day))
        if self.state:
            found.append(_state(self.state, day))
        if self.silent:
            found.append(is_silent(day))
        if self.unmeasured:
            found.append(or_(Commitment.quantity.is_(None), Commitment.due_on.is_(None)))
        if self.viewer:
            found += self._personal(self.viewer)
        if self.matches:
            found += self.matches.clauses()
        return found

    def _personal(self, viewer: Viewer) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.mine:
            found.append(Commitment.owner_id == viewer.partner_id)
        if self.my_partners:
            found.append(Commitment.owner_id.in_(select(Partner.id).where(Partner.consultant_id == viewer.id)))
        if self.waiting:
            few = remembered(self.choices.seq, ("waiting", viewer), lambda: few_waiting(viewer, FEW))
            found.append(Commitment.id.in_(few) if few is not None else waiting_clause(viewer))
        return found


UNCHOSEN = {item.name: item.default for item in fields(Selection)}


def _read(attribute: str, text: str, choices: Choices) -> Any:
    """The value of a field, None when the text is no value of it."""
    if attribute == "q":
        return text[:TEXT_LIMIT] if text.isprintable() else None
    if attribute in FLAGS:
        return True if text in ("1", "on", "ja") else None
    if attribute in ("goal_id", "guidepost_id", "partner_id"):
        places: dict[str, dict[int, Any]] = {"goal_id": dict(choices.goals), "guidepost_id": dict(choices.guideposts)}
        known = places.get(attribute, dict(choices.partners))
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        return number if number in known else None
    if attribute == "partner_kind":
        return PARTNER_KINDS.get(text)
    if attribute == "kind":
        return KINDS.get(text)
    words: type[StrEnum] = {"due": Due, "state": State, "sort": Sort, "group": Group}[attribute]
    return words(text) if text in set(words) else None


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "1"
    if isinstance(value, PartnerKind):
        return PARTNER_KIND_WORDS[value]
    return KIND_WORDS[value] if isinstance(value, Kind) else str(value)


def _due(due: Due, day: date) -> ColumnElement[bool]:
    """Quarter and year are those of the calendar that today lies in."""
    if due == Due.OVERDUE:
        return is_overdue(day)
    if due == Due.NONE:
        return Commitment.due_key == NO_DUE
    first, last = day, day + timedelta(days=30)
    if due == Due.QUARTER:
        first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        last = (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    elif due == Due.YEAR:
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return Commitment.due_key.between(first, last)


def _state(state: State, day: date) -> ColumnElement[bool]:
    started = Commitment.start_key <= day
    single = {
        State.PROPOSED: Status.PROPOSED,
        State.FULFILLED: Status.FULFILLED,
        State.PARTLY: Status.PARTLY,
        State.NOT_FULFILLED: Status.NOT_FULFILLED,
        State.WITHDRAWN: Status.WITHDRAWN,
    }
    if state in single:
        return Commitment.status == single[state]
    if state == State.AGREED:
        return and_(Commitment.status == Status.AGREED, ~started)
    if state == State.ACTIVE:
        return and_(Commitment.status == Status.AGREED, started)
    several = {
        State.FINISHED: FINISHED,
        State.OPEN: (Status.PROPOSED, Status.AGREED),
        State.PROMISED: (Status.AGREED, *OUTCOMES),
    }
    return Commitment.status.in_(several[state])
