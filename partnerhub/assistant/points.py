"""The points that a question may ask for beside a scheme's side: what changes, complaints, the self-employed, dismissal and the like.

How they are asked for and how a sentence tells of them stands in lexicon/points.yaml; here is what they are called and whom to ask.
"""

import re
from functools import lru_cache

from flask_babel import gettext as _

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.shipped import texts_of

from .features import Asked
from .patterns import found_in
from .wordforms import level

_FILE = "points.yaml"
CHANGE, ALONE, EMPLOYS, HOURS, APPEAL = "change", "alone", "employs", "hours", "appeal"
REFUSED, SIZE = f"{APPEAL}.refused", "size.asked"
# In this order a question's points are looked at; the first that it asks for is answered.
POINTS = (
    CHANGE,
    APPEAL,
    ALONE,
    "notice",
    "bankrupt",
    "insurance",
    "holiday",
    "parent",
    "pension",
    "tax",
    "interpreter",
    "grant",
    "ill",
    "ride",
    HOURS,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_HARDLY_A_SENTENCE = 2
# In so few words the name of a point asks for it.
_FEW = 4


def signs_in(levelled: str) -> list[str]:
    """Return the names in points.yaml whose words a levelled text holds: "appeal.asked", "appeal.told", "reform", "somebody" …"""
    return found_in(levelled, _FILE)


@lru_cache(maxsize=8192)
def _signs_of(sentence: str) -> frozenset[str]:
    return frozenset(sign for sign in signs_in(level(sentence)) if sign.endswith("told"))


def is_told_in(text: str, point: str) -> bool:
    """Tell whether any sentence of a text speaks of a point, and not only of what sounds like it (`untold`)."""
    return any(f"{point}.told" in signs and f"{point}.untold" not in signs for signs in map(_signs_of, _SENTENCES.split(text)))


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
        "bankrupt": _("Konkurs"),
        "insurance": _("Forsikring"),
        "holiday": _("Ferie"),
        "parent": _("Barsel"),
        "pension": _("Pension"),
        "tax": _("Skat"),
        "interpreter": _("Tolk"),
        "grant": _("SU"),
        "ill": _("Sygdom"),
        "ride": _("Transport"),
        HOURS: _("Timer"),
    }[point]


def unknown(point: str) -> str:
    """Return that nothing was found about a point."""
    return {
        CHANGE: _("Vi har ikke fundet noget om, at ordningen bliver ændret."),
        APPEAL: _("Vi har ikke fundet noget om, hvordan man klager."),
        ALONE: _("Vi har ikke fundet noget om selvstændige."),
        "notice": _("Vi har ikke fundet noget om opsigelse."),
        "bankrupt": _("Vi har ikke fundet noget om, hvad der sker ved konkurs."),
        "insurance": _("Vi har ikke fundet noget om forsikring."),
        "holiday": _("Vi har ikke fundet noget om ferie."),
        "parent": _("Vi har ikke fundet noget om barsel."),
        "pension": _("Vi har ikke fundet noget om indbetaling til pension."),
        "tax": _("Vi har ikke fundet noget om skat."),
        "interpreter": _("Vi har ikke fundet noget om tolk."),
        "grant": _("Vi har ikke fundet noget om SU."),
        "ill": _("Vi har ikke fundet noget om, hvad der sker ved sygdom."),
        "ride": _("Vi har ikke fundet noget om penge til transport."),
        HOURS: _("Vi har ikke fundet noget om, hvor mange timer det er."),
    }[point]


def who_knows(point: str) -> str:
    """Return whom to ask about a point that is nobody's who decides on the scheme, "" for the others."""
    employment = _("Spørg arbejdsgiveren eller fagforeningen.")
    return {
        "notice": employment,
        "holiday": employment,
        "parent": employment,
        "pension": employment,
        "tax": _("Spørg Skattestyrelsen."),
    }.get(point, "")
