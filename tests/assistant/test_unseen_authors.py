"""Questions by six authors from whom nothing is learned (`unseen-*.jsonl`): 1,308 about schemes, 308 in dialogues; 482 on other things."""

import json
from pathlib import Path

from partnerhub.assistant.evaluation import evaluate
from partnerhub.assistant.learned import PHRASES

FILES = sorted(Path(__file__).parent.glob("unseen-*.jsonl"))


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
    asked = set().union(*map(questions, FILES))
    assert len(asked) == 1308 + 482
    assert asked.isdisjoint(set().union(*map(questions, PHRASES.glob("*.jsonl"))))


def test_the_right_scheme_or_none(app):
    """The figures that the assistant is held to, over all authors: right first, facet, shown, misled, refused, follow-ups."""
    with app.test_request_context():
        outcomes = [outcome for path in FILES for outcome in evaluate(path)]
    scored, outside = [one for one in outcomes if one.scored], [one for one in outcomes if not one.schemes]
    assert (len(scored), len(outside)) == (1308, 482)
    assert share(scored, lambda one: one.hit) >= 95
    assert share(scored, lambda one: one.exact) >= 88
    assert share(scored, lambda one: one.shown) >= 99
    assert share(scored, lambda one: one.misled) <= 2.5
    assert share(outside, lambda one: one.refused) >= 98
    assert share([one for one in scored if one.kind == "followup"], lambda one: one.hit) >= 90
