"""What racing processes do to enquiries; the machinery is that of `racing`."""

from partnerhub.accounts.models import User
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.exchange import enquiry_service
from partnerhub.exchange.enquiry_models import Enquiry

Outcome = tuple[str, int]


def accept(user_id: int, enquiry_ids: list[int], number: int) -> list[Outcome]:
    """Try to accept enquiries; return for each "yes", "stale", "gone" or the refused field, and the number given."""
    return [_accept(user_id, enquiry_id, number) for enquiry_id in enquiry_ids]


def accept_or_fewer(user_id: int, enquiry_ids: list[int], number: int) -> list[Outcome]:
    """Accept enquiries with the number, or with as many fewer as it takes; return what came of each."""
    outcomes = []
    for enquiry_id in enquiry_ids:
        outcome = ("number", 0)
        for given in range(number, 0, -1):
            if (outcome := _accept(user_id, enquiry_id, given))[0] != "number":
                break
        outcomes.append(outcome)
    return outcomes


def act(user_id: int, plan: list[tuple[str, int, int]]) -> list[Outcome]:
    """Do a list of (act, enquiry, number): "accept" or "withdraw"."""
    return [
        _accept(user_id, enquiry_id, number) if what == "accept" else _withdraw(user_id, enquiry_id) for what, enquiry_id, number in plan
    ]


def _accept(user_id: int, enquiry_id: int, number: int) -> Outcome:
    try:
        enquiry_service.accept(db.session.get_one(User, user_id), enquiry_id, _seen(enquiry_id), number)
    except RuleBroken as broken:
        return broken.field or "gone", 0
    except StaleVersion:
        return "stale", 0
    return "yes", number


def _withdraw(user_id: int, enquiry_id: int) -> Outcome:
    try:
        enquiry_service.withdraw(db.session.get_one(User, user_id), enquiry_id, _seen(enquiry_id), "Alligevel ikke.")
    except RuleBroken:
        return "gone", 0
    except StaleVersion:
        return "stale", 0
    return "back", 0


def _seen(enquiry_id: int) -> int:
    """The version that a person sees when the page is opened."""
    db.session.rollback()
    return db.session.get_one(Enquiry, enquiry_id, populate_existing=True).version
