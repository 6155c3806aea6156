"""Questions about one commitment; each asks a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ..accounts.models import Partner, User, Workplace
from ..database import db
from ..events import Event
from ..strategy.models import Goal, Guidepost, Section, Strategy, StrategyItem, StrategyState
from .models import Commitment, Confirmation, CoSigner, EvidenceFile, Progress, ShopStewardMark

STREAM_PAGE = 25
STREAMS: dict[str, tuple[str, ...]] = {
    "kommentarer": ("commitment.commented",),
    "fremdrift": ("commitment.progress_reported", "commitment.progress_corrected", "commitment.progress_confirmed"),
}


def find_commitment(commitment_id: int) -> Commitment | None:
    """Return a commitment with everything its page shows, or None."""
    found: Commitment | None = db.session.scalar(
        select(Commitment)
        .where(Commitment.id == commitment_id)
        .options(
            joinedload(Commitment.owner).joinedload(Partner.consultant),
            joinedload(Commitment.goal),
            joinedload(Commitment.guidepost),
            joinedload(Commitment.workplace),
            joinedload(Commitment.predecessor),
            selectinload(Commitment.cosigners).joinedload(CoSigner.partner),
            selectinload(Commitment.marks).options(joinedload(ShopStewardMark.partner), joinedload(ShopStewardMark.by)),
            selectinload(Commitment.files).options(joinedload(EvidenceFile.partner), joinedload(EvidenceFile.by)),
            selectinload(Commitment.entries).options(
                joinedload(Progress.partner),
                joinedload(Progress.corrected_by),
                joinedload(Progress.confirmation).joinedload(Confirmation.partner),
            ),
        )
    )
    return found


def find_entry(entry_id: int) -> Progress | None:
    """Return a progress entry with its commitment, or None."""
    found: Progress | None = db.session.scalar(
        select(Progress)
        .where(Progress.id == entry_id)
        .options(
            joinedload(Progress.commitment).selectinload(Commitment.cosigners),
            joinedload(Progress.confirmation),
            joinedload(Progress.corrected_by),
        )
    )
    return found


def find_successor(commitment_id: int) -> Any:
    """Return id, reference and status of the commitment that follows this one up, or None."""
    asked = select(Commitment.id, Commitment.reference, Commitment.status, Commitment.owner_id)
    return db.session.execute(asked.where(Commitment.predecessor_id == commitment_id).order_by(Commitment.id.desc())).first()


@dataclass(frozen=True)
class Stream:
    """A page of a commitment's history, newest first, and where the next page begins."""

    events: list[Event]
    people: dict[int, User]
    partners: dict[int, Partner]
    next_before: int | None


def stream(commitment_id: int, which: str = "", before: int | None = None) -> Stream:
    """Return what happened to a commitment, newest first: all, "kommentarer", "fremdrift" or "aendringer"; four queries at most."""
    asked = select(Event).where(Event.subject_type == "commitment", Event.subject_id == commitment_id)
    if which in STREAMS:
        asked = asked.where(Event.name.in_(STREAMS[which]))
    elif which == "aendringer":
        asked = asked.where(Event.name.not_in([name for names in STREAMS.values() for name in names]))
    if before is not None:
        asked = asked.where(Event.seq < before)
    events = list(db.session.scalars(asked.order_by(Event.seq.desc()).limit(STREAM_PAGE + 1)))
    shown = events[:STREAM_PAGE]
    people = db.session.scalars(select(User).where(User.id.in_({e.actor_id for e in shown if e.actor_id})))
    partners = db.session.scalars(select(Partner).where(Partner.id.in_({e.actor_partner_id for e in shown if e.actor_partner_id})))
    more = len(events) > STREAM_PAGE
    return Stream(shown, {p.id: p for p in people}, {p.id: p for p in partners}, shown[-1].seq if more else None)


def current_goals(kept_guidepost_id: int | None = None) -> list[Goal]:
    """Return the goals of the strategy in force with their guideposts; also those that a kept guidepost belongs to."""
    of_kept = select(Goal.strategy_id).join(Guidepost, Guidepost.goal_id == Goal.id).where(Guidepost.id == kept_guidepost_id)
    in_force = select(Strategy.id).where(Strategy.state == StrategyState.IN_FORCE)
    asked = select(Goal).where(Goal.strategy_id.in_(in_force.union(of_kept) if kept_guidepost_id else in_force))
    return list(db.session.scalars(asked.order_by(Goal.strategy_id.desc(), Goal.position).options(selectinload(Goal.guideposts))))


def suggestions(partner_kind: str) -> list[StrategyItem]:
    """Return what the strategy in force expects this kind of partner to contribute."""
    asked = (
        select(StrategyItem)
        .join(Strategy, Strategy.id == StrategyItem.strategy_id)
        .where(
            Strategy.state == StrategyState.IN_FORCE,
            StrategyItem.section == Section.CONTRIBUTION_ITEM,
            StrategyItem.partner_kind == partner_kind,
        )
        .order_by(StrategyItem.position)
    )
    return list(db.session.scalars(asked))


def active_partners() -> list[Any]:
    """Return id, name, kind of the partners that take part, by name."""
    asked = select(Partner.id, Partner.name, Partner.kind).where(Partner.deactivated_at.is_(None)).order_by(Partner.sort_key)
    return list(db.session.execute(asked))


def workplaces_of(partner_id: int) -> list[Workplace]:
    """Return a partner's workplaces by name."""
    asked = select(Workplace).where(Workplace.partner_id == partner_id, Workplace.removed_at.is_(None))
    return list(db.session.scalars(asked.order_by(Workplace.name)))


def comment_count(commitment_id: int) -> int:
    """Return how many comments a commitment has."""
    asked = select(func.count()).where(
        Event.subject_type == "commitment", Event.subject_id == commitment_id, Event.name == "commitment.commented"
    )
    return db.session.scalar(asked) or 0
