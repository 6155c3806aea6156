"""Files as people send them, whole and crooked: workbooks, archives, pictures and pdfs made in memory."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
HEADINGS = ("Reference", "Pejlemærke", "Titel", "Art", "Antal", "Enhed", "Start", "Frist")
CPR = "010190-1234"
FULL = tuple("Reference Ejer Pejlemærke Titel Art Antal Enhed Start Frist Synlighed Medunderskrivere Arbejdssted".split())


def row(**values: Any) -> list[Any]:
    """A row of the FULL headings; what is not named is a good new commitment."""
    good = {"Pejlemærke": "1.4", "Titel": "Ti pladser", "Art": "Læreplads", "Antal": 10}
    return [(good | values).get(name) for name in FULL]


def workbook(rows: Sequence[Sequence[Any]], merge: str = "", title: str = "Ark1", formats: dict[str, str] | None = None) -> bytes:
    """Return an xlsx with these rows; `merge` is a range to merge, `formats` number formats by cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    if merge:
        sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, **changed: bytes | None) -> bytes:
    """Return the zip with members replaced, added or (None) left out; `__` in a name stands for a slash, `_` before the end for a dot."""
    members = {name.replace("__", "/").replace("_dot_", "."): content for name, content in changed.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = members.pop(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def replaced(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """Return the zip with one text of one member replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(member)
    assert old in content
    return repacked(data, **{member.replace("/", "__").replace(".", "_dot_"): content.replace(old, new)})


def bomb(member: str = "xl/worksheets/sheet1.xml", size: int = 70_000_000) -> bytes:
    """Return an xlsx of a few kB with one part that swells to `size` bytes."""
    return repacked(workbook([HEADINGS]), **{member.replace("/", "__").replace(".", "_dot_"): b"<a>" + b" " * size + b"</a>"})


def document(*paragraphs: str, header: str = "", comment: str = "", author: str = "", runs: Sequence[str] = ()) -> bytes:
    """Return a docx; `runs` are pieces of one more paragraph, as Word splits a text."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    body += "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in runs) + "</w:p>"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>',
        "word/document.xml": f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>',
        "word/header1.xml": f'<w:hdr xmlns:w="{name}"><w:p><w:r><w:t>{header}</w:t></w:r></w:p></w:hdr>',
        "word/comments.xml": f'<w:comments xmlns:w="{name}"><w:comment><w:p><w:r><w:t>{comment}</w:t></w:r></w:p></w:comment></w:comments>',
        "docProps/core.xml": f'<c xmlns:dc="x"><dc:creator>{author}</dc:creator></c>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in parts.items():
            archive.writestr(member, content)
    return stream.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), exif: bool = False, **options: Any) -> bytes:
    """Return a picture; with `exif` it tells a place, a camera and that it lies on its side."""
    image = Image.new("RGB", size, (200, 80, 40))
    if exif:
        facts = image.getexif()
        facts[0x010F] = "Demokamera"
        facts[0x0112] = 6
        facts.get_ifd(0x8825)[2] = (55.0, 40.0, 51.0)
        options["exif"] = facts
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def pdf(text: str = "Opgørelse", title: str = "", password: str = "", script: str = "", attached: bytes = b"", note: str = "") -> bytes:
    """Return a pdf with one line of text, and properties, a lock, a script, an attached file or a note on request."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    kinds = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in kinds.items()})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    if note:
        remark = DictionaryObject({NameObject("/Subtype"): NameObject("/Text"), NameObject("/Contents"): TextStringObject(note)})
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(remark)])
    if title:
        writer.add_metadata({"/Title": title})
    if script:
        act = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)})
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(act)
    if attached:
        writer.add_attachment("noget.exe", attached)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
