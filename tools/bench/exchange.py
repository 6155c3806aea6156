"""Fills a database with needs and places of all partners, straight into the tables."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from partnerhub.accounts.models import Partner
from partnerhub.clock import now, today
from partnerhub.commitments.kinds import Visibility
from partnerhub.database import writing
from partnerhub.exchange import round_mail
from partnerhub.exchange.enquiry_models import NeedsRound, RoundRequest
from partnerhub.exchange.kinds import PLACEMENT_KINDS, Audience, Certainty, Openness, ProgrammeKind, Shift, WorkLanguage
from partnerhub.exchange.models import LabourNeed, Placement
from partnerhub.exchange.quarters import open_quarters, this_quarter
from partnerhub.exchange.training_models import Programme, ProgrammeOccupation
from partnerhub.occupations.keeping import shipped_vocabulary

NEEDS, PLACES, PROGRAMMES = 2_000, 4_000, 1_000  # places and programmes: 5,000 offers


@dataclass(frozen=True)
class Marks:
    """Addresses of what the rows of the table look at: a need with matches, and the answer page of a needs round."""

    need: str
    answer: str


def fill_exchange(chance: random.Random, partner_ids: list[int], school_ids: list[int], asked: Partner) -> Marks:
    """Put needs, places and programmes of the partners into the database, and a round that asks one of them."""
    occupations = list(shipped_vocabulary().occupations)
    needs = [_need(chance, chance.choice(partner_ids), chance.choice(occupations)) for _number in range(NEEDS)]
    places = [_place(chance, chance.choice(partner_ids), chance.choice(occupations)) for _number in range(PLACES)]
    programmes = [_programme(chance, number, chance.choice(school_ids)) for number in range(1, PROGRAMMES + 1)]
    served = [
        {"programme_id": row["id"], "occupation_id": occupation}
        for row in programmes
        for occupation in chance.sample(occupations, chance.choice([1, 1, 2]))
    ]
    with writing() as session:
        for model, rows in ((LabourNeed, needs), (Placement, places), (Programme, programmes), (ProgrammeOccupation, served)):
            session.execute(insert(model), rows)
        needs_round = NeedsRound(quarter=this_quarter() + 1, title="Behov i næste kvartal", due_on=today() + timedelta(days=30))
        session.add(needs_round)
        session.flush()
        session.add(RoundRequest(round_id=needs_round.id, partner_id=asked.id, token_hash=round_mail.hash_of(needs_round.id, asked.id)))
        own = select(LabourNeed.id).where(LabourNeed.partner_id == asked.id).order_by(LabourNeed.quarter, LabourNeed.id)
        return Marks(f"/behov/{session.scalar(own.limit(1))}", f"/behovsrunde/{round_mail.token_of(needs_round.id, asked.id)}")


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


def _programme(chance: random.Random, number: int, partner_id: int) -> dict[str, Any]:
    seats, start = chance.randint(6, 24), today() + timedelta(days=chance.randint(-100, 600))
    return {
        "id": number,
        "partner_id": partner_id,
        "kind": chance.choice(list(ProgrammeKind)),
        "title": f"Forløb nr. {number}",
        "seats": seats,
        "taken_elsewhere": chance.randint(0, seats),
        "starts_on": start,
        "ends_on": start + timedelta(days=chance.randint(3, 200)),
        "visibility": chance.choice(list(Visibility)),
        "created_at": now(),
        "updated_at": now(),
    }
