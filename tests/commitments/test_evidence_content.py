"""What stands inside a file of evidence: read for CPR numbers, refused when it is more than it seems, pictures drawn anew."""

import io

import pytest
from crooked_files import CPR, WORD, bomb, document, pdf, picture, repacked, replaced, workbook
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image

from partnerhub.commitments.evidence_types import examine
from partnerhub.errors import RuleBroken


def refusal(data: bytes) -> str:
    """The sentence that a file is refused with; a CPR number never stands in it."""
    with pytest.raises(RuleBroken) as broken:
        examine(data)
    assert broken.value.field == "file"
    assert CPR not in broken.value.text
    return broken.value.text


def book(change) -> bytes:
    """A workbook that `change` did something to."""
    made = Workbook()
    change(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_position_and_camera_are_gone_from_a_picture():
    """A photo keeps its pixels the right way up; EXIF, GPS, comments and whatever follows the picture do not survive."""
    data = picture(exif=True, comment=f"Taget af {CPR}".encode()) + b"PK\x03\x04 noget bagefter"
    assert b"Demokamera" in data
    stored = examine(data).data
    for left in (b"Exif", b"Demokamera", b"010190", b"bagefter", b"Photoshop"):
        assert left not in stored
    image = Image.open(io.BytesIO(stored))
    assert not image.getexif()
    assert image.size == (30, 40)
    red, green, blue = image.convert("RGB").getpixel((5, 5))
    assert abs(red - 200) < 12 and abs(green - 80) < 12 and abs(blue - 40) < 12


def test_texts_in_a_png_are_gone_and_transparency_stays():
    """Text chunks go; a transparent picture stays transparent."""
    from PIL.PngImagePlugin import PngInfo

    facts = PngInfo()
    facts.add_text("Comment", f"om {CPR}")
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    stream = io.BytesIO()
    image.save(stream, "PNG", pnginfo=facts)
    stored = examine(stream.getvalue()).data
    assert b"010190" not in stored
    assert Image.open(io.BytesIO(stored)).convert("RGBA").getpixel((1, 1))[3] == 0
    palette = io.BytesIO()
    Image.new("P", (10, 10), 0).save(palette, "PNG", transparency=0)
    assert Image.open(io.BytesIO(examine(palette.getvalue()).data)).convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "P", "I;16"])
def test_every_kind_of_png_is_drawn(mode):
    """Black and white, grey, coloured, with and without transparency."""
    stream = io.BytesIO()
    Image.new(mode, (8, 8)).save(stream, "PNG")
    assert Image.open(io.BytesIO(examine(stream.getvalue()).data)).size == (8, 8)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_is_drawn(mode):
    """Grey, coloured, and made for print."""
    stream = io.BytesIO()
    Image.new(mode, (8, 8)).save(stream, "JPEG")
    assert Image.open(io.BytesIO(examine(stream.getvalue()).data)).size == (8, 8)


def test_too_many_pixels_are_refused_before_they_are_drawn():
    """A small file of very many pixels is refused by its size on paper."""
    data = picture("PNG", (9000, 9000))
    assert len(data) < 500_000
    assert "billedpunkter" in refusal(data)


@pytest.mark.parametrize(
    "data", [picture("PNG")[:60], picture("JPEG")[:200], b"\x89PNG\r\n\x1a\n" + b"x" * 90, b"\xff\xd8\xff" + b"x" * 90]
)
def test_broken_pictures_are_told(data):
    """A picture that cannot be drawn is damage, not a crash."""
    assert "beskadiget" in refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        document(f"Tak til {CPR}"),
        document(runs=["0101", "90-", "1234"]),
        document(header=CPR),
        document(comment=CPR),
        document(author=CPR),
        pdf(f"Tak til {CPR}"),
        pdf(title=f"Om {CPR}"),
        pdf(note=f"Se {CPR}"),
        workbook([["a"], [CPR]]),
        workbook([["a"], [101901234]]),
        workbook([["a"], [101901234.0]]),
        workbook([["a"], [f'="{CPR}"']]),
        workbook([["a"]], title=f"Om {CPR}"),
        book(lambda made: setattr(made.active["A1"], "comment", Comment(f"husk {CPR}", "nogen"))),
        book(lambda made: setattr(made.active["A1"], "comment", Comment("husk", CPR))),
        book(lambda made: setattr(made.active.oddHeader.center, "text", CPR)),
        book(lambda made: setattr(made.properties, "creator", CPR)),
        book(lambda made: setattr(made.active["A1"], "hyperlink", f"https://demo.example/{CPR}")),
    ],
    ids=lambda _data: "",
)
def test_a_cpr_number_anywhere_in_the_text_is_refused(data):
    """Body, split runs, header, comment, author, properties, notes, cells with and without leading zero, sheet names, links."""
    assert "CPR-nummer" in refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        document("Ti pladser", "F-2026-0042, tlf. 59 53 44 00"),
        pdf("Sag 9903388394"),
        workbook([["Antal", 10], ["Beløb", 1250000], ["Kode", 45.5]]),
    ],
    ids=["docx", "pdf", "xlsx"],
)
def test_ordinary_numbers_pass(data):
    """Telephone numbers, amounts and references are no CPR numbers."""
    assert examine(data).data == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b"MZ\x90\x00" + b"x" * 100, "Den slags fil"),
        (b"<html><script>alert(1)</script></html>", "Den slags fil"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Den slags fil"),
        (b"GIF89a" + b"x" * 30, "Den slags fil"),
        (b"Bare tekst", "Den slags fil"),
        (b"%PDF-1.7\nikke en pdf", "beskadiget"),
        (pdf(password="x"), "låst"),
        (pdf(script="app.alert(1)"), "program"),
        (pdf(attached=b"MZ"), "program"),
        (pdf() + workbook([["a"]]), "to slags"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "gammelt format"),
        (workbook([["a"]])[:900], "beskadiget"),
        (repacked(workbook([["a"]]), xl__vbaProject_dot_bin=b"x"), "makroer"),
        (
            replaced(document("a"), "[Content_Types].xml", WORD.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"),
            "makroer",
        ),
        (repacked(document("a"), word__embeddings__x_dot_docx=b"x"), "anden fil"),
        (repacked(document("a"), **{"[Content_Types]_dot_xml": b"<Types/>"}), "hverken"),
        (repacked(document("a"), **{"[Content_Types]_dot_xml": None}), "hverken"),
        (repacked(document("a"), word__document_dot_xml=b"<w:document>"), "beskadiget"),
        (repacked(document("a"), word__document_dot_xml=b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), "beskadiget"),
        (bomb("xl/media/image1.png"), "pakkes ud"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_in(data, words):
    """Programs, pages, drawings, locked, active, doubled, damaged and swelling files each get their sentence."""
    assert words in refusal(data)


def test_a_pdf_of_too_many_pages_is_refused():
    """Nobody waits for a thousand pages to be looked through."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _number in range(201):
        writer.add_blank_page(10, 10)
    stream = io.BytesIO()
    writer.write(stream)
    assert "for stor" in refusal(stream.getvalue())
