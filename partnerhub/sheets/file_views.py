"""Files on their way in and out of a view: an upload's bytes under the limit, and a download with its name."""

from flask import abort, make_response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..config import UPLOAD_LIMIT
from ..errors import RuleBroken
from .forms import SheetForm

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
}


def sent_file(form: SheetForm) -> tuple[str, bytes]:
    """Return the name and the bytes of the form's file. Raises RuleBroken("file", sentence) for none and for one that is too large."""
    upload = form.file.data
    if not upload:
        raise RuleBroken("file", _("Vælg en fil."))
    with upload.stream as stream:
        data = stream.read(UPLOAD_LIMIT + 1)
    if len(data) > UPLOAD_LIMIT:
        raise RuleBroken("file", _("Filen fylder mere end 10 MB. Gør den mindre, eller del den op."))
    return upload.filename or "", data


def download(data: bytes, kind: str, name: str) -> ResponseReturnValue:
    """Send bytes as a file of a kind in FORMATS, to be kept under `name`; 404 for another kind."""
    if kind not in FORMATS:
        abort(404)
    response = make_response(data)
    response.headers["Content-Type"] = FORMATS[kind]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
