"""Moving a card is one of the acts of its life: which one follows from where it stands, where it goes and who moves it."""

from flask_babel import gettext as _

from ..access import Permission, may
from ..accounts.models import User
from ..errors import RuleBroken
from . import service
from .kinds import OUTCOMES, Column, Status
from .models import Commitment


def needs_words(commitment: Commitment, to: Column) -> bool:
    """Tell whether the move asks for an outcome or a reason first."""
    return to == Column.FINISHED or commitment.status != Status.PROPOSED


def outcomes(by: User, commitment: Commitment) -> list[Status]:
    """Return how a user may finish a commitment: the outcomes while it is active, withdrawn for the owner's manager."""
    found = list(OUTCOMES) if may(by, Permission.COMMITMENT_FINISH, commitment) else []
    return [*found, Status.WITHDRAWN] if may(by, Permission.COMMITMENT_WITHDRAW, commitment) else found


def move(by: User, commitment: Commitment, version: int, to: Column, outcome: Status | None = None, note: str = "") -> Commitment:
    """Do what moves a commitment to a column: approve, accept, sign, report the outcome, withdraw or reopen.

    Raises RuleBroken when the rules do not allow it, StaleVersion when it changed since it was seen.
    """
    if to == Column.FINISHED:
        if outcome is None or outcome not in outcomes(by, commitment):
            raise RuleBroken("outcome", _("Vælg, hvordan det gik."))
        if outcome == Status.WITHDRAWN:
            return service.withdraw(by, commitment.id, version, note)
        return service.finish(by, commitment.id, version, outcome, note)
    if commitment.status != Status.PROPOSED:
        return service.reopen(by, commitment.id, version, note)
    if may(by, Permission.COMMITMENT_ACCEPT, commitment):
        return service.accept(by, commitment.id, version)
    if may(by, Permission.COMMITMENT_APPROVE, commitment):
        return service.approve(by, commitment.id, version)
    return service.answer(by, commitment.id, version, accepts=True)
