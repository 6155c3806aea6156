"""How a card looks in the user's language: every word worked out once, so that the template only writes it down."""

from dataclasses import dataclass, field

from flask_babel import gettext as _

from ..language import current_locale, distance, write_day, write_number
from .board_sums import ColumnSum
from .cards import Card
from .choices import Choices
from .goal_queries import UnitSum
from .kinds import Answer, Column
from .labels import column_label, quantity_label, unit_label

SHOWN_COSIGNERS = 2


@dataclass
class Face:
    """The words of one card; `waiting` and `moves` belong to the viewer, the rest is the same for all who may see it."""

    id: int
    url: str
    title: str
    reference: str
    owner: str
    owner_kind: str
    number: str
    amount: str
    has_bar: bool
    reported_width: float
    confirmed_width: float
    due: str
    goal: str
    goal_title: str
    cosigners: str
    phase: str
    is_finished: bool
    version: int
    flags: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""
    whole: str = ""
    waiting: bool = False
    moves: tuple[Column, ...] = ()


class Painter:
    """Draws cards for one viewer's kind and language; translations and the parts of addresses are looked up once."""

    def __init__(self, choices: Choices, address: str, is_public: bool) -> None:
        """`address` is the page of a commitment with "{id}" for its number."""
        self.choices = choices
        self.address = address.split("{id}")
        self.is_public = is_public
        self.locale = current_locale()
        self.overdue = ("overdue", _("Over fristen"))
        self.unmeasured = ("unmeasured", _("Ikke målbart endnu"))
        self.silent = ("silent", _("Ikke hørt fra i 90 dage"))
        self.behalf = ("behalf", _("Skrevet af kommunen"))
        self.no_due = _("Uden frist")
        self.nothing = _("Intet meldt ind endnu")

    def face(self, card: Card) -> Face:
        """Return the card in words."""
        owner, goal = self.choices.partner(card.owner_id), self.choices.goal(card.goal_id)
        number, amount = self._progress(card)
        return Face(
            id=card.id,
            url=f"{card.id}".join(self.address),
            title=card.title,
            reference=card.reference,
            owner=owner.shown_name,
            owner_kind=owner.kind.value,
            number=number,
            amount=amount,
            has_bar=bool(card.quantity),
            reported_width=_width(card.reported, card.quantity),
            confirmed_width=_width(card.confirmed, card.quantity),
            due=self._due(card),
            goal=goal.code,
            goal_title=goal.short(self.locale),
            cosigners=self._cosigners(card),
            phase=card.phase.value,
            is_finished=card.is_finished,
            version=card.version,
            flags=self._flags(card),
        )

    def _progress(self, card: Card) -> tuple[str, str]:
        """The number that stands out, and the words after it."""
        confirmed = ", " + _("heraf %(number)s bekræftet", number=write_number(card.confirmed)) if card.reported else ""
        if card.quantity and card.unit:
            of = _("af %(quantity)s %(unit)s", quantity=write_number(card.quantity), unit=unit_label(card.unit, card.quantity))
            return write_number(card.reported), of + confirmed
        if card.reported and card.unit:
            return write_number(card.reported), unit_label(card.unit, card.reported) + confirmed
        return (write_number(card.reported), _("meldt ind") + confirmed) if card.reported else ("", self.nothing)

    def _due(self, card: Card) -> str:
        if card.due_on is None:
            return self.no_due
        day = write_day(card.due_on)
        return day if card.is_finished else f"{day} · {distance(card.due_on)}"

    def _cosigners(self, card: Card) -> str:
        """The first names and how many more; visitors see who has accepted."""
        signed = [
            c.partner_id for c in card.cosigners if c.answer == Answer.ACCEPTED or (c.answer == Answer.INVITED and not self.is_public)
        ]
        if not signed:
            return ""
        names = ", ".join(self.choices.partner(partner_id).shown_name for partner_id in signed[:SHOWN_COSIGNERS])
        more = len(signed) - SHOWN_COSIGNERS
        return _("med %(names)s", names=f"{names} +{more}" if more > 0 else names)

    def _flags(self, card: Card) -> list[tuple[str, str]]:
        flags = []
        if card.is_overdue:
            flags.append(self.overdue)
        if not card.is_measurable and not card.is_finished:
            flags.append(self.unmeasured)
        if not self.is_public:
            if card.is_silent:
                flags.append(self.silent)
            if card.awaits_acceptance:
                flags.append(self.behalf)
        return flags


@dataclass(frozen=True)
class Head:
    """The words of a column's head: how many, and line by line what is promised, reported and confirmed of each unit."""

    key: str
    title: str
    count: str
    lines: tuple[str, ...]
    empty: str


def head(column: Column, sums: ColumnSum) -> Head:
    """Return a column's head; at most three units are named, numbers of different units are never added."""
    more = f" · +{sums.hidden_units}" if sums.hidden_units else ""
    units = sums.shown_units
    lines = [quantity_label(unit.promised, unit.unit) for unit in units]
    if any(unit.reported for unit in units):
        lines = [_delivered(line, unit) for line, unit in zip(lines, units, strict=True)]
    else:
        lines = [" · ".join(lines)] if lines else []
    if lines:
        lines[-1] += more
    return Head(column.value, column_label(column), write_number(sums.count), tuple(lines), empty_text(column))


def _delivered(promised: str, unit: UnitSum) -> str:
    reported, confirmed = write_number(unit.reported), write_number(unit.confirmed)
    return _("%(promised)s, %(reported)s meldt ind, %(confirmed)s bekræftet", promised=promised, reported=reported, confirmed=confirmed)


def empty_text(column: Column) -> str:
    """Return what would stand in an empty column."""
    return {
        Column.PROPOSED: _("Her står løfter, der er skrevet ned, men mangler en godkendelse eller underskrift."),
        Column.AGREED: _("Her står det, der er aftalt, men ikke er begyndt endnu."),
        Column.ACTIVE: _("Her står det, der er i gang, med hvor langt det er nået."),
        Column.FINISHED: _("Her står det, der er opfyldt, delvist opfyldt, ikke opfyldt eller trukket tilbage."),
    }[column]


def _width(part: int, whole: int | None) -> float:
    """The part of the whole in per cent; the bar alone stops at a hundred."""
    return min(100.0, round(100 * part / whole, 1)) if whole else 0.0
