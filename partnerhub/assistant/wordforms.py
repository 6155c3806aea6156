"""The forms in which words are compared: levelled letters, tokens, stems."""

import re
import unicodedata
from functools import lru_cache

from partnerhub.stemming import danish_stem

# "aa", "ae" and "oe" are what keyboards without æøå write; both spellings end in the same letters.
_LEVELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "ß": "ss", "’": "'", "´": "'", "–": "-"})
_SHORT = 500
# Letters set apart one by one ("F L E K S J O B"), two spaces between words; and marks that nobody sees.
_SPACED_OUT = re.compile(r"(?<![^\s])[^\W\d_](?: [^\W\d_]){3,}(?![^\s])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TOKEN = re.compile(r"§|[a-z0-9]+(?:'[a-z]+)?")


def level(text: str) -> str:
    """Return the text in small letters without accents, æøå as ae, oe, aa, and one space between words."""
    return _remembered(text) if len(text) <= _SHORT else _levelled(text)


def _levelled(text: str) -> str:
    text = _SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), _INVISIBLE.sub("", text))
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LEVELLED)
    if not lowered.isascii():
        lowered = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return " ".join(lowered.split())


# A question is levelled by each step that reads it.
_remembered = lru_cache(maxsize=1_000)(_levelled)


def tokens(levelled: str) -> list[str]:
    """Return the words, numbers and § of a levelled text, in order."""
    return _TOKEN.findall(levelled)


def stem(word: str) -> str:
    """Return the Danish Snowball stem of a levelled word; numbers and short words stay as they are."""
    return word if len(word) < 4 or word[0].isdigit() else danish_stem(word)
