"""Learns a model from examples with scikit-learn; run when knowledge changes, in a process of its own.

The server's workers only read the numbers (`model.py`) and never import scikit-learn.
"""

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from .examples import Example, digest_of
from .features import BLOCKS, Asked, features, read_question
from .model import Columns, Model, placed, vector
from .precedents import Precedents
from .spelling import Speller
from .tellings import Tellings
from .wordforms import level, stem, tokens

FACETS = ("what", "who", "money", "apply", "duration", "rules", "contact")
# A run of letters or a meaning seen once tells nothing; a word seen once may be the telling one.
_LEAST_SEEN = {"letters": 2, "words": 1, "meanings": 2, "cues": 1}
_STRICTNESS = 1.0
_FACET_STRICTNESS = 0.3
_TOLERANCE = 1e-2
# The second opinion on each topic and each facet: how much it counts beside the first, and what is added to each count.
_SECOND_OPINION = 0.15
_SECOND_ON_FACETS = 0.05
_SMOOTHING = 0.02


def fit(examples: Sequence[Example]) -> Model:
    """Return the model learned from the examples; ValueError when they name fewer than two schemes."""
    schemes = tuple(sorted({scheme for example in examples for scheme in example.schemes}))
    if len(schemes) < 2:
        raise ValueError("examples of at least two schemes are needed")
    speller = Speller(Counter(word for example in examples if example.well_spelt for word in tokens(level(example.text))))
    asked = [read_question(example.text, example.audience, speller) for example in examples]
    found = [features(one) for one in asked]
    columns, rarity = _columns(found)
    rows = [vector(blocks, columns, rarity) for blocks in found]
    matrix = _matrix(rows, len(rarity))
    complete = [place for place, example in enumerate(examples) if not example.follows]
    by_topic, on_topics = _topic_judges(matrix[complete], [examples[place] for place in complete], schemes)
    inside = _learn(matrix, examples, [bool(example.schemes) for example in examples], balanced=True)
    by_facet, on_facets = _facet_judges(matrix, examples)
    judges = [*by_topic, inside, *by_facet]
    weights = np.stack([weights for weights, _ in judges], axis=1).astype(np.float32)
    # Both opinions are sums over the same features, so that one table of weights holds them together.
    weights[:, : len(by_topic)] += on_topics
    weights[:, -len(by_facet) :] += on_facets
    return Model(
        digest_of(examples),
        columns,
        rarity,
        weights,
        np.array([offset for _, offset in judges], dtype=np.float32),
        schemes,
        FACETS,
        speller,
        _precedents(rows, examples, schemes),
        _tellings(asked, examples, columns, rarity, schemes),
    )


def _columns(found: Sequence[dict[str, Counter[str]]]) -> tuple[Columns, np.ndarray]:
    """Return a column for each feature that is seen often enough, and how rare each is (smoothed inverse document frequency)."""
    seen = {block: Counter(chain.from_iterable(blocks[block] for blocks in found)) for block in BLOCKS}
    kept = {block: sorted(feature for feature, times in counted.items() if times >= _LEAST_SEEN[block]) for block, counted in seen.items()}
    times = np.array([seen[block][feature] for block, features in kept.items() for feature in features], dtype=np.float32)
    return placed(kept), (np.log((1 + len(found)) / (1 + times)) + 1).astype(np.float32)


def _matrix(rows: Sequence[tuple[np.ndarray, np.ndarray]], width: int) -> csr_matrix:
    ends = np.cumsum([0, *(len(where) for where, _ in rows)])
    parts = (np.concatenate([values for _, values in rows]), np.concatenate([where for where, _ in rows]), ends)
    return csr_matrix(parts, shape=(len(rows), width), dtype=np.float64)


def _precedents(rows: Sequence[tuple[np.ndarray, np.ndarray]], examples: Sequence[Example], schemes: Sequence[str]) -> Precedents:
    shares = [[(facet in example.facets) / max(1, len(example.facets)) for facet in FACETS] for example in examples]
    chosen = [[place for place, example in enumerate(examples) if example.facets and scheme in example.schemes] for scheme in schemes]
    return Precedents.of(rows, chosen, shares)


def _tellings(
    asked: Sequence[Asked], examples: Sequence[Example], columns: Columns, rarity: np.ndarray, schemes: Sequence[str]
) -> Tellings:
    """Return what the written answers say: the examples that count little."""
    known, place = columns["words"], {scheme: number for number, scheme in enumerate(schemes)}
    lines = (
        (place[scheme], [FACETS.index(facet) for facet in example.facets], [known[word] for word in map(stem, one.words) if word in known])
        for one, example in zip(asked, examples, strict=True)
        if example.weight < 1 and example.facets
        for scheme in example.schemes
    )
    return Tellings.of(lines, rarity, len(schemes), len(FACETS))


def _topic_judges(
    matrix: csr_matrix, examples: Sequence[Example], schemes: Sequence[str]
) -> tuple[list[tuple[np.ndarray, float]], np.ndarray]:
    """Return the judge of each scheme and of the outside, and what the second opinion adds to their weights."""
    topics = [*([scheme in example.schemes for example in examples] for scheme in schemes), [not example.schemes for example in examples]]
    return _learn_all(matrix, examples, topics, _STRICTNESS), _SECOND_OPINION * _likelihoods(matrix, examples, topics)


def _likelihoods(matrix: csr_matrix, examples: Sequence[Example], kinds: Sequence[list[bool]]) -> np.ndarray:
    """Return how much likelier each feature is in the examples of a kind than in all others (logarithm), a column for each kind."""
    counted = np.array(kinds, dtype=np.float64).T * np.array([example.weight for example in examples])[:, None]
    inside = matrix.T @ counted
    outside = inside.sum(axis=1, keepdims=True) - inside
    shares = [np.log(part / part.sum(axis=0)) for part in (inside + _SMOOTHING, outside + _SMOOTHING)]
    return (shares[0] - shares[1]).astype(np.float32)


def _facet_judges(matrix: csr_matrix, examples: Sequence[Example]) -> tuple[list[tuple[np.ndarray, float]], np.ndarray]:
    """Return the judge of each facet, and what the second opinion adds to their weights."""
    rows = [place for place, example in enumerate(examples) if example.facets]
    chosen = [examples[place] for place in rows]
    if not rows:
        return [(np.zeros(matrix.shape[1]), 0.0) for _ in FACETS], np.zeros((matrix.shape[1], len(FACETS)))
    matrix = matrix[rows]
    kinds = [[facet in example.facets for example in chosen] for facet in FACETS]
    judges = _learn_all(matrix, chosen, kinds, _FACET_STRICTNESS)
    return judges, _SECOND_ON_FACETS * _likelihoods(matrix, chosen, kinds)


def _learn_all(
    matrix: csr_matrix, examples: Sequence[Example], kinds: Sequence[list[bool]], strictness: float
) -> list[tuple[np.ndarray, float]]:
    """Return a judge for each kind; scikit-learn's solver lets threads run beside each other."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(lambda kind: _learn(matrix, examples, kind, strictness=strictness), kinds))


def _learn(
    matrix: csr_matrix, examples: Sequence[Example], yes: list[bool], *, balanced: bool = False, strictness: float = _STRICTNESS
) -> tuple[np.ndarray, float]:
    """Return weights and offset of one judge; one that never hears yes, or no, stays silent."""
    if len(set(yes)) < 2:
        return np.zeros(matrix.shape[1]), 1.0 if yes and yes[0] else -1.0
    judge = LinearSVC(C=strictness, tol=_TOLERANCE, class_weight="balanced" if balanced else None, random_state=0)
    judge.fit(matrix, yes, sample_weight=[example.weight for example in examples])
    return judge.coef_[0], float(judge.intercept_[0])
