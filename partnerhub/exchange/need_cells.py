"""Read one cell of a sheet of needs as what its column holds; what cannot be read is told in a sentence."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from ..language import current_locale, write_day
from ..occupations.finder import Why
from ..occupations.keeping import vocabulary
from ..sheets import cells
from ..sheets.cells import CellError, cut, plain, read_text
from .kinds import Openness
from .labels import quarter_label
from .need_sheet import QUOTES, known_words, words
from .quarters import quarter_of, read_quarter

SURE = (Why.EXACT, Why.INFLECTED, Why.ORDER)  # the words themselves, in any form and order; a typing error is asked about
YEARS = range(2000, 2101)
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr maj jun jul aug sep okt nov dec".split(), 1)} | {"may": 5, "oct": 10}
_NAMED_MONTH = re.compile(r"^([a-zæøå]{3})[a-zæøå]*\.?\W*(\d{4})$")
_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")


@dataclass(frozen=True)
class Read:
    """What a cell was read as, with a note when it was read with goodwill."""

    value: Any
    note: str = ""


def read_occupation(value: Any) -> Read:
    """Return (id, text) of an occupation: one that is clear, or own words that nothing is near or that stand in quotation marks.

    Raises CellError with a suggestion for a near miss: it is never taken.
    """
    text = read_text(value)
    if len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES:
        return Read((None, text[1:-1].strip()))
    known = vocabulary()
    spelled = plain(text)
    exact = next((found for found in known.occupations.values() if spelled in (plain(found.title_da), plain(found.title_en))), None)
    near = known.finder.lookup(text, 3)
    found = exact or known.finder.certain(text)
    if found and (exact or any(one.occupation is found and one.why in SURE for one in near)):
        return Read((found.id, ""))
    if near:
        meant = _(" eller ").join(f"“{one.occupation.title(current_locale())}”" for one in near)
        sentence = _("“%(typed)s” kender vi ikke. Mente du %(meant)s? Skriv det, eller sæt jeres egne ord i anførselstegn.")
        raise CellError(sentence % {"typed": cut(text), "meant": meant})
    return Read((None, text), _("“%(typed)s” står ikke på listen over erhverv. Det bliver gemt med jeres egne ord.", typed=cut(text)))


def read_quarter_cell(value: Any) -> Read:
    """Return the number of a quarter written in any usual way, or of the quarter that a day lies in; the latter with a note."""
    text = read_text(value)
    try:
        quarter = read_quarter(text)
    except ValueError:
        quarter = -1
    if quarter // 4 in YEARS:
        return Read(quarter)
    day = _month(text.lower()) or _day(value)
    if day is None:
        raise CellError(_("“%(typed)s” er ikke et kvartal. Skriv fx 1. kvt. 2027.", typed=cut(text)))
    found = quarter_of(day)
    return Read(found, _("%(day)s er læst som %(quarter)s.", day=write_day(day), quarter=quarter_label(found)))


def read_openness(value: Any) -> tuple[Openness, ...]:
    """Return the ways in a cell such as "Voksenlærling; Fleksjob", in the order of the list."""
    parts = [part.strip() for part in re.split(r"[;,\n]", read_text(value))]
    found = {cells.read_choice(part, known_words("openness"), words("openness")) for part in parts if part}
    return tuple(way for way in Openness if way in found)


def read_workplace(value: Any, places: dict[str, int]) -> int | None:
    """Return the id of the own workplace that a cell names, None for an empty cell."""
    text = read_text(value)
    if text and plain(text) not in places:
        raise CellError(_("“%(typed)s” er ikke et af jeres arbejdssteder. Skriv navnet, som det står på jeres side.", typed=cut(text)))
    return places[plain(text)] if text else None


def _month(text: str) -> date | None:
    if found := _MONTH.match(text):
        year, month = int(found[1]), int(found[2])
    elif found := _NAMED_MONTH.match(text):
        year, month = int(found[2]), _MONTHS.get(found[1], 0)
    else:
        return None
    return date(year, month, 1) if month and year in YEARS else None


def _day(value: Any) -> date | None:
    try:
        found = cells.read_date(value)
    except CellError:
        return None
    return found if found and found.year in YEARS else None
