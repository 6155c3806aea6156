"""The import's pages and its command: upload, dry run, one yes."""

import io

import pytest
from commitment_makers import make_commitment, make_manager, some_terms
from crooked_files import CPR, FULL, row, workbook
from makers import make_steward, make_user
from sqlalchemy import func, select

from partnerhub.commitments import importing, service
from partnerhub.commitments.models import Commitment, FormDraft
from partnerhub.database import db


def count() -> int:
    """How many commitments there are."""
    return db.session.scalar(select(func.count(Commitment.id)))


def upload(browser, data, name="fil.xlsx", status=200, **options):
    """Send a file through the page."""
    return browser.post("/forpligtelser/indlaes", {"file": (io.BytesIO(data), name)}, status, content_type="multipart/form-data", **options)


def test_the_page_shows_a_dry_run_and_confirms_once(app, browse):
    """Upload, preview, confirm: nothing is written before the yes, and a replayed yes writes nothing more."""
    by = make_manager()
    made = make_commitment(by=by, status="proposed")
    reader = browse(by)
    page = upload(reader, workbook([FULL, row(), row(Reference=made.reference, Titel="Ny titel", Art="Virksomhedspraktik")]))
    where = page.request.path
    assert page.status_code == 200
    assert "1 ny kladde" in page.text
    assert "1 forpligtelse rettes" in page.text
    assert count() == 1
    assert made.reference in page.text
    done = reader.post(where)
    assert "Indlæst: 1 ny forpligtelse er skrevet og 1 er rettet." in done.text
    assert count() == 2
    assert "gennemført" in reader.post(where).text
    assert "gennemført" in reader.get(where).text
    assert count() == 2


def test_faults_are_shown_and_nothing_is_kept(app, browse):
    """A file with faults answers 422 with each cell named, offers no yes, and leaves nothing behind."""
    by = make_manager()
    page = upload(browse(by), workbook([FULL, row(), row(Antal="ca. 10", Titel="<script>alert(1)</script>")]), status=422)
    assert "<strong>Celle F3</strong>: “ca. 10” er ikke et helt tal. Skriv fx 10." in page.text
    assert "&lt;script&gt;" in page.text
    assert db.session.scalar(select(func.count(FormDraft.id))) == 0
    assert count() == 0


def test_a_cpr_number_leaves_no_trace(app, browse):
    """A file with a CPR-like number is refused by cell; neither number nor rows are stored or shown."""
    by = make_manager()
    page = upload(browse(by), workbook([FULL, row(Titel=f"Plads til {CPR}")]), status=422)
    assert "celle D2" in page.text
    assert CPR not in page.text
    assert db.session.scalar(select(func.count(FormDraft.id))) == 0


def test_a_plan_belongs_to_its_user(app, browse):
    """Another user, of the same partner or not, finds no plan under the key."""
    by = make_manager()
    where = upload(browse(by), workbook([FULL, row()])).request.path
    for other in (make_user(by.partner), make_manager(), make_steward()):
        assert "Send filen igen" in browse(other).post(where).text
    assert count() == 0


def test_a_commitment_that_moved_on_is_not_overwritten(app, browse):
    """Someone else edits between preview and yes: nothing is written, the row is named, and the new text stands."""
    by = make_manager()
    made = make_commitment(by=by, status="draft")
    reader = browse(by)
    where = upload(reader, workbook([FULL, row(), row(Reference=made.reference, Titel="Fra filen", Art="Virksomhedspraktik")])).request.path
    service.edit(make_user(by.partner), made.id, made.version, some_terms(title="Fra kollegaen"))
    page = reader.post(where, status=409)
    assert "ændret af andre" in page.text
    db.session.refresh(made)
    assert made.title == "Fra kollegaen"
    assert count() == 1


def test_a_new_upload_replaces_the_old_one(app, browse):
    """Only the newest file of a user is kept."""
    by = make_manager()
    reader = browse(by)
    old = upload(reader, workbook([FULL, row()])).request.path
    upload(reader, workbook([FULL, row(Titel="Nyere")]))
    assert db.session.scalar(select(func.count(FormDraft.id))) == 1
    assert "erstattet" in reader.get(old).text


def test_no_file_and_a_file_too_large(app, browse):
    """No file gets a sentence at the field; 10 MB and one byte gets one too; far larger gets the page for 413."""
    reader = browse(make_manager())
    assert "Vælg en fil." in reader.post("/forpligtelser/indlaes", {}, 422).text
    assert "mere end 10 MB" in upload(reader, b"x" * (10 * 1024 * 1024 + 1), status=422).text
    assert "En fil må fylde 10 MB." in upload(reader, b"x" * (11 * 1024 * 1024), status=413).text


def test_more_changes_than_one_transaction_bears(app, browse, monkeypatch):
    """A file that would write very many commitments at once is to be split: nobody else could write meanwhile."""
    monkeypatch.setattr(importing, "CHANGES_LIMIT", 2)
    page = upload(browse(make_manager()), workbook([FULL, row(), row(Titel="To"), row(Titel="Tre")]), status=422)
    assert "Filen ville skrive eller rette 3 forpligtelser. Højst 2 ad gangen" in page.text
    assert db.session.scalar(select(func.count(FormDraft.id))) == 0


def test_other_pages_keep_their_small_limit(app, browse):
    """Three megabytes are too much for a form without a file, and for a visitor anywhere."""
    big = {"file": (io.BytesIO(b"x" * 3 * 1024 * 1024), "fil.xlsx")}
    browse(make_manager()).post("/forpligtelser/ny", big, 413, content_type="multipart/form-data")
    big = {"file": (io.BytesIO(b"x" * 3 * 1024 * 1024), "fil.xlsx")}
    browse().post("/forpligtelser/indlaes", big, 413, content_type="multipart/form-data")


def test_visitors_are_asked_to_sign_in(browse):
    """Import is for those with an account."""
    assert "/konto/log-ind" in browse().get("/forpligtelser/indlaes").request.path


def test_the_template_is_a_file_that_can_be_filled(app, browse):
    """The template has every column that can be written, and is itself recognised."""
    data = browse(make_manager()).get("/forpligtelser/indlaes/skabelon.xlsx").data
    with pytest.raises(Exception, match="ingen rækker"):
        importing.read_upload("skabelon.xlsx", data)


def test_the_command_does_the_same(app, tmp_path):
    """`partnerhub import` tells first and writes only with --confirm."""
    by = make_manager()
    file = tmp_path / "fil.xlsx"
    file.write_bytes(workbook([FULL, row(), row(Titel="To")]))
    run = app.test_cli_runner().invoke
    told = run(args=["import", str(file), "--as", by.email.upper()])
    assert told.exit_code == 0, told.output
    assert "2 new" in told.output
    assert count() == 0
    done = run(args=["import", str(file), "--as", by.email, "--confirm"])
    assert done.exit_code == 0, done.output
    assert count() == 2
    file.write_bytes(workbook([FULL, row(Antal="ca. 10")]))
    wrong = run(args=["import", str(file), "--as", by.email, "--confirm"])
    assert wrong.exit_code == 1
    assert "Celle F2" in wrong.output
    assert run(args=["import", str(file), "--as", "ingen@demo.example"]).exit_code == 1
    assert count() == 2
