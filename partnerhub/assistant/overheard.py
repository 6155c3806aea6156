"""Whether a question that no rule takes for a cry for help is one all the same, by what the judge of cries says of it."""

import re
from collections.abc import Sequence
from functools import cache

from .composing import SMALL
from .crisis import Harm
from .model import Scores
from .patterns import read_patterns
from .wordforms import level, tokens

# From what the judge says a question is taken for a cry, and from what for one that may be; of the unseen questions none reaches the
# first, one in three hundred the second (docs/assistant.md).
_CRY_FROM, _MAY_BE_FROM = 0.1, -0.2
_FEWEST_WORDS = 3
# Who speaks of themselves, and of somebody else.
_ONESELF = re.compile(r"\b(?:jeg|mig|i|i'm|me|myself)\b")
_SOMEBODY_ELSE = re.compile(
    r"\b(?:(?:medarbejder|laerling|elev|borger)(?:en|e|ne|s)?|(?:ansat|ansatte|kollega|kolleger|kollegaer)(?:en|n|ne|s)?|medlem(?:met|mer|s)?"
    r"|mand|manden|kone|konen|soen|soennen|datter|datteren|bror|soester|ven|vennen|veninde|chef|chefen"
    r"|(?:employee|colleague|apprentice|worker|member|husband|wife|son|daughter|brother|sister|friend|boss)s?)\b"
)
# How little the judge says where a rule hears a cry and the question is answered, with whom to call beside.
_FAR_FROM_ONE, _MAYBE_OF_A_SCHEME = {Harm.LIFE: -0.5, Harm.VIOLENCE: -1.0}, 0.25


def is_cry(scores: Scores, words: Sequence[str]) -> bool:
    """Tell whether a question with these scores and words is taken for a cry for help."""
    return scores.cry >= _CRY_FROM and _says_something(words)


def is_about_work(scores: Scores, right: float, is_named: bool, harm: Harm) -> bool:
    """Tell whether a question that a rule takes for a cry asks of a scheme all the same: "min medarbejder har forsøgt selvmord, kan vi …?".

    `right` is the chance that the best scheme is meant, `is_named` whether one is named. The judge must be far from hearing a cry.
    """
    return harm in _FAR_FROM_ONE and scores.cry <= _FAR_FROM_ONE[harm] and (is_named or right >= _MAYBE_OF_A_SCHEME)


def is_of_oneself(levelled: str) -> bool:
    """Tell whether somebody speaks of their own life: "jeg", and nobody else whom it may be about."""
    return bool(_ONESELF.search(levelled)) and not _SOMEBODY_ELSE.search(levelled)


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
