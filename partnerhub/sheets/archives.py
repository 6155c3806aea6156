"""Open office files safely: docx and xlsx are zip archives, and anything may stand in a zip that someone sends.

Sizes are read from the directory before a byte is unpacked; `zipfile` never gives out more of a member than its directory says.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from flask_babel import gettext as _

from ..errors import RuleBroken

ENTRY_LIMIT = 2_000
UNPACKED_LIMIT = 60 * 1024 * 1024
RATIO_LIMIT = 200
RATIO_COUNTS_FROM = 1024 * 1024
ZIP_START = b"PK\x03\x04"
ZIP_END = b"PK\x05\x06"
REST_OF_END = 18  # bytes behind the end's signature, in an archive without comment and nothing after it
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {f"{OFFICE}wordprocessingml.document.main+xml": "docx", f"{OFFICE}spreadsheetml.sheet.main+xml": "xlsx"}
ACTIVE_PARTS = ("vbaproject", "vbadata", "activex", "/embeddings/", "oleobject", ".bas", ".exe", ".dll", ".js")


def open_office_file(data: bytes, field: str = "file") -> tuple[str, zipfile.ZipFile]:
    """Return "docx" or "xlsx" and the archive, checked for bombs, macros and hidden parts.

    Raises RuleBroken with a sentence for what is damaged, locked, too large when unpacked, or more than a plain document.
    """
    if data.startswith(OLE_START):
        raise RuleBroken(
            field, _("Filen er låst med adgangskode eller gemt i et gammelt format. Gem den uden adgangskode som .xlsx eller .docx.")
        )
    archive = _checked_archive(data, field)
    kinds = _declared_types(archive, field)
    names = [name.lower() for name in archive.namelist()]
    if any("macroenabled" in kind or "vbaproject" in kind for kind in kinds) or any("vbaproject" in name for name in names):
        raise RuleBroken(field, _("Filen har makroer, og dem tager vi ikke imod. Gem den uden makroer som .xlsx eller .docx."))
    if any(part in f"/{name}" for name in names for part in ACTIVE_PARTS):
        raise RuleBroken(field, _("Der ligger en anden fil eller et program inde i filen. Fjern det, og gem filen igen."))
    found = {MAIN_PARTS[kind] for kind in kinds if kind in MAIN_PARTS}
    if len(found) != 1:
        raise RuleBroken(field, _("Filen er hverken et Word-dokument (.docx) eller et Excel-ark (.xlsx)."))
    return found.pop(), archive


def damaged(field: str = "file") -> RuleBroken:
    """Return the sentence for a file that cannot be read."""
    return RuleBroken(field, _("Filen er beskadiget og kan ikke læses. Åbn den i det program, den er lavet i, og gem den igen."))


def elements(archive: zipfile.ZipFile, member: str, field: str = "file", starts: bool = False) -> Iterator[tuple[str, str, Any]]:
    """Yield ("start" or "end", local name, element) of an XML member as it is read; ended elements may be cleared by the caller.

    Raises RuleBroken for XML that is damaged or declares entities.
    """
    try:
        with archive.open(member) as stream:
            for moment, element in iterparse(stream, events=("start", "end") if starts else ("end",), forbid_dtd=True):
                yield moment, local_name(element.tag), element
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, OSError, EOFError, ValueError, LookupError, NotImplementedError):
        raise damaged(field) from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        raise damaged(field) from None


def local_name(tag: str) -> str:
    """Return an XML name without its namespace."""
    return tag.rpartition("}")[2]


def _checked_archive(data: bytes, field: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise damaged(field) from None
    members = archive.infolist()
    if not data.startswith(ZIP_START) or not members or min(member.header_offset for member in members) != 0:
        raise damaged(field)
    if data[-len(ZIP_END) - REST_OF_END :][: len(ZIP_END)] != ZIP_END or len(set(archive.namelist())) != len(members):
        raise damaged(field)
    if any(member.flag_bits & 0x1 for member in members):
        raise RuleBroken(field, _("Filen er låst med adgangskode. Gem den uden adgangskode."))
    unpacked = sum(member.file_size for member in members)
    if len(members) > ENTRY_LIMIT or unpacked > UNPACKED_LIMIT or any(_swells(member) for member in members):
        raise RuleBroken(field, _("Filen fylder alt for meget, når den pakkes ud. Fjern billeder og tomme rækker, og gem den igen."))
    return archive


def _swells(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_COUNTS_FROM and member.file_size > RATIO_LIMIT * max(member.compress_size, 1)


def _declared_types(archive: zipfile.ZipFile, field: str) -> set[str]:
    if CONTENT_TYPES not in archive.namelist():
        raise RuleBroken(field, _("Filen er hverken et Word-dokument (.docx) eller et Excel-ark (.xlsx)."))
    return {element.get("ContentType", "").lower() for _moment, _name, element in elements(archive, CONTENT_TYPES, field)}
