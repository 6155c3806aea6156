"""Evidence: files that show what was done, stored outside the database under names that nobody chose.

The bytes are written under a temporary name and renamed inside the transaction of their row; whatever a crash leaves behind is found by
`sweep` when the next file comes, for every file that counts has a row.
"""

import contextlib
import hashlib
import os
import secrets
import time
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ..access import Permission, may
from ..accounts.models import User
from ..clock import now
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from .changing import load, refusal
from .evidence_types import Content, examine
from .kinds import REASON_LIMIT
from .models import Commitment, EvidenceFile
from .terms import check_text

FOLDER = "evidence"
FILE_TITLE_LIMIT = 120
FILES_LIMIT = 50
PENDING = ".part"
SWEPT_AFTER = 3600.0  # seconds; a request has long ended


def add_file(by: User, commitment_id: int, name: str, data: bytes, title: str, has_no_names: bool, instance: Path) -> EvidenceFile:
    """Check and store a file as evidence of a commitment, and return its row.

    `name` is what the uploader's machine calls it and stands in for an empty title. Raises RuleBroken naming the form field.
    """
    if not has_no_names:
        raise RuleBroken("has_no_names", _("Sæt kryds ved, at der ikke er navne på borgere i filen. Er der det, så send den ikke."))
    bare = name.replace("\\", "/").rpartition("/")[2]
    check_text("file", bare, 255)
    title = check_text("title", title or Path(bare).stem[:FILE_TITLE_LIMIT], FILE_TITLE_LIMIT, _("Giv filen en titel."))
    content = examine(data)
    folder = _folder(instance)
    stored_as = secrets.token_hex(24)
    _write(folder / (stored_as + PENDING), content.data)
    try:
        with writing() as session:
            commitment = load(commitment_id)
            if not may(by, Permission.COMMITMENT_FILE_ADD, commitment):
                raise refusal()
            _check_room(commitment_id)
            row = _row(by, commitment, title, content, stored_as)
            session.add(row)
            session.flush()
            record("commitment.file_added", commitment, by, file=row.id, title=title)
            (folder / (stored_as + PENDING)).rename(folder / stored_as)
            _keep_name(folder)
    except BaseException:
        for left in (folder / stored_as, folder / (stored_as + PENDING)):
            left.unlink(missing_ok=True)
        raise
    sweep(instance)
    return row


def remove_file(by: User, file_id: int, reason: str, instance: Path) -> Commitment:
    """Remove a file with a reason: the bytes go, that it was there stays in the history; return its commitment."""
    with writing():
        row = find_file(file_id)
        if row is None or not may(by, Permission.COMMITMENT_FILE_REMOVE, row):
            raise refusal()
        reason = check_text("reason", reason, REASON_LIMIT, _("Skriv, hvorfor filen fjernes."))
        row.removed_at = now()
        record("commitment.file_removed", row.commitment, by, file=row.id, title=row.title, reason=reason)
    (_folder(instance) / row.stored_as).unlink(missing_ok=True)
    return row.commitment


def find_file(file_id: int) -> EvidenceFile | None:
    """Return a file's row that was not removed, with the commitment and what rules read of it, or None."""
    found: EvidenceFile | None = db.session.scalar(
        select(EvidenceFile)
        .where(EvidenceFile.id == file_id, EvidenceFile.removed_at.is_(None))
        .options(joinedload(EvidenceFile.commitment).options(selectinload(Commitment.cosigners), joinedload(Commitment.owner)))
        .execution_options(populate_existing=True)
    )
    return found


def path_of(file: EvidenceFile, instance: Path) -> Path:
    """Return where the bytes of a file lie."""
    return _folder(instance) / file.stored_as


def sweep(instance: Path) -> list[str]:
    """Delete what lies in the folder without a row that counts, and return the names; what is younger than an hour stays."""
    folder = _folder(instance)
    kept = set(db.session.scalars(select(EvidenceFile.stored_as).where(EvidenceFile.removed_at.is_(None))))
    oldest = time.time() - SWEPT_AFTER
    left = [path for path in folder.iterdir() if path.name not in kept and path.stat().st_mtime < oldest]
    for path in left:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in left)


def faults(instance: Path) -> list[str]:
    """Return which files that count are missing or altered on disk, in words; empty when all is well."""
    folder = _folder(instance)
    found = []
    for row in db.session.scalars(select(EvidenceFile).where(EvidenceFile.removed_at.is_(None)).order_by(EvidenceFile.id)):
        path = folder / row.stored_as
        if not path.is_file():
            found.append(f"evidence file {row.id}: missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row.sha256:
            found.append(f"evidence file {row.id}: altered")
    return found


def _row(by: User, commitment: Commitment, title: str, content: Content, stored_as: str) -> EvidenceFile:
    return EvidenceFile(
        commitment_id=commitment.id,
        partner_id=by.partner_id,
        by_id=by.id,
        title=title,
        media_type=content.media_type,
        size=len(content.data),
        sha256=hashlib.sha256(content.data).hexdigest(),
        stored_as=stored_as,
    )


def _check_room(commitment_id: int) -> None:
    asked = select(func.count()).where(EvidenceFile.commitment_id == commitment_id, EvidenceFile.removed_at.is_(None))
    if (db.session.scalar(asked) or 0) >= FILES_LIMIT:
        raise RuleBroken("file", _("Der er allerede 50 filer på forpligtelsen. Fjern en, som ikke bruges."))


def _folder(instance: Path) -> Path:
    folder = Path(instance) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep_name(folder: Path) -> None:
    """A renamed file survives a power cut once its folder is on disk too; some file systems cannot promise it."""
    with contextlib.suppress(OSError):
        handle: Any = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
