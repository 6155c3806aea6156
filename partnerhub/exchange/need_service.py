"""Verbs on labour needs: log, edit, close, open again, repeat next year. Each is one transaction with its events."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission
from ..accounts.models import User
from ..clock import now
from ..commitments.kinds import REASON_LIMIT
from ..commitments.terms import check_text
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from .changing import allow, changing
from .kinds import Openness
from .models import LabourNeed
from .need_terms import TERM_FIELDS, NeedTerms, checked, likeness, terms_of
from .quarters import code_of, open_quarters

QUARTERS_A_YEAR = 4
AT_ONCE = 200


def log_need(by: User, terms: NeedTerms, shown_at: datetime | None = None, round_id: int | None = None) -> LabourNeed:
    """Write down a need of the own partner; the same form sent twice is refused with a sentence."""
    return log_needs(by, [terms], shown_at, round_id)[0]


def log_needs(
    by: User | None, many: Sequence[NeedTerms], shown_at: datetime | None = None, round_id: int | None = None, partner_id: int | None = None
) -> list[LabourNeed]:
    """Write down several needs, all or none; `partner_id` for an answer to a needs round by a signed link or told to the steward.

    Raises RuleBroken; with several rows its field reads "3.headcount", the row counted from 0.
    """
    with writing() as session:
        owner = partner_id if partner_id is not None else by.partner_id if by is not None else None
        if owner is None:
            raise ValueError("a need has an owner")
        if by is not None:
            allow(by, Permission.NEED_LOG if owner == by.partner_id else Permission.ROUND_RUN)
        ready = []
        for number, terms in enumerate(many):  # all before the first is written: rows of one form may be alike
            try:
                ready.append(checked(owner, terms))
                _refuse_repeated(owner, ready[-1], shown_at)
            except RuleBroken as broken:
                raise RuleBroken(f"{number}.{broken.field}" if len(many) > 1 else broken.field, broken.text) from None
        made = []
        for terms in ready:
            need = LabourNeed(partner_id=owner, round_id=round_id, created_by_id=by.id if by else None)
            _apply(need, terms)
            session.add(need)
            session.flush()
            record("need.logged", need, by, **_told(need))
            made.append(need)
    return made


def edit_need(by: User, need_id: int, version: int, terms: NeedTerms) -> LabourNeed:
    """Change a need; what is the same leaves no trace. Raises StaleVersion when another changed it meanwhile."""
    with changing(by, Permission.NEED_EDIT, LabourNeed, need_id, version) as need:
        rewrite(need, terms, by)
    return need


def rewrite(need: LabourNeed, terms: NeedTerms, by: User | None) -> bool:
    """Put other terms on a need inside the caller's change, and tell whether they differ; raises RuleBroken."""
    ready = checked(need.partner_id, terms, need)
    before = terms_of(need)
    changes = {name: [getattr(before, name), getattr(ready, name)] for name in TERM_FIELDS if getattr(before, name) != getattr(ready, name)}
    if changes:
        _apply(need, ready)
        record("need.edited", need, by, changes=changes)
    return bool(changes)


def close_need(by: User, need_id: int, version: int, reason: str) -> LabourNeed:
    """Close a need that is met or given up; it stays in the history."""
    with changing(by, Permission.NEED_EDIT, LabourNeed, need_id, version) as need:
        if not need.is_open:
            raise RuleBroken("", _("Behovet er allerede lukket."))
        need.closed_reason = check_text("reason", reason, REASON_LIMIT)
        need.closed_at = now()
        record("need.closed", need, by, reason=need.closed_reason)
    return need


def reopen_need(by: User, need_id: int, version: int) -> LabourNeed:
    """Open a closed need again: the way back from a slip."""
    with changing(by, Permission.NEED_EDIT, LabourNeed, need_id, version) as need:
        if need.is_open:
            raise RuleBroken("", _("Behovet er allerede åbent."))
        need.closed_at, need.closed_reason = None, ""
        record("need.reopened", need, by)
    return need


def repeat_next_year(by: User, need_ids: Iterable[int]) -> list[LabourNeed]:
    """Write the chosen own needs down again a year later, those left out that stand there already.

    Raises RuleBroken when none can be repeated.
    """
    with writing():
        allow(by, Permission.NEED_LOG)
        chosen = list(need_ids)[:AT_ONCE]
        rows = db.session.scalars(
            select(LabourNeed).where(LabourNeed.partner_id == by.partner_id, LabourNeed.id.in_(chosen)).order_by(LabourNeed.id)
        ).all()
        wanted = [replace(terms_of(need), quarter=need.quarter + QUARTERS_A_YEAR) for need in rows]
        ahead = {likeness(terms_of(need)) for need in _open_needs(by.partner_id, {terms.quarter for terms in wanted})}
        fresh = [terms for terms in wanted if terms.quarter in open_quarters() and likeness(terms) not in ahead]
        if not fresh:
            raise RuleBroken("", _("De valgte behov står allerede et år frem, eller året ligger uden for de næste fire år."))
        return log_needs(by, fresh)


def _open_needs(partner_id: int, quarters: set[int]) -> Sequence[LabourNeed]:
    return db.session.scalars(
        select(LabourNeed).where(
            LabourNeed.partner_id == partner_id, LabourNeed.quarter.in_(sorted(quarters)), LabourNeed.closed_at.is_(None)
        )
    ).all()


def _refuse_repeated(partner_id: int, terms: NeedTerms, shown_at: datetime | None) -> None:
    if shown_at is None:
        return
    same = [getattr(LabourNeed, name) == getattr(terms, name) for name in ("occupation_id", "occupation_text", "quarter", "headcount")]
    found = select(LabourNeed.id).where(LabourNeed.partner_id == partner_id, *same, LabourNeed.created_at >= shown_at)
    if db.session.scalar(found.limit(1)):
        raise RuleBroken("occupation", _("Det behov er allerede gemt. Ret antallet, hvis det er et nyt."))


def _apply(need: LabourNeed, terms: NeedTerms) -> None:
    for name in TERM_FIELDS:
        setattr(need, name, getattr(terms, name))
    need.openness = [Openness(way).value for way in terms.openness]


def _told(need: LabourNeed) -> dict[str, Any]:
    return {"occupation": need.occupation_id or need.occupation_text, "quarter": code_of(need.quarter), "headcount": need.headcount}
