"""Follow commitments: verbs, and the news since one last said "seen"."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from ..access import Permission
from ..accounts.models import Partner, User
from ..database import db, writing
from ..events import Event, latest_seq, record
from .changing import allow, load
from .follow_models import Follow
from .models import Commitment
from .news import sentence

NEWS_SHOWN = 8


@dataclass(frozen=True)
class FollowNews:
    """One thing that happened to a followed commitment: what and when; partners, never persons."""

    commitment_id: int
    title: str
    text: str
    at: datetime


def follow(by: User, commitment_id: int) -> Follow:
    """Follow a commitment from now on; following twice is the same as once."""
    with writing() as session:
        commitment = load(commitment_id)
        allow(by, Permission.COMMITMENT_FOLLOW, commitment)
        found = _find(by.id, commitment_id)
        if found is None:
            found = Follow(user_id=by.id, commitment_id=commitment_id, seen_seq=latest_seq())
            session.add(found)
            session.flush()
            record("follow.added", found, by, commitment=commitment.reference)
    return found


def unfollow(by: User, commitment_id: int) -> None:
    """Stop following; not following is no fault."""
    with writing() as session:
        found = _find(by.id, commitment_id)
        if found is not None:
            record("follow.removed", found, by, commitment=load(commitment_id).reference)
            session.delete(found)


def mark_seen(by: User) -> None:
    """Say that the news so far are read."""
    with writing() as session:
        session.execute(update(Follow).where(Follow.user_id == by.id).values(seen_seq=latest_seq()))


def is_following(user_id: int, commitment_id: int) -> bool:
    """Tell whether a person follows a commitment; one query."""
    return _find(user_id, commitment_id) is not None


def followed_ids(user_id: int) -> frozenset[int]:
    """Return the ids of the commitments that a person follows; one query."""
    return frozenset(db.session.scalars(select(Follow.commitment_id).where(Follow.user_id == user_id)))


def news_for(user: User, limit: int = NEWS_SHOWN) -> list[FollowNews]:
    """Return what others did to the commitments that a person follows since "seen", newest first, each sentence once; one query."""
    asked: Any = (
        select(Event.name, Event.at, Commitment.id, Commitment.title, Commitment.reference, Partner.name, Partner.short_name)
        .join(Follow, (Follow.commitment_id == Event.subject_id) & (Event.subject_type == "commitment"))
        .join(Commitment, Commitment.id == Follow.commitment_id)
        .outerjoin(Partner, Partner.id == Event.actor_partner_id)
        .where(Follow.user_id == user.id, Event.seq > Follow.seen_seq, or_(Event.actor_id.is_(None), Event.actor_id != user.id))
        .order_by(Event.seq.desc())
        .limit(limit * 3)
    )
    found: dict[str, FollowNews] = {}
    for name, at, commitment_id, title, reference, partner, short in db.session.execute(asked):
        text = sentence(name, short or partner or "Partnerhub", reference)
        found.setdefault(text, FollowNews(commitment_id, title, text, at))
    return list(found.values())[:limit]


def _find(user_id: int, commitment_id: int) -> Follow | None:
    found: Follow | None = db.session.scalar(select(Follow).where(Follow.user_id == user_id, Follow.commitment_id == commitment_id))
    return found
