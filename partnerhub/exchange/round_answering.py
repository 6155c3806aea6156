"""The answer to a needs round, by link, signed in or told on the phone: the company's needs follow what it says, in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission
from ..accounts.models import User
from ..clock import now
from ..database import db, writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from . import need_service, round_mail
from .changing import allow, load
from .enquiry_models import RoundRequest
from .kinds import Certainty
from .models import LabourNeed
from .need_terms import NeedTerms, check_occupation, terms_of
from .round_queries import answered_needs

MOST_LINES = 20


class How(StrEnum):
    """By which way an answer came; the event keeps it."""

    LINK = "link"
    SIGNED_IN = "signed_in"
    PHONE = "phone"


@dataclass(frozen=True)
class Line:
    """One line of an answer; `need_id` is the need that it says again, None for a new one."""

    occupation_id: str | None
    occupation_text: str
    quarter: int
    headcount: int
    certainty: Certainty
    need_id: int | None = None

    @property
    def said(self) -> tuple[Any, ...]:
        """Return what the line says, to compare it with another."""
        return (self.occupation_id, self.occupation_text, self.quarter, self.headcount, self.certainty)

    def fields(self) -> dict[str, Any]:
        """Return the line as fields of a need's terms."""
        names = ("occupation_id", "occupation_text", "quarter", "headcount", "certainty")
        return {name: getattr(self, name) for name in names}


def answer(request_id: int, how: How, by: User | None, seen: str, lines: Sequence[Line], gone: Collection[int] = ()) -> RoundRequest:
    """Store a company's answer: new needs are logged, said ones kept or changed, those in `gone` closed; no lines mean no needs.

    `seen` is the stamp of the answer that the person saw. The same answer sent twice counts once; another one given meanwhile raises
    StaleVersion. Raises RuleBroken, its field "2.headcount" for the line counted from 0, when the round is closed or a line is wrong.
    """
    with writing():
        request = load(RoundRequest, request_id)
        _refuse(request, how, by)
        if request.stamp != seen:
            if request.answered_at is not None and _is_same(request, lines):
                return request
            raise StaleVersion(request)
        _refuse_late_correction(request, how)
        for need in _open_needs(request, gone):
            need.closed_at, need.closed_reason = now(), _("Ikke længere et behov, svaret i behovsrunden")
            need.version += 1
            record("need.closed", need, by, reason=need.closed_reason)
        said = {need.id: need for need in _open_needs(request, [line.need_id for line in lines if line.need_id])}
        for number, line in enumerate(lines):
            _store(request, number, line, said.get(line.need_id or 0), by)
        request.answered_at, request.has_needs = now(), bool(lines)
        request.answered_by_id = by.id if by else None
        round_mail.drop_waiting(request)
        record("round.answered", request, by, how=how, needs=len(lines))
    return request


def _refuse(request: RoundRequest, how: How, by: User | None) -> None:
    if by is not None:
        allow(by, Permission.ROUND_RUN if how is How.PHONE else Permission.ROUND_ANSWER, request)
    if not request.partner.is_active:
        raise RuleBroken("", _("I er ikke længere med i Partnerhub. Ring til kommunen, hvis I vil svare."))
    if not request.round.is_open:
        raise RuleBroken("", _("Runden er lukket, så svaret er ikke gemt. Det, I skrev, står her. Ring til kommunen med det."))


def _refuse_late_correction(request: RoundRequest, how: How) -> None:
    """The steward may still enter what a company calls about."""
    if how is not How.PHONE and not request.may_be_answered:
        raise RuleBroken("", _("Fristen for at rette svaret er passeret. Det, I skrev, står her. Ring til kommunen med det."))


def _is_same(request: RoundRequest, lines: Sequence[Line]) -> bool:
    """Tell whether lines say what is stored already: the button was pressed twice."""
    stored = [line_of(need).said for need in answered_needs(request)]
    sent = [replace(line, **_occupation(line)).said for line in lines]
    return sorted(map(str, stored)) == sorted(map(str, sent)) and bool(request.has_needs) == bool(lines)


def _occupation(line: Line) -> dict[str, Any]:
    occupation_id, text = check_occupation(line.occupation_id, line.occupation_text)
    return {"occupation_id": occupation_id, "occupation_text": text}


def _open_needs(request: RoundRequest, ids: Collection[int | None]) -> list[LabourNeed]:
    """The company's own needs among some ids that still stand; foreign ones are as if they were not there."""
    mine = LabourNeed.id.in_([need_id for need_id in ids if need_id][: 2 * MOST_LINES]) & (LabourNeed.partner_id == request.partner_id)
    return list(db.session.scalars(select(LabourNeed).where(mine, LabourNeed.closed_at.is_(None)).order_by(LabourNeed.id)))


def _store(request: RoundRequest, number: int, line: Line, need: LabourNeed | None, by: User | None) -> None:
    try:
        if need is None:
            need_service.log_needs(by, [NeedTerms(**line.fields())], None, request.round_id, request.partner_id)
        else:
            if need_service.rewrite(need, replace(terms_of(need), **line.fields()), by):
                need.version += 1
            need.round_id, need.updated_at = request.round_id, now()
    except RuleBroken as broken:
        raise RuleBroken(f"{number}.{broken.field}", broken.text) from None


def line_of(need: LabourNeed, quarter: int | None = None) -> Line:
    """Return a need as a line of an answer; with a `quarter` as a new one for that quarter."""
    return Line(
        need.occupation_id, need.occupation_text, quarter or need.quarter, need.headcount, need.certainty, None if quarter else need.id
    )
