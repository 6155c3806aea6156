"""The shipped strategy and directory of actors are whole, in two languages, and a fault in them is told clearly."""

import copy
import re
from collections import Counter

import pytest

from partnerhub.accounts.models import PartnerKind
from partnerhub.commitments.kinds import Kind
from partnerhub.strategy import shipped
from partnerhub.strategy.shipped import ContentError, check_actors, check_strategy, load_actors, load_strategy, read_content


def nodes(value, path=""):
    """Yield path and node for everything in the content that has a title and a text, the strategy's own head left out."""
    if isinstance(value, dict):
        if "title" in value and "text" in value:
            yield path, value
        for key, inner in value.items():
            yield from nodes(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from nodes(inner, f"{path}[{place}]")


def strings(value):
    """Yield every text in the content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_nothing_of_the_strategy_is_left_out():
    """Principles, points, goals, guideposts, contributions, results, challenges and SWOT are as many as the municipality adopted."""
    strategy = load_strategy()
    assert [len(principle["points"]) for principle in strategy["principles"]] == [3, 5]
    assert [len(goal["guideposts"]) for goal in strategy["goals"]] == [7, 5, 5]
    assert {group["partner_kind"]: len(group["items"]) for group in strategy["contributions"]} == {
        "company": 6,
        "union": 3,
        "school": 4,
        "municipality": 5,
    }
    assert (len(strategy["results"]), len(strategy["challenges"])) == (5, 3)
    assert [len(strategy["swot"][side]) for side in ("strengths", "weaknesses", "opportunities", "threats")] == [7, 6, 8, 7]
    assert (strategy["period"]["from"].isoformat(), strategy["period"]["to"].isoformat()) == ("2022-01-01", "2025-12-31")
    assert len(list(nodes(strategy))) == len(strategy["about"]) + 5 + 3 + (2 + 8) + (3 + 17) + (4 + 18) + 28


def test_the_free_text_of_the_strategy_is_there():
    """Each passage before and between the lists has its own text, and one of them is the purpose."""
    keys = {text["key"] for text in load_strategy()["about"]}
    assert keys == {
        *("core-task", "interplay", "purpose", "results-and-challenges", "vision", "direction", "umbrella", "principles-approach"),
        *("three-legs", "origin", "full-potential", "expected-contributions", "indirect-support", "status-overview"),
    }


def test_the_goals_are_numbered_and_named_for_chips():
    """Goals 1 to 3 and guideposts 1.1 to 3.5 come in order, with a name of at most twenty characters for a chip."""
    goals = load_strategy()["goals"]
    assert [(goal["code"], goal["audience"]) for goal in goals] == [("1", "young"), ("2", "companies"), ("3", "vulnerable")]
    for goal in goals:
        posts = [post["code"] for post in goal["guideposts"]]
        assert posts == [f"{goal['code']}.{number}" for number in range(1, len(posts) + 1)]
        assert all(len(goal["short"][language]) <= 20 for language in ("da", "en"))


def test_every_text_is_there_in_danish_and_english():
    """Each node has a short title and a text in both languages, and English is not Danish left untranslated."""
    for path, node in nodes(load_strategy()):
        assert all(node[part][language].strip() for part in ("title", "text") for language in ("da", "en")), path
        assert all(len(node["title"][language]) <= 60 for language in ("da", "en")), path
        assert node["text"]["da"] != node["text"]["en"], path
        assert node["text"]["da"].rstrip("?").endswith(".") or node["text"]["da"].endswith("?"), path
        assert not re.search(r"[æøå]", node["text"]["en"].replace("uddannelsesløft", "")), path


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_two_texts_are_the_same(language):
    """What looks alike in the strategy is still told in its own words."""
    found = list(nodes(load_strategy()))
    assert len(found) > 100
    counted = Counter(node["text"][language] for _, node in found)
    assert [text for text, times in counted.items() if times > 1] == []


def test_the_kinds_are_those_of_the_board():
    """The ids that texts may suggest are the board's kinds, and each kind is suggested somewhere."""
    assert set(shipped.KINDS) == set(Kind)
    suggested = {kind for _, node in nodes(load_strategy()) for kind in node.get("kinds", [])}
    assert suggested == set(Kind)


def test_each_guidepost_has_a_contribution():
    """Whatever guidepost a partner picks, some partner's expected contribution fits it."""
    strategy = load_strategy()
    codes = {post["code"] for goal in strategy["goals"] for post in goal["guideposts"]}
    assert {code for group in strategy["contributions"] for item in group["items"] for code in item["guideposts"]} == codes


def test_actors_are_listed_with_source_and_year():
    """Each actor and each further fact says in both languages what is known, from where and from when."""
    content = load_actors()
    assert {actor["kind"] for actor in content["actors"]} == set(PartnerKind)
    assert (len(content["actors"]), len(content["not_found"])) == (27, 5)
    facts = [*content["actors"], *(fact for actor in content["actors"] for fact in actor.get("more", []))]
    assert len(facts) == 27 + 17
    assert all(fact["source"]["name"] and fact["as_of"] for fact in facts)
    assert sum("url" not in fact["source"] for fact in facts) == 4


def test_what_is_not_known_is_said_in_words():
    """No raw mark for a missing fact and no path of a machine reaches the reader."""
    for text in [*strings(load_actors()), *strings(load_strategy())]:
        assert "unknown" not in text
        assert "shared/" not in text
        assert text == text.strip()


def test_content_is_read_once():
    """Pages may ask for the content as often as they like."""
    assert load_strategy() is load_strategy()
    assert load_actors() is load_actors()


def _without(*path):
    def change(content):
        for step in path[:-1]:
            content = content[step]
        del content[path[-1]]

    return change


def _with(value, *path):
    def change(content):
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "path", "advice"),
    [
        (_without("swot", "threats", 6, "text", "en"), "swot.threats[6].text", "'en' is missing"),
        (_without("goals", 1, "title", "da"), "goals[1].title", "'da' is missing"),
        (_with(" ", "results", 0, "text", "da"), "results[0].text.da", "must be a text"),
        (_with("x" * 61, "challenges", 2, "title", "en"), "challenges[2].title.en", "has 61 characters, 60 at most"),
        (_with("x" * 21, "goals", 0, "short", "da"), "goals[0].short.da", "20 at most"),
        (_with("1.1", "goals", 0, "guideposts", 1, "code"), "goals[0].guideposts[1].code", "stands at goals[0].guideposts[0].code already"),
        (_with("1", "goals", 1, "code"), "goals[1].guideposts[0].code", "does not fit the goal"),
        (_with(1.1, "goals", 0, "guideposts", 0, "code"), "goals[0].guideposts[0].code", "in quotes if it looks like a number"),
        (_with(["jobs"], "goals", 0, "guideposts", 0, "kinds"), "goals[0].guideposts[0].kinds[0]", "'jobs' is not known: write one of"),
        (_with([["a"]], "goals", 0, "guideposts", 0, "kinds"), "goals[0].guideposts[0].kinds[0]", "is not known"),
        (_with(["other", "other"], "goals", 0, "guideposts", 0, "kinds"), "goals[0].guideposts[0].kinds[1]", "already"),
        (_with("everyone", "goals", 0, "audience"), "goals[0].audience", "write one of companies, vulnerable, young"),
        (_with(["9.9"], "contributions", 0, "items", 0, "guideposts"), "contributions[0].items[0].guideposts[0]", "'9.9' is not known"),
        (_with("union", "contributions", 0, "partner_kind"), "contributions[1].partner_kind", "already"),
        (_with("shop", "contributions", 0, "partner_kind"), "contributions[0].partner_kind", "'shop' is not known"),
        (_with("Tekst", "about", 0, "titel"), "about[0]", "'titel' is not known here"),
        (_with("core-task", "about", 1, "key"), "about[1].key", "already"),
        (_with("aim", "about", 2, "key"), "about", "no text has the key 'purpose'"),
        (_with([], "principles"), "principles", "must be a list with something in it"),
        (_with("2022", "period", "from"), "period.from", "must be a date"),
        (_with("2022", "source", "year"), "source.year", "must be a year"),
    ],
)
def test_a_fault_in_the_strategy_names_its_place(change, path, advice):
    """A broken strategy file is refused with the file, the path within it and what to do."""
    content = copy.deepcopy(load_strategy())
    change(content)
    with pytest.raises(ContentError) as caught:
        check_strategy(content)
    assert (caught.value.file, caught.value.path) == ("strategy-2022-2025.yaml", path)
    assert advice in caught.value.advice
    assert str(caught.value).startswith(f"strategy-2022-2025.yaml: {path}: ")


def test_a_period_that_ends_before_it_begins_is_refused():
    """The dates of a strategy must stand in order."""
    content = copy.deepcopy(load_strategy())
    content["period"] = {"from": content["period"]["to"], "to": content["period"]["from"]}
    with pytest.raises(ContentError, match="period: ends before it begins"):
        check_strategy(content)


@pytest.mark.parametrize(
    ("change", "path", "advice"),
    [
        (_without("actors", 0, "known_en"), "actors[0]", "'known_en' is missing"),
        (_without("actors", 0, "source"), "actors[0]", "'source' is missing"),
        (_with("school board", "actors", 0, "kind"), "actors[0].kind", "is not known"),
        (_with("example.dk", "actors", 0, "source", "url"), "actors[0].source.url", "is not a web address"),
        (_with("javascript://x", "actors", 0, "source", "url"), "actors[0].source.url", "is not a web address"),
        (_without("actors", 4, "as_of_en"), "actors[4]", "'as_of_en' is missing"),
        (_with(20225, "actors", 0, "more", 0, "as_of"), "actors[0].more[0].as_of", "must be a year"),
        (_with("Kalundborg Kommune", "actors", 1, "name"), "actors[1].name", "already"),
        (_with("Telefon", "not_found", 0), "not_found[0]", "must hold named values"),
    ],
)
def test_a_fault_in_the_directory_names_its_place(change, path, advice):
    """A broken directory of actors is refused with the path within it and what to do."""
    content = copy.deepcopy(load_actors())
    change(content)
    with pytest.raises(ContentError) as caught:
        check_actors(content)
    assert (caught.value.file, caught.value.path) == ("actors.yaml", path)
    assert advice in caught.value.advice


@pytest.mark.parametrize("content", [None, [], "tekst", 5])
def test_a_file_of_another_shape_is_refused(content):
    """An empty file or a bare list is told as such, not as a crash."""
    with pytest.raises(ContentError, match="the whole file: must hold named values"):
        check_strategy(content)


def test_broken_yaml_is_told_with_its_line():
    """A slip of the pen in a content file is told with the line it stands on."""
    with pytest.raises(ContentError, match=r"strategy\.yaml: line 2: is not valid YAML"):
        read_content("strategy.yaml", "slug: x\ntitle: {da: [}\n")


def test_a_missing_file_is_told_plainly():
    """A package without its content says so."""
    with pytest.raises(ContentError, match=r"lost\.yaml: the whole file: is missing from the package"):
        shipped._text_of("lost.yaml")
