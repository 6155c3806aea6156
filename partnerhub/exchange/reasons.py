"""Why a match is one, in a sentence in the user's language."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .labels import word
from .matching import Match, Reason

_CLAUSES = {
    Reason.SAME: _l("samme erhverv"),
    Reason.LEADS_THERE: _l("en uddannelse herfra fører til erhvervet"),
    Reason.FAMILY: _l("samme fagområde"),
    Reason.READY_BEFORE: _l("er færdig, før behovet begynder"),
    Reason.ENDS_DURING: _l("bliver færdig i samme kvartal"),
    Reason.BEGINS_DURING: _l("begynder i samme kvartal"),
    Reason.UNDER_WAY: _l("er i gang, når behovet begynder"),
    Reason.NO_DATES: _l("har ingen fast dato"),
    Reason.READY_EARLY: _l("er færdig over et år før behovet"),
    Reason.TOO_LATE: _l("begynder først efter kvartalet"),
    Reason.SAME_PLACE: _l("ligger samme sted"),
    Reason.NEAR_PLACE: _l("ligger i nærheden"),
    Reason.ONLINE: _l("er online"),
    Reason.AT_YOURS: _l("kan holdes hos virksomheden"),
    Reason.OWN: _l("hører til samme partner"),
    Reason.FULL: _l("der er ikke flere pladser"),
    Reason.HAS_BEGUN: _l("er allerede begyndt"),
    Reason.STALE: _l("er ikke rettet i over et år"),
}
AGAINST = frozenset({Reason.TOO_LATE, Reason.FULL, Reason.HAS_BEGUN, Reason.STALE})


def sentence(match: Match) -> str:
    """Return why an offer meets a need, and what speaks against it, as one sentence."""
    speaks = [_clause(match, reason) for reason in match.reasons if reason not in AGAINST]
    against = [_clause(match, reason) for reason in match.reasons if reason in AGAINST]
    text = _listed(speaks)
    if against:
        text = _("%(reasons)s; men %(against)s", reasons=text, against=_listed(against))
    return text[:1].upper() + text[1:] + "."


def _clause(match: Match, reason: Reason) -> str:
    if reason is Reason.OPEN_TO:
        ways = sorted(match.wanted.openness & match.offered.ways)
        return _("passer til ønsket om %(ways)s", ways=_listed([_lower(word(way)) for way in ways]))
    return str(_CLAUSES[reason])


def _lower(text: str) -> str:
    """A word inside a sentence; "RKV" and the like keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _listed(clauses: Sequence[str]) -> str:
    if len(clauses) < 2:
        return "".join(clauses)
    return _("%(first)s og %(last)s", first=", ".join(clauses[:-1]), last=clauses[-1])
