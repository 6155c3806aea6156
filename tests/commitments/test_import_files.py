"""Files as people send them: what can be read is read, what cannot is told in one sentence."""

from datetime import date

import pytest
from crooked_files import CPR, HEADINGS, MACRO_WORKBOOK, bomb, document, repacked, replaced, workbook

from partnerhub.commitments.importing import read_upload
from partnerhub.errors import RuleBroken
from partnerhub.sheets.files import read_sheets

ROW = ("", "1.4", "Ti pladser på værftet", "Læreplads", 10, "lærepladser", None, date(2030, 6, 30))
CSV = "Reference;Pejlemærke;Titel;Art;Antal\r\n;1.4;Øl på Ærø;Læreplads;10\r\n"
CONTENT_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def refusal(data: bytes, name: str = "fil.xlsx") -> str:
    """The sentence that a file is refused with."""
    with pytest.raises(RuleBroken) as broken:
        read_upload(name, data)
    assert broken.value.field == "file"
    return broken.value.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_common_csv_is_read(encoding, separator):
    """Encoding and separator are found out; Danish letters arrive whole."""
    upload = read_upload("fil.csv", CSV.replace(";", separator).encode(encoding))
    assert [row.cells["title"] for row in upload.rows] == ["Øl på Ærø"]
    assert upload.rows[0].number == 2


def test_excels_separator_hint_is_no_row():
    """A first line "sep=;" is obeyed and not counted."""
    upload = read_upload("fil.csv", f"sep=;\r\n{CSV}".encode())
    assert upload.rows[0].cell("title") == "C2"


def test_headings_are_recognised_however_they_are_written():
    """Order, case, æøå or aa, English, small slips and foreign columns: read, and said where it was guessed."""
    heads = ["ART", "titel", "Pejlemaerke", "Antall", "Deadline", "Telefon"]
    upload = read_upload("fil.xlsx", workbook([heads, ["Fleksjob", "To fleksjob", "1.4", 2, "30.06.2030", "55"]]))
    assert upload.columns == {"kind": 1, "title": 2, "guidepost": 3, "quantity": 4, "due_on": 5}
    told = " ".join(upload.notes)
    assert "Kolonne D, “Antall”, er læst som “Antal”." in told
    assert "F “Telefon”" in told
    english = read_upload("fil.csv", b"Title;Guidepost;Kind\nTwo flex jobs;1.4;flex job\n")
    assert set(english.columns) == {"title", "guidepost", "kind"}


def test_headings_below_a_title_line_are_found_and_said():
    """A line above the headings is left out, and that is told; rows keep their numbers."""
    upload = read_upload("fil.xlsx", workbook([["Vores løfter 2030"], [], HEADINGS, ROW]))
    assert upload.rows[0].cell("title") == "C4"
    assert any("række 3" in note for note in upload.notes)


def test_two_rows_of_headings_are_refused():
    """Two rows of headings are named; the file is not read past them."""
    assert "række 1 og række 2" in refusal(workbook([HEADINGS, ["Reference", "Guidepost", "Title", "Kind", "Quantity"], ROW]))


def test_the_same_heading_twice_is_refused():
    """Two columns of one meaning are named by their letters."""
    assert "Kolonne C og kolonne D" in refusal(workbook([["Pejlemærke", "Art", "Titel", "Titel"], ["1.4", "Fleksjob", "a", "b"]]))


def test_no_headings_and_no_rows_are_told():
    """A sheet without headings, and one with nothing below them, each get their sentence."""
    assert "overskrifterne" in refusal(workbook([[1, 2, 3], [4, 5, 6]]))
    assert "ingen rækker" in refusal(workbook([HEADINGS]))
    assert "Art" in refusal(workbook([["Pejlemærke", "Titel", "Antal"], ["1.4", "x", 2]]))


def test_empty_files_are_told():
    """No bytes, and only blank lines."""
    assert "tom" in refusal(b"")
    assert "tom" in refusal(b"\r\n\r\n")


def test_merged_cells_are_named():
    """Merged cells are refused by their range: a value must stand in its own cell."""
    assert "C2:D2" in refusal(workbook([HEADINGS, ROW], merge="C2:D2"))


def test_a_merged_title_above_the_headings_does_no_harm():
    """A line over the whole sheet, as people like it, is passed over and told; one that reaches into the headings is refused."""
    titled = [["Vores løfter", None], [], HEADINGS, ROW]
    upload = read_upload("fil.xlsx", workbook(titled, merge="A1:H1"))
    assert len(upload.rows) == 1 and any("række 3" in note for note in upload.notes)
    assert "A1:A3" in refusal(workbook(titled, merge="A1:A3"))


def test_one_merge_over_the_whole_sheet_costs_nothing():
    """A range of seventeen billion cells is refused before anything is expanded."""
    data = replaced(workbook([HEADINGS, ROW], merge="A2:B2"), "xl/worksheets/sheet1.xml", b"A2:B2", b"A1:XFD1048576")
    assert "A1:XFD1048576" in refusal(data)


@pytest.mark.parametrize("size", [70_000_000, 50_000_000], ids=["too much", "swells"])
@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/media/image1.png"])
def test_a_zip_bomb_is_refused_unopened(member, size):
    """A small archive that swells, over the limit or a thousandfold, is refused by its directory."""
    data = bomb(member, size)
    assert len(data) < 200_000
    assert "pakkes ud" in refusal(data)


def test_too_many_parts_are_refused():
    """Thousands of parts are no spreadsheet."""
    assert "pakkes ud" in refusal(repacked(workbook([HEADINGS, ROW]), **{f"xl__x{number}_dot_xml": b"<a/>" for number in range(2001)}))


def test_declared_entities_are_refused():
    """XML that declares entities is damage or an attack."""
    laughs = b'<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'
    for member in ("xl__sharedStrings_dot_xml", "xl__worksheets__sheet1_dot_xml", "docProps__core_dot_xml", "[Content_Types]_dot_xml"):
        assert "beskadiget" in refusal(repacked(workbook([HEADINGS, ROW]), **{member: laughs}))


def test_macro_files_are_refused_whatever_they_are_called():
    """An .xlsm stays one under another name, and so does a workbook with a hidden macro part."""
    whole = workbook([HEADINGS, ROW])
    assert "makroer" in refusal(replaced(whole, "[Content_Types].xml", CONTENT_TYPE, MACRO_WORKBOOK.encode()))
    assert "makroer" in refusal(repacked(whole, xl__vbaProject_dot_bin=b"macro"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "adgangskode"),
        (workbook([HEADINGS, ROW])[:2000], "beskadiget"),
        (b"PK\x03\x04" + b"x" * 200, "beskadiget"),
        (b"GIF89a;" + workbook([HEADINGS, ROW]), "hverken et Excel-ark"),
        (workbook([HEADINGS, ROW]) + b"mere", "beskadiget"),
        (document("Hej"), "Word-dokument"),
        (b"%PDF-1.7 " + b"x" * 50, "hverken et Excel-ark"),
        (b"\x00\x01\x02\x03" * 50, "hverken et Excel-ark"),
        (b'Titel;Art;Pejlemaerke\n"aldrig lukket;x;1.4\n', "anførselstegn"),
        (b"Titel;Art;Pejlemaerke\n" + b"x" * 300_000 + b";Fleksjob;1.4\n", "alt for lang"),
    ],
    ids=["locked", "half", "no zip", "prefixed", "trailing", "docx", "pdf", "binary", "quote", "300000"],
)
def test_what_is_no_spreadsheet_gets_one_sentence(data, words):
    """Locked, damaged, polyglot and foreign files are told apart, and never crash."""
    assert words in refusal(data, "fil.xlsx")


def test_a_damaged_part_is_told():
    """A part that is cut off is damage, wherever it stands."""
    for member in ("xl__worksheets__sheet1_dot_xml", "xl__workbook_dot_xml", "xl__sharedStrings_dot_xml", "xl__styles_dot_xml"):
        assert "beskadiget" in refusal(repacked(workbook([HEADINGS, ROW]), **{member: b"<worksheet><sheetData>"}))
    assert refusal(repacked(workbook([HEADINGS, ROW]), xl__worksheets__sheet1_dot_xml=None))


def test_more_rows_than_five_thousand_are_refused():
    """Too many rows are told for both kinds of file."""
    line = ";1.4;x;Fleksjob;1\n"
    assert "5.000" in refusal(("Reference;Pejlemærke;Titel;Art;Antal\n" + line * 5_100).encode(), "fil.csv")
    assert "5.000" in refusal(workbook([HEADINGS, *([ROW] * 5_100)]))


def test_values_far_outside_are_not_left_out_in_silence():
    """A value in the last row or the last column of Excel is told, not dropped."""
    sheet = "xl/worksheets/sheet1.xml"
    low = replaced(workbook([HEADINGS, ROW]), sheet, b'<row r="2"', b'<row r="1048576"')
    assert "5.000" in refusal(low)
    assert "XFD2" in refusal(replaced(workbook([HEADINGS, ROW]), sheet, b'r="H2"', b'r="XFD2"'))


@pytest.mark.parametrize("value", [CPR, "0101901234", 101901234, 3112991234, "kontakt 010190 1234", "ring 31.12.99-1234"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_cpr_number_stops_everything_and_is_not_repeated(value, kind):
    """A CPR-like number in any cell, a number without its leading zero too, is refused by its cell's name alone."""
    rows = [[*HEADINGS, "Bemærkning"], [*ROW, "ok"], [*ROW, value]]
    if kind == "csv":
        data = "\n".join(";".join(str(cell or "") for cell in row) for row in rows).encode()
        if isinstance(value, int) and value < 1_000_000_000:
            data = data.replace(str(value).encode(), b"0" + str(value).encode())
    else:
        data = workbook(rows)
    told = refusal(data)
    assert "celle I3" in told
    assert "1234" not in told


def test_a_cpr_number_in_heading_sheet_formula_or_file_name_stops_too():
    """There is no corner to hide it in."""
    assert "I1" in refusal(workbook([[*HEADINGS, CPR], ROW]))
    assert "C2" in refusal(workbook([HEADINGS, ["", "1.4", f'="{CPR}"', "Fleksjob"]]))
    assert "ark" in refusal(workbook([HEADINGS, ROW], title=f"Liste {CPR}"))
    assert "navn" in refusal(workbook([HEADINGS, ROW]), f"{CPR}.xlsx")


def test_days_and_numbers_keep_their_types():
    """Excel's days arrive as days, whole numbers as numbers."""
    (sheet,) = read_sheets(workbook([HEADINGS, [*ROW[:7], date(2030, 6, 30)]]))
    assert sheet.rows[1].cells[8] == date(2030, 6, 30)
    assert sheet.rows[1].cells[5] == 10
