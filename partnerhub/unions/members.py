"""What stands on a union's desk beside what all desks have: the members' companies, their chances, and what they gained."""

from dataclasses import dataclass
from typing import Any

from ..access import Permission, may
from ..accounts.models import Partner, User
from ..clock import today
from ..commitments import following
from ..commitments.forms import CommentForm, MarkForm
from ..commitments.labels import unit_label
from ..commitments.models import Commitment, ShopStewardMark
from ..exchange.initiative_queries import reached_in
from ..exchange.models import Placement
from ..exchange.training_models import Programme
from . import queries


@dataclass(frozen=True)
class MemberCommitment:
    """A company's commitment with what the representative can do to it in place."""

    commitment: Commitment
    unit: str
    mark: ShopStewardMark | None
    mark_form: Any
    comment_form: Any
    is_followed: bool


@dataclass(frozen=True)
class MemberCompany:
    """A company where the person speaks for members."""

    partner: Partner
    rows: list[MemberCommitment]


@dataclass(frozen=True)
class Members:
    """Everything of a union's desk that other desks have not."""

    companies: list[MemberCompany]
    deadlines: list[Any]
    programmes: list[Programme]
    placements: list[Placement]
    gains: list[queries.Gain]
    initiatives: tuple[int, int, int]
    news: list[following.FollowNews]
    year: int


def members_of(user: User) -> Members:
    """Return what the desk of a union's person shows of the members; a constant number of queries."""
    ids, year = user.represented_ids, today().year
    commitments = queries.commitments_of(ids)
    marks = queries.own_marks(user, [one.id for one in commitments])
    followed = following.followed_ids(user.id)
    rows = [_row(one, user, marks.get(one.id), one.id in followed) for one in commitments]
    rows.sort(key=lambda row: row.mark is not None)  # what still waits for a mark first, in each company
    near = queries.occupations_near(user, ids)
    return Members(
        [MemberCompany(one, [row for row in rows if row.commitment.owner_id == one.id]) for one in queries.companies(ids)],
        queries.deadlines(user, ids),
        queries.programmes_for(near),
        queries.placements_for(near),
        queries.gained_in(user.partner_id, year),
        reached_in(user.partner_id, year),
        following.news_for(user),
        year,
    )


def _row(commitment: Commitment, user: User, mark: ShopStewardMark | None, is_followed: bool) -> MemberCommitment:
    mark_form = MarkForm(formdata=None).scoped(f"mark-{commitment.id}") if may(user, Permission.COMMITMENT_MARK, commitment) else None
    if mark_form is not None:
        mark_form.version.data = str(commitment.version)
    comment_form = CommentForm(formdata=None).scoped(f"comment-{commitment.id}")
    comment_form.version.data = str(commitment.version)
    unit = unit_label(commitment.unit, commitment.quantity or 2) if commitment.unit else ""
    return MemberCommitment(commitment, unit, mark, mark_form, comment_form, is_followed)
