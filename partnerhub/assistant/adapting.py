"""Lets a model take in a few new examples at once; it serves until it is learned anew from everything.

Learning from all examples takes seconds and a process of its own, an editor's new phrase should be understood at once. Each new example
moves the judges that it proves wrong just as far as it must (passive-aggressive learning, Crammer et al. 2006), in its rarest features
most, so that questions which share only everyday words with it are judged as before.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .examples import Example
from .features import BLOCKS, features, read_question
from .model import Columns, Model, vector
from .spelling import Speller
from .wordforms import level, tokens

# More than these are left to learning: taking them in would take as long.
MOST_AT_ONCE = 300
_ROUNDS = 10
# What a judge says of an example it has taken in, at least, above or below nothing; and what one of a scheme unheard of says of anything.
_MARGIN, _SILENT = 1.0, -1.5

Row = tuple[NDArray[np.int64], NDArray[np.float32]]


def adapt(model: Model, examples: Sequence[Example]) -> Model:
    """Return a model that also judges the new examples rightly, the first MOST_AT_ONCE of them; schemes it has not met come last.

    What it returns is not to be saved: its features stand in another order than a saved model's.
    """
    new = examples[:MOST_AT_ONCE]
    counts = Counter(word for example in new if example.well_spelt for word in tokens(level(example.text)))
    speller = Speller(Counter(model.speller.counts) + counts)
    found = [features(read_question(example.text, example.audience, speller)) for example in new]
    columns, unmet = _with_new(model.columns, found)
    rarity = np.concatenate([model.rarity, np.full(unmet, model.rarity.max(), dtype=np.float32)])
    rows = [vector(blocks, columns, rarity) for blocks in found]
    schemes = (*model.schemes, *sorted({scheme for example in new for scheme in example.schemes} - {*model.schemes}))
    weights, offsets = _room_for(model, len(rarity), len(schemes) - len(model.schemes))
    goals = np.array([_goals(example, schemes, model.facets) for example in new], dtype=np.float32)
    _move(weights, offsets, [(row, goal) for row, goal in zip(rows, goals, strict=True) if len(row[0])])
    shares = [[(facet in example.facets) / max(1, len(example.facets)) for facet in model.facets] for example in new]
    told = [[place for place, example in enumerate(new) if example.facets and scheme in example.schemes] for scheme in schemes]
    precedents = model.precedents.joined_by(rows, told, shares)
    return replace(
        model, columns=columns, rarity=rarity, weights=weights, offsets=offsets, schemes=schemes, speller=speller, precedents=precedents
    )


def _with_new(columns: Columns, found: Sequence[dict[str, Counter[str]]]) -> tuple[Columns, int]:
    """Return the columns with one more for each feature that was never seen, and how many those are."""
    first = following = sum(len(known) for known in columns.values())
    more = {}
    for block in BLOCKS:
        known = columns[block]
        new = dict.fromkeys(feature for blocks in found for feature in blocks[block] if feature not in known)
        more[block] = known.with_more(new, following)
        following += len(new)
    return more, following - first


def _room_for(model: Model, features_now: int, new_schemes: int) -> tuple[NDArray[np.float16], NDArray[np.float32]]:
    """Return the weights and offsets with silent rows for new features and, after the known schemes, judges that say no.

    The weights in the half room in which they are saved.
    """
    rows, judges = model.weights.shape
    known = len(model.schemes)
    weights = np.zeros((features_now, judges + new_schemes), dtype=np.float16)
    weights[:rows, :known] = model.weights[:, :known]
    weights[:rows, known + new_schemes :] = model.weights[:, known:]
    return weights, np.insert(model.offsets, [known] * new_schemes, _SILENT).astype(np.float32)


def _goals(example: Example, schemes: Sequence[str], facets: Sequence[str]) -> list[float]:
    """Return what each judge should say of an example: 1 yes, -1 no, 0 whatever it likes."""
    about = [0.0] * (len(schemes) + 2)
    if not example.follows:
        about = [*(1.0 if scheme in example.schemes else -1.0 for scheme in schemes), -1.0, 1.0]
        about[-2:] = [-1.0, 1.0] if example.schemes else [1.0, -1.0]
    return [*about, *((1.0 if facet in example.facets else -1.0) if example.facets else 0.0 for facet in facets), 0.0]


def _move(weights: NDArray[np.float16], offsets: NDArray[np.float32], lessons: Sequence[tuple[Row, NDArray[np.float32]]]) -> None:
    """Move the weights until every lesson's goals are met, or for so many rounds."""
    for _ in range(_ROUNDS):
        met = True
        for (where, values), goal in lessons:
            lacking = np.maximum(0, _MARGIN - goal * (offsets + values @ weights[where].astype(np.float32))) * (goal != 0)
            if lacking.max() > 0.01:
                met = False
                telling = values**3  # the cube: a rare word moves far, what every question holds hardly at all
                weights[where] += np.outer(telling / (values @ telling), goal * lacking).astype(np.float16)
        if met:
            return
