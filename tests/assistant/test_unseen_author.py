"""Questions by an author whom nobody has learned from: 397 about schemes, 119 that belong elsewhere (`unseen.jsonl`)."""

from pathlib import Path

from partnerhub.assistant.evaluation import evaluate
from partnerhub.assistant.learned import PHRASES

FILE = Path(__file__).parent / "unseen.jsonl"


def share(chosen, test) -> float:
    """Per cent of the chosen outcomes that pass a test."""
    chosen = list(chosen)
    return 100 * sum(map(test, chosen)) / len(chosen)


def test_they_are_not_among_what_is_learned():
    """No question of the file stands among the examples: else the figures would say nothing."""
    learned = "".join(path.read_text(encoding="utf-8") for path in PHRASES.glob("*.jsonl"))
    asked = [line.split('"question": "')[1].split('", "')[0] for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert len(asked) == 516 and not [question for question in asked if f'"{question}"' in learned]


def test_the_right_scheme_or_none(app):
    """The figures that the assistant is held to: right first, shown, misled, refused, and the facet."""
    with app.test_request_context():
        outcomes = evaluate(FILE)
    scored, outside = [one for one in outcomes if one.scored], [one for one in outcomes if not one.schemes]
    assert (len(scored), len(outside)) == (397, 119)
    assert share(scored, lambda one: one.hit) >= 95
    assert share(scored, lambda one: one.shown) >= 99
    assert share(scored, lambda one: one.misled) <= 2.5
    assert share(outside, lambda one: one.refused) >= 98
    assert share(scored, lambda one: one.exact) >= 86
