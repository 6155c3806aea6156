"""What the demo's employers need and offer, as scenes on the days it was written down, played through the real services."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from ..accounts.models import User, Workplace
from ..commitments.kinds import Kind, Visibility
from ..database import db
from ..exchange import need_service, placement_service
from ..exchange.kinds import Audience, Certainty, Openness, Shift, WorkLanguage
from ..exchange.models import LabourNeed, Placement
from ..exchange.need_terms import NeedTerms
from ..exchange.placement_terms import PlacementTerms
from ..exchange.quarters import quarter_of
from .story import Scene, read_content

FIRST_NUMBER = 1_000  # after the promises, so that the two are told apart in a day's order


def scenes(cast: dict[str, User], day: date) -> Iterator[Scene]:
    """Yield the acts; numbers of quarters and days count from `day`, the day of the build."""
    content = read_content("needs_and_places.yaml")
    entries = [(_Needed, entry) for entry in content["needs"]] + [(_Offered, entry) for entry in content["places"]]
    for number, (kind, entry) in enumerate(entries, FIRST_NUMBER):
        told = kind(entry, cast[entry["by"]], day)
        yield Scene(entry["said"], number, 0, told.log)
        if "closed" in entry:
            ago, why = entry["closed"]
            yield Scene(ago, number, 1, partial(told.close, why))


@dataclass
class _Needed:
    """A need, kept from its logging until its closing."""

    entry: dict[str, Any]
    by: User
    day: date
    need: LabourNeed | None = None

    def log(self) -> None:
        entry = self.entry
        terms = NeedTerms(
            occupation_id=entry.get("occupation"),
            occupation_text=entry.get("text", ""),
            quarter=quarter_of(self.day) + entry["in"],
            headcount=entry["people"],
            certainty=Certainty(entry["sure"]),
            shift=Shift(entry["shift"]),
            language=WorkLanguage(entry.get("language", "danish")),
            openness=tuple(Openness(way) for way in entry["open"]),
            audience=Audience(entry["seen"]),
            workplace_id=_workplace(self.by, entry.get("place")),
            notes=entry.get("notes", ""),
        )
        self.need = need_service.log_need(self.by, terms)

    def close(self, why: str) -> None:
        if self.need is not None:
            need_service.close_need(self.by, self.need.id, self.need.version, why)


@dataclass
class _Offered:
    """Places, kept from their offer until their closing."""

    entry: dict[str, Any]
    by: User
    day: date
    placement: Placement | None = None

    def log(self) -> None:
        entry = self.entry
        terms = PlacementTerms(
            kind=Kind(entry["kind"]),
            title=entry["title"],
            quantity=entry["places"],
            occupation_id=entry["occupation"],
            taken_elsewhere=entry["taken"],
            starts_on=_day(self.day, entry.get("start")),
            ends_on=_day(self.day, entry.get("end")),
            workplace_id=_workplace(self.by, entry.get("place")),
            tasks=entry.get("tasks", ""),
            support_wanted=entry.get("wanted", ""),
            support_given=entry.get("given", ""),
            minimum_age=entry.get("age"),
            is_hygienic=entry.get("hygienic", False),
            is_at_night=entry.get("at_night", False),
            visibility=Visibility.PUBLIC if entry.get("public") else Visibility.PARTNERSHIP,
        )
        self.placement = placement_service.offer_placement(self.by, terms)

    def close(self, why: str) -> None:
        if self.placement is not None:
            placement_service.close_placement(self.by, self.placement.id, self.placement.version, why)


def _day(day: date, number: int | None) -> date | None:
    return day + timedelta(days=number) if number is not None else None


def _workplace(by: User, name: str | None) -> int | None:
    return db.session.scalar(select(Workplace.id).where(Workplace.partner_id == by.partner_id, Workplace.name == name)) if name else None
