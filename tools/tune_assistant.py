"""Fits the gate and reports how the assistant does on authors it has not learned from.

`python -m tools.tune_assistant`: each author's questions are held out in turn with a part of the outside ones, a model is learned
from all others, and the held-out questions are asked. Prints the weights for `partnerhub/assistant/gate.py`, what the assistant
does as it is now (by author and by kind), the curve over the threshold, and, with `--wrong N`, the N surest wrong answers.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from partnerhub.assistant import following, gate
from partnerhub.assistant.learned import PHRASES, close_schemes, examples_of, names_of
from partnerhub.assistant.tongues import tongue_of
from partnerhub.assistant.training import fit
from partnerhub.assistant.understanding import Meaning, Understanding
from partnerhub.schemes.phrases import Phrase, read_all_phrases
from partnerhub.schemes.shipped import read_all

# Held out together; the outside questions of two files are dealt among them.
AUTHORS = (
    ("questions-dev",),
    ("questions-employers",),
    ("questions-citizens",),
    ("questions-english",),
    ("voices-short", "voices-ambiguous"),
    ("voices-facets",),
    ("voices-adviser",),
    ("voices-caseworker",),
    ("voices-dialogues", "voices-dialogues-2", "voices-english"),
    ("voices-forum",),
    ("voices-workplace",),
    ("voices-people",),
    ("voices-abroad",),
    ("voices-hotline",),
    ("voices-everyday",),
    ("voices-letters",),
    ("voices-newcomers",),
    ("voices-professionals",),
    ("examined-1",),
    ("examined-2",),
    ("examined-3",),
    ("examined-4",),
    ("examined-5",),
    ("examined-6",),
    ("examined-7",),
    ("examined-8",),
    ("examined-9",),
    ("examined-10",),
    ("examined-11",),
    ("examined-12",),
    ("voices-talks-1",),
    ("voices-talks-2",),
    ("voices-talks-3",),
    ("voices-dialogues-3",),
    ("voices-turns", "voices-details"),
)
_EVERY = 5
_TURNS_ASIDE_COUNT = 0.3
OUTSIDE = (
    "questions-outside",
    "own-near-misses",
    "own-homonyms",
    "voices-outside",
    "voices-elsewhere",
    "voices-elsewhere-2",
    "voices-elsewhere-3",
    "voices-elsewhere-4",
    "voices-elsewhere-5",
    "voices-elsewhere-6",
    "voices-elsewhere-7",
    "voices-elsewhere-8",
)


@dataclass(frozen=True)
class Judged:
    """A held-out question, what it was taken to mean, and what the gate looks at."""

    author: str
    phrase: Phrase
    meaning: Meaning
    signs: dict[str, list[float]]

    @property
    def scored(self) -> bool:
        """It is about a scheme and not ambiguous."""
        return bool(self.phrase.schemes) and self.phrase.kind != "ambiguous"

    @property
    def best(self) -> bool:
        """The likeliest scheme is an accepted one."""
        return bool({*self.meaning.ranked[:1]} & {*self.phrase.schemes})

    @property
    def answered(self) -> bool:
        """It was answered with a scheme."""
        return self.meaning.kind == "answer" and tongue_of(self.phrase.text) in {None, "da", "en"}

    @property
    def facet_fits(self) -> bool:
        """The facet is accepted, or any is."""
        return not self.phrase.facets or self.meaning.facet in self.phrase.facets

    @property
    def shown(self) -> int:
        """How many accepted schemes are the answer or among the suggestions."""
        offered = self.meaning.offered if self.meaning.kind in {"answer", "clarify"} else ()
        return len({*offered} & {*self.phrase.schemes})


Test = Callable[[Judged], bool]
FIGURES: tuple[tuple[str, Test, Test], ...] = (
    ("first", lambda one: one.scored, lambda one: one.best),
    ("hit1", lambda one: one.scored, lambda one: one.answered and one.best),
    ("exact", lambda one: one.scored, lambda one: one.answered and one.best and one.facet_fits),
    ("shown", lambda one: one.scored, lambda one: one.shown > 0),
    ("misled", lambda one: one.scored, lambda one: one.answered and not one.best),
    ("refused", lambda one: not one.phrase.schemes, lambda one: not one.answered),
    ("ambig.", lambda one: one.phrase.kind == "ambiguous", lambda one: (one.answered and one.best) or one.shown >= 2),
)


def main() -> None:
    """Hold out, ask, fit, print."""
    judged: list[Judged] = []
    for name, held_out, knowing in folds():
        judged += [judge(author, phrase, knowing) for author, phrase in [*held_out, *_turns_aside(held_out)]]
        print(f"{name}: {len(held_out)} held out", flush=True)
    _weights(judged)
    _tables(judged)
    if "--wrong" in sys.argv:
        worst = [one for one in judged if one.answered and not one.best]
        for one in sorted(worst, key=lambda one: -one.meaning.confidence)[: int(sys.argv[sys.argv.index("--wrong") + 1])]:
            print(f"{one.meaning.confidence:.2f} {one.meaning.ranked[0]} for {one.phrase.schemes or 'outside'}: {one.phrase.text}")


def folds() -> Iterator[tuple[str, list[tuple[str, Phrase]], Understanding]]:
    """Yield each held-out part with its authors' names and an understanding that has learned from all other phrases."""
    schemes, faults = read_all()
    if faults:
        raise SystemExit("\n".join(str(fault) for fault in faults))
    by_author = read_all_phrases(PHRASES)
    for place, authors in enumerate(AUTHORS):
        held_out = [(author, phrase) for author in authors for phrase in by_author.get(author, ())]
        held_out += [(author, phrase) for author in OUTSIDE for phrase in by_author.get(author, ())[place :: len(AUTHORS)]]
        gone = {id(phrase) for _, phrase in held_out}
        rest = [phrase for phrases in by_author.values() for phrase in phrases if id(phrase) not in gone]
        start = time.process_time()
        model, _ = fit([*examples_of(rest, schemes)])
        print(f"learned from {len(rest)} phrases in {time.process_time() - start:.1f} s", flush=True)
        yield authors[0], held_out, Understanding(model, names_of(schemes), close_schemes(schemes))


def _turns_aside(held_out: Sequence[tuple[str, Phrase]]) -> list[tuple[str, Phrase]]:
    """Return some questions that stand alone, put into dialogues that are about something else."""
    contexts = [phrase.context for _, phrase in held_out if phrase.context] or [("Hvad er jobrotation?",)]
    alone = [phrase for _, phrase in held_out if not phrase.context and phrase.kind != "ambiguous"]
    chosen = [phrase for place, phrase in enumerate(alone) if place % _EVERY == 0 or not phrase.schemes]
    turned = [replace(phrase, context=contexts[place % len(contexts)], kind="turns aside") for place, phrase in enumerate(chosen)]
    return [("turns aside", phrase) for phrase in turned]


def judge(author: str, phrase: Phrase, knowing: Understanding) -> Judged:
    """Return what a held-out question is taken to mean."""
    asked = knowing.model.read(phrase.text, phrase.audience)
    scores = knowing.model.judge(asked)
    if phrase.context:
        signs = {
            "following._RIGHT": following.signs_of(knowing.model, asked, scores, knowing.talk_of(phrase.context, phrase.audience), knowing)[
                0
            ]
        }
    else:
        signs = dict(zip(("gate._RIGHT", "gate._INSIDE"), gate.signs_of(scores, len(asked.words)), strict=True))
    return Judged(author, phrase, knowing.understand(phrase.text, knowing.talk_of(phrase.context, phrase.audience), phrase.audience), signs)


def _weights(judged: Sequence[Judged]) -> None:
    """Print the weights of each chance and its curve over the threshold (ten-fold)."""
    for name in ("gate._RIGHT", "following._RIGHT", "gate._INSIDE"):
        chosen = [one for one in judged if name in one.signs]
        counts = np.array([_TURNS_ASIDE_COUNT if one.author == "turns aside" else 1.0 for one in chosen])
        table, known = np.array([one.signs[name] for one in chosen]), np.array([bool(one.phrase.schemes) for one in chosen])
        truth = known if name.endswith("INSIDE") else np.array([one.best for one in chosen])
        weigher = LogisticRegression(C=10, max_iter=5000)
        scale = table.std(axis=0) + 1e-9
        fitted = weigher.fit(table / scale, truth, sample_weight=counts)
        print(name, "=", tuple(round(float(value), 3) for value in [fitted.intercept_[0], *(fitted.coef_[0] / scale)]))
        chances = cross_val_predict(weigher, table / scale, truth, cv=10, method="predict_proba", params={"sample_weight": counts})[:, 1]
        scored = np.array([one.scored and one.author != "turns aside" for one in chosen])
        print(f"| {'from':<5} | hit % | misled % | outside refused % |")
        for threshold in (0.1, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8):
            says = chances >= threshold
            figures = [(says & truth)[scored], (says & ~truth)[scored], ~says[~known]]
            print(f"| {threshold:<5} | " + " | ".join(f"{100 * rows.mean():.1f}" for rows in figures) + " |")


def _tables(judged: Sequence[Judged]) -> None:
    for title, key in (("author", lambda one: one.author), ("kind", lambda one: one.phrase.kind)):
        print(f"| {title:<20} |    n | " + " | ".join(f"{name:>7}" for name, _, _ in FIGURES) + " |")
        for name in [*sorted({key(one) for one in judged}), "all"]:
            chosen = [one for one in judged if name == key(one) or (name == "all" and one.author != "turns aside")]
            figures = [_percent([test(one) for one in chosen if among(one)]) for _, among, test in FIGURES]
            print(f"| {name:<20} | {len(chosen):>4} | {' | '.join(figures)} |")


def _percent(found: Sequence[bool]) -> str:
    return f"{100 * sum(found) / len(found):7.1f}" if found else "      -"


if __name__ == "__main__":
    main()
