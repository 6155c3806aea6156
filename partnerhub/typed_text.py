"""What people type: brought to one form before it is stored, searched and sorted."""

import re
import unicodedata
from typing import Any

# Invisible marks that phones and Word copy along; they can turn a line around or split a number: never stored.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
WORD_LIMIT = 60
_FOLDED = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss"})
# After z in every collation, and in the alphabet's own order.
_DANISH_ORDER = str.maketrans({"æ": "zza", "ä": "zza", "ø": "zzb", "ö": "zzb", "å": "zzc"})


def clean(text: Any) -> Any:
    """Return a text normalised to NFC, line ends as \\n, invisible marks and the ends trimmed; anything else unchanged."""
    if not isinstance(text, str):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", lines)).strip()


def is_readable(text: str) -> bool:
    """Tell whether every character can be shown and written to a file: no control characters, no halves of a character."""
    return not _UNREADABLE.search(text)


def sort_key(text: str) -> str:
    """Return what a text is sorted by in a Danish list, whatever the database's collation: case folded, æ ø å after z."""
    return text.casefold().translate(_DANISH_ORDER)[:240]


def fold(word: str) -> str:
    """Return the one form of a word's spellings: lower case, æ/ae ø/oe å/aa alike, accents left out."""
    plain = unicodedata.normalize("NFC", word).lower().translate(_FOLDED)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))[:WORD_LIMIT]
