"""Look at the bytes of an uploaded file: what it really is, whether it is only that, and what text stands in it.

The name and the type that a browser tells are never believed. A picture is drawn anew, so nothing but pixels is kept of it.
"""

import io
from dataclasses import dataclass

from flask_babel import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from ..config import UPLOAD_LIMIT
from ..cpr import find_cpr
from ..errors import RuleBroken
from ..sheets.archives import OLE_START, ZIP_START, damaged, open_office_file
from . import office_text

PIXEL_LIMIT = 60_000_000
JPEG_QUALITY = 88
PDF_START = b"%PDF-"
PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
EXTENSIONS = {media_type: extension for extension, media_type in MEDIA_TYPES.items()}
SPACE_AROUND = 1.05  # a picture drawn anew may grow a little


@dataclass(frozen=True)
class Content:
    """What may be stored: the type that the bytes prove, and the bytes."""

    media_type: str
    data: bytes


def examine(data: bytes, field: str = "file") -> Content:
    """Return a file's type and the bytes to store.

    Raises RuleBroken(field, sentence) for what is empty, too large, of another type, damaged, locked, active, or has a CPR-like number in
    its text or properties; the number is not repeated.
    """
    if not data:
        raise RuleBroken(field, _("Filen er tom. Vælg en anden."))
    if len(data) > UPLOAD_LIMIT:
        raise RuleBroken(field, _("Filen fylder mere end 10 MB. Gør den mindre, eller del den op."))
    if data.startswith((PNG_START, JPEG_START)):
        return _draw_anew(data, field)
    if data.startswith(PDF_START):
        from . import pdf_files  # its library takes room that a worker to whom nobody sends a pdf does without

        text = pdf_files.read_text(data, field)
        kind = "pdf"
    elif data.startswith((ZIP_START, OLE_START)):
        kind, archive = open_office_file(data, field)
        text = office_text.read_text(archive, field)
    else:
        raise RuleBroken(
            field, _("Den slags fil tager vi ikke imod. Send en pdf, et billede (png eller jpg) eller et dokument (docx, xlsx).")
        )
    if find_cpr(text):
        raise RuleBroken(
            field, _("I filen står noget, der ligner et CPR-nummer. Fjern det: Partnerhub gemmer aldrig oplysninger om enkelte borgere.")
        )
    return Content(MEDIA_TYPES[kind], data)


def _draw_anew(data: bytes, field: str) -> Content:
    """Decode and encode again: position, camera, thumbnails, comments and anything behind the picture are gone."""
    kind = "PNG" if data.startswith(PNG_START) else "JPEG"
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            if picture.width * picture.height > PIXEL_LIMIT:
                raise RuleBroken(field, _("Billedet har for mange billedpunkter. Gør det mindre, og send det igen."))
            upright = ImageOps.exif_transpose(picture)
            upright = upright.convert(_mode(upright, kind))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError):
        raise damaged(field) from None
    upright.info = {}
    stream = io.BytesIO()
    upright.save(stream, kind, **({"quality": JPEG_QUALITY, "optimize": True} if kind == "JPEG" else {"optimize": False}))
    if stream.tell() > UPLOAD_LIMIT * SPACE_AROUND:
        raise RuleBroken(field, _("Billedet fylder for meget. Gem det som jpg, eller gør det mindre."))
    return Content(MEDIA_TYPES["png" if kind == "PNG" else "jpg"], stream.getvalue())


def _mode(picture: Image.Image, kind: str) -> str:
    if kind == "JPEG":
        return "L" if picture.mode == "L" else "RGB"
    if picture.mode in ("1", "L", "LA", "RGB", "RGBA"):
        return "RGBA" if "transparency" in picture.info else picture.mode
    return "L" if picture.mode.startswith("I") else "RGBA"
