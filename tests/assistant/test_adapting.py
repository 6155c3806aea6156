"""New examples are understood at once, before everything is learned anew, and leave other questions as they were."""

import json
from pathlib import Path

from partnerhub.assistant import adapting
from partnerhub.assistant.adapting import adapt
from partnerhub.assistant.examples import Example
from partnerhub.assistant.understanding import Understanding

UNSEEN = Path(__file__).parent / "unseen-6.jsonl"
LACES = Example("Hvad er snørebåndsordningen?", ("jobrotation",), ("what",))
TUTOR = Example("kan vi få en rullende tutor", ("mentor",), ("who",), "company")
SHEEP = Example("Må man have et får med til jobsamtale om fleksjob?", (), (), "citizen")
NEW = [LACES, TUTOR, SHEEP]


def mean(understanding, text, audience=None):
    """Kind, first scheme and facet of what a question is taken to mean."""
    meaning = understanding.understand(text, audience=audience)
    return meaning.kind, meaning.ranked[0] if meaning.kind in {"answer", "clarify"} else "", meaning.facet


def adapted(mind, examples):
    """Return an understanding that has taken in the examples."""
    return Understanding(adapt(mind.understanding.model, examples), {})


def test_new_phrases_are_understood(mind):
    """Words that nobody has used before lead to their scheme and facet, as they were written and slightly otherwise."""
    before, after = mind.understanding, adapted(mind, NEW)
    assert [mean(before, example.text, example.audience)[:2] == ("answer", example.schemes[0]) for example in (LACES, TUTOR)] == [False] * 2
    assert mean(after, LACES.text) == ("answer", "jobrotation", "what")
    assert mean(after, TUTOR.text, "company") == ("answer", "mentor", "who")
    assert mean(after, SHEEP.text, "citizen")[0] == "none"
    assert mean(after, "hvad er snørebaandsordningen nu for noget")[1] == mean(after, "hvad er snørrebåndsordningen")[1] == "jobrotation"
    assert mean(after, "kan jeg også få en rullende tutor")[1] == "mentor"


def test_other_questions_are_judged_as_before(mind):
    """Of 300 questions about something else at most one in fifty gets another answer."""
    after = adapted(mind, NEW)
    asked = [json.loads(line) for line in UNSEEN.read_text(encoding="utf-8").splitlines()]
    texts = [(line["question"], line["audience"]) for line in asked]
    changed = [text for text, role in texts if mean(mind.understanding, text, role)[:2] != mean(after, text, role)[:2]]
    assert len(changed) <= len(texts) / 50, changed


def test_a_scheme_that_is_new_is_found(mind):
    """A scheme nobody has learned of is answered for, and takes over nothing that is not its own."""
    new = [Example("Hvordan søger vi blåbærordningen?", ("blaabaer",), ("apply",)), Example("blåbærordningen", ("blaabaer",), ("what",))]
    after = adapted(mind, new)
    assert mean(after, "Hvordan søger vi blåbærordningen?") == ("answer", "blaabaer", "apply")
    assert mean(after, "hvordan søger man blaabærordningen")[:2] == ("answer", "blaabaer")
    for text in ("Hvad er jobrotation?", "Hvem vandt VM?", "Hvor meget er tilskuddet til en voksenlærling?"):
        assert mean(after, text)[:2] == mean(mind.understanding, text)[:2]


def test_the_model_it_began_from_stays_as_it_was(mind):
    """Requests under way keep the mind that they began with."""
    model = mind.understanding.model
    before = (model.weights.copy(), model.rarity.copy(), {block: len(known) for block, known in model.columns.items()})
    adapted(mind, NEW)
    assert (model.weights == before[0]).all() and (model.rarity == before[1]).all()
    assert {block: len(known) for block, known in model.columns.items()} == before[2]


def test_an_example_without_a_letter_teaches_nothing(mind):
    """Emoji alone have no features: nothing to learn, nothing to fail on."""
    after = adapted(mind, [Example("🎉🎉", ("mentor",), ("what",)), Example("", ("mentor",))])
    assert mean(after, "Hvad er en mentor?") == mean(mind.understanding, "Hvad er en mentor?")


def test_the_first_of_very_many_are_taken_in(mind, monkeypatch):
    """What would take as long as learning is left to learning."""
    monkeypatch.setattr(adapting, "MOST_AT_ONCE", 1)
    after = adapted(mind, NEW)
    assert mean(after, LACES.text)[1] == "jobrotation" and mean(after, TUTOR.text, "company")[1] != "mentor"
