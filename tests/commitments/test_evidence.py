"""Evidence: what is taken in, who sees it, and what is left when it is removed."""

import io
import os
import re
import stat
import time
from pathlib import Path

import pytest
from commitment_makers import colleague, make_commitment, make_manager
from crooked_files import CPR, document, pdf, picture, workbook
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub.commitments import evidence, service
from partnerhub.commitments.models import EvidenceFile
from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.events import Event, latest_seq

FIELDS = {"fil-title": "Opgørelse", "fil-has_no_names": "y"}


@pytest.fixture
def folder(app):
    """Where the bytes lie."""
    return Path(app.config["INSTANCE"]) / evidence.FOLDER


def add(by, commitment, data, name="fil.pdf", title="", app=None):
    """Store a file through the service."""
    from flask import current_app

    return evidence.add_file(by, commitment.id, name, data, title, True, Path(current_app.config["INSTANCE"]))


def send(browser, commitment, data, name="fil.pdf", status=200, **fields):
    """Send a file through the form."""
    values = FIELDS | fields | {"fil-file": (io.BytesIO(data), name)}
    return browser.post(f"/forpligtelser/{commitment.id}/filer", values, status, content_type="multipart/form-data")


def test_a_file_is_stored_shown_and_fetched(app, browse, folder):
    """Upload, see it on the page, fetch the same bytes as a download that no browser opens in our name."""
    by = make_manager()
    made = make_commitment(by=by)
    data = pdf("Ti praktikpladser er besat")
    reader = browse(by)
    page = send(reader, made, data)
    assert "Filen er lagt på forpligtelsen." in page.text
    (row,) = db.session.scalars(select(EvidenceFile))
    assert f"/forpligtelser/filer/{row.id}" in page.text
    answer = reader.get(f"/forpligtelser/filer/{row.id}")
    assert answer.data == data
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Opg%C3%B8relse.pdf" or (
        answer.headers["Content-Disposition"].startswith("attachment;")
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_the_bytes_lie_under_a_name_that_nobody_chose(app, folder):
    """The file on disk has a random name without ending, is readable by its owner alone, and leaves no half beside it."""
    by = make_manager()
    row = add(by, make_commitment(by=by), pdf(), "../../etc/passwd.pdf")
    (path,) = folder.iterdir()
    assert path.name == row.stored_as
    assert re.fullmatch("[0-9a-f]{48}", path.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert row.title == "passwd"
    assert evidence.faults(folder.parent) == []


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (pdf(), "fil.pdf", "application/pdf"),
        (picture("PNG"), "fil.png", "image/png"),
        (picture("JPEG"), "fil.jpg", "image/jpeg"),
        (picture("PNG"), "skiftet.jpg", "image/png"),
        (picture("JPEG"), "regneark.exe", "image/jpeg"),
        (document("Referat"), "fil.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (workbook([["a", 1]]), "fil.docx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
    ids=["pdf", "png", "jpg", "png called jpg", "jpg called exe", "docx", "xlsx called docx"],
)
def test_the_content_decides_the_type(app, browse, data, name, media_type):
    """Name and the browser's word count for nothing: a file is served as what it is."""
    by = make_manager()
    row = add(by, make_commitment(by=by), data, name)
    assert row.media_type == media_type
    answer = browse(by).get(f"/forpligtelser/filer/{row.id}")
    assert answer.mimetype == media_type
    answer.close()


def test_who_sees_the_files(app, browse):
    """Owner, accepted co-signers and the steward fetch; an invited one, other partners and visitors meet nothing."""
    by, signer, invited = make_manager(), make_manager("union"), make_manager("school")
    made = make_commitment(by=by, cosigners=[signer])
    open_one = make_commitment(by=by, status="proposed", cosigners=[invited])
    row, other = add(by, made, pdf()), add(by, open_one, pdf())
    for reader in (browse(by), browse(colleague(by)), browse(signer), browse(make_steward())):
        reader.get(f"/forpligtelser/filer/{row.id}").close()
        assert f"/forpligtelser/filer/{row.id}" in reader.get(f"/forpligtelser/{made.id}").text
    for user, file in ((make_manager(), row), (invited, other), (invited, row)):
        reader = browse(user)
        reader.get(f"/forpligtelser/filer/{file.id}", status=404)
        assert "/forpligtelser/filer/" not in reader.get(f"/forpligtelser/{file.commitment_id}").text
    assert "/konto/log-ind" in browse().get(f"/forpligtelser/filer/{row.id}").request.path
    browse(by).get("/forpligtelser/filer/99999", status=404)


def test_files_of_a_draft_are_the_own_partners(app, browse):
    """Not even the steward or a co-signer sees evidence on a draft, or can add any."""
    by, signer = make_manager(), make_manager("union")
    made = make_commitment(by=by, status="draft", cosigners=[signer])
    row = add(by, made, pdf())
    for user in (signer, make_steward(), make_manager()):
        reader = browse(user)
        reader.get(f"/forpligtelser/filer/{row.id}", status=404)
        send(reader, made, pdf(), status=404)
    browse(by).get(f"/forpligtelser/filer/{row.id}").close()


def test_who_adds_files(app, browse):
    """Owner and accepted co-signers add; others who see the commitment may not."""
    by, signer = make_manager(), make_manager("union")
    made = make_commitment(by=by, cosigners=[signer])
    assert "er lagt på" in send(browse(signer), made, pdf()).text
    for user in (make_manager(), make_steward()):
        send(browse(user), made, pdf(), status=403)
    withdrawn = make_commitment(by=by, status="withdrawn")
    send(browse(by), withdrawn, pdf(), status=403)
    assert len(db.session.scalars(select(EvidenceFile)).all()) == 1


def test_removing_needs_a_reason_and_leaves_the_history(app, browse, folder):
    """The uploader's partner or the steward removes with a reason: bytes gone, row and reason stay, the address answers 404."""
    by, signer = make_manager(), make_manager("union")
    made = make_commitment(by=by, cosigners=[signer])
    row = add(by, made, pdf(), title="Forkert fil")
    url = f"/forpligtelser/filer/{row.id}/fjern"
    browse(signer).post(url, {"reason": "Ikke vores"}, status=403)
    browse(make_manager()).post(url, {"reason": "Slet ikke vores"}, status=404)
    reader = browse(by)
    assert "Forkert fil" in reader.get(url).text
    reader.post(url, {"reason": " "}, status=422)
    assert CPR in reader.post(url, {"reason": f"Der stod {CPR}"}, status=422).text
    assert len(list(folder.iterdir())) == 1
    page = reader.post(url, {"reason": "Den hører til en anden"})
    assert "Filen er fjernet." in page.text
    assert list(folder.iterdir()) == []
    reader.get(f"/forpligtelser/filer/{row.id}", status=404)
    reader.get(url, status=404)
    db.session.refresh(row)
    assert row.removed_at is not None
    (event,) = db.session.scalars(select(Event).where(Event.name == "commitment.file_removed"))
    assert event.payload == {"file": row.id, "title": "Forkert fil", "reason": "Den hører til en anden"}
    other = add(signer, made, pdf())
    browse(make_steward()).post(f"/forpligtelser/filer/{other.id}/fjern", {"reason": "Et navn på et billede"})
    assert list(folder.iterdir()) == []


def test_the_tick_is_needed_and_what_was_typed_stays(app, browse, folder):
    """Without the uploader's word nothing is stored; the title is still there."""
    by = make_manager()
    made = make_commitment(by=by)
    page = send(browse(by), made, pdf(), status=422, **{"fil-has_no_names": "", "fil-title": "Min titel"})
    assert "Sæt kryds" in page.text or not FIELDS
    values = {"fil-title": "Min titel", "fil-file": (io.BytesIO(pdf()), "a.pdf")}
    page = browse(by).post(f"/forpligtelser/{made.id}/filer", values, 422, content_type="multipart/form-data")
    assert "Sæt kryds" in page.text
    assert 'value="Min titel"' in page.text
    page = browse(by).post(f"/forpligtelser/{made.id}/filer", {"fil-title": "Uden fil", "fil-has_no_names": "y"}, 422)
    assert "Vælg en fil." in page.text
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("field", ["title", "name"])
def test_a_cpr_number_in_title_or_name_is_refused(app, folder, field):
    """The name of a file is text too."""
    by = make_manager()
    made = make_commitment(by=by)
    with pytest.raises(RuleBroken) as broken:
        add(by, made, pdf(), **{"name": "a.pdf", field: f"{CPR}.pdf"})
    assert "CPR" in broken.value.text
    assert CPR not in broken.value.text


def test_a_failed_transaction_leaves_no_file(app, folder, monkeypatch):
    """Should the event fail, neither row nor bytes remain."""
    by = make_manager()
    made = make_commitment(by=by)
    before = latest_seq()

    def fail(*_args, **_payload):
        raise RuntimeError("no")

    monkeypatch.setattr(evidence, "record", fail)
    with pytest.raises(RuntimeError):
        add(by, made, pdf())
    assert list(folder.iterdir()) == []
    assert db.session.scalars(select(EvidenceFile)).all() == []
    assert latest_seq() == before


def test_what_a_crash_leaves_is_swept(app, folder):
    """Old bytes without a row that counts go; young ones and those that count stay; a missing file is told."""
    by = make_manager()
    row = add(by, make_commitment(by=by), pdf())
    for name, age in (("efterladt", 7200), ("halv.part", 7200), ("ny.part", 5)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)
    assert evidence.sweep(folder.parent) == ["efterladt", "halv.part"]
    assert {path.name for path in folder.iterdir()} == {row.stored_as, "ny.part"}
    (folder / row.stored_as).write_bytes(b"other")
    assert evidence.faults(folder.parent) == [f"evidence file {row.id}: altered"]
    (folder / row.stored_as).unlink()
    assert evidence.faults(folder.parent) == [f"evidence file {row.id}: missing"]


def test_a_missing_file_is_not_a_crash(app, browse, folder):
    """Bytes lost from the disk answer 404, not 500."""
    by = make_manager()
    row = add(by, make_commitment(by=by), pdf())
    (folder / row.stored_as).unlink()
    browse(by).get(f"/forpligtelser/filer/{row.id}", status=404)


def test_ten_megabytes_and_a_byte(app, browse):
    """The limit is told at the field; a body far above it gets the page for 413."""
    by = make_manager()
    made = make_commitment(by=by)
    assert "mere end 10 MB" in send(browse(by), made, b"%PDF-" + b"x" * (10 * 1024 * 1024 - 4), status=422).text
    assert "En fil må fylde 10 MB." in send(browse(by), made, b"x" * (11 * 1024 * 1024), status=413).text


def test_other_peoples_names_are_not_shown(app, browse):
    """The list tells who by function and partner to others, by name to the own partner and the steward."""
    owner = make_partner()
    by = make_user(owner, is_manager=True, name="Ulla Uploader", function="HR-chef")
    signer = make_manager("union")
    made = make_commitment(by=by, cosigners=[signer])
    add(by, made, pdf())
    files = re.compile(r'id="files-region".*?</section>', re.DOTALL)
    shown = [files.search(browse(user).get(f"/forpligtelser/{made.id}").text)[0] for user in (by, make_steward(), signer)]
    assert ["Ulla Uploader" in text for text in shown] == [True, True, False]
    assert "HR-chef" in shown[2]


def test_evidence_of_a_deleted_draft(app):
    """A draft with files is not thrown away over them: the files are removed first, and then it goes."""
    by = make_manager()
    made = make_commitment(by=by, status="draft")
    add(by, made, pdf())
    with pytest.raises(RuleBroken):
        service.delete_draft(by, made.id, made.version)
