"""Forms of matches."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField

from ..commitments.kinds import REASON_LIMIT
from ..fields import CLEAN, plain_text
from .kinds import OfferKind

LONGEST_ID = 9


class HideForm(FlaskForm):
    """Put one match away: which offer, why, and the page to go back to."""

    offer = HiddenField()
    offer_id = HiddenField()
    back = HiddenField()
    reason = StringField(_l("Hvorfor passer det ikke?"), filters=CLEAN, validators=plain_text(REASON_LIMIT))

    @property
    def kind(self) -> OfferKind:
        """Return which kind of offer is meant; a word that is none of them means a placement, which then is not found."""
        return OfferKind(self.offer.data) if self.offer.data in set(OfferKind) else OfferKind.PLACEMENT

    @property
    def number(self) -> int:
        """Return the offer's id, 0 for anything that is none."""
        text = self.offer_id.data or ""
        return int(text) if text.isdecimal() and len(text) <= LONGEST_ID else 0
