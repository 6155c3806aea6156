"""The fixed lists that knowledge is written in: facets, audiences, states of a scheme's life, units of a rate."""

from enum import StrEnum


class Facet(StrEnum):
    """What an answer is about; a scheme has at most one answer a facet."""

    WHAT = "what"
    WHO = "who"
    MONEY = "money"
    APPLY = "apply"
    DURATION = "duration"
    RULES = "rules"
    CONTACT = "contact"


class Audience(StrEnum):
    """Who asks; an answer may have a wording of its own for each."""

    COMPANY = "company"
    CITIZEN = "citizen"
    UNION = "union"
    SCHOOL = "school"
    MUNICIPALITY = "municipality"


class Status(StrEnum):
    """A scheme's state on a day."""

    ACTIVE = "active"
    CHANGING = "changing"
    ENDED = "ended"
    LOCAL = "local"
    UNKNOWN = "unknown"


# unit -> (Danish, English) around the amount; `{}` is the amount as that language writes it.
RATE_UNITS: dict[str, tuple[str, str]] = {
    "kr": ("{} kr.", "DKK {}"),
    "kr/time": ("{} kr. i timen", "DKK {} an hour"),
    "kr/dag": ("{} kr. om dagen", "DKK {} a day"),
    "kr/uge": ("{} kr. om ugen", "DKK {} a week"),
    "kr/måned": ("{} kr. om måneden", "DKK {} a month"),
    "kr/år": ("{} kr. om året", "DKK {} a year"),
}
LANGUAGES = ("da", "en")
SHORT_WORDS = 45
LIX_BAR = 45
