"""The points that a question may ask for beside a scheme's side: what changes, complaints, the self-employed, dismissal and the like.

How they are asked for and how a sentence tells of them stands in lexicon/points.yaml; here is what they are called and whom to ask.
"""

from flask_babel import gettext as _

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.shipped import texts_of

from .features import Asked
from .patterns import found_in
from .wordforms import level

_FILE = "points.yaml"
CHANGE, ALONE, EMPLOYS, HOURS, APPEAL = "change", "alone", "employs", "hours", "appeal"
REFUSED = f"{APPEAL}.refused"
# In this order a question's points are looked at; the first that it asks for is answered.
POINTS = (CHANGE, APPEAL, ALONE, "notice", "insurance", "holiday", "tax", HOURS)
_HARDLY_A_SENTENCE = 2
# In so few words the name of a point asks for it.
_FEW = 4


def signs_in(levelled: str) -> list[str]:
    """Return the names in points.yaml whose words a levelled text holds: "appeal.asked", "appeal.told", "reform", "somebody" …"""
    return found_in(levelled, _FILE)


def is_told_in(text: str, point: str) -> bool:
    """Tell whether a sentence speaks of a point."""
    return f"{point}.told" in signs_in(level(text))


def tells_of(point: str, scheme: SchemeContent) -> bool:
    """Tell whether any answer of a scheme speaks of a point."""
    texts = (text.da for answer in scheme.answers.values() for text in texts_of(answer))
    return any(is_told_in(text, point) for text in texts)


def points_of(asked: Asked) -> list[str]:
    """Return the points that a question asks for in its last sentence, in their order; that one is self-employed may stand before it."""
    last = asked.closing if asked.closing and len(asked.closing.words) > _HARDLY_A_SENTENCE else asked
    kinds = ("asked", "bare") if len(asked.words) <= _FEW else ("asked",)
    found, whole = set(signs_in(last.levelled)), set(signs_in(asked.levelled))
    found |= whole & {f"{ALONE}.asked"}
    return [point for point in POINTS if f"{point}.not" not in whole and any(f"{point}.{kind}" in found for kind in kinds)]


def missing(point: str) -> str:
    """Return that nothing was found about a point, with whom to ask where that is not for the scheme to say."""
    return f"{unknown(point)} {who_knows(point)}".strip()


def title_of(point: str) -> str:
    """Return what a point is called above what is said of it."""
    return {
        CHANGE: _("Ændringer"),
        APPEAL: _("Klage"),
        ALONE: _("Selvstændige"),
        "notice": _("Opsigelse"),
        "insurance": _("Forsikring"),
        "holiday": _("Ferie"),
        "tax": _("Skat"),
        HOURS: _("Timer"),
    }[point]


def unknown(point: str) -> str:
    """Return that nothing was found about a point."""
    return {
        CHANGE: _("Vi har ikke fundet noget om, at ordningen bliver ændret."),
        APPEAL: _("Vi har ikke fundet noget om, hvordan man klager."),
        ALONE: _("Vi har ikke fundet noget om selvstændige."),
        "notice": _("Vi har ikke fundet noget om opsigelse."),
        "insurance": _("Vi har ikke fundet noget om forsikring."),
        "holiday": _("Vi har ikke fundet noget om ferie."),
        "tax": _("Vi har ikke fundet noget om skat."),
        HOURS: _("Vi har ikke fundet noget om, hvor mange timer det er."),
    }[point]


def who_knows(point: str) -> str:
    """Return whom to ask about a point that is nobody's who decides on the scheme, "" for the others."""
    employment = _("Spørg arbejdsgiveren eller fagforeningen.")
    return {"notice": employment, "holiday": employment, "tax": _("Spørg Skattestyrelsen.")}.get(point, "")
