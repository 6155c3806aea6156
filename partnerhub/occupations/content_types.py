"""What the vocabulary is made of, as values that never change."""

from dataclasses import dataclass

from .terms import EducationKind, Level, Sector

LOCAL_PREFIX = "lokal-"


@dataclass(frozen=True)
class Text:
    """Words in Danish and English."""

    da: str
    en: str

    def in_language(self, lang: str) -> str:
        """Return the words in a language, the Danish ones where the English are missing."""
        return self.en or self.da if lang == "en" else self.da


@dataclass(frozen=True)
class Source:
    """Where facts come from; `year` is None where the source is undated."""

    title: str
    publisher: str
    year: int | None
    about: Text


@dataclass(frozen=True)
class Education:
    """An education that leads to occupations; a branch names the wider education it is `part_of`."""

    id: str
    name: Text
    kind: EducationKind
    part_of: str | None = None


@dataclass(frozen=True)
class Occupation:
    """A job; `sector` is its family, `educations` lead to it, `onward` are where one can go from it."""

    id: str
    title_da: str
    title_en: str
    disco08: str | None
    level: Level
    sector: Sector
    synonyms: tuple[str, ...] = ()
    educations: tuple[str, ...] = ()
    onward: tuple[str, ...] = ()
    note: Text | None = None
    amu_areas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether the steward added it here; it is none of those that ship with the package."""
        return self.id.startswith(LOCAL_PREFIX)

    def title(self, lang: str) -> str:
        """Return the job's name in a language, the Danish one where the English is missing."""
        return self.title_en or self.title_da if lang == "en" else self.title_da


@dataclass(frozen=True)
class Content:
    """Everything that ships: occupations, educations and sources by id, and what holds for all of them."""

    about: Text
    occupations: dict[str, Occupation]
    educations: dict[str, Education]
    sources: dict[str, Source]
