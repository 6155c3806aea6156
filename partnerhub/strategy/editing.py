"""The steward's verbs on one text: replace it by the official wording, change a strategy's period and source."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ..access import Permission, may
from ..accounts.models import User
from ..database import writing
from ..errors import RuleBroken, StaleVersion
from ..events import record
from .models import Goal, Guidepost, Strategy, StrategyItem, Wording

Row = TypeVar("Row")
TEXTS: dict[str, type[Goal] | type[Guidepost] | type[StrategyItem]] = {"goal": Goal, "guidepost": Guidepost, "item": StrategyItem}


@dataclass(frozen=True)
class Words:
    """A text in both languages as the steward wants it; `short` is a goal's name for chips."""

    title_da: str
    title_en: str = ""
    text_da: str = ""
    text_en: str = ""
    short_da: str = ""
    short_en: str = ""
    wording: Wording = Wording.OFFICIAL

    def of(self, thing: Any) -> dict[str, Any]:
        """Return the fields that this kind of text has."""
        fields = asdict(self)
        if not isinstance(thing, Goal):
            del fields["short_da"], fields["short_en"]
        return fields


@dataclass(frozen=True)
class Frame:
    """A strategy's own facts: name, period, and where it was published."""

    title_da: str
    title_en: str
    starts_on: date
    ends_on: date
    source_title: str = ""
    source_publisher: str = ""
    source_year: int | None = None


def edit_text(by: User, what: str, text_id: int, version: int, words: Words) -> Any:
    """Replace a goal's, guidepost's or other text; return its row.

    Raises StaleVersion when someone changed it since `version`, RuleBroken when the caller is no steward or the title is empty.
    """
    with writing() as session:
        must_be_steward(by)
        thing = still_there(session, TEXTS[what], text_id)
        _must_be_current(thing, version)
        if not words.title_da:
            raise RuleBroken("title_da", _("Skriv en dansk titel."))
        _change(by, thing, words.of(thing), f"{what} {getattr(thing, 'code', thing.id)}")
    return thing


def edit_frame(by: User, strategy_id: int, version: int, frame: Frame) -> Strategy:
    """Change a strategy's name, period or source; return it.

    Raises StaleVersion when someone changed it since `version`, RuleBroken when the period ends before it starts.
    """
    with writing() as session:
        must_be_steward(by)
        strategy = still_there(session, Strategy, strategy_id)
        _must_be_current(strategy, version)
        check_period(frame)
        _change(by, strategy, asdict(frame), "strategy")
    return strategy


def check_period(frame: Frame) -> None:
    """Raise RuleBroken unless the period has days in it."""
    if frame.ends_on <= frame.starts_on:
        raise RuleBroken("ends_on", _("Perioden skal slutte efter, at den begynder."))


def must_be_steward(by: User) -> None:
    """Raise RuleBroken unless the caller may edit strategies."""
    if not may(by, Permission.STRATEGY_EDIT):
        raise RuleBroken("", _("Kun kommunens tovholder kan ændre strategien."))


def still_there(session: Session, kind: type[Row], row_id: int) -> Row:
    """Return the row under the lock; raises RuleBroken when someone removed it meanwhile."""
    found = session.get(kind, row_id)
    if found is None:
        raise RuleBroken("", _("Teksten er fjernet i mellemtiden. Hent siden igen."))
    return found


def _must_be_current(thing: Any, version: int) -> None:
    if thing.version != version:
        raise StaleVersion(thing)


def _change(by: User, thing: Any, fields: dict[str, Any], what: str) -> None:
    """Write the fields that differ, with one event that keeps both wordings."""
    before = {name: getattr(thing, name) for name, value in fields.items() if getattr(thing, name) != value}
    if not before:
        return
    for name in before:
        setattr(thing, name, fields[name])
    thing.version += 1
    record("strategy.edited", thing, by, what=what, before=before, after={name: fields[name] for name in before})
