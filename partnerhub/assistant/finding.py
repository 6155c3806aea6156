"""Find my scheme: which question still matters, and which schemes fit, with why, what is missing, and what speaks against. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..schemes.content_types import Source
from ..schemes.knowledge import Knowledge
from ..schemes.life import alternatives_for, phase_on, status_on
from ..schemes.presenting import AnswerShown, Reader, show
from ..schemes.scheme_page import Neighbour, neighbour
from ..schemes.terms import Audience, Facet, Status
from .guide_rules import UNSURE, Fit, Goal, Guide, Need, Question, Said


@dataclass(frozen=True)
class Reason:
    """A condition with the answer that met it or speaks against it, "" where the goal itself does."""

    text: str
    answer: str


@dataclass(frozen=True)
class Proposed:
    """A scheme that may fit: why, what the answers met, what must be checked, and what is known of it today."""

    scheme: str
    name: str
    status: Status
    remark: str
    shown: AnswerShown
    why: str
    met: tuple[Reason, ...]
    open: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Gone:
    """A scheme that would have been the answer and can no longer be granted, with what to use instead."""

    name: str
    scheme: str
    lead: str
    alternatives: tuple[Neighbour, ...]


@dataclass(frozen=True)
class RuledOut:
    """A scheme that the answers speak against."""

    scheme: str
    name: str
    reasons: tuple[Reason, ...]


# They come for what they used to get; others are helped by what there is.
_USED_TO_GET = frozenset({Audience.COMPANY, Audience.UNION, Audience.MUNICIPALITY})


@dataclass(frozen=True)
class Found:
    """The reasoned list; `is_gone_first` tells whether what has ended stands before what fits."""

    proposed: tuple[Proposed, ...]
    gone: tuple[Gone, ...]
    ruled_out: tuple[RuledOut, ...]
    is_gone_first: bool


@dataclass(frozen=True)
class Case:
    """Somebody's goal and answers, beside all that is known: everything the finding needs."""

    goal: Goal
    answers: Mapping[str, str]
    guide: Guide
    knowledge: Knowledge
    reader: Reader

    def asked(self) -> list[Question]:
        """Return the goal's questions that make sense after these answers, in order."""
        questions = [self.guide.questions[key] for key in self.goal.asks]
        return [
            question
            for question in questions
            if all(self.answers.get(name) in values for name, values in question.only.items() if name in self.goal.asks)
        ]

    def next_question(self) -> Question | None:
        """Return the first unanswered question that could still change the result, None when none does."""
        wanted = {name for fit in self.fitting() for need in fit.needs if self._state(need) is None for name in need.when}
        wanted |= {key for name in wanted & {*self.goal.asks} for key in self.guide.questions[name].only}
        return next((question for question in self.asked() if question.id in wanted and question.id not in self.answers), None)

    def fitting(self) -> list[Fit]:
        """Return what the answers do not speak against, best first: no wish unmet, sure to be granted, most conditions met.

        What is alike stands in the goal's order; never what has ended.
        """
        return sorted((fit for fit in self._fits() if not self._against(fit)), key=self._rank)

    def find(self) -> Found:
        """Return the reasoned list: what fits, what has ended, what the answers speak against."""
        against = [(fit, self._against(fit)) for fit in self._fits() if self._against(fit)]
        fitting = self.fitting()
        return Found(
            tuple(map(self._proposed, fitting)),
            tuple(self._gone()),
            tuple(RuledOut(fit.scheme, self._name(fit.scheme), tuple(map(self._reason, needs))) for fit, needs in against),
            not fitting or self.reader.audience in _USED_TO_GET,
        )

    def _rank(self, fit: Fit) -> tuple[int, bool, int]:
        states = [self._state(need) for need in fit.needs]
        is_unsure = status_on(self.knowledge.schemes[fit.scheme], self.reader.day) is not Status.ACTIVE
        return states.count(False), is_unsure, -states.count(True)

    def _name(self, scheme: str) -> str:
        return self.knowledge.schemes[scheme].name.in_language(self.reader.lang)

    def _fits(self) -> list[Fit]:
        known = [key for key in self.goal.schemes if key in self.guide.fits and key in self.knowledge.schemes]
        return [self.guide.fits[key] for key in known if status_on(self.knowledge.schemes[key], self.reader.day) is not Status.ENDED]

    def _state(self, need: Need) -> bool | None:
        """True: met. False: answered otherwise. None: nobody knows; so is "do not know", and what this goal never asks."""
        relevant = {name for name in need.when if name in self.goal.asks or name in self.goal.assumes}
        given = self._given(need)
        if any(self._answer(name) in need.when[name] for name in given):
            return True
        if any(self._answer(name) in need.maybe.get(name, ()) for name in given):
            return None
        pointless = {name for name in relevant - given if self._is_pointless(name)}
        return False if given and not relevant - given - pointless else None

    def _never_asked(self, need: Need) -> bool:
        return not need.when.keys() & {*self.goal.asks, *self.goal.assumes}

    def _answer(self, name: str) -> str:
        return self.goal.assumes.get(name, "") or (self.answers.get(name, "") if name in self.goal.asks else "")

    def _given(self, need: Need) -> set[str]:
        return {name for name in need.when if (value := self._answer(name)) and value in self.guide.questions[name].options}

    def _is_pointless(self, name: str) -> bool:
        """Tell whether other answers make a question pointless."""
        only = {key: values for key, values in self.guide.questions[name].only.items() if key in self.goal.asks}
        return any(key in self.answers and self.answers[key] not in {*values, UNSURE} for key, values in only.items())

    def _against(self, fit: Fit) -> list[Need]:
        return [need for need in fit.needs if not need.is_soft and self._state(need) is False]

    def _reason(self, need: Need) -> Reason:
        given = sorted(self._given(need))
        telling = [name for name in given if self._answer(name) in need.when[name]] or given
        said = [name for name in telling if name not in self.goal.assumes]
        words = [self.guide.questions[name].options[self._answer(name)].in_language(self.reader.lang) for name in said]
        return Reason(need.said.text.in_language(self.reader.lang), ", ".join(words))

    def _proposed(self, fit: Fit) -> Proposed:
        lang = self.reader.lang
        unmet = [need.said for need in fit.needs if self._state(need) is not True and not (need.is_aim and self._never_asked(need))]
        said: list[Said] = [fit.why, *(need.said for need in fit.needs), *fit.check]
        shown = show(self.knowledge.schemes[fit.scheme], Facet.WHAT, self.knowledge, self.reader)
        return Proposed(
            scheme=fit.scheme,
            name=self._name(fit.scheme),
            status=shown.status,
            remark=" ".join(filter(None, [shown.lead, shown.note if shown.status is not Status.ACTIVE else ""])),
            shown=shown,
            why=fit.why.text.in_language(lang),
            met=tuple(self._reason(need) for need in fit.needs if self._state(need)),
            open=tuple(item.text.in_language(lang) for item in [*unmet, *fit.check]),
            sources=cited((key for item in said for key in item.sources), fit.scheme, self.knowledge),
        )

    def _gone(self) -> Iterable[Gone]:
        for key in self.goal.schemes:
            scheme = self.knowledge.schemes.get(key)
            if scheme is None or status_on(scheme, self.reader.day) is not Status.ENDED:
                continue
            lead = phase_on(scheme, self.reader.day).lead
            others = [
                self.knowledge.schemes[other] for other in alternatives_for(scheme, self.reader.audience) if other in self.knowledge.schemes
            ]
            yield Gone(
                self._name(key),
                key,
                lead.in_language(self.reader.lang) if lead else "",
                tuple(neighbour(other, self.reader) for other in others),
            )


def cited(sources: Iterable[str], scheme: str, knowledge: Knowledge) -> tuple[Source, ...]:
    """Return the sources behind ids such as "s3" (of the scheme) and "rekruttering/s9" (of another); an id that is no more is left out."""
    found: dict[str, Source] = {}
    for key in sources:
        owner, _, own = key.rpartition("/")
        known = knowledge.schemes.get(owner or scheme)
        if known and own in known.sources:
            found.setdefault(f"{owner or scheme}/{own}", known.sources[own])
    return tuple(found.values())
