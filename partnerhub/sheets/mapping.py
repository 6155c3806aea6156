"""The columns of somebody's own sheet and which of ours each one means: proposed by its heading, decided by a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from openpyxl.utils import get_column_letter

from ..errors import RuleBroken
from ..language import write_day
from .cells import cut
from .columns import Column
from .files import Formula, Row, Sheet
from .headings import ENOUGH, GUIDES, SEARCHED_ROWS, Layout, Table, closest, plain_heading
from .uploads import Upload, UploadRow

SAMPLES = 3
LEAST_RECOGNISED = 2
SHORTEST_PART = 4
HEADING_SHOWN = 60


@dataclass(frozen=True)
class Theirs:
    """A column of a sheet: where it stands, what its heading and first cells say, and the key that it is proposed for, "" for none."""

    number: int
    heading: str
    samples: tuple[str, ...]
    proposed: str

    @property
    def letter(self) -> str:
        """Return the column's name in the sheet."""
        return get_column_letter(self.number)


@dataclass(frozen=True)
class Opened:
    """A sheet before anybody has said what its columns mean; the upload's cells are keyed by their column's number."""

    upload: Upload
    headings: dict[str, str]

    def columns(self, layout: Layout, remembered: Mapping[str, str]) -> list[Theirs]:
        """Return the columns with what each may mean: as `remembered` by its heading, else as its heading says."""
        proposed = _proposed(self.headings, layout, remembered)
        return [Theirs(int(key), text, self._samples(key), proposed.get(key, "")) for key, text in self.headings.items()]

    def mapped(self, chosen: Mapping[str, str]) -> Upload:
        """Return the upload with its cells by our keys; `chosen` is column number → key, "" for what is not read."""
        keys = {number: key for number, key in chosen.items() if key and number in self.headings}
        places = {key: int(number) for number, key in keys.items()}
        rows = []
        for row in self.upload.rows:
            cells = {keys[number]: value for number, value in row.cells.items() if number in keys}
            if cells:
                rows.append(UploadRow(row.number, cells, places))
        return Upload(self.upload.source, places, rows, self.upload.notes)

    def _samples(self, key: str) -> tuple[str, ...]:
        found: list[str] = []
        for row in self.upload.rows:
            if key in row.cells and len(found) < SAMPLES:
                found.append(cut(_sample(row.value(key))))
        return tuple(found)


def open_sheet(source: str, sheets: list[Sheet], layout: Layout, empty: str) -> Opened:
    """Return the sheet whose headings say most, with every column that has one.

    Raises RuleBroken("file", sentence) for a file without headings, with two rows of them or cells merged below, and `empty` for one
    without rows.
    """
    best = max(_candidates(sheets, layout), key=lambda one: one[0], default=None)
    if best is None:
        raise RuleBroken("file", _("Vi kan ikke finde overskrifterne. Sæt en række med kolonnernes navne over rækkerne."))
    _score, sheet, heads = best
    sheet.refuse_merged(heads.number)
    below = [row for row in sheet.rows if row.number > heads.number]
    if below and _recognised(below[0], layout) >= ENOUGH:
        raise RuleBroken(
            "file",
            _(
                "Der er to rækker med overskrifter, række %(first)s og række %(second)s. Slet den ene.",
                first=heads.number,
                second=below[0].number,
            ),
        )
    headings = {str(number): str(value).strip()[:HEADING_SHOWN] for number, value in heads.cells.items() if not isinstance(value, Formula)}
    repeated = {number: str(value).strip() for number, value in heads.cells.items()}
    rows = [row for row in below if {number: str(value).strip() for number, value in row.cells.items()} != repeated]
    raw = Layout([Column(key, text, text) for key, text in headings.items()], ())
    table = Table(sheet, {key: int(key) for key in headings}, rows, list(_notes(sheet, heads, sheets)))
    return Opened(Upload.of(source, table, raw, empty), headings)


def check_chosen(chosen: Mapping[str, str], headings: Mapping[str, str], layout: Layout) -> None:
    """Refuse a choice of columns that reads one of ours twice, or leaves out one that a row needs.

    Raises RuleBroken("columns", sentence).
    """
    seen: dict[str, str] = {}
    for number, key in chosen.items():
        if key and key in seen:
            told = _(
                "Kolonne %(first)s og kolonne %(second)s er begge sat til “%(name)s”. Vælg “læs ikke” ved den ene.",
                first=get_column_letter(int(seen[key])),
                second=get_column_letter(int(number)),
                name=layout.by_key[key].label,
            )
            raise RuleBroken("columns", told)
        if key:
            seen[key] = number
    missing = [layout.by_key[key].label for key in layout.required if key not in seen]
    if missing:
        raise RuleBroken("columns", _("Vælg, hvilken kolonne der er: %(names)s.", names=", ".join(missing)))


def _candidates(sheets: list[Sheet], layout: Layout) -> Iterator[tuple[tuple[int, int, int], Sheet, Row]]:
    """Rows that may be headings, with how much speaks for each: what is recognised, then how many rows stand below, then how high up."""
    for sheet in sheets:
        if sheet.name in GUIDES:
            continue
        for place, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
            texts = [value for value in row.cells.values() if isinstance(value, str) and not value.strip().isdigit()]
            recognised = _recognised(row, layout)
            if recognised >= LEAST_RECOGNISED or (len(texts) >= ENOUGH and len(texts) == len(row.cells)):
                yield (recognised if recognised >= LEAST_RECOGNISED else 0, len(sheet.rows), -place), sheet, row


def _recognised(row: Row, layout: Layout) -> int:
    headings = {str(number): str(value) for number, value in row.cells.items() if isinstance(value, str)}
    return len({layout.exact.get(plain_heading(text)) or closest(plain_heading(text), layout) for text in headings.values()} - {None})


def _proposed(headings: Mapping[str, str], layout: Layout, remembered: Mapping[str, str]) -> dict[str, str]:
    """What was remembered first, then exact names, then near ones, then a heading that holds one of our names as a word; each key once."""
    proposed: dict[str, str] = {}
    plain = {number: plain_heading(text) for number, text in headings.items()}
    for number, word in plain.items():
        if word in remembered and (not remembered[word] or remembered[word] not in proposed.values()):
            proposed[number] = remembered[word] if remembered[word] in layout.by_key else ""
    for meaning in (layout.exact.get, lambda word: closest(word, layout), lambda word: _within(word, layout)):
        for number, word in plain.items():
            key = meaning(word) if number not in proposed else None
            if key and key not in proposed.values():
                proposed[number] = key
    return proposed


def _within(word: str, layout: Layout) -> str | None:
    """The key whose longest name stands as whole words in a heading: "Antal pladser på holdet" holds "antal pladser"."""
    spoken = f" {word} "
    names = [(len(name), key) for name, key in layout.exact.items() if len(name) >= SHORTEST_PART and f" {name} " in spoken]
    return max(names)[1] if names else None


def _sample(value: Any) -> str:
    if isinstance(value, Formula):
        return value.text
    return write_day(value) if isinstance(value, date) else str(value)


def _notes(sheet: Sheet, heads: Row, sheets: list[Sheet]) -> Iterator[str]:
    if [other for other in sheets if other is not sheet and other.rows and other.name not in GUIDES]:
        yield _("Arket “%(name)s” er læst, de andre ark i filen er ikke.", name=sheet.name[:40])
    if [row for row in sheet.rows if row.number < heads.number]:
        yield _("Overskrifterne står i række %(row)s. Det, der står over dem, er ikke læst.", row=heads.number)
