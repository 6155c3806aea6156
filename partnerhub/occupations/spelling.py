"""The forms in which job titles are compared: letters levelled, compounds joined, endings off, words in one order."""

import re
import unicodedata

# "aa", "ae" and "oe" are what keyboards without æøå write; both spellings end in the same letters.
_LEVELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9]+")
_JOINING = frozenset({"og", "and"})
_EMPTY = frozenset("a af and at de den der det en er et for fra fx har hos i med of og paa som the til to".split())
_ENDINGS = tuple(sorted("ernes erens erne eren eres ere ers er ene ens en ets et es e s".split(), key=len, reverse=True))
_SHORTEST_STEM = 3


def words(text: str) -> tuple[str, ...]:
    """Return the words of a title in small levelled letters, without "og" and "and"."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LEVELLED)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return tuple(word for word in _WORD.findall(plain) if word not in _JOINING)


def says_nothing(spoken: tuple[str, ...]) -> bool:
    """Tell whether the words name no job: none at all, or small words only."""
    return all(word in _EMPTY for word in spoken)


def joined(spoken: tuple[str, ...]) -> str:
    """Return the words as one: "proces operatør" and "procesoperatør" are the same."""
    return "".join(spoken)


def stem(word: str) -> str:
    """Return a levelled word without Danish and English endings: "smede", "smeden" and "smed" are the same."""
    while True:
        ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST_STEM), "")
        if not ending:
            break
        word = word[: -len(ending)]
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] else word


def ordered(spoken: tuple[str, ...]) -> str:
    """Return the stems in alphabetical order as one: "operatør, CNC" and "CNC-operatør" are the same."""
    return "".join(sorted(stem(word) for word in spoken))
