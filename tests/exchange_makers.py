"""Needs and places, made through the services by the people whose act it is."""

from typing import Any

from commitment_makers import make_manager

from partnerhub.accounts.models import User
from partnerhub.commitments.kinds import Kind
from partnerhub.exchange import need_service, placement_service
from partnerhub.exchange.models import LabourNeed, Placement
from partnerhub.exchange.need_terms import NeedTerms
from partnerhub.exchange.placement_terms import PlacementTerms
from partnerhub.exchange.quarters import this_quarter

WELDER, OPERATOR = "svejser", "procesoperatoer"


def need_terms(**changed: Any) -> NeedTerms:
    """Return the terms of three process operators in the next quarter; `changed` are fields set differently."""
    chosen = {"occupation_id": OPERATOR, "occupation_text": "", "quarter": this_quarter() + 1, "headcount": 3}
    return NeedTerms(**chosen | changed)


def make_need(by: User | None = None, **terms: Any) -> LabourNeed:
    """Make a labour need of somebody's partner, a new company's unless told."""
    return need_service.log_need(by or make_manager(), need_terms(**terms))


def placement_terms(**changed: Any) -> PlacementTerms:
    """Return the terms of four work placements as process operator; `changed` are fields set differently."""
    chosen = {"kind": Kind.WORK_PLACEMENT, "title": "Praktik på linjen", "quantity": 4, "occupation_id": OPERATOR}
    return PlacementTerms(**chosen | changed)


def make_placement(by: User | None = None, **terms: Any) -> Placement:
    """Make a placement of somebody's partner, a new company's unless told."""
    return placement_service.offer_placement(by or make_manager(), placement_terms(**terms))
