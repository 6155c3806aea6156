"""What a school may know of the answers to its idea. Pure: no database, no request.

A school never learns one company's number: until the last day to answer only how many have answered and, from three answers on, whether
the minimum is reached; the sum is told once, when nobody can answer any more, and only when at least three companies would send somebody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .protecting import FEWEST_COMPANIES


@dataclass(frozen=True)
class Standing:
    """How many were asked and have answered; `is_reached` is None while nothing may be said, `seats` where the sum may not be told."""

    asked: int
    answered: int
    is_reached: bool | None
    seats: int | None


def standing(answers: Sequence[int | None], minimum: int, *, is_asking: bool) -> Standing:
    """Return what may be told of answers (seats wanted, 0 for a no, None while unanswered)."""
    given = [seats for seats in answers if seats is not None]
    total = sum(given)
    may_tell_sum = not is_asking and sum(seats > 0 for seats in given) >= FEWEST_COMPANIES
    is_reached = total >= minimum if len(given) >= FEWEST_COMPANIES else None
    return Standing(len(answers), len(given), is_reached, total if may_tell_sum else None)
