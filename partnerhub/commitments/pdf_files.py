"""Read a pdf: refuse what is locked, active or two files at once, and return its text."""

import io
import time
import zipfile
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from ..errors import RuleBroken
from ..sheets.archives import damaged

PAGE_LIMIT = 200
OBJECT_LIMIT = 60_000
SECONDS = 20.0
ACTIVE = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/Launch", "/RichMedia", "/XFA", "/ImportData", "/SubmitForm"}
READING_ERRORS = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    RecursionError,
    ArithmeticError,
    LookupError,
)


def read_text(data: bytes, field: str = "file") -> str:
    """Return the text of a pdf: pages, notes, form fields and properties.

    Raises RuleBroken for a pdf that is damaged, locked, too long to look through, runs programs or carries other files.
    """
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise RuleBroken(field, _("Filen er to slags filer på én gang. Gem den som en almindelig pdf."))
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise RuleBroken(field, _("Pdf-filen er låst. Gem den uden adgangskode."))
        if len(reader.pages) > PAGE_LIMIT:
            raise too_long(field)
        until = time.monotonic() + SECONDS
        return "\n".join([*_object_texts(reader, until, field), *_page_texts(reader, until, field), *_property_texts(reader)])
    except READING_ERRORS:
        raise damaged(field) from None


def too_long(field: str) -> RuleBroken:
    """Return the sentence for a pdf that takes too long to look through."""
    return RuleBroken(field, _("Pdf-filen er for stor til, at vi kan se den igennem. Del den i mindre filer."))


def _object_texts(reader: PdfReader, until: float, field: str) -> Iterator[str]:
    """Walk every object: a program or an attached file can hang anywhere, and so can the text of notes and form fields."""
    numbers = {number for numbers in reader.xref.values() for number in numbers} | set(reader.xref_objStm)
    if len(numbers) > OBJECT_LIMIT:
        raise too_long(field)
    for number in numbers:
        if time.monotonic() > until:
            raise too_long(field)
        found = reader.get_object(IndirectObject(number, 0, reader))
        yield from _inside(found, field)


def _inside(item: Any, field: str) -> Iterator[str]:
    stack = [item]
    while stack:
        thing = stack.pop()
        if isinstance(thing, DictionaryObject):
            if ACTIVE & {str(key) for key in thing} or str(thing.raw_get("/S") if "/S" in thing else "") in ACTIVE:
                raise RuleBroken(field, _("Pdf-filen har et program eller en anden fil i sig. Udskriv den til en ny pdf, og send den."))
            for key in ("/Contents", "/V", "/T", "/TU", "/Alt", "/ActualText", "/Title", "/URI"):
                value = thing.raw_get(key) if key in thing else None
                if isinstance(value, str):
                    yield str(value)
            stack.extend(value for value in thing.values() if isinstance(value, DictionaryObject | ArrayObject))
        elif isinstance(thing, ArrayObject):
            stack.extend(value for value in list.__iter__(thing) if isinstance(value, DictionaryObject | ArrayObject))


def _page_texts(reader: PdfReader, until: float, field: str) -> Iterator[str]:
    for page in reader.pages:
        if time.monotonic() > until:
            raise too_long(field)
        yield page.extract_text()


def _property_texts(reader: PdfReader) -> Iterator[str]:
    for value in (reader.metadata or {}).values():
        yield str(value)
    xmp = reader.xmp_metadata
    if xmp is not None:
        yield xmp.stream.get_data().decode("utf-8", errors="replace")
