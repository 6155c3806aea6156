"""What happens to each promise of the demo, as scenes on the days they happened, played through the real services."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from typing import Any

import yaml
from sqlalchemy import select

from ..accounts.models import User
from ..clock import today
from ..commitments import service, voices
from ..commitments.kinds import KIND_FACTS, Kind, Status, Unit, Visibility
from ..commitments.models import Commitment
from ..commitments.terms import Terms
from ..database import db
from ..strategy.models import Guidepost

LOGGED_DAYS_BEFORE_START = 21
EARLIEST = 320


def read_content(file: str) -> dict[str, Any]:
    """Return what a file of the demo tells."""
    found: dict[str, Any] = yaml.safe_load((files("partnerhub.demo") / file).read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Promise:
    """One invented commitment as its content tells it; days are relative to the build."""

    number: int
    title: str
    what: str
    terms: dict[str, Any]
    by: tuple[tuple[str, int | None, str], ...]
    told: tuple[tuple[int, int, str, int | None], ...]
    end: Status | None
    stop: str
    mark: tuple[bool, str] | None
    says: tuple[str, ...]

    @classmethod
    def read(cls, number: int, entry: dict[str, Any]) -> "Promise":
        """Return the promise of a content entry."""
        return cls(
            number,
            entry["title"],
            entry["what"],
            entry["terms"],
            tuple((key, share, answer) for key, share, answer in entry.get("by", ())),
            tuple((ago, amount, note, confirmed) for ago, amount, note, confirmed in entry.get("told", ())),
            Status(entry["end"]) if "end" in entry else None,
            entry.get("stop", ""),
            (bool(entry["mark"][0]), entry["mark"][1]) if "mark" in entry else None,
            tuple(entry.get("says", ())),
        )

    @property
    def logged_ago(self) -> int:
        """Return how many days ago it was written down."""
        start = self.terms.get("start")
        first = -start + LOGGED_DAYS_BEFORE_START if start is not None else 30
        return min(max(first, 3 + self.number % 9), EARLIEST)


@dataclass(frozen=True)
class Scene:
    """One act on one day."""

    ago: int
    number: int
    step: int
    play: Callable[[], Any]

    def order(self) -> tuple[int, int, int]:
        """Return the sort key: oldest first, a promise's acts in their order."""
        return (-self.ago, self.number, self.step)


def scenes(promise: Promise, cast: dict[str, User]) -> Iterator[Scene]:
    """Yield the acts of a promise's life."""
    actor = Actor(promise, cast)
    ago = promise.logged_ago
    acts: list[tuple[int, Callable[[], Any]]] = [(ago, actor.log)]
    if promise.stop not in ("draft", "behalf", "proposed"):
        acts.append((ago - 1, actor.propose))
        acts += [(ago - 2, partial(actor.answer, key, answer)) for key, _share, answer in promise.by if answer != "asked"]
    acts += [(entry[0], partial(actor.report, entry)) for entry in promise.told]
    acts += [(max(entry[0] - 3, 0), partial(actor.confirm, entry)) for entry in promise.told if entry[3]]
    if promise.mark:
        acts.append((8, actor.mark))
    acts += [(max(6 - place, 0), partial(actor.say, place, text)) for place, text in enumerate(promise.says)]
    if promise.end:
        acts.append((max(-int(promise.terms["due"]) - 2, 1), actor.finish))
    if promise.stop == "withdrawn":
        acts.append((ago - 40, actor.withdraw))
    yield from (Scene(max(when, 0), promise.number, step, act) for step, (when, act) in enumerate(acts))


class Actor:
    """Plays the acts of one promise through the services, remembering its row."""

    def __init__(self, promise: Promise, cast: dict[str, User]) -> None:
        self.promise = promise
        self.cast = cast
        self.owner = cast[promise.terms["owner"]]
        self.commitment_id = 0
        self.entries: dict[tuple[int, int, str, int | None], int] = {}

    def _terms(self) -> Terms:
        terms, kind = self.promise.terms, Kind(self.promise.terms["kind"])
        ago = self.promise.logged_ago
        quantity = terms.get("quantity")
        unit = Unit(terms["unit"]) if "unit" in terms else KIND_FACTS[kind].unit
        return Terms(
            guidepost_id=db.session.scalars(select(Guidepost.id).where(Guidepost.code == terms["post"])).one(),
            title=self.promise.title,
            what=self.promise.what,
            kind=kind,
            quantity=quantity,
            unit=unit if quantity else None,
            start_on=_day(terms.get("start"), ago),
            due_on=_day(terms.get("due"), ago),
            visibility=Visibility.PUBLIC if terms["public"] else Visibility.PARTNERSHIP,
            cosigners=tuple((self.cast[key].partner_id, share) for key, share, _answer in self.promise.by),
        )

    def _now(self) -> Commitment:
        return db.session.get_one(Commitment, self.commitment_id)

    def log(self) -> None:
        """Write it down, the municipality on the partner's behalf where the story says so."""
        if self.promise.stop == "behalf":
            made = service.log_on_behalf(self.cast["kommunen"], self.owner.partner_id, self._terms())
        else:
            made = service.draft(self.owner, self._terms())
        self.commitment_id = made.id
        if self.promise.stop == "proposed":
            self.owner.is_manager = False  # an own member proposes; the manager's approval is what it waits for
            service.propose(self.owner, made.id, made.version)
            self.owner.is_manager = True

    def propose(self) -> None:
        """Put it forward; the owner's manager approves by that."""
        service.propose(self.owner, self.commitment_id, self._now().version)

    def answer(self, key: str, answer: str) -> None:
        """Let a co-signer answer."""
        accepts = answer == "yes"
        reason = "" if accepts else "Vi har ikke folk til det i år."
        service.answer(self.cast[key], self.commitment_id, self._now().version, accepts, reason)

    def report(self, entry: tuple[int, int, str, int | None]) -> None:
        """Report progress."""
        self.entries[entry] = voices.report(self.owner, self.commitment_id, entry[1], entry[2], today()).id

    def confirm(self, entry: tuple[int, int, str, int | None]) -> None:
        """Let a co-signer, else the steward, vouch for an entry."""
        signed = [key for key, _share, answer in self.promise.by if answer == "yes"]
        by = self.cast[signed[0] if signed else "kommunen"]
        voices.confirm(by, self.entries[entry], entry[3] or entry[1])

    def mark(self) -> None:
        """Give the members' voice."""
        agrees, note = self.promise.mark or (True, "")
        voices.mark(self.cast["forbund"], self.commitment_id, agrees, note)

    def say(self, place: int, text: str) -> None:
        """Comment, owner and first co-signer in turn."""
        others = [key for key, _share, answer in self.promise.by if answer == "yes"]
        by = self.owner if place % 2 == 0 or not others else self.cast[others[0]]
        voices.comment(by, self.commitment_id, text)

    def finish(self) -> None:
        """Report the outcome."""
        commitment = self._now()
        note = {
            Status.FULFILLED: "Vi nåede det, vi lovede.",
            Status.PARTLY: "Vi nåede en del og fortsætter i en ny forpligtelse.",
            Status.NOT_FULFILLED: "Vi fik ikke afsat tiden.",
        }
        outcome = self.promise.end or Status.PARTLY
        service.finish(self.owner, self.commitment_id, commitment.version, outcome, note[outcome])

    def withdraw(self) -> None:
        """Withdraw with a reason."""
        service.withdraw(self.owner, self.commitment_id, self._now().version, "Vi omlægger afdelingen og kan ikke holde det.")


def _day(offset: int | None, ago: int) -> date | None:
    """The clock stands at the day of logging, `ago` days before the build."""
    return None if offset is None else today() + timedelta(days=ago + offset)
