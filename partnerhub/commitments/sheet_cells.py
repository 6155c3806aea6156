"""Read one cell of an uploaded sheet as what its column holds; what cannot be read is told in a sentence."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from rapidfuzz import fuzz, process

from ..fields import read_day, read_integer
from ..sheets import cells
from ..sheets.cells import ALIKE, CellError, Names, cut, plain, read_text
from .spreadsheet import CHOICES, choice_label, choice_words

PARTS_OF_A_NAME = 4
_CODE = re.compile(r"\s*(\d{1,2}[.,]\d{1,2})(?![.,/\d-])")
_SHARE = re.compile(r"^(.*?)\s*\(\s*([\d.,  ]+?)\s*\)$", re.DOTALL)


def read_choice(key: str, value: Any) -> StrEnum | None:
    """Return the choice that a word means, Danish or English, None for an empty cell; a near miss is suggested, never taken."""
    found: StrEnum | None = cells.read_choice(value, _words(key), {choice: choice_label(key, choice) for choice in CHOICES[key]})
    return found


def read_code(value: Any, codes: dict[str, int]) -> int:
    """Return the id of the guidepost whose code a cell holds: "1.4", "1.4 and its title", the number 1.4.

    Danish Excel makes 1 April of a typed "1.4"; such a date is read back. Raises CellError for no code of `codes`.
    """
    text = read_text(value)
    code = f"{value:g}" if isinstance(value, float) else text
    if isinstance(value, date):
        code = f"{value.day}.{value.month}"
    elif matched := _CODE.match(text):
        code = matched[1].replace(",", ".")
    elif _is_day(text):
        day = read_day(text)
        code = f"{day.day}.{day.month}"
    if code in codes:
        return codes[code]
    allowed = ", ".join(codes)
    raise CellError(_("“%(typed)s” er ikke et pejlemærke. Skriv et af disse numre: %(allowed)s.", typed=cut(text), allowed=allowed))


def read_cosigners(value: Any, names: Names) -> tuple[tuple[int, int | None], ...]:
    """Return the co-signers in a cell such as "Demoskolen (3); Demoforbundet" as (partner id, share) pairs.

    A name that itself holds a semicolon is found whole: the longest run of parts that is a name counts.
    """
    parts = [part.strip() for part in re.split(r"[;\n]", read_text(value))]
    found: list[tuple[int, int | None]] = []
    first = 0
    while first < len(parts):
        for last in range(min(len(parts), first + PARTS_OF_A_NAME), first, -1):
            signer = _signer("; ".join(parts[first:last]), names)
            if signer:
                found.append(signer)
                first = last
                break
        else:
            if parts[first]:
                _fail_signer(parts[first], names)
            first += 1
    return tuple(found)


def _signer(text: str, names: Names) -> tuple[int, int | None] | None:
    if plain(text) in names.ids:
        return names.ids[plain(text)], None
    matched = _SHARE.match(text)
    if matched is None or plain(matched[1]) not in names.ids:
        return None
    try:
        return names.ids[plain(matched[1])], read_integer(matched[2])
    except ValueError:
        return None


def _fail_signer(text: str, names: Names) -> None:
    """Say what is wrong with a part that is no co-signer: the name, or else the share."""
    matched = _SHARE.match(text)
    read_partner(matched[1] if matched else text, names)
    raise CellError(_("Andelen i “%(typed)s” er ikke et helt tal. Skriv fx Demoskolen (3).", typed=cut(text)))


def read_partner(value: Any, names: Names) -> int:
    """Return the id of the partner whose name a cell holds; a near miss is suggested, never taken."""
    text = read_text(value)
    if plain(text) in names.ids:
        return names.ids[plain(text)]
    near = process.extractOne(plain(text), list(names.ids), scorer=fuzz.WRatio, score_cutoff=ALIKE)
    if near:
        raise CellError(_("Vi kender ikke partneren “%(typed)s”. Mente du “%(meant)s”?", typed=cut(text), meant=names.written[near[0]]))
    raise CellError(_("Vi kender ikke partneren “%(typed)s”. Skriv navnet, som det står under Partnere.", typed=cut(text)))


def _is_day(text: str) -> bool:
    try:
        read_day(text)
    except ValueError:
        return False
    return True


def _words(key: str) -> dict[str, Any]:
    return _words_in(key, str(get_locale()))


@lru_cache(16)
def _words_in(key: str, _locale: str) -> dict[str, Any]:
    return {plain(word): choice for choice in CHOICES[key] for word in choice_words(key, choice)}
