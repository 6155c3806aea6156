"""Learns a model from examples; run when knowledge changes, in a process of its own.

What learning went through is kept (`Workings`), so that after a change only what is new is read and only what it moves is learned.
The server's workers read the numbers (`model.py`) and never load SciPy.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .examples import Example, digest_of, keys_of, way_of_learning
from .features import PAIRED, read_question
from .judges import Lesson, Table, learn
from .model import Model
from .precedents import Precedents
from .rows import Counts, Rows
from .spelling import Speller
from .tellings import Tellings
from .wordforms import level, tokens
from .workings import Workings

FACETS = ("what", "who", "money", "apply", "duration", "rules", "contact")
OUTSIDE, INSIDE, CRY = "(outside)", "(inside)", "(cry)"
# What a fault costs a judge of topics and of facets.
_STRICTNESS, _FACET_STRICTNESS = 1.0, 0.3
# What one costs the judge of cries: on a cry or what sounds like one, and on all the other questions, of which there are many more.
_STRICTNESS_NEAR_A_CRY, _CRY_STRICTNESS = 2.0, 0.5
# The second opinion on each topic and each facet: how much it counts beside the first, and what is added to each count.
_SECOND_OPINION, _SECOND_ON_FACETS = 0.15, 0.05
_SMOOTHING = 0.02


def fit(examples: Sequence[Example], earlier: Workings | None = None) -> tuple[Model, Workings]:
    """Return the model learned from the examples, and how; `earlier` workings make it fast where examples are the same.

    Raises ValueError when the examples name fewer than two schemes.
    """
    schemes = tuple(sorted({scheme for example in examples for scheme in example.schemes}))
    if len(schemes) < 2:
        raise ValueError("examples of at least two schemes are needed")
    names, keys, way = (*schemes, OUTSIDE, INSIDE, *FACETS, CRY), [*keys_of(examples)], way_of_learning()
    if earlier and earlier.way == way:
        speller, rows, burdens = _taken_over(examples, keys, names, earlier)
    else:
        speller, rows, burdens = *_read(examples, {}), None
    columns, rarity, values = rows.weighed()
    lesson = _lesson(examples, schemes)
    yes = lesson.goals > 0
    bench = learn(values, lesson, burdens)
    # Both opinions are sums over the same features, so that one table of weights holds them together.
    weights = _with_second_opinions(bench.weights, values, lesson, len(schemes) + 2)
    model = Model(
        digest_of(keys),
        columns,
        rarity,
        weights,
        bench.offsets,
        schemes,
        FACETS,
        speller,
        _precedents(values, yes, len(schemes)),
        _tellings(rows.blocks["words"], examples, yes, columns["words"], rarity, len(schemes)),
    )
    return model, Workings(way, keys, rows, names, bench.burdens)


def _read(examples: Sequence[Example], words: Mapping[str, int]) -> tuple[Speller, Rows]:
    """Return a speller that knows the examples' words and these, and the examples as rows."""
    found = Counter(words)
    found.update(word for example in examples if example.well_spelt for word in tokens(level(example.text)))
    speller = Speller(found)
    return speller, Rows.of([read_question(example.text, example.audience, speller) for example in examples])


def _taken_over(
    examples: Sequence[Example], keys: Sequence[bytes], judges: Sequence[str], earlier: Workings
) -> tuple[Speller, Rows, Table]:
    """Return a speller, the examples as rows and how hard each pulled earlier, reading only those that were not read then.

    An old example keeps the words that its typing errors were mended to, though a new one may be nearer.
    """
    read: dict[bytes, list[int]] = {}
    for place, key in enumerate(earlier.keys):
        read.setdefault(key, []).append(place)
    places = np.array([read[key].pop() if read.get(key) else -1 for key in keys], dtype=np.int64)
    is_new = places < 0
    well_spelt = np.zeros(len(earlier.keys), dtype=bool)
    well_spelt[places[~is_new]] = [example.well_spelt for example, new in zip(examples, is_new, strict=True) if not new]
    speller, more = _read([example for example, new in zip(examples, is_new, strict=True) if new], earlier.rows.tokens.totals(well_spelt))
    burdens = np.zeros((len(examples), len(judges)), dtype=np.float32)
    for judge, name in enumerate(judges):
        if name in earlier.judges:
            burdens[~is_new, judge] = earlier.burdens[places[~is_new], earlier.judges.index(name)]
    places[is_new] = len(earlier.keys) + np.arange(is_new.sum())
    return speller, earlier.rows.taken(places, more), burdens


def _lesson(examples: Sequence[Example], schemes: Sequence[str]) -> Lesson:
    """Return what each judge should say of each example: those of schemes, of the outside, of any scheme, of facets, of a cry for help.

    An example that follows others says nothing of its scheme by itself, one without facets nothing of facets; "any scheme" and none
    of them count equally, however many examples each has.
    """
    place = {name: number for number, name in enumerate((*schemes, OUTSIDE, INSIDE, *FACETS, CRY))}
    first_facet = len(schemes) + 2
    goals = np.full((len(examples), len(place)), -1, dtype=np.float32)
    for row, example in enumerate(examples):
        goals[row, [place[name] for name in (*example.schemes, INSIDE if example.schemes else OUTSIDE, *example.facets)]] = 1
        goals[row, place[CRY]] = 1 if example.cry else -1
    weights = np.array([example.weight for example in examples], dtype=np.float32)
    alone = np.array([not example.follows and example.cry is not False for example in examples])
    asks = np.array([bool(example.facets) for example in examples])
    costs = np.zeros_like(goals)
    costs[:, : first_facet - 1] = (_STRICTNESS * weights * alone)[:, None]
    inside = goals[:, place[INSIDE]] > 0
    costs[:, place[INSIDE]] = _STRICTNESS * weights * np.where(inside, 0.5 / max(inside.mean(), 1e-9), 0.5 / max(1 - inside.mean(), 1e-9))
    costs[[example.cry is False for example in examples], place[INSIDE]] = 0
    costs[:, first_facet : place[CRY]] = (_FACET_STRICTNESS * weights * asks)[:, None]
    costs[:, place[CRY]] = [_CRY_STRICTNESS if example.cry is None else _STRICTNESS_NEAR_A_CRY for example in examples]
    return Lesson(goals, costs)


def _with_second_opinions(weights: Table, rows: csr_matrix, lesson: Lesson, first_facet: int) -> Table:
    """Return the weights of the judges, to which what the second opinion says is added in place."""
    topics, facets = slice(0, first_facet - 1), slice(first_facet, first_facet + len(FACETS))
    for judges, share, strictness in ((topics, _SECOND_OPINION, _STRICTNESS), (facets, _SECOND_ON_FACETS, _FACET_STRICTNESS)):
        counted = np.where(lesson.goals[:, judges] > 0, lesson.costs[:, judges] / strictness, 0)
        if counted.any():
            weights[:, judges] += share * _likelihoods(rows, counted)
    return weights


def _likelihoods(rows: csr_matrix, counted: Table) -> Table:
    """Return how much likelier each feature is in the rows counted for a kind than in those of all others (logarithm), a column a kind."""
    inside: Table = rows.T @ counted
    outside = inside.sum(axis=1, keepdims=True) - inside
    for part in (inside, outside):  # in place, for these are large
        part += _SMOOTHING
        part /= part.sum(axis=0)
        np.log(part, out=part)
    inside -= outside
    return inside


def _precedents(rows: csr_matrix, yes: NDArray[np.bool_], schemes: int) -> Precedents:
    facets = yes[:, schemes + 2 : schemes + 2 + len(FACETS)].astype(np.float32)
    many = facets.sum(axis=1, keepdims=True)
    chosen = [np.flatnonzero(yes[:, scheme] & (many[:, 0] > 0)) for scheme in range(schemes)]
    return Precedents.of(rows, chosen, facets / np.maximum(1, many))


def _tellings(
    words: Counts,
    examples: Sequence[Example],
    yes: NDArray[np.bool_],
    columns: Mapping[str, int],
    rarity: NDArray[np.float32],
    schemes: int,
) -> Tellings:
    """Return what the written answers say, word by word: the examples that count little."""
    written = np.array([place for place, example in enumerate(examples) if example.weight < 1 and example.facets], dtype=np.int64)
    single = [place for place, word in enumerate(words.names) if PAIRED not in word and word in columns]
    names = np.array([columns[words.names[place]] for place in single], dtype=np.int64)
    facets = yes[written, schemes + 2 : schemes + 2 + len(FACETS)].T
    about = [(facets & yes[written, scheme]).astype(np.float32) for scheme in range(schemes)]
    return Tellings.of(words.times[written][:, single], names, about, rarity)
