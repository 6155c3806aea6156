"""What follows from a commitment's own facts: its state as people see it, whether it is late, quiet or on track, who has signed.

The same for a row of the database and for a card of the board; `pace.py` says the same in conditions of a query.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from ..clock import today
from .kinds import FINISHED, KIND_FACTS, SILENT_AFTER_DAYS, Answer, Column, Phase, Status, Visibility


class Promise:
    """Rules about one commitment; the facts are its subclass's."""

    if TYPE_CHECKING:
        owner_id: Any
        kind: Any
        quantity: Any
        start_on: Any
        due_on: Any
        start_key: Any
        due_key: Any
        visibility: Any
        status: Any
        is_on_behalf: Any
        created_at: Any
        approved_at: Any
        agreed_at: Any
        reported: Any
        heard_on: Any
        cosigners: Any

    @property
    def phase(self) -> Phase:
        """Return the state as people see it: agreed becomes active on the start date."""
        if self.status == Status.AGREED and self.start_key <= today():
            return Phase.ACTIVE
        return Phase(self.status.value)

    @property
    def column(self) -> Column | None:
        """Return the board column, None for a draft."""
        if self.status == Status.DRAFT:
            return None
        if self.status in FINISHED:
            return Column.FINISHED
        return Column(self.phase.value)

    @property
    def is_draft(self) -> bool:
        """Tell whether only the own partner sees it."""
        return self.status == Status.DRAFT

    @property
    def is_open(self) -> bool:
        """Tell whether it is agreed and not yet finished: progress can be reported."""
        return self.status == Status.AGREED

    @property
    def is_finished(self) -> bool:
        """Tell whether an outcome was reported or it was withdrawn."""
        return self.status in FINISHED

    @property
    def is_public(self) -> bool:
        """Tell whether visitors see it: published, and agreed at some time."""
        return self.visibility == Visibility.PUBLIC and self.agreed_at is not None

    @property
    def is_measurable(self) -> bool:
        """Tell whether it has both a quantity and a due date."""
        return self.quantity is not None and self.due_on is not None

    @property
    def is_overdue(self) -> bool:
        """Tell whether an open commitment is past its due date."""
        return self.status in (Status.PROPOSED, Status.AGREED) and self.due_key < today()

    @property
    def is_silent(self) -> bool:
        """Tell whether nothing was heard of an active commitment for ninety days."""
        if self.phase != Phase.ACTIVE:
            return False
        heard = max(day for day in (self.heard_on, self.start_on, self.agreed_at and self.agreed_at.date()) if day)
        return (today() - heard).days > SILENT_AFTER_DAYS

    @property
    def is_on_track(self) -> bool:
        """Tell whether a measurable commitment keeps pace: fulfilled, or open, not overdue, and reported at least in step with time."""
        return on_track(
            self.status, self.quantity, self.reported, self.start_on or (self.agreed_at or self.created_at).date(), self.due_on, today()
        )

    @property
    def awaits_acceptance(self) -> bool:
        """Tell whether the municipality wrote it and the partner's manager has not yet accepted."""
        return self.is_on_behalf and self.status == Status.PROPOSED and self.approved_at is None

    @property
    def scheme(self) -> str | None:
        """Return the id of the scheme that helps to keep it, None where there is none."""
        return KIND_FACTS[self.kind].scheme

    @property
    def owner_share(self) -> int | None:
        """Return the owner's part of the quantity: what co-signers have not taken; a declined share falls back."""
        if self.quantity is None:
            return None
        return self.quantity - sum(c.share or 0 for c in self.cosigners if c.answer != Answer.DECLINED)

    def is_of(self, partner_id: int) -> bool:
        """Tell whether the partner owns it."""
        return self.owner_id == partner_id

    def cosigner_of(self, partner_id: int) -> Any:
        """Return the partner's co-signature, whatever its answer."""
        return next((c for c in self.cosigners if c.partner_id == partner_id), None)

    def has_signed(self, partner_id: int) -> bool:
        """Tell whether the partner is an accepted co-signer."""
        cosigner = self.cosigner_of(partner_id)
        return cosigner is not None and cosigner.answer == Answer.ACCEPTED


def on_track(status: Status, quantity: int | None, reported: int, start: date, due: date | None, day: date) -> bool:
    """Tell whether a measurable commitment keeps pace on a day.

    Fulfilled counts; partly, not fulfilled and withdrawn do not. An open one is on track until its due date when the reported share of the
    quantity is at least the elapsed share of its time, less a quarter of the whole as slack.
    """
    if status == Status.FULFILLED:
        return True
    if status not in (Status.PROPOSED, Status.AGREED) or quantity is None or due is None or day > due:
        return False
    if day <= start or due <= start:
        return True
    elapsed = (day - start).days / (due - start).days
    return reported / quantity >= elapsed - 0.25
