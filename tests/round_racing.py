"""What racing processes do to needs rounds; the machinery is that of `racing`."""

from partnerhub.accounts.models import User
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.exchange import round_service
from partnerhub.exchange.enquiry_models import NeedsRound
from partnerhub.exchange.kinds import Certainty
from partnerhub.exchange.round_answering import How, Line, answer


def say(request_ids: list[int], occupation: str, headcount: int, quarter: int, seen: str = "") -> list[str]:
    """Answer requests by link, as from pages opened before anybody answered; return "stored", "stale" or "refused" for each."""
    return [_say(request_id, Line(occupation, "", quarter, headcount, Certainty.EXPECTED), seen) for request_id in request_ids]


def close(user_id: int, round_id: int) -> list[str]:
    """Close a round from the version that stands, trying again when another change came first; return the outcome."""
    by = db.session.get_one(User, user_id)
    for _try in range(20):
        db.session.rollback()
        try:
            round_service.close_round(by, round_id, db.session.get_one(NeedsRound, round_id, populate_existing=True).version)
        except StaleVersion:
            continue
        except RuleBroken:
            return ["closed before"]
        return ["closed"]
    return ["stale"]


def act(job: str, *arguments: object) -> list[str]:
    """Do one of this module's jobs by its name, so that a race can mix them."""
    return say(*arguments) if job == "say" else close(*arguments)  # type: ignore[arg-type]


def _say(request_id: int, line: Line, seen: str) -> str:
    try:
        answer(request_id, How.LINK, None, seen, [line])
    except StaleVersion:
        return "stale"
    except RuleBroken:
        return "refused"
    return "stored"
