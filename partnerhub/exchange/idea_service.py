"""Verbs on suggested programmes: suggest, answer, make a programme of it, drop it. Each is one transaction with its events."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission
from ..accounts.models import User
from ..clock import now, today
from ..commitments.kinds import REASON_LIMIT
from ..commitments.terms import check_text
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from ..language import write_day
from ..occupations.keeping import vocabulary
from . import idea_mail
from .changing import allow, changing, load
from .idea_queries import companies_to_ask, is_too_soon
from .idea_standing import Standing, standing
from .kinds import SEATS_LIMIT, TEXT_LIMIT, TITLE_LIMIT, IdeaStatus, ProgrammeKind
from .programme_service import log_programme
from .programme_terms import ProgrammeTerms
from .quarters import last_day, open_quarters
from .training_models import IdeaAnswer, Programme, ProgrammeIdea

LONGEST_DAYS = 60


@dataclass(frozen=True)
class IdeaTerms:
    """What a school suggests: a class of a kind for an occupation that is needed in a quarter, if so many come."""

    occupation_id: str
    quarter: int
    kind: ProgrammeKind
    title: str
    minimum: int
    answer_by: date
    about: str = ""


def suggest(by: User, terms: IdeaTerms, shown_at: datetime | None = None) -> ProgrammeIdea:
    """Ask every company that needs the occupation in the quarter, without naming one to the school.

    Raises RuleBroken for terms that do not hold, when fewer than three companies could be asked, and when the school asked the same
    less than ninety days ago. A form sent twice finds what the first made.
    """
    with writing() as session:
        allow(by, Permission.IDEA_SUGGEST)
        ready = _checked(terms)
        if shown_at is not None and (made := _made_since(by.partner_id, terms, shown_at)):
            return made
        if is_too_soon(by.partner_id, ready.occupation_id, ready.quarter):
            raise RuleBroken("", _("I har spurgt om det samme inden for de sidste 90 dage. Brug det hold, eller vælg et andet kvartal."))
        asked = companies_to_ask(by, ready.occupation_id, ready.quarter).get((ready.occupation_id, ready.quarter), [])
        if not asked:
            raise RuleBroken("", _("Vi kan kun spørge, når mindst tre virksomheder har skrevet, at de mangler erhvervet i kvartalet."))
        idea = ProgrammeIdea(partner_id=by.partner_id, created_by_id=by.id, **vars(ready))
        idea.answers = [IdeaAnswer(partner_id=partner_id) for partner_id in asked]
        session.add(idea)
        session.flush()
        told = {"occupation": ready.occupation_id, "quarter": ready.quarter, "kind": ready.kind, "minimum": ready.minimum}
        record("idea.suggested", idea, by, **told, asked=len(asked))
        idea_mail.tell(by, idea, asked, "asked")
    return idea


def answer(by: User, idea_id: int, seats: int) -> IdeaAnswer:
    """Say for one's company how many it would send, 0 for none; can be changed until the last day. Raises RuleBroken afterwards."""
    with writing() as session:
        query = select(IdeaAnswer).where(IdeaAnswer.idea_id == idea_id, IdeaAnswer.partner_id == by.partner_id)
        given: IdeaAnswer | None = session.scalar(query.execution_options(populate_existing=True))
        if given is None or not load(ProgrammeIdea, idea_id).is_asking:
            raise RuleBroken("", _("Der kan ikke svares længere. Skriv til skolen, hvis I gerne vil være med."))
        allow(by, Permission.IDEA_ANSWER, given)
        if not 0 <= seats <= SEATS_LIMIT:
            raise RuleBroken("seats", _("Skriv et tal mellem 1 og 1.000, eller svar nej."))
        if given.seats != seats:
            given.seats, given.answered_at, given.answered_by_id = seats, now(), by.id
            record("idea.answered", given.idea, by, seats=seats)
    return given


def become(by: User, idea_id: int, version: int, terms: ProgrammeTerms) -> Programme:
    """Make a programme of an idea whose minimum is reached, and tell those who would send somebody; nobody can answer afterwards."""
    with changing(by, Permission.IDEA_EDIT, ProgrammeIdea, idea_id, version) as idea:
        _check_open(idea)
        if not may_become(idea):
            raise RuleBroken("", too_early())
        programme = log_programme(by, terms, idea_id=idea.id)
        idea.status = IdeaStatus.BECAME
        record("idea.became", idea, by, programme=programme.id)
        idea_mail.tell(by, idea, [one.partner_id for one in idea.answers if one.seats], "became")
    return programme


def drop(by: User, idea_id: int, version: int, reason: str) -> ProgrammeIdea:
    """Give an idea up, with a word on why, and tell those who were asked and did not say no."""
    with changing(by, Permission.IDEA_EDIT, ProgrammeIdea, idea_id, version) as idea:
        _check_open(idea)
        why = check_text("reason", reason, REASON_LIMIT)
        idea.status = IdeaStatus.DROPPED
        record("idea.dropped", idea, by, reason=why)
        idea_mail.tell(by, idea, [one.partner_id for one in idea.answers if one.seats != 0], "dropped")
    return idea


def standing_of(idea: ProgrammeIdea) -> Standing:
    """Return what the school may know of the answers to its idea today."""
    return standing([one.seats for one in idea.answers], idea.minimum, is_asking=idea.is_asking)


def may_become(idea: ProgrammeIdea) -> bool:
    """Tell whether enough companies want a class that became nothing yet."""
    return idea.status is IdeaStatus.ASKING and bool(standing_of(idea).is_reached)


def too_early() -> str:
    """Return the sentence for an idea that cannot become a programme now."""
    return _("Holdet kan oprettes, når mindst tre har svaret, og mindste antal er nået.")


def latest_day(quarter: int) -> date:
    """Return the last day that companies may be given to answer about a quarter."""
    return min(today() + timedelta(days=LONGEST_DAYS), last_day(quarter))


def _check_open(idea: ProgrammeIdea) -> None:
    if idea.status is not IdeaStatus.ASKING:
        raise RuleBroken("", _("Holdet er allerede oprettet eller opgivet."))


def _checked(terms: IdeaTerms) -> IdeaTerms:
    if vocabulary().find(terms.occupation_id) is None or terms.quarter not in open_quarters():
        raise RuleBroken("", _("Vælg et erhverv og et kvartal i listen over behov, og foreslå holdet derfra."))
    title = " ".join(check_text("title", terms.title, TITLE_LIMIT, _("Skriv en kort titel, fx “Svejsning for begyndere”.")).split())
    if not 1 <= terms.minimum <= SEATS_LIMIT:
        raise RuleBroken("minimum", _("Mindste antal skal være mellem 1 og 1.000."))
    last = latest_day(terms.quarter)
    if not today() < terms.answer_by <= last:
        raise RuleBroken("answer_by", _("Vælg en dag fra i morgen og til %(day)s.", day=write_day(last)))
    return replace(terms, title=title, kind=ProgrammeKind(terms.kind), about=check_text("about", terms.about, TEXT_LIMIT))


def _made_since(partner_id: int, terms: IdeaTerms, shown_at: datetime) -> ProgrammeIdea | None:
    same = (ProgrammeIdea.occupation_id == terms.occupation_id, ProgrammeIdea.quarter == terms.quarter)
    query = select(ProgrammeIdea).where(ProgrammeIdea.partner_id == partner_id, *same, ProgrammeIdea.created_at >= shown_at)
    found: ProgrammeIdea | None = db.session.scalar(query.limit(1))
    return found
