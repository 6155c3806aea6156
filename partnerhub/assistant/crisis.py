"""Hears a cry for help in a question, in any of the languages of the assistant's neighbours, and however hastily it is typed."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from .patterns import read_patterns
from .wordforms import level

# What is no cry by how it goes on, by its last word: "vil ikke leve op til" a rule, "af kontanthjælp" or "in" a town (but "in this world"),
# a trade that "vil dø ud", a father who "slår mig op" as an apprentice; as `_plain` writes it.
_GOES_ON = {"leve": "op|af|pa|i(?! den)", "live": "on|of|near|in(?! this)", "doe": "ud", "mig": "op"}
_SENTENCE_ENDS = r"(?=\s*(?:[.!?,;:)]|$))"
# Words that a cry may hold anywhere without being less of one.
_FILLING = frozenset("bare gerne virkelig egentlig helt jo altså faktisk snart nu alligevel just really simply only also so".split())
_NOT = frozenset({"ik", "ikk", "it", "itte"})
_RUN = re.compile(r"([^\W\d_])\1+")


@dataclass(frozen=True)
class Cry:
    """The language of a cry for help ("da", "en", "pl" …), and whether somebody else does the harm."""

    tongue: str
    is_of_violence: bool = False


def is_crisis(question: str) -> bool:
    """Tell whether somebody speaks of taking a life, of harming themselves or of being hurt; the words are in lexicon/crisis.yaml."""
    return cry_in(question) is not None


def cry_in(question: str) -> Cry | None:
    """Return the cry for help that a question holds, None when it holds none."""
    plain = _plain(question)
    bare = " ".join("ike" if word in _NOT else word for word in plain.split() if word not in _FILLING)
    texts = (plain,) if bare == plain else (plain, bare)
    return next((cry for cry, cries in _cries().items() if any(map(cries.search, texts))), None)


@cache
def _cries() -> Mapping[Cry, re.Pattern[str]]:
    return {_cry(name): _any_of(line.split(", ")) for name, line in read_patterns("crisis.yaml").items()}


def _cry(name: str) -> Cry:
    about, _, tongue = name.rpartition(".")
    return Cry(tongue, is_of_violence=about == "violence")


def _any_of(cries: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_expression, cries))})(?!\w)")


def _expression(part: str) -> str:
    words, is_end = part.removesuffix("$"), part.endswith("$")
    goes_on = _GOES_ON.get(_plain(words).rpartition(" ")[2])
    other = rf"(?! (?:{goes_on})\b)" if goes_on else ""
    return re.escape(_plain(words)).replace(r"\*", r"\w*") + (_SENTENCE_ENDS if is_end else other)


def _plain(text: str) -> str:
    """Return a levelled text without invisible signs, each run of a letter as one: "ikkke", "ikke" and "ike" are the same."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return _RUN.sub(r"\1", level(seen))
