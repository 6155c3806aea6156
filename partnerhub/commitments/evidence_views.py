"""Files of a commitment: put one there, fetch it, remove it. They hang on the blueprint of the commitment's pages."""

from pathlib import Path

from flask import abort, current_app, flash, make_response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, may, requires, takes_upload
from ..config import UPLOAD_LIMIT
from ..errors import RuleBroken
from . import evidence, presenting
from .evidence_forms import FILE_PREFIX, FileForm
from .evidence_types import EXTENSIONS
from .forms import ReasonForm
from .models import EvidenceFile
from .views import bp, get_commitment


@bp.post("/<int:commitment_id>/filer")
@requires(Permission.COMMITMENT_FILE_ADD)
@takes_upload(UPLOAD_LIMIT)
def add_file(commitment_id: int) -> ResponseReturnValue:
    """Put a file on a commitment."""
    commitment = get_commitment(commitment_id)
    check(Permission.COMMITMENT_FILE_ADD, commitment, seen_by=Permission.COMMITMENT_VIEW)
    form = FileForm(prefix=FILE_PREFIX)
    upload = form.file.data
    if not upload:
        form.validate()
        presenting.put_error(form, RuleBroken("file", _("Vælg en fil.")))
    elif form.validate():
        with upload.stream as stream:
            data = stream.read(UPLOAD_LIMIT + 1)
        try:
            evidence.add_file(
                current_user, commitment_id, upload.filename or "", data, form.title.data or "", form.has_no_names.data, _instance()
            )
        except RuleBroken as broken:
            presenting.put_error(form, broken)
        else:
            flash(_("Filen er lagt på forpligtelsen."), "success")
            return redirect(url_for("commitments.show", commitment_id=commitment_id, _anchor="filer"), 303)
    return make_response(render_template("commitments/add_file.html", c=commitment, file_form=form), 422)


@bp.get("/filer/<int:file_id>")
@requires(Permission.COMMITMENT_FILES)
def download_file(file_id: int) -> ResponseReturnValue:
    """Send a file as a download, never shown inside our pages."""
    file = _get_file(file_id)
    name = f"{file.title.replace('/', '-')}.{EXTENSIONS[file.media_type]}"
    path = evidence.path_of(file, _instance())
    if not path.is_file():
        current_app.logger.error("evidence file %s is missing on disk", file.id)
        abort(404)
    response = send_file(path, mimetype=file.media_type, as_attachment=True, download_name=name, conditional=False, etag=False)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/filer/<int:file_id>/fjern", methods=["GET", "POST"])
@requires(Permission.COMMITMENT_FILE_REMOVE)
def remove_file(file_id: int) -> ResponseReturnValue:
    """Ask why, and remove a file."""
    file = _get_file(file_id)
    if not may(current_user, Permission.COMMITMENT_FILE_REMOVE, file):
        abort(403)
    form = ReasonForm()
    status = 200
    if form.validate_on_submit():
        try:
            evidence.remove_file(current_user, file_id, form.reason.data or "", _instance())
        except RuleBroken as broken:
            presenting.put_error(form, broken)
        else:
            flash(_("Filen er fjernet."), "success")
            return redirect(url_for("commitments.show", commitment_id=file.commitment_id, _anchor="filer"), 303)
    if form.errors:
        status = 422
    return make_response(render_template("commitments/remove_file.html", c=file.commitment, file=file, form=form), status)


def _get_file(file_id: int) -> EvidenceFile:
    file = evidence.find_file(file_id)
    if file is None:
        abort(404)
    check(Permission.COMMITMENT_FILES, file.commitment)
    return file


def _instance() -> Path:
    return Path(current_app.config["INSTANCE"])
