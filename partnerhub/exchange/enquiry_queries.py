"""Questions about enquiries; each asks a constant number of queries."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, union_all
from sqlalchemy.orm import joinedload

from ..access import Role
from ..accounts.models import Partner, User
from ..commitments.kinds import Answer, Status
from ..commitments.models import Commitment, CoSigner, Progress
from ..database import db
from ..events import Event
from .enquiry_models import Enquiry
from .kinds import EnquiryAbout, EnquiryStatus, Worth
from .models import LabourNeed, Placement
from .pages_by_key import Listed, page_of
from .training_models import Programme

COMMITMENTS_OFFERED = 100
LINES_SHOWN = 6
TOGETHER: tuple[Any, ...] = (
    joinedload(Enquiry.from_partner),
    joinedload(Enquiry.to_partner),
    joinedload(Enquiry.placement),
    joinedload(Enquiry.programme),
    joinedload(Enquiry.need),
)


@dataclass(frozen=True)
class EnquiryFilter:
    """What a list of enquiries is narrowed to; "" and None are any."""

    direction: str = ""
    status: EnquiryStatus | None = None


def find_enquiry(enquiry_id: int) -> Enquiry | None:
    """Return an enquiry with both sides, what it is about and what it became, or None."""
    became = (joinedload(Enquiry.commitment), joinedload(Enquiry.progress).joinedload(Progress.commitment))
    found: Enquiry | None = db.session.scalar(select(Enquiry).where(Enquiry.id == enquiry_id).options(*TOGETHER, *became))
    return found


def enquiries(user: User, chosen: EnquiryFilter, after: str = "") -> Listed:
    """Return a page of the enquiries that the user may see, newest first."""
    query = select(Enquiry).where(_seen_by(user, chosen.direction)).options(*TOGETHER)
    if chosen.status is not None:
        query = query.where(Enquiry.status == chosen.status)
    return page_of(query, Enquiry.id, Enquiry.id, after, newest_first=True)


def _seen_by(user: User, direction: str) -> ColumnElement[bool]:
    """The same rule as `access_rules.may_see_enquiry`, narrowed to a direction."""
    received, sent = Enquiry.to_partner_id == user.partner_id, Enquiry.from_partner_id == user.partner_id
    if direction == "modtaget":
        return received
    if direction == "sendt":
        return sent
    if direction == "alle" and Role.STEWARD in user.roles:
        return Enquiry.id > 0
    return or_(received, sent)


def waiting_enquiries(partner_id: int, limit: int) -> list[Enquiry]:
    """Return what waits for a partner's people: enquiries to answer, then finished ones whose worth they have not told; one query."""
    to_answer = and_(Enquiry.to_partner_id == partner_id, Enquiry.status == EnquiryStatus.PENDING)
    query = select(Enquiry).where(or_(to_answer, _unvalued(partner_id))).options(*TOGETHER)
    return list(db.session.scalars(query.order_by((Enquiry.status == EnquiryStatus.DONE), Enquiry.id).limit(limit)))


def _unvalued(partner_id: int) -> ColumnElement[bool]:
    mine = or_(
        and_(Enquiry.from_partner_id == partner_id, Enquiry.from_worth.is_(None)),
        and_(Enquiry.to_partner_id == partner_id, Enquiry.to_worth.is_(None)),
    )
    return and_(Enquiry.status == EnquiryStatus.DONE, mine)


@dataclass(frozen=True)
class EnquiryStream:
    """What happened to an enquiry, oldest first, with whom it was."""

    events: list[Event]
    people: dict[int, User]
    partners: dict[int, Partner]


def stream(enquiry_id: int) -> EnquiryStream:
    """Return an enquiry's history; an enquiry has a handful of events; three queries."""
    asked = select(Event).where(Event.subject_type == "enquiry", Event.subject_id == enquiry_id).order_by(Event.seq)
    events = list(db.session.scalars(asked))
    people = db.session.scalars(select(User).where(User.id.in_({e.actor_id for e in events if e.actor_id})))
    partners = db.session.scalars(select(Partner).where(Partner.id.in_({e.actor_partner_id for e in events if e.actor_partner_id})))
    return EnquiryStream(events, {p.id: p for p in people}, {p.id: p for p in partners})


def reportable(partner_id: int) -> list[Any]:
    """Return id, reference and title of the open commitments that a partner reports on: its own and those it has signed."""
    signed = select(CoSigner.commitment_id).where(CoSigner.partner_id == partner_id, CoSigner.answer == Answer.ACCEPTED)
    query = select(Commitment.id, Commitment.reference, Commitment.title).where(
        Commitment.status == Status.AGREED, or_(Commitment.owner_id == partner_id, Commitment.id.in_(signed))
    )
    return list(db.session.execute(query.order_by((Commitment.owner_id != partner_id), Commitment.due_key).limit(COMMITMENTS_OFFERED)))


def became(commitment_id: int, user: User) -> list[Any]:
    """Return the enquiries that a commitment or its progress came of, as far as the user may see them: id, asker and asked; one query."""
    asker, asked = Partner.__table__.alias("asker"), Partner.__table__.alias("asked")
    entries = select(Progress.id).where(Progress.commitment_id == commitment_id)
    query = (
        select(Enquiry.id, asker.c.name.label("asker"), asked.c.name.label("asked"))
        .join(asker, asker.c.id == Enquiry.from_partner_id)
        .join(asked, asked.c.id == Enquiry.to_partner_id)
        .where(or_(Enquiry.commitment_id == commitment_id, Enquiry.progress_id.in_(entries)))
        .where(_seen_by(user, "alle"))
    )
    return list(db.session.execute(query.order_by(Enquiry.id)))


def offered_by(partner_id: int) -> tuple[list[Placement], list[Programme]]:
    """Return the places and programmes of a partner that can be asked for, a few of each; two queries."""
    places = select(Placement).where(Placement.partner_id == partner_id, Placement.closed_at.is_(None))
    places = places.where(Placement.accepted + Placement.taken_elsewhere < Placement.quantity).order_by(Placement.id.desc()).limit(10)
    courses = select(Programme).where(Programme.partner_id == partner_id, Programme.closed_at.is_(None))
    courses = courses.where(Programme.accepted + Programme.taken_elsewhere < Programme.seats).order_by(Programme.starts_on).limit(10)
    kept = [place for place in db.session.scalars(places) if place.is_open]
    return kept, [course for course in db.session.scalars(courses) if course.is_open]


def find_asked(placement_id: int | None, programme_id: int | None, need_id: int | None, partner_id: int | None) -> Any:
    """Return the placement, programme, need or partner that is asked about, the first one named, or None."""
    for model, row_id in ((Placement, placement_id), (Programme, programme_id), (LabourNeed, need_id)):
        if row_id is not None:
            return db.session.get(model, row_id)
    return db.session.get(Partner, partner_id) if partner_id is not None else None


@dataclass
class WorthSums:
    """How often finished enquiries of one kind were worth it, told by either side."""

    about: EnquiryAbout
    answers: dict[Worth, int] = field(default_factory=lambda: dict.fromkeys(Worth, 0))


@dataclass(frozen=True)
class WorthLine:
    """What a partner wrote about it; partners, never persons."""

    enquiry_id: int
    about: EnquiryAbout
    worth: Worth
    text: str
    partner: str


def worth_summary() -> tuple[list[WorthSums], list[WorthLine]]:
    """Return the answers to "Gav det værdi?" by kind of enquiry, and the newest lines; two queries."""
    sides = union_all(
        *(
            select(
                Enquiry.id, Enquiry.about, worth.label("worth"), line.label("line"), partner.label("partner_id"), Enquiry.ended_at
            ).where(worth.is_not(None))
            for worth, line, partner in (
                (Enquiry.from_worth, Enquiry.from_line, Enquiry.from_partner_id),
                (Enquiry.to_worth, Enquiry.to_line, Enquiry.to_partner_id),
            )
        )
    ).subquery()
    sums: dict[EnquiryAbout, WorthSums] = {}
    for about, worth, number in db.session.execute(
        select(sides.c.about, sides.c.worth, func.count()).group_by(sides.c.about, sides.c.worth)
    ):
        sums.setdefault(EnquiryAbout(about), WorthSums(EnquiryAbout(about))).answers[Worth(worth)] = number
    told = select(sides.c.id, sides.c.about, sides.c.worth, sides.c.line, Partner.name).join(Partner, Partner.id == sides.c.partner_id)
    newest = told.where(sides.c.line != "").order_by(sides.c.ended_at.desc(), sides.c.id.desc()).limit(LINES_SHOWN)
    lines = [WorthLine(row[0], EnquiryAbout(row[1]), Worth(row[2]), row[3], row[4]) for row in db.session.execute(newest)]
    return [sums[about] for about in EnquiryAbout if about in sums], lines
