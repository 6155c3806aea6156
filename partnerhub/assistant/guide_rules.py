"""What the guide knows, as values that never change: questions, goals, conditions of schemes, countable deadlines, lists for VITAS."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..schemes.content_types import Text

UNSURE = "ved-ikke"
KINDS = ("last", "first", "until")
UNITS = ("days", "weeks", "months", "years")


@dataclass(frozen=True)
class Said:
    """A sentence and the ids of the sources it rests on: "s3" of the scheme at hand, "rekruttering/s9" of another."""

    text: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A question with its answers; `own` is put to a citizen, `other` to everyone else, and only after one of the answers in `only`."""

    id: str
    own: Text
    other: Text
    unsure: Text | None
    options: Mapping[str, Text]
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """A condition: met by one of the answers to one of the questions; a soft one never rules a scheme out.

    An answer in `maybe` neither meets it nor speaks against it: it says less than the condition ("50 or more" where 50 is the limit).
    An aim is what somebody wants rather than what is demanded: where the goal does not ask for it, there is nothing to check.
    """

    when: Mapping[str, tuple[str, ...]]
    said: Said
    is_soft: bool = False
    is_aim: bool = False
    maybe: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Fit:
    """What speaks for a scheme, what it demands, and what no question asks."""

    scheme: str
    why: Said
    needs: tuple[Need, ...]
    check: tuple[Said, ...]


@dataclass(frozen=True)
class Goal:
    """What somebody wants: questions worth asking, schemes that may help, in order, and answers that go without saying.

    `without` are answers that nobody with this goal can give: a child wants no adult apprenticeship.
    """

    id: str
    label: Text
    asks: tuple[str, ...]
    schemes: tuple[str, ...]
    assumes: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def answers_to(self, question: Question) -> list[str]:
        """Return what may be answered to a question, in its order; that one does not know comes last."""
        return [*(value for value in question.options if value not in self.without.get(question.id, ())), UNSURE]


@dataclass(frozen=True)
class Counted:
    """One day that a deadline gives: `amount` of a unit from the typed day, backwards when negative."""

    name: str
    kind: str
    unit: str
    amount: int
    label: Text
    rule: Said


@dataclass(frozen=True)
class Deadline:
    """A calculator: from one day (typed, or fixed by law) to the days that count."""

    id: str
    scheme: str
    title: Text
    field: Text | None
    fixed: date | None
    days: tuple[Counted, ...]
    note: Said | None


@dataclass(frozen=True)
class Untold:
    """A deadline that cannot be counted, with why."""

    scheme: str
    said: Said


@dataclass(frozen=True)
class ReadyList:
    """What to have ready before one applies in VITAS; `said` are the sources for applying there."""

    scheme: str
    said: tuple[str, ...]
    items: tuple[Said, ...]


@dataclass(frozen=True)
class Guide:
    """All of it. A part whose file is broken is empty, and the rest works on."""

    questions: Mapping[str, Question] = field(default_factory=dict)
    paths: Mapping[str, Mapping[str, Goal]] = field(default_factory=dict)
    fits: Mapping[str, Fit] = field(default_factory=dict)
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    untold: tuple[Untold, ...] = ()
    lists: Mapping[str, ReadyList] = field(default_factory=dict)
