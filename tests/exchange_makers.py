"""Needs, places and programmes, made through the services by the people whose act it is."""

from datetime import timedelta
from typing import Any

from commitment_makers import make_manager

from partnerhub.accounts.models import Partner, User
from partnerhub.clock import today
from partnerhub.commitments.kinds import Kind
from partnerhub.exchange import idea_service, need_service, placement_service, programme_service, round_service
from partnerhub.exchange.enquiry_models import RoundRequest
from partnerhub.exchange.kinds import ProgrammeKind
from partnerhub.exchange.models import LabourNeed, Placement
from partnerhub.exchange.need_terms import NeedTerms
from partnerhub.exchange.placement_terms import PlacementTerms
from partnerhub.exchange.programme_terms import ProgrammeTerms
from partnerhub.exchange.quarters import this_quarter
from partnerhub.exchange.training_models import Programme, ProgrammeIdea

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


def programme_terms(**changed: Any) -> ProgrammeTerms:
    """Return the terms of an AMU course for welders with twelve seats that starts in sixty days; `changed` are fields set differently."""
    chosen = {"title": "Svejsning, lysbue", "kind": ProgrammeKind.AMU, "seats": 12, "occupations": (WELDER,)}
    return ProgrammeTerms(**chosen | {"starts_on": today() + timedelta(days=60)} | changed)


def make_programme(by: User | None = None, **terms: Any) -> Programme:
    """Make a programme of somebody's partner, a new school's unless told."""
    return programme_service.log_programme(by or make_manager("school"), programme_terms(**terms))


def idea_terms(**changed: Any) -> idea_service.IdeaTerms:
    """Return a class for process operators in the next quarter that six must want; `changed` are fields set differently."""
    chosen = {"occupation_id": OPERATOR, "quarter": this_quarter() + 1, "kind": ProgrammeKind.AMU, "title": "Drift af linjer"}
    return idea_service.IdeaTerms(**chosen | {"minimum": 6, "answer_by": today() + timedelta(days=14)} | changed)


def make_idea(school: User | None = None, *asked: User, companies: int = 3, seats: int | None = None, **terms: Any) -> ProgrammeIdea:
    """Make an idea of a school that asks the partners of `asked` and as many new companies as are missing to `companies`.

    Each company answers with `seats`, where they are given.
    """
    ready = idea_terms(**terms)
    people = [*asked, *(make_manager() for _ in range(companies - len(asked)))]
    for person in people:
        make_need(person, occupation_id=ready.occupation_id, quarter=ready.quarter)
    idea = idea_service.suggest(school or make_manager("school"), ready)
    for person in people if seats is not None else ():
        idea_service.answer(person, idea.id, seats)
    return idea


def make_round(steward: User, partner: Partner, days: int = 20, **terms: Any) -> RoundRequest:
    """Make a round about the next quarter that asks one partner; `days` until it is due."""
    chosen = {"quarter": this_quarter() + 1, "title": "Behov i næste kvartal", "due_on": today() + timedelta(days=days)}
    made = round_service.create_round(steward, round_service.RoundTerms(**chosen | terms))
    return round_service.ask(steward, made.id, [partner.id])[0]
