"""How well the assistant does on labelled questions: the figures by which it is judged, by kind of question."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .asking import Asked, ask, is_audience
from .replies import Reply

_LEFT_OUT = {"ambiguous"}


@dataclass(frozen=True)
class Outcome:
    """A labelled question and what was replied."""

    question: str
    kind: str
    schemes: frozenset[str]
    facets: frozenset[str]
    reply: Reply

    @property
    def scored(self) -> bool:
        """It is about a scheme and not ambiguous."""
        return bool(self.schemes) and self.kind not in _LEFT_OUT

    @property
    def hit(self) -> bool:
        """Answered with an accepted scheme."""
        return self.reply.answer is not None and self.reply.answer.scheme in self.schemes

    @property
    def exact(self) -> bool:
        """Answered with an accepted scheme and facet."""
        return self.hit and (not self.facets or (self.reply.answer is not None and self.reply.answer.facet in self.facets))

    @property
    def shown(self) -> bool:
        """An accepted scheme is the answer's or among the suggestions."""
        return self.hit or bool(self.schemes & {choice.scheme for choice in self.reply.suggestions[:4]})

    @property
    def misled(self) -> bool:
        """Answered with a scheme that is not accepted."""
        return self.reply.answer is not None and not self.hit

    @property
    def refused(self) -> bool:
        """Nothing was claimed."""
        return self.reply.kind in {"none", "smalltalk", "clarify"}

    @property
    def asked_back_well(self) -> bool:
        """An ambiguous question: an accepted answer, or at least two accepted suggestions."""
        return self.hit or len(self.schemes & {choice.scheme for choice in self.reply.suggestions[:4]}) >= 2


def evaluate(path: Path) -> list[Outcome]:
    """Return the outcome of every question of a file, one JSON object a line; ValueError names a line that is none."""
    outcomes = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entry: dict[str, Any] = json.loads(line)
            asked = _asked(entry)
            schemes, facets = frozenset(_names(entry["scheme"])), frozenset(_names(entry.get("facet") or []))
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise ValueError(f"line {number} is no labelled question: {fault}") from fault
        outcomes.append(Outcome(entry["question"], str(entry.get("kind", "plain")), schemes, facets, ask(asked)))
    return outcomes


def _names(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise TypeError("`scheme` and `facet` are lists of names")
    return value


def _asked(entry: dict[str, Any]) -> Asked:
    """Return the question of a line; an audience or a language that is none counts as not said."""
    context, audience = entry.get("context") or [], entry.get("audience")
    if not isinstance(context, list) or not all(isinstance(text, str) for text in (entry["question"], *context)):
        raise TypeError("`question` is a text and `context` a list of texts")
    return Asked(
        entry["question"], tuple(context), audience if is_audience(audience) else None, "en" if entry.get("lang") == "en" else "da"
    )


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the lines of the table: every kind of question, and all together."""
    lines = [f"{'kind':<12}{'n':>5}  {'hit1':>6} {'exact':>6} {'shown':>6} {'misled':>6} {'refused':>7} {'ambiguous':>9}"]
    kinds = sorted({outcome.kind for outcome in outcomes})
    for name, chosen in [*((kind, [o for o in outcomes if o.kind == kind]) for kind in kinds), ("all", list(outcomes))]:
        scored, outside = [o for o in chosen if o.scored], [o for o in chosen if not o.schemes]
        ambiguous = [o for o in chosen if o.kind == "ambiguous"]
        figures = [
            _percent(scored, lambda o: o.hit),
            _percent(scored, lambda o: o.exact),
            _percent(scored, lambda o: o.shown),
            _percent(scored, lambda o: o.misled),
        ]
        refused, asked_back = _percent(outside, lambda o: o.refused), _percent(ambiguous, lambda o: o.asked_back_well)
        lines.append(f"{name:<12}{len(chosen):>5}  {' '.join(figures)} {refused:>7} {asked_back:>9}")
    return lines


def wrong(outcomes: Iterable[Outcome]) -> list[str]:
    """Return a line for each question that was misled, missed, or answered though it is outside."""
    found = []
    for one in outcomes:
        if (one.scored and not one.hit) or (not one.schemes and not one.refused):
            said = f"{one.reply.answer.scheme}/{one.reply.answer.facet}" if one.reply.answer else one.reply.kind
            found.append(f"{one.reply.confidence:.2f} {said} for {'|'.join(sorted(one.schemes)) or 'outside'}: {one.question}")
    return found


def _percent(chosen: Sequence[Outcome], test: Callable[[Outcome], bool]) -> str:
    return f"{100 * sum(map(test, chosen)) / len(chosen):6.1f}" if chosen else "     -"
