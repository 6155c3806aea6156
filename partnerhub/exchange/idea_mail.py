"""Mail about suggested programmes."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l

from ..accounts.models import User
from .telling import tell_people
from .training_models import ProgrammeIdea

_TEXT = _l("Log ind og se holdet:\n%(address)s\n\nMed venlig hilsen\nPartnerhub")
_SUBJECTS = {
    "asked": _l("Partnerhub: vil I sende nogen på et hold?"),
    "became": _l("Partnerhub: holdet bliver til noget"),
    "dropped": _l("Partnerhub: holdet bliver ikke til noget"),
}


def tell(by: User, idea: ProgrammeIdea, partner_ids: Collection[int], occasion: str) -> None:
    """Write to companies' people what happened, inside `writing()`: "asked", "became" or "dropped"."""
    tell_people(by, partner_ids, f"idea-{idea.id}-{occasion}", f"/hold/{idea.id}", _SUBJECTS[occasion], _TEXT)
