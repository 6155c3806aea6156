"""Read one cell of a sheet as what its column holds; what cannot be read is told in a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from rapidfuzz import fuzz, process

from ..fields import read_day, read_integer
from ..typed_text import clean, fold, is_readable
from .files import Formula

SERIAL_DAYS = range(20_000, 90_000)  # what Excel calls the days from 1954 to 2146
SERIAL_ZERO = date(1899, 12, 30)
SHOWN = 40
ALIKE = 60


class CellError(ValueError):
    """A cell that cannot be used; the text is the sentence for the person."""


@dataclass(frozen=True)
class Names:
    """Names that a cell may hold, in any spelling: the id of each, and how it is written."""

    ids: dict[str, int]
    written: dict[str, str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> "Names":
        """Read (name, id) pairs; of two that are spelled alike the first is kept."""
        ids: dict[str, int] = {}
        written: dict[str, str] = {}
        for name, number in pairs:
            if name and plain(name) not in ids:
                ids[plain(name)], written[plain(name)] = number, name
        return cls(ids, written)


def plain(text: str) -> str:
    """Return the one form of a name's spellings: lower case, æ/ae ø/oe å/aa alike, single spaces."""
    return " ".join(fold(word) for word in text.split())


def read_text(value: Any) -> str:
    """Return the text of a cell, with whole numbers written without decimals."""
    if isinstance(value, Formula):
        raise CellError(_("Her står en formel. Skriv selve værdien i stedet."))
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    text: str = clean(str(value)) if value is not None else ""
    if not is_readable(text):
        raise CellError(_("Teksten har tegn, der ikke kan vises. Skriv den igen uden at kopiere dem med."))
    return text


def read_number(value: Any) -> int | None:
    """Return a whole number from a number or a text such as "1.000", None for an empty cell."""
    text = read_text(value)
    if not text:
        return None
    if isinstance(value, bool | date | timedelta):
        raise CellError(_("“%(typed)s” er ikke et helt tal. Skriv fx 10.", typed=cut(text)))
    if isinstance(value, int | float):
        if value != int(value):
            raise CellError(_("%(typed)s er ikke et helt tal. Skriv fx 10.", typed=str(value).replace(".", ",")))
        return int(value)
    try:
        return read_integer(text)
    except ValueError:
        raise CellError(_("“%(typed)s” er ikke et helt tal. Skriv fx 10.", typed=cut(text))) from None


def read_date(value: Any) -> date | None:
    """Return a day from a date, an Excel day number or a text such as 30.06.2027, None for an empty cell."""
    text = read_text(value)
    if not text:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if int(value) in SERIAL_DAYS:
            return SERIAL_ZERO + timedelta(days=int(value))
    elif text.isdigit() and int(text) in SERIAL_DAYS:
        return SERIAL_ZERO + timedelta(days=int(text))
    try:
        return read_day(text.removesuffix(" 00:00:00"))
    except ValueError:
        raise CellError(_("“%(typed)s” er ikke en dato. Skriv fx 30.06.2027.", typed=cut(text))) from None


def read_choice(value: Any, known: Mapping[str, Any], words: Mapping[Any, str]) -> Any:
    """Return the choice that a word means, None for an empty cell; a near miss is suggested, never taken.

    `known` are the choices by every plain word for them, `words` how each is written.
    """
    text = read_text(value)
    if not text:
        return None
    if (found := known.get(plain(text))) is not None:
        return found
    near = process.extractOne(plain(text), list(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if near:
        raise CellError(_("“%(typed)s” kender vi ikke. Mente du “%(meant)s”?", typed=cut(text), meant=words[known[near[0]]]))
    allowed = ", ".join(words.values())
    raise CellError(_("“%(typed)s” kender vi ikke. Skriv en af disse: %(allowed)s.", typed=cut(text), allowed=allowed))


def cut(text: str) -> str:
    """Return a text as short as a sentence about it can bear."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"
