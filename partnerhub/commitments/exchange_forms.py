"""The form for a spreadsheet to be read in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField


class ImportForm(FlaskForm):
    """A file with commitments."""

    file = FileField(_l("Fil med forpligtelser"), render_kw={"accept": ".xlsx,.csv"})
