"""How occupations help with each other's needs, worked out from the vocabulary once and then looked up."""

from collections.abc import Iterable
from functools import lru_cache

from ..occupations.keeping import vocabulary
from ..occupations.terms import Level
from ..occupations.vocabulary import Vocabulary
from .matching import Reason

_LEVELS = {level: place for place, level in enumerate(Level)}
# From a bachelor's degree on a job asks for its own education: a nurse does not stand in for a doctor.
_FREE_LEVELS = _LEVELS[Level.SHORT_HIGHER]


class Kinship:
    """The relations between the occupations of one vocabulary; never changes once made."""

    def __init__(self, known: Vocabulary) -> None:
        self._known = known
        self._reached = {
            occupation.id: {job for name in occupation.educations for job in known.leads_to(name)}
            for occupation in known.occupations.values()
        }
        self._onward = {name: frozenset(known.leads_onward(name)) for name in known.occupations}
        self._circles: dict[str, dict[str, Reason]] = {}

    def kinship(self, wanted: str, offered: str) -> Reason | None:
        """Return how an offered occupation helps with a wanted one."""
        return self.circle(wanted).get(offered)

    def circle(self, wanted: str | None) -> dict[str, Reason]:
        """Return every occupation that helps with a wanted one, and how; {} for one that nobody knows."""
        if wanted is None or wanted not in self._known.occupations:
            return {}
        if wanted not in self._circles:
            found = {other: self._relation(wanted, other) for other in self._known.occupations}
            self._circles[wanted] = {other: kin for other, kin in found.items() if kin is not None}
        return self._circles[wanted]

    def served_by(self, offered: Iterable[str]) -> list[str]:
        """Return the occupations whose needs one of the offered occupations helps with."""
        given = set(offered)
        return [wanted for wanted in self._known.occupations if not given.isdisjoint(self.circle(wanted))]

    def _relation(self, wanted: str, offered: str) -> Reason | None:
        if wanted == offered:
            return Reason.SAME
        if offered in self._reached[wanted] or wanted in self._onward.get(offered, ()):
            return Reason.LEADS_THERE
        return Reason.FAMILY if self._is_near(wanted, offered) else None

    def _is_near(self, wanted: str, offered: str) -> bool:
        """One sector, at most one step of schooling apart, and no profession that asks for a degree."""
        one, other = self._known.find(wanted), self._known.find(offered)
        if one is None or other is None or one.sector is not other.sector:
            return False
        steps = _LEVELS[one.level], _LEVELS[other.level]
        return max(steps) <= _FREE_LEVELS and abs(steps[0] - steps[1]) <= 1


@lru_cache(4)
def kinship_in(known: Vocabulary) -> Kinship:
    """Return the relations of a vocabulary, made once for each."""
    return Kinship(known)


def current_kinship() -> Kinship:
    """Return the relations between the occupations known now."""
    return kinship_in(vocabulary())
