"""Hears a cry for help in a question, in any of the languages of the assistant's neighbours, and however hastily it is typed."""

import re
import unicodedata
from functools import cache

from .patterns import read_patterns
from .wordforms import level

_PROMISES = " (?:op til|af|on)"  # a firm that "vil ikke leve op til" a rule, somebody who "vil ikke leve af kontanthjælp"
_RUN = re.compile(r"([^\W\d_])\1+")


def is_crisis(question: str) -> bool:
    """Tell whether somebody speaks of taking their own life or of harming themselves; the words are in lexicon/crisis.yaml."""
    return _cries().search(_plain(question)) is not None


@cache
def _cries() -> re.Pattern[str]:
    parts = [part for line in read_patterns("crisis.yaml").values() for part in line.split(", ")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(_expression(part) for part in parts)})(?!\w)(?!{_PROMISES})")


def _expression(part: str) -> str:
    return re.escape(_plain(part)).replace(r"\*", r"\w*")


def _plain(text: str) -> str:
    """Return a levelled text without invisible signs, each run of a letter as one: "ikkke", "ikke" and "ike" are the same."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return _RUN.sub(r"\1", level(seen))
