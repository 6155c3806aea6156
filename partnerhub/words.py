"""The Danish words for partner kinds, roles and the board's fixed lists, offered to every template."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from . import young
from .accounts.models import PartnerKind
from .commitments import labels, reference, search, totals  # noqa: F401  search and totals bring their tables
from .exchange import labels as exchange_labels
from .exchange import words as exchange_words


def partner_kind_label(kind: PartnerKind | str) -> str:
    """Return the on-screen name of a partner kind."""
    return {
        PartnerKind.COMPANY: _("Virksomhed"),
        PartnerKind.UNION: _("Faglig organisation"),
        PartnerKind.SCHOOL: _("Skole"),
        PartnerKind.MUNICIPALITY: _("Kommune"),
    }[PartnerKind(kind)]


def init_app(app: Flask) -> None:
    """Give templates the words."""
    words: dict[str, Any] = {
        "partner_kind_label": partner_kind_label,
        "kind_label": labels.kind_label,
        "unit_label": labels.unit_label,
        "quantity_label": labels.quantity_label,
        "phase_label": labels.phase_label,
        "column_label": labels.column_label,
        "visibility_label": labels.visibility_label,
        "answer_label": labels.answer_label,
        "ngettext": ngettext,
    }
    # Pages of offers come from several packages; a link is drawn where the page is there.
    words["has_page"] = lambda endpoint: endpoint in app.view_functions
    app.jinja_env.globals |= words | exchange_words.words() | young.words()
    app.jinja_env.filters["exchange_word"] = exchange_labels.word
