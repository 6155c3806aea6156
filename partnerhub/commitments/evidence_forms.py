"""The form for a file as evidence."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField

from ..fields import CLEAN, plain_text
from .evidence import FILE_TITLE_LIMIT

FILE_PREFIX = "fil-"  # the page of a commitment has other forms with a title
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"


class FileForm(FlaskForm):
    """A file, its title, and the uploader's word that no citizen is named in it."""

    file = FileField(_l("Fil"), render_kw={"accept": ACCEPTED})
    title = StringField(_l("Titel"), filters=CLEAN, validators=plain_text(FILE_TITLE_LIMIT))
    has_no_names = BooleanField(_l("Der er ingen navne på borgere i filen"))
