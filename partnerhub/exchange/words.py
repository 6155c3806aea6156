"""What templates of the exchange need beside their data: words, periods and the lists of filters."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from ..commitments.labels import kind_label
from ..language import current_locale, write_day
from ..occupations.keeping import name_of, vocabulary
from ..occupations.labels import sector_word
from ..occupations.terms import Sector
from ..typed_text import sort_key
from .enquiry_queries import became
from .kinds import PLACEMENT_KINDS, Certainty, EnquiryStatus, InitiativeKind, ProgrammeForm, ProgrammeKind
from .labels import quarter_label, word
from .quarters import code_of, open_quarters
from .reasons import sentence

LISTS: dict[str, Any] = {
    "certainty": Certainty,
    "programme_kind": ProgrammeKind,
    "programme_form": ProgrammeForm,
    "initiative_kind": InitiativeKind,
    "enquiry_status": EnquiryStatus,
}


def occupation_name(thing: Any) -> str:
    """Return the occupation of a need or a placement in the user's language, as typed where the vocabulary has none."""
    return name_of(thing.occupation_id, current_locale(), thing.occupation_text)


def occupation_names(rows: Iterable[Any]) -> str:
    """Return the occupations of a programme or an initiative in the user's language, one after the other."""
    return ", ".join(name_of(row.occupation_id, current_locale()) for row in rows)


def occupation_options() -> list[tuple[str, str]]:
    """Return every occupation as a filter's choice, by name."""
    lang = current_locale()
    return [(occupation.id, occupation.title(lang)) for occupation in vocabulary().sorted(lang)]


def quarter_options() -> list[tuple[str, str]]:
    """Return the quarters that can be filtered by, as the address writes them."""
    return [(code_of(quarter), quarter_label(quarter)) for quarter in open_quarters()]


def period(thing: Any) -> str:
    """Return from when to when something lasts, as far as it was said."""
    if thing.starts_on and thing.ends_on:
        return _("%(first)s til %(last)s", first=write_day(thing.starts_on), last=write_day(thing.ends_on))
    if thing.starts_on:
        return _("fra %(day)s", day=write_day(thing.starts_on))
    return _("til og med %(day)s", day=write_day(thing.ends_on)) if thing.ends_on else _("Ingen bestemt periode")


def words() -> dict[str, Any]:
    """Return the words by the names that templates know them by."""
    return {
        "occupation_name": occupation_name,
        "occupation_names": occupation_names,
        "occupation_options": occupation_options,
        "quarter_options": quarter_options,
        "quarter_label": quarter_label,
        "exchange_word": word,
        "exchange_options": lambda name: [(value.value, word(value)) for value in LISTS[name]],
        "placement_kind_options": lambda: [(kind.value, kind_label(kind)) for kind in PLACEMENT_KINDS],
        "period": period,
        "match_sentence": sentence,
        "enquiries_of": became,
        "occupation_title": lambda occupation_id: name_of(occupation_id, current_locale()),
        "quarter_code": code_of,
        "sector_options": lambda: sorted(((value.value, sector_word(value)) for value in Sector), key=lambda pair: sort_key(pair[1])),
    }
