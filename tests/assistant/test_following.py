"""A change of knowledge is live in a worker at once: new words are said while what they mean is still being learned."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from partnerhub.assistant import brain
from partnerhub.assistant.brain import Brain, LearningError, make_mind
from partnerhub.schemes import keeping
from partnerhub.schemes.content_types import Text
from partnerhub.schemes.phrases import Phrase, PhraseBank


def renamed(knowledge, name):
    """Return the knowledge after an editor has given jobrotation another name."""
    scheme = replace(knowledge.schemes["jobrotation"], name=Text(name, name))
    return replace(knowledge, schemes={**knowledge.schemes, "jobrotation": scheme})


@pytest.fixture
def slow(app, monkeypatch):
    """Let learning wait until it is told to go on; yield the event and what was learned from."""
    go_on, learned = threading.Event(), []
    real = make_mind
    first = []

    def make(knowledge, cache):
        if first:
            learned.append(knowledge)
            assert go_on.wait(60)
            return replace(first[0], knowledge=knowledge)
        first.append(real(knowledge, cache))
        return first[0]

    monkeypatch.setattr(brain, "make_mind", make)
    return go_on, learned


def wait_for(condition):
    """Ask until the condition holds."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


def test_new_words_are_said_while_they_are_learned(app, known, slow):
    """The very next question is answered from the new words; learning is begun once, and a change meanwhile is learned after it."""
    go_on, learned = slow
    mind_of = Brain(Path(app.config["ASSISTANT_CACHE"])).mind_for
    assert mind_of(known).knowledge is known
    second, third = renamed(known, "Jobrotation II"), renamed(known, "Jobrotation III")
    assert mind_of(second).knowledge is second and mind_of(second).knowledge is second
    wait_for(lambda: learned == [second])
    assert mind_of(third).knowledge is third
    go_on.set()
    wait_for(lambda: learned == [second, third])
    assert mind_of(third).knowledge is third


def test_a_phrase_is_understood_while_it_is_learned(app, known, slow):
    """An editor's phrase is answered for long before learning ends; so is one that is written while an earlier one is still learned."""
    go_on, learned = slow
    mind_of = Brain(Path(app.config["ASSISTANT_CACHE"])).mind_for
    mind_of(known)
    newest, asked = known, ["Hvad er snørebåndsordningen?", "Vi vil have en flyvende kuffert"]
    for text, scheme in zip(asked, ("jobrotation", "mentor"), strict=True):
        assert mind_of(newest).understanding.understand(text).ranked[0] != scheme
        newest = replace(newest, phrases=PhraseBank([*newest.phrases, Phrase(text, "da", "plain", None, (scheme,), ("what",))]))
        wait_for(lambda now=newest, text=text, scheme=scheme: mind_of(now).understanding.understand(text).scheme == scheme)
    assert mind_of(newest).understanding.understand(asked[0]).scheme == "jobrotation"
    wait_for(lambda: len(learned) == 1)
    go_on.set()
    wait_for(lambda: learned[-1] is newest)


def test_learning_that_fails_leaves_the_words_and_is_not_tried_in_a_row(app, known, monkeypatch):
    """Whatever goes wrong while learning, questions are judged as before and answered in the new words."""
    mind_of = Brain(Path(app.config["ASSISTANT_CACHE"])).mind_for
    before = mind_of(known)
    tried = []

    def fail(knowledge, cache):
        tried.append(knowledge)
        raise LearningError("no room")

    monkeypatch.setattr(brain, "make_mind", fail)
    newer = renamed(known, "Jobrotation II")
    for _ in range(5):
        assert mind_of(newer).knowledge is newer
        assert mind_of(newer).understanding.model is before.understanding.model
    wait_for(lambda: tried)
    time.sleep(0.1)
    assert len(tried) == 1


def test_a_worker_that_nobody_asks_is_told_too(app, known, monkeypatch):
    """The watch sees that the stamp has moved and tells those who follow, without any question."""
    stamp, told = [0], []
    newer = replace(known, stamp=1)
    monkeypatch.setattr(keeping, "LOOK_EVERY", 0.05)
    keeper = keeping.Keeper(app, lambda day: newer if stamp[0] else replace(known, stamp=0), lambda: stamp[0])
    keeper.follow(told.append)
    keeper.current()
    keeper.watch()
    stamp[0] = 1
    wait_for(lambda: told == [newer])
    assert keeper.current() is newer
