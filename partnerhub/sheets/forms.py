"""The form for a spreadsheet to be read in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField


class SheetForm(FlaskForm):
    """A spreadsheet."""

    file = FileField(_l("Fil"), render_kw={"accept": ".xlsx,.csv"})
