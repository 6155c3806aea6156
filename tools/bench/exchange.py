"""Fills a database with needs and places of all partners, straight into the tables."""

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from partnerhub.clock import now, today
from partnerhub.commitments.kinds import Visibility
from partnerhub.database import writing
from partnerhub.exchange.kinds import PLACEMENT_KINDS, Audience, Certainty, Openness, Shift, WorkLanguage
from partnerhub.exchange.models import LabourNeed, Placement
from partnerhub.exchange.quarters import open_quarters
from partnerhub.occupations.keeping import shipped_vocabulary

NEEDS, PLACES = 2_000, 5_000


def fill_exchange(chance: random.Random, partner_ids: list[int]) -> None:
    """Put needs and places of the partners into the database."""
    occupations = list(shipped_vocabulary().occupations)
    needs = [_need(chance, chance.choice(partner_ids), chance.choice(occupations)) for _number in range(NEEDS)]
    places = [_place(chance, chance.choice(partner_ids), chance.choice(occupations)) for _number in range(PLACES)]
    with writing() as session:
        session.execute(insert(LabourNeed), needs)
        session.execute(insert(Placement), places)


def _need(chance: random.Random, partner_id: int, occupation: str) -> dict[str, Any]:
    return {
        "partner_id": partner_id,
        "occupation_id": occupation,
        "quarter": chance.choice(open_quarters()),
        "headcount": chance.randint(1, 20),
        "certainty": chance.choice(list(Certainty)),
        "shift": chance.choice(list(Shift)),
        "language": chance.choice(list(WorkLanguage)),
        "openness": [way.value for way in chance.sample(list(Openness), 2)],
        "audience": chance.choice(list(Audience)),
        "created_at": now(),
        "updated_at": now() - timedelta(days=chance.randint(0, 500)),
    }


def _place(chance: random.Random, partner_id: int, occupation: str) -> dict[str, Any]:
    quantity, start = chance.randint(1, 12), today() + timedelta(days=chance.randint(-100, 600))
    return {
        "partner_id": partner_id,
        "kind": chance.choice(PLACEMENT_KINDS),
        "occupation_id": occupation,
        "title": f"Pladser til {occupation}",
        "quantity": quantity,
        "taken_elsewhere": chance.randint(0, quantity),
        "starts_on": start,
        "ends_on": start + timedelta(days=chance.randint(100, 400)),
        "visibility": chance.choice(list(Visibility)),
        "created_at": now(),
        "updated_at": now(),
    }
