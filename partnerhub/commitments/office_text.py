"""All text of a docx or xlsx: body, headers, notes, comments, deleted revisions, cells, properties, alternative texts and links."""

from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from ..cpr import find_cpr_in_cell
from ..sheets.archives import elements

RUNS = {"t", "delText", "instrText", "delInstrText"}  # pieces of one paragraph: a number may be split over them
BREAKS = {"p", "si", "is", "comment", "row", "br", "cr"}
WHOLE = {"v", "f", "text", "author", "definedName", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
SPOKEN_ATTRIBUTES = ("descr", "title", "alt", "tooltip", "display", "prompt", "promptTitle", "error", "errorTitle", "displayText", "name")
PROPERTIES = ("docProps/", "customXml/")


def read_text(archive: ZipFile, field: str = "file") -> str:
    """Return everything in an office file that a person or a program could read as text, a paragraph or cell a line.

    Whole numbers that could be a CPR number without its leading zero come zero-padded to ten digits. Raises RuleBroken for damaged XML.
    """
    return "\n".join(part for member in archive.namelist() for part in _member_text(archive, member, field))


def _member_text(archive: ZipFile, member: str, field: str) -> Iterator[str]:
    if not member.endswith((".xml", ".rels", ".vml")):
        return
    is_sheet = "/worksheets/" in member
    is_cache = "/pivotCache/" in member
    takes_all = member.startswith(PROPERTIES)
    line: list[str] = []
    for _moment, name, element in elements(archive, member, field):
        if name in RUNS or name in WHOLE or takes_all:
            line.append(_number(element) if name == "v" and is_sheet else element.text or "")
        if name == "tab":
            line.append(" ")
        if is_cache and element.get("v"):
            yield _padded(element.get("v"))
        if name == "Relationship" and element.get("TargetMode") == "External":
            yield element.get("Target", "")
        yield from (element.get(name) for name in SPOKEN_ATTRIBUTES if element.get(name))
        if name in BREAKS or name in WHOLE or takes_all:
            yield "".join(line)
            line.clear()
        if name not in RUNS:
            element.clear()
    yield "".join(line)


def _number(element: Any) -> str:
    return _padded(element.text or "")


def _padded(text: str) -> str:
    """A cell's number as a person meets it; an index of a shared string has fewer digits and stays."""
    try:
        number = float(text)
    except ValueError:
        return text
    return str(int(number)).zfill(10) if number.is_integer() and find_cpr_in_cell(number) else text
