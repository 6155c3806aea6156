"""Commitments as bare rows, for tests that need many or strange ones: what is asked of them is only to be found, ordered and summed."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from makers import make_partner
from promises import guidepost

from partnerhub.accounts.models import Partner
from partnerhub.clock import COPENHAGEN, now, today
from partnerhub.commitments import search, totals
from partnerhub.commitments.kinds import FINISHED, KIND_FACTS, Kind, Status, Visibility
from partnerhub.commitments.models import Commitment, CoSigner
from partnerhub.database import writing

_number = count(1000)


def row(owner: Partner, status: str = "agreed", code: str = "1.4", **facts: Any) -> Commitment:
    """Return an unsaved commitment of a partner in a state, ten places from a month ago to a hundred days from now."""
    number, kind, post = next(_number), Kind(facts.pop("kind", Kind.WORK_PLACEMENT)), guidepost(code)
    chosen = {
        "reference": f"F-2026-{number:04d}",
        "owner_id": owner.id,
        "goal_id": post.goal_id,
        "guidepost_id": post.id,
        "title": f"Løfte {number}",
        "kind": kind,
        "quantity": 10,
        "start_on": today() - timedelta(days=30),
        "due_on": today() + timedelta(days=100),
        "visibility": Visibility.PUBLIC,
        "status": Status(status),
        "agreed_at": None if status in ("draft", "proposed") else now() - timedelta(days=20),
        "finished_at": now() if Status(status) in FINISHED else None,
    } | facts
    chosen.setdefault("unit", KIND_FACTS[kind].unit if chosen["quantity"] else None)
    chosen.setdefault("title_key", chosen["title"].casefold())
    return Commitment(**chosen)


def save(*commitments: Commitment, signed: dict[int, list[tuple[Partner, str]]] | None = None, words: bool = False) -> list[Commitment]:
    """Save rows with their totals; `signed` gives co-signers by place, `words` makes them findable."""
    with writing() as session:
        session.add_all(commitments)
        session.flush()
        for place, signers in (signed or {}).items():
            for partner, answer in signers:
                session.add(CoSigner(commitment_id=commitments[place].id, partner_id=partner.id, answer=answer))
        totals.rebuild()
        for commitment in commitments if words else ():
            search.index(commitment)
    return list(commitments)


def many(number: int, owner: Partner | None = None, **facts: Any) -> list[Commitment]:
    """Save several alike."""
    owner = owner or make_partner()
    return save(*(row(owner, **facts) for _ in range(number)))


def noon(day: date) -> datetime:
    """Return noon of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=COPENHAGEN)
