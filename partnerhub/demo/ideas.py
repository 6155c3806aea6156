"""What the demo's schools suggest to companies that need somebody, as scenes, played through the real services."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from .. import clock
from ..accounts.models import User
from ..exchange import idea_service
from ..exchange.kinds import ProgrammeKind
from ..exchange.programme_terms import ProgrammeTerms
from ..exchange.quarters import quarter_of
from ..exchange.training_models import ProgrammeIdea
from .story import Scene, read_content

FIRST_NUMBER = 3_000  # after the needs that the ideas are about


def scenes(cast: dict[str, User], day: date) -> Iterator[Scene]:
    """Yield the acts of every idea; numbers of quarters and days count from `day`, the day of the build."""
    content = read_content("ideas.yaml")
    for number, entry in enumerate(content["ideas"], FIRST_NUMBER):
        told = _Suggested(entry, cast, day)
        yield Scene(entry["said"], number, 0, told.suggest)
        for step, (key, ago, seats) in enumerate(entry["answers"], 1):
            yield Scene(ago, number, step, partial(told.answer, cast[key], seats))
        if "became" in entry:
            yield Scene(entry["became"][0], number, len(entry["answers"]) + 1, told.become)


@dataclass
class _Suggested:
    """An idea, kept from its first day to the programme it becomes."""

    entry: dict[str, Any]
    cast: dict[str, User]
    day: date
    idea: ProgrammeIdea | None = None

    def suggest(self) -> None:
        entry = self.entry
        terms = idea_service.IdeaTerms(
            occupation_id=entry["occupation"],
            quarter=quarter_of(self.day) + entry["in"],
            kind=ProgrammeKind(entry["kind"]),
            title=entry["title"],
            minimum=entry["minimum"],
            answer_by=clock.today() + timedelta(days=entry["days"]),
            about=entry["about"],
        )
        self.idea = idea_service.suggest(self.cast[entry["by"]], terms)

    def answer(self, company: User, seats: int) -> None:
        if self.idea is not None:
            idea_service.answer(company, self.idea.id, seats)

    def become(self) -> None:
        entry, idea = self.entry, self.idea
        if idea is None:
            return
        starts_on = self.day + timedelta(days=entry["became"][1])
        terms = ProgrammeTerms(
            title=entry["title"],
            kind=ProgrammeKind(entry["kind"]),
            seats=2 * entry["minimum"],
            occupations=(entry["occupation"],),
            minimum=entry["minimum"],
            starts_on=starts_on + timedelta(days=-starts_on.weekday() % 7),
            about=entry["about"],
        )
        idea_service.become(self.cast[entry["by"]], idea.id, idea.version, terms)
