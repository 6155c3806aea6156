"""An export holds what the filters show, and nothing that the reader may not see."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from commitment_makers import make_commitment, make_entry, make_manager
from icalendar import Calendar
from makers import make_partner, make_steward, make_user
from openpyxl import load_workbook
from sqlalchemy import event

from partnerhub.accounts.models import Workplace
from partnerhub.clock import today
from partnerhub.commitments import exchange_views, voices
from partnerhub.commitments.export_queries import exported
from partnerhub.commitments.kinds import Kind, Visibility
from partnerhub.commitments.models import Comment
from partnerhub.commitments.parameters import Sort
from partnerhub.commitments.selection import Selection, Viewer
from partnerhub.database import db, writing

KINDS = ("xlsx", "csv", "json", "ics")
PUBLIC_KEYS = {
    *("reference", "owner", "goal", "guidepost", "title", "kind", "quantity", "unit", "start_on", "due_on", "status"),
    *("reported", "confirmed", "cosigners", "url"),
}


def rows_of(response):
    """The rows of a csv answer by heading."""
    text = response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def readable(response):
    """Everything in an answer as text: a workbook is unpacked, folded lines of a calendar are joined."""
    if response.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return response.get_data(as_text=True).replace("\r\n ", "")


def test_the_export_holds_exactly_what_the_filters_show(browse):
    """A filter on the kind leaves the other kinds out of every format."""
    by = make_manager()
    make_commitment(by=by, title="Ti lærepladser", kind=Kind.APPRENTICESHIP)
    make_commitment(by=by, title="Fem fleksjob", kind=Kind.FLEX_JOB)
    reader = browse(by)
    for kind in KINDS:
        found = readable(reader.get(f"/forpligtelser/eksport.{kind}?art=fleksjob"))
        assert "Fem fleksjob" in found
        assert "Ti lærepladser" not in found
    assert [row["Titel"] for row in rows_of(reader.get("/forpligtelser/eksport.csv"))] == ["Ti lærepladser", "Fem fleksjob"]


def test_the_export_keeps_the_order_of_the_board(browse):
    """Sorting by title in the address sorts the rows."""
    by = make_manager()
    for title in ("Øvelse", "Aftale", "Møde"):
        make_commitment(by=by, title=title)
    found = rows_of(browse(by).get("/forpligtelser/eksport.csv?sorter=titel"))
    assert [row["Titel"] for row in found] == ["Aftale", "Møde", "Øvelse"]


@pytest.mark.parametrize("sort", Sort)
def test_every_order_is_the_same_on_each_database(each_database, sort):
    """Each sorting of the board gives the same rows in the same order on both databases, those without a number last."""
    by = make_manager()
    for title, quantity, due in (("A", 5, 10), ("B", None, 30), ("C", 9, None)):
        make_commitment(by=by, status="proposed", title=title, quantity=quantity, due_on=due and today() + timedelta(days=due))
    rows = exported(Selection(Viewer(by.id, by.partner_id, by.roles), sort=sort), 10)
    order = {Sort.DUE: "ABC", Sort.TITLE: "ABC", Sort.QUANTITY: "CAB", Sort.CHANGED: "CBA"}[sort]
    assert "".join(row.record["title"] for row in rows) == order


def test_drafts_are_never_exported(browse):
    """A draft stands on no board, so in no export: not even the owner's."""
    by = make_manager()
    make_commitment(by=by, status="draft", title="Hemmelig kladde")
    for reader in (browse(by), browse(make_steward()), browse()):
        for kind in KINDS:
            assert "Hemmelig kladde" not in readable(reader.get(f"/forpligtelser/eksport.{kind}"))


def test_visitors_get_the_public_fields_and_nothing_else(app, browse):
    """A visitor's export has public commitments in the public columns: no text, workplace, share, comment, person or private promise."""
    by = make_manager()
    signer = make_user(make_partner("union"), name="Underskriver Underskriversen")
    with writing() as session:
        place = Workplace(partner_id=by.partner_id, name="Hemmeligt arbejdssted")
        session.add(place)
    open_one = make_commitment(
        by=by,
        title="Offentligt løfte",
        what="Intern beskrivelse",
        visibility=Visibility.PUBLIC,
        workplace_id=place.id,
        cosigners=[(signer, 4)],
    )
    make_commitment(by=by, title="Privat løfte")
    make_commitment(by=by, status="proposed", title="Kun foreslået", visibility=Visibility.PUBLIC)
    make_entry(open_one, by, 3, "Intern note")
    voices.comment(by, open_one.id, "Intern kommentar")
    hidden = ["Intern", "Hemmeligt", "Privat løfte", "Kun foreslået", by.name, by.email, signer.name, "(4)", "Synlighed", "Beskrivelse"]
    for kind in KINDS:
        found = readable(browse().get(f"/forpligtelser/eksport.{kind}"))
        assert "Offentligt løfte" in found
        assert [text for text in hidden if text in found] == []
    (row,) = exported(Selection(), 10)
    assert set(row.record) == PUBLIC_KEYS - {"url"}
    body = json.loads(browse().get("/forpligtelser/eksport.json").data)
    assert [set(entry) for entry in body["commitments"]] == [PUBLIC_KEYS]
    assert body["commitments"][0]["cosigners"] == [{"name": signer.partner.name}]


def test_filters_for_partners_do_not_open_anything_for_visitors(browse):
    """A visitor who asks for "mine", "waiting" or a private partner gets the public ones alone."""
    by = make_manager()
    make_commitment(by=by, title="Privat løfte")
    for query in ("mine=1", "venter=1", "tavse=1", f"partner={by.partner_id}", "q=privat"):
        assert rows_of(browse().get(f"/forpligtelser/eksport.csv?{query}")) == []


def test_no_person_stands_in_an_export(browse):
    """Partners' exports name organisations, never people."""
    by = make_manager()
    made = make_commitment(by=by, cosigners=[make_user(make_partner("union"), name="Underskriver Underskriversen")])
    make_entry(made, by)
    for kind in KINDS:
        found = readable(browse(make_steward()).get(f"/forpligtelser/eksport.{kind}"))
        assert made.title in found
        assert by.name not in found
        assert "Underskriversen" not in found


def test_the_workbook_is_typed(browse):
    """Days are days, numbers are numbers, text is text; the first row is frozen and filtered; a guide tells the allowed values."""
    by = make_manager()
    made = make_commitment(by=by, title="=HYPERLINK(1)", due_on=date(2030, 6, 30), quantity=1000)
    sheets = load_workbook(io.BytesIO(browse(by).get("/forpligtelser/eksport.xlsx").data))
    sheet = sheets["Forpligtelser"]
    heads = {cell.value: cell.column - 1 for cell in sheet[1]}
    row = sheet[2]
    assert row[heads["Frist"]].value.date() == date(2030, 6, 30)
    assert row[heads["Frist"]].is_date
    assert row[heads["Antal"]].value == 1000
    assert row[heads["Titel"]].value == "=HYPERLINK(1)"
    assert row[heads["Titel"]].data_type == "s"
    assert row[heads["Reference"]].value == made.reference
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:Q2"
    told = {cell.value for line in sheets["Vejledning"] for cell in line}
    assert {"Læreplads", "lærepladser", "Offentlig", by.partner.name} <= told
    assert any(str(text).startswith("1.4 ") for text in told)


@pytest.mark.parametrize("title", ["=1+1", "+45 12", "-2 pladser", "@SUM(A1)", "'=1", "=cmd|' /C calc'!A0"])
def test_a_csv_never_runs(browse, title):
    """No cell of a csv begins with a sign that a spreadsheet takes for a formula."""
    by = make_manager()
    make_commitment(by=by, title=title)
    response = browse(by).get("/forpligtelser/eksport.csv")
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in response.data
    (row,) = rows_of(response)
    assert row["Titel"] == f"'{title}"
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())


def test_json_has_codes_and_iso_days(browse):
    """A program reads codes, ISO days and the address of each commitment."""
    by = make_manager()
    made = make_commitment(by=by, kind=Kind.APPRENTICESHIP, due_on=date(2030, 6, 30))
    response = browse(by).get("/forpligtelser/eksport.json")
    (found,) = json.loads(response.data)["commitments"]
    assert response.mimetype == "application/json"
    assert (found["kind"], found["unit"], found["due_on"], found["guidepost"]) == ("apprenticeship", "apprenticeship", "2030-06-30", "1.4")
    assert found["url"] == f"http://127.0.0.1/forpligtelser/{made.id}"


def test_the_calendar_holds_deadlines_with_stable_names(browse):
    """Each deadline is a whole day with a UID from reference and address; what has no deadline is left out."""
    by = make_manager()
    made = make_commitment(by=by, title="Frist; med, tegn", due_on=today() + timedelta(days=40))
    make_commitment(by=by, title="Uden frist", due_on=None)
    make_commitment(by=by, status="withdrawn", title="Trukket", due_on=today() + timedelta(days=41))
    reader = browse(by)
    first, second = (Calendar.from_ical(reader.get("/forpligtelser/eksport.ics").data) for _time in range(2))
    entries = {str(entry["UID"]): entry for entry in first.walk("VEVENT")}
    assert entries.keys() == {str(entry["UID"]) for entry in second.walk("VEVENT")}
    entry = entries[f"{made.reference}-frist@127.0.0.1"]
    assert entry["DTSTART"].dt == made.due_on
    assert "Frist; med, tegn" in entry["SUMMARY"]
    assert len(entries) == 2
    assert sorted(str(entry["STATUS"]) for entry in entries.values()) == ["CANCELLED", "CONFIRMED"]


def test_headings_follow_the_language(browse):
    """With ?lang=en the headings are English."""
    by = make_manager()
    make_commitment(by=by)
    (row,) = rows_of(browse(by).get("/forpligtelser/eksport.csv?lang=en"))
    assert {"Title", "Guidepost", "Co-signers"} <= set(row)


def test_too_many_rows_get_a_sentence(browse, monkeypatch):
    """More rows than an export holds is told, with what to do; nothing is cut off in silence."""
    monkeypatch.setattr(exchange_views, "EXPORT_LIMIT", 1)
    by = make_manager()
    make_commitment(by=by)
    make_commitment(by=by)
    answer = browse(by).get("/forpligtelser/eksport.csv", status=422)
    assert "Vælg færre med filtrene" in answer.text


def test_unknown_formats_do_not_exist(browse):
    """Only the four formats are there."""
    browse().get("/forpligtelser/eksport.pdf", status=404)


def test_an_export_is_a_download_that_no_cache_keeps(browse):
    """A signed-in user's export is sent as an attachment and stored nowhere on the way."""
    by = make_manager()
    make_commitment(by=by)
    response = browse(by).get("/forpligtelser/eksport.xlsx")
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["Cache-Control"] == "no-store"


def test_comments_are_in_no_export(app, browse):
    """What partners say to each other stays on the page."""
    by = make_manager()
    made = make_commitment(by=by)
    with writing() as session:
        session.add(Comment(commitment_id=made.id, partner_id=by.partner_id, by_id=by.id, text="Fortrolig samtale"))
    assert all("Fortrolig" not in readable(browse(by).get(f"/forpligtelser/eksport.{kind}")) for kind in KINDS)


def test_the_number_of_queries_does_not_grow(app):
    """An export of many rows asks as often as one of two."""
    by = make_manager()
    asked: list[str] = []

    def count() -> int:
        asked.clear()
        exported(Selection(Viewer(by.id, by.partner_id, by.roles)), 100)
        return len(asked)

    make_commitment(by=by, cosigners=[make_user(make_partner("union"))])
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    few = count()
    for _number in range(5):
        make_commitment(by=by, cosigners=[make_user(make_partner("union"))])
    assert count() == few
