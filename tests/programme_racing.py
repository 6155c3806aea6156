"""What racing processes do to programmes; the machinery is that of `racing`."""

from dataclasses import replace
from datetime import date
from typing import Any

from partnerhub.accounts.models import User
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.exchange import enquiry_service, idea_service, programme_copying, programme_importing, programme_service
from partnerhub.exchange.enquiry_models import Enquiry
from partnerhub.exchange.idea_service import IdeaTerms
from partnerhub.exchange.programme_copying import Again
from partnerhub.exchange.programme_terms import ProgrammeTerms, terms_of
from partnerhub.exchange.training_models import Programme, ProgrammeIdea
from partnerhub.sheets.plans import Act, PlanChangedError


def take(user_id: int, programme_id: int, times: int) -> list[str]:
    """Say "one more is taken" as a person does: read the page, add one, save it; return what came of each try."""
    by, outcomes = db.session.get_one(User, user_id), []
    for _time in range(times):
        db.session.rollback()
        seen = db.session.get_one(Programme, programme_id, populate_existing=True)
        terms, version = terms_of(seen), seen.version
        try:
            programme_service.edit_programme(by, programme_id, version, replace(terms, taken_elsewhere=terms.taken_elsewhere + 1))
            outcomes.append("saved")
        except StaleVersion:
            outcomes.append("stale")
        except RuleBroken as broken:
            outcomes.append(broken.field)
    return outcomes


def accept(user_id: int, enquiry_ids: list[int], number: int) -> list[str]:
    """Say yes to enquiries for seats; return what came of each."""
    by, outcomes = db.session.get_one(User, user_id), []
    for enquiry_id in enquiry_ids:
        db.session.rollback()
        try:
            enquiry_service.accept(by, enquiry_id, db.session.get_one(Enquiry, enquiry_id).version, number)
            outcomes.append("saved")
        except RuleBroken as broken:
            outcomes.append(broken.field or "gone")
    return outcomes


def confirm(user_id: int, key: str) -> tuple[int, int] | str:
    """Say yes to a kept sheet; return how many rows were new and how many changed, or why nothing was done."""
    try:
        plan = programme_importing.confirm(db.session.get_one(User, user_id), key)
    except PlanChangedError as changed:
        return str(changed.plan.problems[0])
    return "gone" if plan is None else (plan.count(Act.NEW), plan.count(Act.CHANGED))


def copy(user_id: int, programme_ids: list[int], start: date) -> int:
    """Copy programmes to a day; return how many this process made."""
    try:
        return len(programme_copying.copy(db.session.get_one(User, user_id), {one: Again(start, None, 12) for one in programme_ids}))
    except RuleBroken:
        return 0


def either(what: str, *arguments: Any) -> list[str]:
    """Do one of two things in one race."""
    return {"accept": accept, "take": take}[what](*arguments)


def suggest(user_id: int, terms: IdeaTerms) -> str:
    """Suggest a class; return "asked", or why nobody was."""
    try:
        idea_service.suggest(db.session.get_one(User, user_id), terms)
    except RuleBroken as broken:
        return broken.text
    return "asked"


def become(user_id: int, idea_id: int, version: int, terms: ProgrammeTerms) -> str:
    """Make a programme of an idea; return what came of it."""
    try:
        idea_service.become(db.session.get_one(User, user_id), idea_id, version, terms)
    except (RuleBroken, StaleVersion):
        return "refused"
    return "made"


def answer(user_id: int, idea_id: int, seats: list[int]) -> list[str]:
    """Answer an idea again and again; return what came of each."""
    by, outcomes = db.session.get_one(User, user_id), []
    for number in seats:
        try:
            idea_service.answer(by, idea_id, number)
            outcomes.append("kept")
        except RuleBroken:
            outcomes.append("refused")
    return outcomes


def answer_or_become(user_id: int, idea_id: int, what: list[int] | ProgrammeTerms) -> list[str]:
    """Answer with several numbers, or make a programme of the idea as it stands."""
    if isinstance(what, list):
        return answer(user_id, idea_id, what)
    version = db.session.get_one(ProgrammeIdea, idea_id).version
    return [become(user_id, idea_id, version, what)]
