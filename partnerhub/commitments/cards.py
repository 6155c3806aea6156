"""A card of the board: the facts of one commitment as plain columns, with the rules of `Promise`, and no row of the session."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, select

from ..access import Permission, Role, may
from ..clock import today
from ..database import db
from .kinds import Answer, Column, Kind, Phase, Status, Unit, Visibility
from .models import Commitment, Confirmation, CoSigner, Progress
from .promise import Promise

FACTS = (
    "id reference title owner_id goal_id guidepost_id kind quantity unit start_on due_on start_key due_key visibility status stage "
    "is_on_behalf approved_at agreed_at finished_at updated_at title_key reported confirmed heard_on version"
).split()
COLUMNS = tuple(getattr(Commitment, name) for name in FACTS)


@dataclass(frozen=True)
class Signature:
    """A co-signer of a card."""

    partner_id: int
    answer: Answer


@dataclass
class Card(Promise):
    """What the board knows of a commitment; the same for every viewer, so that it can be kept in memory."""

    id: int
    reference: str
    title: str
    owner_id: int
    goal_id: int
    guidepost_id: int
    kind: Kind
    quantity: int | None
    unit: Unit | None
    start_on: date | None
    due_on: date | None
    start_key: date
    due_key: date
    visibility: Visibility
    status: Status
    stage: int
    is_on_behalf: bool
    approved_at: datetime | None
    agreed_at: datetime | None
    finished_at: datetime | None
    updated_at: datetime
    title_key: str
    reported: int
    confirmed: int
    heard_on: date | None
    version: int
    cosigners: Sequence[Signature] = ()
    unconfirmed: Sequence[int] = ()  # partners whose entries nobody has confirmed yet

    def concerns(self, user: Any) -> bool:
        """Tell whether a user can have anything to do with it: most cards of a board are other partners'."""
        own = self.owner_id == user.partner_id or any(c.partner_id == user.partner_id for c in self.cosigners)
        return own or Role.STEWARD in user.roles

    def waits_for(self, user: Any) -> bool:
        """Tell whether something of it waits for a user; `waiting.py` asks the database the same."""
        if self.owner_id == user.partner_id:
            asks_manager = may(user, Permission.COMMITMENT_ACCEPT, self) or may(user, Permission.COMMITMENT_APPROVE, self)
            return asks_manager or (self.phase == Phase.ACTIVE and (self.is_silent or self.is_overdue)) or self._waits_to_be_confirmed(user)
        return may(user, Permission.COMMITMENT_ANSWER, self) or self._waits_to_be_confirmed(user)

    def _waits_to_be_confirmed(self, user: Any) -> bool:
        signed = {c.partner_id for c in self.cosigners if c.answer == Answer.ACCEPTED}
        return any(
            may(user, Permission.COMMITMENT_CONFIRM, _Entry(self, partner_id)) and (user.partner_id in signed or not signed - {partner_id})
            for partner_id in self.unconfirmed
        )

    def moves(self, user: Any) -> tuple[Column, ...]:
        """Return the columns that a user may move it to; what is moved there is agreed, finished, withdrawn or reopened by the rules."""
        found = []
        ahead = Column.ACTIVE if self.start_key <= today() else Column.AGREED
        if self.status == Status.PROPOSED:
            if any(may(user, permission, self) for permission in AGREEING):
                found.append(ahead)
        elif may(user, Permission.COMMITMENT_REOPEN, self):
            found.append(ahead if self.is_finished and self.status != Status.WITHDRAWN else Column.PROPOSED)
        if may(user, Permission.COMMITMENT_FINISH, self) or may(user, Permission.COMMITMENT_WITHDRAW, self):
            found.append(Column.FINISHED)
        return tuple(found)


AGREEING = (Permission.COMMITMENT_APPROVE, Permission.COMMITMENT_ACCEPT, Permission.COMMITMENT_ANSWER)


@dataclass(frozen=True)
class _Entry:
    """An unconfirmed entry as the rule about confirming reads it."""

    commitment: Card
    partner_id: int
    confirmation: None = None
    counts: bool = True


def make_cards(rows: Iterable[Any]) -> list[Card]:
    """Return rows of `COLUMNS` as cards, without what hangs on them."""
    return [Card(*row) for row in rows]


def complete(cards: Sequence[Card]) -> None:
    """Put co-signers and unconfirmed entries on cards, in two queries."""
    if not cards:
        return
    ids = [card.id for card in cards]
    signatures: dict[int, list[Signature]] = defaultdict(list)
    signed = select(CoSigner.commitment_id, CoSigner.partner_id, CoSigner.answer).where(CoSigner.commitment_id.in_(ids))
    for commitment_id, partner_id, answer in db.session.execute(signed.order_by(CoSigner.id)):
        signatures[commitment_id].append(Signature(partner_id, answer))
    unconfirmed: dict[int, list[int]] = defaultdict(list)
    newer = Progress.__table__.alias("newer")
    open_entries = select(Progress.commitment_id, Progress.partner_id).where(
        Progress.commitment_id.in_(ids),
        ~exists().where(Confirmation.entry_id == Progress.id),
        ~exists().where(newer.c.corrects_id == Progress.id),
    )
    for commitment_id, partner_id in db.session.execute(open_entries.distinct()):
        unconfirmed[commitment_id].append(partner_id)
    for card in cards:
        card.cosigners = tuple(signatures[card.id])
        card.unconfirmed = tuple(unconfirmed[card.id])
