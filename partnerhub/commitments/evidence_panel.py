"""What a commitment's page shows of its files: rows with the acts allowed to the viewer, and the form for a new one."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from ..access import Permission, may
from ..accounts.models import User
from ..language import write_moment, write_number
from . import history
from .evidence_forms import FILE_PREFIX, FileForm
from .evidence_types import EXTENSIONS
from .models import Commitment, EvidenceFile

KILOBYTE = 1024


@dataclass(frozen=True)
class FileRow:
    """A file as it stands in the list; `about` tells kind, size, who and when."""

    id: int
    title: str
    about: str
    may_remove: bool


def panel(commitment: Commitment, user: User) -> dict[str, Any]:
    """Return `files` and `file_form` for the page, both None where the viewer may not see or add."""
    sees = may(user, Permission.COMMITMENT_FILES, commitment)
    adds = may(user, Permission.COMMITMENT_FILE_ADD, commitment)
    return {
        "files": [_row(file, user) for file in commitment.files if file.removed_at is None] if sees else None,
        "file_form": FileForm(formdata=None, prefix=FILE_PREFIX) if adds else None,
    }


def file_size(size: int) -> str:
    """Return a size as "340 kB" or "2,4 MB"."""
    if size < KILOBYTE * KILOBYTE:
        return f"{write_number(max(1, round(size / KILOBYTE)))} kB"
    return f"{write_number(round(size / KILOBYTE / KILOBYTE, 1))} MB"


def _row(file: EvidenceFile, user: User) -> FileRow:
    kind = {"pdf": "pdf", "png": _("billede"), "jpg": _("billede"), "docx": _("Word-dokument"), "xlsx": _("Excel-ark")}
    by = history.who(file.by, file.partner.name, user)
    about = f"{kind[EXTENSIONS[file.media_type]]} · {file_size(file.size)} · {by}, {write_moment(file.at)}"
    return FileRow(file.id, file.title, about, may(user, Permission.COMMITMENT_FILE_REMOVE, file))
