"""The assistant's rows: asked in process, as JSON and as a page, and in process with 100,000 example questions learned.

`python -m tools.bench assistant`; SECONDS in the environment sets how long JSON and page are asked for.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from flask import Flask

from partnerhub import create_app
from partnerhub.assistant import brain
from partnerhub.assistant.asking import Asked, ask, current_mind
from partnerhub.assistant.learned import PHRASES
from partnerhub.database import upgrade_database
from partnerhub.schemes import keeping
from partnerhub.schemes.knowledge import Knowledge, shipped_knowledge
from partnerhub.schemes.phrases import Phrase, PhraseBank

from .load import Caller, Figures, measure
from .serving import server

MANY = 100_000
ASKED = 2_000
LEARNING_LIMIT = 3_600
WARM_UP = 100
NEW_PHRASE, ALL_ANEW = "a new phrase is understood", "everything is learned again"
FILLER = "altså egentlig måske lige sådan jo nok også her hos os i dag til sommer næste år tak på forhånd mvh hilsen please".split()
SYLLABLES = "ba bro dal fjord gla hus kel lam mar nor ost par ring sko tor vin".split()


def measure_assistant(seconds: float) -> None:
    """Print how fast questions are answered, each question a different one."""
    print(f"\n{'phrases':>11}  {'assistant':<30} {'req/s':>7} {'p50 ms':>7} {'p99 ms':>7} {'bytes':>7}")
    known = shipped_knowledge(PHRASES)
    questions = [phrase.text for phrase in known.phrases]
    random.Random(1).shuffle(questions)
    with tempfile.TemporaryDirectory(prefix="ph-bench-") as folder:
        environment = {"PARTNERHUB_INSTANCE": folder, "SECRET_KEY": "bench", "RATELIMIT_ENABLED": "0"}
        os.environ.update(environment)
        app = create_app({"RATELIMIT_ENABLED": False})
        with app.app_context():
            upgrade_database()
        _row(len(known.phrases), "in process", _in_process(app, questions))
        _tell_when_a_phrase_counts(known, Path(folder) / "minds")
        with server(environment) as port:
            for name, act in _acts(questions).items():
                _row(len(known.phrases), name, measure(port, {}, act, seconds))
        # So many take minutes, in a child process; in use the last good model answers meanwhile.
        brain.LEARNING_LIMIT = LEARNING_LIMIT
        many = replace(known, phrases=PhraseBank(_many([*known.phrases])))
        _row(MANY, "in process", _in_process(_knowing(app, many), questions))


def _in_process(app: Flask, questions: Sequence[str]) -> Figures:
    """Ask one question after another in this process; the first ones load the model and do not count."""
    times = []
    with app.test_request_context():
        if current_mind() is None:
            raise RuntimeError("nothing could be learned")
        for place, question in enumerate(questions[: WARM_UP + ASKED]):
            started = time.perf_counter()
            ask(Asked(question))
            if place >= WARM_UP:
                times.append(time.perf_counter() - started)
    cuts = statistics.quantiles(times, n=100)
    return Figures(len(times) / sum(times), 1000 * cuts[49], 1000 * cuts[98], 0)


def _tell_when_a_phrase_counts(known: Knowledge, cache: Path) -> None:
    """Print how long it takes to learn from nothing, and after a change until a new phrase is understood and everything learned again."""
    text, scheme = "Hvad er snørebåndsordningen?", "jobrotation"
    newer = replace(known, phrases=PhraseBank([*known.phrases, Phrase(text, "da", "plain", None, (scheme,), ("what",))]))
    mind = brain.Brain(cache)
    started = time.perf_counter()
    first = mind.mind_for(known)
    print(f"{'':>11}  everything is learned from nothing after {time.perf_counter() - started:.1f} s", flush=True)
    started = time.perf_counter()
    told = {NEW_PHRASE: False, ALL_ANEW: False}
    while not all(told.values()):
        now = mind.mind_for(newer)
        if first is None or now is None:
            raise RuntimeError("nothing could be learned")
        done = {
            NEW_PHRASE: now.understanding.understand(text).scheme == scheme,
            ALL_ANEW: now.understanding.model.digest != first.understanding.model.digest,
        }
        for step, is_done in done.items():
            if is_done and not told[step]:
                told[step] = True
                print(f"{'':>11}  {step} after {time.perf_counter() - started:.1f} s", flush=True)
        time.sleep(0.05)


def _acts(questions: Sequence[str]) -> dict[str, Callable[[Caller], tuple[int, bytes]]]:
    """What is asked of the server: a question as JSON, as a page, as the second of a dialogue, and the first letters of one."""
    fresh = cycle(questions)
    before = {"earlier": "Hvad er et fleksjob?"}
    return {
        "JSON": lambda caller: caller.post_json("/api/v1/assistant/ask", {"question": next(fresh)[:500], "lang": "da"}),
        "page": lambda caller: caller.post("/assistent", {"question": next(fresh)[:500]}),
        "page, second question": lambda caller: caller.post("/assistent", {"question": next(fresh)[:500], **before}),
        "suggestions": lambda caller: caller.post("/assistent/forslag", {"question": next(fresh)[:20]}),
    }


def _knowing(app: Flask, knowledge: Knowledge) -> Flask:
    """Return another application that knows this instead of what ships."""
    other = create_app({"RATELIMIT_ENABLED": False, "SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"]})
    keeping.init_app(other, lambda _day: knowledge, lambda: knowledge.stamp)
    return other


def _many(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return 100,000 phrases: those there are, and variants with fillers, an invented word and swapped letters."""
    chance = random.Random(2)
    made = list(phrases)
    while len(made) < MANY:
        phrase = chance.choice(phrases)
        made.append(replace(phrase, text=_varied(chance, phrase.text)))
    return made


def _varied(chance: random.Random, text: str) -> str:
    words = text.split()
    for _ in range(2):
        words.insert(chance.randint(0, len(words)), chance.choice(FILLER))
    words.insert(chance.randint(0, len(words)), "".join(chance.choice(SYLLABLES) for _ in range(3)))
    place = chance.randrange(len(words))
    if len(words[place]) > 3:
        at = chance.randint(1, len(words[place]) - 2)
        words[place] = words[place][:at] + words[place][at + 1] + words[place][at] + words[place][at + 2 :]
    return " ".join(words)


def _row(phrases: int, name: str, figures: Figures) -> None:
    size = f"{figures.size:,}" if figures.size else ""
    print(f"{phrases:>11,}  {name:<30} {figures.per_second:>7.0f} {figures.p50:>7.1f} {figures.p99:>7.1f} {size:>7}", flush=True)
