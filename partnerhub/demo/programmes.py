"""What the demo's schools teach, as scenes on the days it was written down, played through the real services."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from ..accounts.models import User
from ..commitments.kinds import Visibility
from ..exchange import programme_service
from ..exchange.kinds import ProgrammeForm, ProgrammeKind
from ..exchange.programme_terms import ProgrammeTerms
from ..exchange.training_models import Programme
from .story import Scene, read_content

FIRST_NUMBER = 2_000  # after the needs and places, so that the two are told apart in a day's order


def scenes(cast: dict[str, User], day: date) -> Iterator[Scene]:
    """Yield the acts; `start` counts days from `day`, the day of the build, and is moved to a Monday."""
    content = read_content("programmes.yaml")
    for number, entry in enumerate(content["programmes"], FIRST_NUMBER):
        taught = _Taught(entry, cast[entry["by"]], day)
        yield Scene(entry["said"], number, 0, taught.log)
        if "closed" in entry:
            ago, why = entry["closed"]
            yield Scene(ago, number, 1, partial(taught.close, why))


@dataclass
class _Taught:
    """A programme, kept from its logging until it is cancelled."""

    entry: dict[str, Any]
    by: User
    day: date
    programme: Programme | None = None

    def log(self) -> None:
        entry = self.entry
        starts_on = _monday(self.day, entry.get("start"))
        terms = ProgrammeTerms(
            title=entry["title"],
            kind=ProgrammeKind(entry["kind"]),
            seats=entry["seats"],
            occupations=tuple(entry.get("for", ())),
            course_code=entry.get("code", ""),
            form=ProgrammeForm(entry.get("form", "day")),
            taken_elsewhere=entry["taken"],
            waiting=entry.get("waiting", 0),
            minimum=entry.get("minimum"),
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=entry["days"] - 1) if starts_on and "days" in entry else None,
            duration=entry.get("lasts", ""),
            place=entry.get("place", ""),
            price=entry.get("price", ""),
            price_year=self.day.year if "price" in entry else None,
            sign_up_url=entry.get("link", ""),
            about=entry.get("about", ""),
            visibility=Visibility.PARTNERSHIP if entry.get("private") else Visibility.PUBLIC,
        )
        self.programme = programme_service.log_programme(self.by, terms)

    def close(self, why: str) -> None:
        if self.programme is not None:
            programme_service.close_programme(self.by, self.programme.id, self.programme.version, why)


def _monday(day: date, number: int | None) -> date | None:
    """Classes begin on a Monday: the first one on or after the day asked for."""
    if number is None:
        return None
    start = day + timedelta(days=number)
    return start + timedelta(days=-start.weekday() % 7)
