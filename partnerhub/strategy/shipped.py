"""The strategy and the directory of local actors that ship with the package, read from content/*.yaml and checked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..accounts.models import PartnerKind

STRATEGY_FILE = "strategy-2022-2025.yaml"
ACTORS_FILE = "actors.yaml"
TITLE_LIMIT = 60
SHORT_LIMIT = 20
AUDIENCES = frozenset({"young", "companies", "vulnerable"})
SWOT = ("strengths", "weaknesses", "opportunities", "threats")
PARTNER_KINDS = frozenset(PartnerKind)
# The board, which owns the kinds, stands above this package and cannot be asked; a test holds the two lists equal.
KINDS = frozenset(
    "apprenticeship adult_apprenticeship school_placement taster_placement training_place hybrid_placement work_placement wage_subsidy"
    " small_job leisure_job flex_job part_time_return full_time_job retention upskilling bridging member_effort cooperation other".split()
)


class ContentError(ValueError):
    """A shipped content file cannot be used; says the file, the path within it and what to do."""

    def __init__(self, file: str, path: str, advice: str) -> None:
        super().__init__(f"{file}: {path or 'the whole file'}: {advice}")
        self.file = file
        self.path = path
        self.advice = advice


@cache
def load_strategy() -> dict[str, Any]:
    """Return the shipped strategy, read once; treat it as read-only. Raises ContentError."""
    content = read_content(STRATEGY_FILE, _text_of(STRATEGY_FILE))
    check_strategy(content)
    return content


@cache
def load_actors() -> dict[str, Any]:
    """Return the shipped directory of local actors, read once; treat it as read-only. Raises ContentError."""
    content = read_content(ACTORS_FILE, _text_of(ACTORS_FILE))
    check_actors(content)
    return content


def read_content(file: str, text: str) -> Any:
    """Return the YAML text as plain values; `file` names it in errors. Raises ContentError."""
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else ""
        raise ContentError(file, line, f"is not valid YAML ({getattr(error, 'problem', None) or error}): mend the line.") from error


def check_strategy(content: Any, file: str = STRATEGY_FILE) -> None:
    """Raise ContentError unless the content has the shape of a strategy, in Danish and English throughout."""
    top = Spot(file, "", content)
    top.keys("slug title period source about results challenges principles goals contributions swot")
    top.at("slug").text()
    top.at("title").pair()
    _check_period(top.at("period"))
    _check_publication(top.at("source"))
    about = list(top.at("about").each())
    for spot in about:
        spot.node("key")
    keys = [spot.at("key") for spot in about]
    _unique(keys)
    if "purpose" not in [key.value for key in keys]:
        raise top.at("about").fault("no text has the key 'purpose': give it to the one that tells the purpose.")
    for spot in (*top.at("results").each(), *top.at("challenges").each()):
        spot.node()
    for principle in top.at("principles").each():
        principle.node("points")
        for point in principle.at("points").each():
            point.node()
    codes = _check_goals(list(top.at("goals").each()))
    _check_contributions(list(top.at("contributions").each()), codes)
    top.at("swot").keys(" ".join(SWOT))
    for side in SWOT:
        for spot in top.at("swot").at(side).each():
            spot.node()


def check_actors(content: Any, file: str = ACTORS_FILE) -> None:
    """Raise ContentError unless the content has the shape of the directory: facts in both languages, each with source and year."""
    top = Spot(file, "", content)
    top.keys("actors not_found")
    actors = list(top.at("actors").each())
    for actor in actors:
        actor.keys("name kind known known_en source as_of", "name_en as_of_en more")
        actor.at("kind").one_of(PARTNER_KINDS)
        _check_fact(actor, "name", "known", "known_en")
        for fact in actor.at("more").each() if "more" in actor.value else ():
            fact.keys("fact fact_en source as_of", "as_of_en")
            _check_fact(fact, "fact", "fact_en")
    _unique([actor.at("name") for actor in actors])
    for spot in top.at("not_found").each():
        spot.pair()


@dataclass(frozen=True)
class Spot:
    """A value in a content file that knows where it stands, so that a fault can name its place."""

    file: str
    path: str
    value: Any

    def fault(self, advice: str) -> ContentError:
        """Return the error that names this spot."""
        return ContentError(self.file, self.path, advice)

    def at(self, key: str) -> "Spot":
        """Return the spot below this key; raise when it is missing."""
        self.keys()
        if key not in self.value:
            raise self.fault(f"'{key}' is missing: write it.")
        return Spot(self.file, f"{self.path}.{key}".lstrip("."), self.value[key])

    def each(self) -> Iterator["Spot"]:
        """Yield the spots of a list; raise when it is none, or empty."""
        if not isinstance(self.value, list) or not self.value:
            raise self.fault("must be a list with something in it: write each entry on a line that starts with '-'.")
        for place, value in enumerate(self.value):
            yield Spot(self.file, f"{self.path}[{place}]", value)

    def keys(self, needed: str = "", allowed: str = "") -> None:
        """Raise unless this is a mapping; with names given, unless it has the needed keys and no others than the allowed."""
        if not isinstance(self.value, dict):
            raise self.fault("must hold named values: write 'name: value'.")
        missing = [key for key in needed.split() if key not in self.value]
        if missing:
            raise self.fault(f"'{missing[0]}' is missing: write it.")
        unknown = [key for key in self.value if key not in f"{needed} {allowed}".split()]
        if needed and unknown:
            raise self.fault(f"'{unknown[0]}' is not known here: spell it right or take it out.")

    def text(self) -> str:
        """Return the text; raise when it is none, or blank."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fault("must be a text: write one, in quotes if it looks like a number.")
        return self.value

    def pair(self, limit: int | None = None) -> None:
        """Raise unless this is a text in Danish and in English, each within the limit of characters."""
        self.keys("da en")
        for language in ("da", "en"):
            spot = self.at(language)
            if limit and len(spot.text()) > limit:
                raise spot.fault(f"has {len(spot.value)} characters, {limit} at most: make it shorter.")
            spot.text()

    def node(self, needed: str = "") -> None:
        """Raise unless this has a title and a text in both languages, and the needed keys beside them."""
        self.keys(f"title text {needed}")
        self.at("title").pair(TITLE_LIMIT)
        self.at("text").pair()

    def one_of(self, known: Iterable[str]) -> None:
        """Raise unless the value is a known id."""
        if not isinstance(self.value, str) or self.value not in set(known):
            raise self.fault(f"'{self.value}' is not known: write one of {', '.join(sorted(known))}.")

    def ids(self, known: Iterable[str]) -> None:
        """Raise unless this is a list of known ids, none of them twice."""
        spots = list(self.each())
        for spot in spots:
            spot.one_of(known)
        _unique(spots)


def _text_of(file: str) -> str:
    try:
        return (files("partnerhub.strategy") / "content" / file).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError(file, "", "is missing from the package: install it again.") from error
    except UnicodeDecodeError as error:
        raise ContentError(file, "", "is not UTF-8: save it as UTF-8.") from error


def _unique(spots: list[Spot]) -> None:
    seen: dict[str, str] = {}
    for spot in spots:
        first = seen.setdefault(spot.text(), spot.path)
        if first != spot.path:
            raise spot.fault(f"'{spot.value}' stands at {first} already: give each its own.")


def _check_period(period: Spot) -> None:
    period.keys("from to")
    for name in ("from", "to"):
        if type(period.at(name).value) is not date:
            raise period.at(name).fault("must be a date: write it as 2022-01-31, without quotes.")
    if period.value["from"] > period.value["to"]:
        raise period.fault("ends before it begins: put the dates right.")


def _check_publication(source: Spot) -> None:
    source.keys("title publisher year")
    source.at("title").text()
    source.at("publisher").text()
    _check_year(source.at("year"))


def _check_year(spot: Spot) -> None:
    if type(spot.value) is not int or not 1900 <= spot.value <= 2100:
        raise spot.fault("must be a year: write four digits, without quotes.")


def _check_goals(goals: list[Spot]) -> list[str]:
    """Check goals and guideposts; return the guideposts' codes."""
    posts: list[Spot] = []
    for goal in goals:
        goal.node("code audience short guideposts")
        goal.at("audience").one_of(AUDIENCES)
        goal.at("short").pair(SHORT_LIMIT)
        for post in goal.at("guideposts").each():
            post.node("code kinds")
            post.at("kinds").ids(KINDS)
            if not re.fullmatch(re.escape(goal.at("code").text()) + r"\.[1-9][0-9]?", post.at("code").text()):
                raise post.at("code").fault(f"'{post.value['code']}' does not fit the goal: write '{goal.value['code']}.' and a number.")
            posts.append(post)
    _unique([goal.at("code") for goal in goals])
    _unique([post.at("code") for post in posts])
    return [post.value["code"] for post in posts]


def _check_contributions(groups: list[Spot], codes: list[str]) -> None:
    for group in groups:
        group.node("partner_kind items")
        group.at("partner_kind").one_of(PARTNER_KINDS)
        for item in group.at("items").each():
            item.node("kinds guideposts")
            item.at("kinds").ids(KINDS)
            item.at("guideposts").ids(codes)
    _unique([group.at("partner_kind") for group in groups])


def _check_fact(spot: Spot, *texts: str) -> None:
    """Check what an actor and each further fact have alike: texts, a source and a year, or a text for it in both languages."""
    for name in texts:
        spot.at(name).text()
    source = spot.at("source")
    source.keys("name", "name_en url")
    source.at("name").text()
    if "url" in source.value and not re.match(r"https?://[^\s/]+", source.at("url").text()):
        raise source.at("url").fault("is not a web address: write it from http:// or https:// on.")
    if isinstance(spot.value["as_of"], str):
        spot.at("as_of").text()
        spot.at("as_of_en").text()
    else:
        _check_year(spot.at("as_of"))
