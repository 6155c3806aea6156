"""Whether a question that no rule takes for a cry for help is one all the same, by what the judge of cries says of it."""

from collections.abc import Sequence
from functools import cache

from .composing import SMALL
from .model import Scores
from .patterns import read_patterns
from .wordforms import level, tokens

# From what the judge says a question is taken for a cry, and from what for one that may be; of the unseen questions none reaches the
# first, one in three hundred the second (docs/assistant.md).
_CRY_FROM, _MAY_BE_FROM = 0.1, -0.2
_FEWEST_WORDS = 3
# How little it says where a rule hears a cry and the question is answered, with whom to call beside; first persons stay above it.
_FAR_FROM_ONE, _MAYBE_OF_A_SCHEME = -1.0, 0.25


def is_cry(scores: Scores, words: Sequence[str]) -> bool:
    """Tell whether a question with these scores and words is taken for a cry for help."""
    return scores.cry >= _CRY_FROM and _says_something(words)


def is_about_work(scores: Scores, right: float, is_named: bool) -> bool:
    """Tell whether a question that a rule takes for a cry asks of a scheme all the same: "min medarbejder har forsøgt selvmord, kan vi …?".

    `right` is the chance that the best scheme is meant, `is_named` whether one is named. The judge must be far from hearing a cry.
    """
    return scores.cry <= _FAR_FROM_ONE and (is_named or right >= _MAYBE_OF_A_SCHEME)


def may_be_cry(scores: Scores, words: Sequence[str]) -> bool:
    """Tell whether a question with these scores and words may be a cry for help."""
    return scores.cry >= _MAY_BE_FROM and _says_something(words)


def _says_something(words: Sequence[str]) -> bool:
    """Tell whether words are more than those of every follow-up: "skal jeg gøre det selv?" holds only words that cries hold too."""
    return len(words) >= _FEWEST_WORDS and not _common().issuperset(words)


@cache
def _common() -> frozenset[str]:
    """Return the words that stand in any question: the small ones of crisis.yaml and all of bare.yaml."""
    lines = [str(read_patterns("crisis.yaml")[SMALL]).replace(",", " "), *read_patterns("bare.yaml").values()]
    return frozenset(word for line in lines for word in tokens(level(line)))
