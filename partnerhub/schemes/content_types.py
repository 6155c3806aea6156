"""What a scheme's content file says, as values that never change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .terms import Audience, Facet, Status


@dataclass(frozen=True)
class Text:
    """The same words in Danish and English."""

    da: str
    en: str

    def in_language(self, lang: str) -> str:
        """Return the English words for "en", the Danish ones for anything else."""
        return self.en if lang == "en" else self.da


@dataclass(frozen=True)
class Source:
    """Where a fact was read, and in which year; an undated source says so in words ("undated", "ca. 2024")."""

    id: str
    title: str
    publisher: str
    url: str
    seen_year: int | str

    @property
    def link(self) -> str | None:
        """Return the web address, None for a source that has none."""
        return self.url if self.url.startswith(("https://", "http://")) else None


@dataclass(frozen=True)
class Rate:
    """An amount of money by name, with the year it held."""

    name: str
    amount: str
    unit: str
    year: int
    label: Text
    source: str


@dataclass(frozen=True)
class Phase:
    """One stretch of a scheme's life; `until` None is the last, `lead` is said before its answers, or those to `lead_before`.

    `begins_between` are the days between which it begins where none of them is confirmed.
    """

    status: Status
    until: date | None
    lead: Text | None
    note: Text | None
    lead_before: tuple[Facet, ...] = ()
    begins_between: tuple[date, date] | None = None


@dataclass(frozen=True)
class Wording:
    """A short answer that stands alone and its details; both may name rates in braces."""

    short: Text
    details: Text


@dataclass(frozen=True)
class AnswerContent:
    """One scheme's answer on one facet, with wordings for those whose side differs and what nobody knows."""

    facet: Facet
    wording: Wording
    sources: tuple[str, ...]
    per_audience: Mapping[Audience, Wording] = field(default_factory=dict)
    open_questions: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Confusion:
    """A scheme that people mistake this one for, and how they differ."""

    scheme: str | None
    text: Text


@dataclass(frozen=True)
class SchemeContent:
    """Everything that ships about one scheme."""

    id: str
    name: Text
    aliases_da: tuple[str, ...]
    aliases_en: tuple[str, ...]
    audiences: tuple[Audience, ...]
    law: tuple[str, ...]
    valid_from: date | None
    ends_between: tuple[date, date] | None
    phases: tuple[Phase, ...]
    alternatives: Mapping[str, tuple[str, ...]]
    related: tuple[str, ...]
    confusions: tuple[Confusion, ...]
    checked_on: date
    review_due: date
    rates: Mapping[str, Rate]
    answers: Mapping[Facet, AnswerContent]
    checklist: tuple[Text, ...]
    sources: Mapping[str, Source]
