"""Questions by authors from whom nothing is learned (`unseen-*.jsonl`): 1,418 about schemes by seven of them, 571 on other things, and
80 long talks by an eighth.
"""

import json
from pathlib import Path

from partnerhub.assistant.evaluation import evaluate
from partnerhub.assistant.learned import PHRASES

FILES = sorted(Path(__file__).parent.glob("unseen-[0-9]*.jsonl"))
TALKS = Path(__file__).parent / "unseen-talks.jsonl"


def share(chosen, test) -> float:
    """Per cent of the chosen outcomes that pass a test."""
    chosen = list(chosen)
    return 100 * sum(map(test, chosen)) / len(chosen)


def questions(path):
    """The questions of a labelled file with those before them, however they are spaced and capitalised."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {" ".join(" | ".join([*line.get("context", ()), line["question"]]).casefold().split()) for line in lines}


def test_they_are_not_among_what_is_learned():
    """No question of the files stands among the examples: else the figures would say nothing."""
    asked = set().union(*map(questions, [*FILES, TALKS]))
    assert len(asked) == 1418 + 571 + 444
    assert asked.isdisjoint(set().union(*map(questions, PHRASES.glob("*.jsonl"))))


def test_the_right_scheme_or_none(app):
    """The figures that the assistant is held to, over all authors: right first, facet, shown, misled, refused, follow-ups."""
    with app.test_request_context():
        outcomes = [outcome for path in FILES for outcome in evaluate(path)]
    scored, outside = [one for one in outcomes if one.scored], [one for one in outcomes if not one.schemes]
    assert (len(scored), len(outside)) == (1418, 571)
    assert share(scored, lambda one: one.hit) >= 95
    assert share(scored, lambda one: one.exact) >= 88
    assert share(scored, lambda one: one.shown) >= 99
    assert share(scored, lambda one: one.misled) <= 2.5
    assert share(outside, lambda one: one.refused) >= 98
    assert share([one for one in scored if one.kind == "followup"], lambda one: one.hit) >= 90


def test_long_talks_that_wander(app):
    """What is held of talks of five turns that begin vaguely, turn by describing, ask of other things in between and come back."""
    with app.test_request_context():
        outcomes = list(evaluate(TALKS))
    scored, outside = [one for one in outcomes if one.scored], [one for one in outcomes if not one.schemes]
    assert (len(scored), len(outside)) == (364, 80)
    assert share(scored, lambda one: one.hit) >= 75
    assert share(scored, lambda one: one.shown) >= 93
    assert share(scored, lambda one: one.misled) <= 12
    assert share(outside, lambda one: one.refused) >= 75
