"""Fits the gate and reports how the assistant does on authors it has not learned from.

`python -m tools.tune_assistant`: each author's file is held out in turn (the outside questions in halves), a model is learned
from the others, and the held-out questions are judged. Prints the weights for `partnerhub/assistant/gate.py`, the curve of hit,
misled and refused over the threshold, and, with `--wrong N`, the N questions that were most surely answered wrongly.
"""

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from partnerhub.assistant.gate import signs_of
from partnerhub.assistant.learned import PHRASES, examples_of, names_of
from partnerhub.assistant.training import fit
from partnerhub.assistant.understanding import Understanding
from partnerhub.schemes.phrases import Phrase, read_all_phrases
from partnerhub.schemes.shipped import read_all

HELD_OUT = ("questions-dev", "questions-employers", "questions-citizens", "questions-english", "questions-outside", "own-outside")


@dataclass(frozen=True)
class Judged:
    """A held-out question with what the gate looks at."""

    author: str
    phrase: Phrase
    best: str
    four: tuple[str, ...]
    facet: str
    right: list[float]
    inside: list[float]
    turn: str


def main() -> None:
    """Hold out, judge, fit, print."""
    schemes, faults = read_all()
    if faults:
        raise SystemExit("\n".join(str(fault) for fault in faults))
    by_author = read_all_phrases(PHRASES)
    names = names_of(schemes)
    judged: list[Judged] = []
    for author, left_out in _folds(by_author):
        gone = {id(phrase) for phrase in left_out}
        rest = [phrase for phrases in by_author.values() for phrase in phrases if id(phrase) not in gone]
        start = time.perf_counter()
        model = Understanding(fit(examples_of(rest, schemes)), names)
        judged += [_judge(author, phrase, model) for phrase in left_out if phrase.kind != "followup"]
        print(f"{author}: {len(left_out)} held out, {len(rest)} learned from, {time.perf_counter() - start:.1f} s", flush=True)
    _report(judged)


def _folds(by_author: Mapping[str, Sequence[Phrase]]) -> list[tuple[str, list[Phrase]]]:
    folds: list[tuple[str, list[Phrase]]] = []
    for author in HELD_OUT:
        phrases = list(by_author.get(author, ()))
        if "outside" in author:
            folds += [(author, phrases[half::2]) for half in (0, 1) if phrases]
        else:
            folds.append((author, phrases))
    return folds


def _judge(author: str, phrase: Phrase, knowing: Understanding) -> Judged:
    asked = knowing.model.read(phrase.text, phrase.audience)
    scores = knowing.model.judge(asked)
    order = np.argsort(-scores.schemes)
    ranked = [knowing.model.schemes[place] for place in order[:4]]
    right, inside = signs_of(scores, len(asked.words))
    facet = knowing.model.facets[int(np.argmax(scores.facets))]
    return Judged(author, phrase, ranked[0], tuple(ranked), facet, right, inside, knowing.turn_of(asked))


def _report(judged: Sequence[Judged]) -> None:
    known = np.array([bool(one.phrase.schemes) for one in judged])
    correct = np.array([one.best in one.phrase.schemes for one in judged])
    chances = {}
    for name, table, truth in (("_RIGHT", [j.right for j in judged], correct), ("_INSIDE", [j.inside for j in judged], known)):
        weights = np.array([1.0 if is_known else 1.2 for is_known in known])
        gate = LogisticRegression(C=10, max_iter=1000).fit(table, truth, sample_weight=weights)
        print(name, "=", tuple(round(float(value), 3) for value in [gate.intercept_[0], *gate.coef_[0]]))
        chances[name] = cross_val_predict(LogisticRegression(C=10, max_iter=1000), table, truth, cv=10, method="predict_proba")[:, 1]
    authors = list(dict.fromkeys(one.author for one in judged))
    scored = np.array([bool(one.phrase.schemes) and one.phrase.kind != "ambiguous" for one in judged])
    shown = np.array([bool(set(one.four) & set(one.phrase.schemes)) for one in judged])
    facet = np.array([not one.phrase.facets or one.facet in one.phrase.facets for one in judged])
    print(f"{'author':<22}{'n':>5} {'first':>6} {'in 4':>6} {'facet':>6}")
    for author in authors:
        rows = np.array([one.author == author for one in judged]) & scored
        if rows.any():
            print(f"{author:<22}{rows.sum():>5} {_percent(correct[rows])} {_percent(shown[rows])} {_percent(facet[rows & correct])}")
    print(f"{'answer from':<12} {'hit':>6} {'misled':>6} {'refused':>8}   the same by author: hit/misled or refused")
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        says = chances["_RIGHT"] >= threshold
        parts = []
        for author in authors:
            mine = np.array([one.author == author for one in judged])
            inside, outside = mine & scored, mine & ~known
            if inside.any():
                parts.append(f"{author[-9:]} {_percent((says & correct)[inside])}/{_percent((says & ~correct)[inside])}")
            if outside.any():
                parts.append(f"{author[-9:]} {_percent(~says[outside])}")
        figures = [_percent((says & correct)[scored]), _percent((says & ~correct)[scored]), _percent(~says[~known])]
        print(f"{threshold:<12} {' '.join(figures)}   {'  '.join(parts)}")
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        says = chances["_INSIDE"] >= threshold
        print(f"inside from {threshold}: known kept {_percent(says[known])}, outside refused {_percent(~says[~known])}")
    if "--wrong" in sys.argv:
        worst = [(chances["_RIGHT"][place], one) for place, one in enumerate(judged) if not correct[place]]
        for chance, one in sorted(worst, key=lambda pair: -pair[0])[: int(sys.argv[sys.argv.index("--wrong") + 1])]:
            print(f"{chance:.2f} {one.best} for {one.phrase.schemes or 'outside'}: {one.phrase.text}")


def _percent(rows: np.ndarray) -> str:
    return f"{100 * rows.mean():6.1f}" if rows.size else "     -"


if __name__ == "__main__":
    main()
