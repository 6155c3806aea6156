"""Hears a cry for help in a question, in any of the languages of the assistant's neighbours, and however hastily it is typed."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from .patterns import read_patterns
from .wordforms import level

_PROMISES = " (?:op til|af|on)"  # a firm that "vil ikke leve op til" a rule, somebody who "vil ikke leve af kontanthjælp"
_RUN = re.compile(r"([^\W\d_])\1+")


def is_crisis(question: str) -> bool:
    """Tell whether somebody speaks of taking their own life or of harming themselves; the words are in lexicon/crisis.yaml."""
    return cry_in(question) is not None


def cry_in(question: str) -> str | None:
    """Return the language in which somebody speaks of that ("da", "en", "pl" …), None when nobody does."""
    plain = _plain(question)
    return next((tongue for tongue, cries in _cries().items() if cries.search(plain)), None)


@cache
def _cries() -> Mapping[str, re.Pattern[str]]:
    lines = {tongue: [_expression(part) for part in line.split(", ")] for tongue, line in read_patterns("crisis.yaml").items()}
    return {tongue: re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)(?!{_PROMISES})") for tongue, parts in lines.items()}


def _expression(part: str) -> str:
    return re.escape(_plain(part)).replace(r"\*", r"\w*")


def _plain(text: str) -> str:
    """Return a levelled text without invisible signs, each run of a letter as one: "ikkke", "ikke" and "ike" are the same."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return _RUN.sub(r"\1", level(seen))
