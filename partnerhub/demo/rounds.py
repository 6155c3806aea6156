"""The demo's needs rounds: asked, answered by link, signed in and on the phone, reminded and closed, through the real services."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from ..accounts.models import User
from ..database import db
from ..exchange import round_service
from ..exchange.enquiry_models import NeedsRound, RoundRequest
from ..exchange.kinds import Certainty
from ..exchange.quarters import quarter_of
from ..exchange.round_answering import How, Line, answer
from .story import Scene, read_content

FIRST_NUMBER = 3_000  # after all that stood before, so that they are told apart in a day's order


def scenes(cast: dict[str, User], day: date) -> Iterator[Scene]:
    """Yield the acts of every round; numbers of quarters and days count from `day`, the day of the build."""
    content = read_content("rounds.yaml")
    for number, entry in enumerate(content["rounds"], FIRST_NUMBER):
        told = _Asked(entry, cast, day)
        yield Scene(entry["asked"], number, 0, told.ask)
        for step, (key, ago, how, lines) in enumerate(entry["answers"], 1):
            yield Scene(ago, number, step, partial(told.answer, cast[key], How(how), lines))
        yield Scene(entry["reminded"], number, len(entry["answers"]) + 1, told.remind)
        if "closed" in entry:
            yield Scene(entry["closed"], number, len(entry["answers"]) + 2, told.close)


@dataclass
class _Asked:
    """A round, kept from its making until its closing."""

    entry: dict[str, Any]
    cast: dict[str, User]
    day: date
    round_id: int = 0

    def ask(self) -> None:
        entry, steward = self.entry, self.cast["kommunen"]
        due_on = self.day - timedelta(days=entry["due"])
        terms = round_service.RoundTerms(quarter_of(self.day) + entry["in"], entry["title"], due_on, entry["message"])
        self.round_id = round_service.create_round(steward, terms).id
        round_service.ask(steward, self.round_id, [self.cast[key].partner_id for key in entry["companies"]])

    def answer(self, company: User, how: How, said: list[list[Any]]) -> None:
        mine = (RoundRequest.round_id == self.round_id) & (RoundRequest.partner_id == company.partner_id)
        request = db.session.scalars(select(RoundRequest).where(mine)).one()
        by = {How.LINK: None, How.SIGNED_IN: company, How.PHONE: self.cast["kommunen"]}[how]
        answer(request.id, how, by, request.stamp, [self._line(*one) for one in said])

    def remind(self) -> None:
        round_service.remind(self.cast["kommunen"], self.round_id)

    def close(self) -> None:
        version = db.session.get_one(NeedsRound, self.round_id).version
        round_service.close_round(self.cast["kommunen"], self.round_id, version)

    def _line(self, occupation: str, number: int, quarter: int, sure: str) -> Line:
        return Line(occupation, "", quarter_of(self.day) + quarter, number, Certainty(sure))
