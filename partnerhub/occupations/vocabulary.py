"""All occupations that are known now, and what follows from them: families, and which education leads where."""

from collections.abc import Iterable
from functools import cached_property

from ..typed_text import sort_key
from .content_types import Content, Education, Occupation
from .finder import Finder


class Vocabulary:
    """The shipped occupations and those added here; never changes once made."""

    def __init__(self, content: Content, local: Iterable[Occupation] = ()) -> None:
        self.about, self.educations, self.sources = content.about, content.educations, content.sources
        self.occupations = content.occupations | {occupation.id: occupation for occupation in local}
        self._leads: dict[str, list[str]] = {}
        for occupation in self.occupations.values():
            for education in occupation.educations:
                self._leads.setdefault(education, []).append(occupation.id)

    @cached_property
    def finder(self) -> Finder:
        """The lookup, prepared at the first question."""
        return Finder(self.occupations.values())

    def sorted(self, lang: str) -> list[Occupation]:
        """Return all occupations by their name in a language."""
        return sorted(self.occupations.values(), key=lambda occupation: sort_key(occupation.title(lang)))

    def find(self, occupation_id: str | None) -> Occupation | None:
        """Return an occupation, None when nobody knows the id."""
        return self.occupations.get(occupation_id) if occupation_id else None

    def same_family(self, one: str | None, other: str | None) -> bool:
        """Tell whether two occupations stand in one sector; unknown ones are in no family."""
        first, second = self.find(one), self.find(other)
        return first is not None and second is not None and first.sector is second.sector

    def leads_to(self, education_id: str) -> tuple[str, ...]:
        """Return the occupations that an education leads to, directly named ones first.

        A branch also leads where the wider education does, and the wider one where its branches do.
        """
        related = [education_id, *self._wider(education_id), *self._branches(education_id)]
        return tuple(dict.fromkeys(job for education in related for job in self._leads.get(education, ())))

    def shares_education(self, one: str | None, other: str | None) -> bool:
        """Tell whether an education that leads to the one occupation also leads to the other."""
        first, second = self.find(one), self.find(other)
        return first is not None and second is not None and any(second.id in self.leads_to(name) for name in first.educations)

    def leads_onward(self, occupation_id: str | None) -> tuple[str, ...]:
        """Return the occupations that the ways onward from one lead to: "vej til faglært"."""
        found = self.find(occupation_id)
        onward = found.onward if found else ()
        return tuple(dict.fromkeys(job for education in onward for job in self.leads_to(education)))

    def educations_of(self, occupation: Occupation) -> list[Education]:
        """Return the educations that lead to an occupation."""
        return [self.educations[name] for name in occupation.educations]

    def related(self, occupation: Occupation) -> list[Occupation]:
        """Return the other occupations that an education of this one leads to."""
        names = (job for education in occupation.educations for job in self.leads_to(education))
        return [self.occupations[name] for name in dict.fromkeys(names) if name != occupation.id]

    def _wider(self, education_id: str) -> list[str]:
        found: list[str] = []
        education = self.educations.get(education_id)
        while education is not None and education.part_of:
            found.append(education.part_of)
            education = self.educations.get(education.part_of)
        return found

    def _branches(self, education_id: str) -> list[str]:
        return [name for name in self.educations if education_id in self._wider(name)]
