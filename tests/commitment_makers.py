"""Commitments in every state, made through the services by the people whose act it is."""

from datetime import timedelta
from typing import Any

from makers import make_partner, make_steward, make_user
from promises import guidepost

from partnerhub import clock
from partnerhub.accounts.models import Partner, User
from partnerhub.commitments import service, voices
from partnerhub.commitments.kinds import KIND_FACTS, OUTCOMES, Kind, Status
from partnerhub.commitments.models import Commitment, Progress
from partnerhub.commitments.terms import Terms


def make_manager(kind: str = "company") -> User:
    """Make a partner of a kind and return its manager."""
    return make_user(make_partner(kind), is_manager=True)


def colleague(user: User, **facts: Any) -> User:
    """Make another user of the same partner, a member unless told."""
    return make_user(user.partner, **facts)


def some_terms(code: str = "1.4", **changed: Any) -> Terms:
    """Return terms of ten work placements from today on, due in a hundred days; `changed` are fields set differently."""
    kind = Kind(changed.get("kind", Kind.WORK_PLACEMENT))
    chosen = {
        "title": "Ti praktikpladser på lageret",
        "what": "Vi tager imod ti i løbet af efteråret.",
        "kind": kind,
        "quantity": 10,
        "unit": KIND_FACTS[kind].unit,
        "start_on": clock.today(),
        "due_on": clock.today() + timedelta(days=100),
    } | changed
    if "guidepost_id" not in chosen:
        chosen["guidepost_id"] = guidepost(code).id
    return Terms(**chosen)


def make_commitment(owner: Partner | None = None, status: str = "agreed", by: User | None = None, **terms: Any) -> Commitment:
    """Make a commitment of a partner in a state: draft, proposed, agreed, active, fulfilled, partly, not_fulfilled or withdrawn.

    A proposed one waits for its manager. `by` is the owner's manager; `cosigners=` users, or (user, share) pairs, who sign along when
    it goes further than proposed. With `start_on` left alone it starts today, for `agreed` in a month.
    """
    by = by or make_user(owner or make_partner(), is_manager=True)
    signers = [one if isinstance(one, tuple) else (one, None) for one in terms.pop("cosigners", ())]
    if status == "agreed":
        terms.setdefault("start_on", clock.today() + timedelta(days=30))
    made = service.draft(by, some_terms(**terms, cosigners=tuple((user.partner_id, share) for user, share in signers)))
    if status == "draft":
        return made
    if status == "proposed":
        return service.propose(colleague(by), made.id, made.version)
    made = service.propose(by, made.id, made.version)
    for user, _share in signers:
        service.answer(user, made.id, made.version, True)
    if status in OUTCOMES:
        return service.finish(by, made.id, made.version, Status(status), "Sådan gik det.")
    if status == "withdrawn":
        return service.withdraw(by, made.id, made.version, "Vi omlægger afdelingen.")
    return made


def make_entry(commitment: Commitment, by: User, amount: int = 3, note: str = "") -> Progress:
    """Report progress today."""
    return voices.report(by, commitment.id, amount, note, clock.today())


def on_behalf(owner: User, **terms: Any) -> Commitment:
    """Let a steward write a proposal for the owner."""
    return service.log_on_behalf(make_steward(), owner.partner_id, some_terms(**terms))
