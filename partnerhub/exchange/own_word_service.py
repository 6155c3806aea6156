"""Own words become an occupation: the steward says which, or adds it, and every open need and place that says so follows."""

from flask_babel import gettext as _

from ..access import Permission
from ..accounts.models import User
from ..database import writing
from ..errors import RuleBroken
from ..events import record
from ..occupations import keeping
from ..occupations.service import occupation_added
from .changing import allow
from .own_word_queries import KINDS, own_words, written

EVENTS = ("need.edited", "placement.edited")


def settle(by: User, text: str, occupation_id: str) -> int:
    """Put an occupation where a text stands now, and return in how many open needs and places; raises RuleBroken."""
    with writing():
        allow(by, Permission.OCCUPATION_ADD)
        if keeping.find(occupation_id) is None:
            raise RuleBroken("", _("Vælg et erhverv fra listen."))
        return _put(by, [text], occupation_id)


def settle_added(by: User, occupation_id: str) -> int:
    """Put an occupation that was just added where its names stand as own words, and return in how many; nothing is guessed."""
    with writing():
        allow(by, Permission.OCCUPATION_ADD)
        meant = [one.text for one in own_words() if (found := keeping.certain(one.text)) and found.id == occupation_id]
        return _put(by, meant, occupation_id)


@occupation_added.connect
def _follow(by: User, occupation_id: str) -> None:
    """An occupation added is put where its names stood in waiting."""
    settle_added(by, occupation_id)


def _put(by: User, texts: list[str], occupation_id: str) -> int:
    number = 0
    for kind, event in zip(KINDS, EVENTS, strict=True):
        for thing in written(kind, texts):
            changes = {"occupation_id": [None, occupation_id], "occupation_text": [thing.occupation_text, ""]}
            thing.occupation_id, thing.occupation_text = occupation_id, ""
            thing.version += 1
            record(event, thing, by, changes=changes)
            number += 1
    return number
