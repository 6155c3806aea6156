"""The assistant's mind in one worker: the knowledge with the model learned from it, renewed behind the scenes.

A worker answers from memory. When the knowledge has changed, its words are said at once; what is new in what it learns from is taken in
within a second or so (`adapting.py`), while a child process learns from everything anew.
"""

import fcntl
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import structlog

from partnerhub.schemes.knowledge import Knowledge

from .adapting import adapt
from .completing import asked_most
from .examples import Example
from .learned import close_schemes, digest_of_sources, examples_of, new_examples, spoken_names
from .memory import give_back, take_large_blocks_alone
from .model import UNREADABLE, Model
from .understanding import Understanding

log = structlog.get_logger()
RETRY_AFTER = 30.0
LEARNING_LIMIT = 900


class LearningError(RuntimeError):
    """The model could not be learned; the text is what the child process said last."""


@dataclass(frozen=True)
class Mind:
    """What one answer is made from; never changes, so a request keeps the one it began with."""

    knowledge: Knowledge
    understanding: Understanding
    asked_most: Mapping[str | None, tuple[str, ...]]


def make_mind(knowledge: Knowledge, cache: Path) -> Mind:
    """Return a mind for the knowledge, the model taken from the cache folder or learned now.

    Raises LearningError when there is nothing to learn from or learning fails.
    """
    sources = knowledge.phrases, knowledge.schemes
    model = _model(digest_of_sources(*sources), partial(examples_of, *sources), cache)
    return Mind(knowledge, _understood(model, knowledge), _popular(knowledge.phrases))


_popular = lru_cache(maxsize=1)(asked_most)


def _understood(model: Model, knowledge: Knowledge) -> Understanding:
    return Understanding(model, spoken_names(knowledge), close_schemes(knowledge.schemes))


def _model(digest: str, examples: Callable[[], Iterable[Example]], cache: Path) -> Model:
    path = cache / f"assistant-{digest}.npz"
    with suppress(*UNREADABLE):
        return _loaded(path)
    try:
        return _learned_among_workers(examples, path)
    except OSError as fault:
        log.error("assistant cache not writable, this process learns by itself", folder=str(cache), fault=type(fault).__name__)
    with TemporaryDirectory() as own:  # what is read stays readable when its file goes
        learn(examples(), Path(own) / path.name)
        return Model.load(Path(own) / path.name)


def _learned_among_workers(examples: Callable[[], Iterable[Example]], path: Path) -> Model:
    """Return the model of the path, learned by the first worker that comes; OSError when the folder cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / "learning.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the workers of a server notice a change together: one learns, the others read
        with suppress(*UNREADABLE):
            return _loaded(path)
        learn(examples(), path)  # in place of a file that is damaged, too
        others = [file for file in path.parent.glob("assistant-*.npz") if file != path]
        for old in sorted(others, key=lambda file: file.stat().st_mtime)[:-2]:
            old.unlink(missing_ok=True)
        return _loaded(path)


@lru_cache(maxsize=1)  # the last alone: a replaced model's memory is wanted back
def _loaded(path: Path) -> Model:
    """Return the model of a file; its name carries the hash of what it was learned from, so it never changes."""
    return Model.load(path)


def learn(examples: Iterable[Example], path: Path) -> None:
    """Let a child process learn from the examples and write the model; LearningError when it fails or takes LEARNING_LIMIT seconds."""
    command = [sys.executable, "-m", "partnerhub.assistant.learning", str(path)]
    with TemporaryFile("w+", encoding="utf-8") as said:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, text=True) as child:  # noqa: S603
            limit = threading.Timer(LEARNING_LIMIT, child.kill)
            limit.start()
            try:
                _tell(child, examples)
                child.wait()
            finally:
                limit.cancel()
        if child.returncode:
            said.seek(0)
            raise LearningError(said.read().strip().rsplit("\n", 1)[-1] or f"ended by signal or after {LEARNING_LIMIT} seconds")


def _tell(child: "subprocess.Popen[str]", examples: Iterable[Example]) -> None:
    """Write the examples to the child one by one; when they break off it is killed, for half of them would make a model, too."""
    if child.stdin is None:
        raise ValueError("the child has no standard input")
    try:
        with suppress(BrokenPipeError):  # one that ended early says why
            child.stdin.writelines(json.dumps([*vars(example).values()]) + "\n" for example in examples)
    except BaseException:
        child.kill()
        raise
    finally:
        with suppress(BrokenPipeError):
            child.stdin.close()


class Brain:
    """Holds the mind of one process and follows the knowledge: new words at once, what they teach soon, all of it when it is learned."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._mind: Mind | None = None
        self._learned: Mind | None = None
        self._failed_at = 0.0
        self._process = os.getpid()
        self._shared: Mind | None = None
        self._lock = threading.Lock()
        self._is_learning = False
        take_large_blocks_alone()

    def mind_for(self, knowledge: Knowledge) -> Mind | None:
        """Return a mind that says what the knowledge says, made now at a process's first call; None while none can be made.

        What is meant is judged by what was learned last, until a thread has taken in what is new, and then has learned anew.
        """
        with self._lock:
            if self._mind is None:
                if self._may_try():
                    self._learn(knowledge)
                return self._mind
            if self._mind.knowledge is not knowledge:
                self._keep_what_is_shared(self._mind)
                understanding = _understood(self._mind.understanding.model, knowledge)
                self._mind = replace(self._mind, knowledge=knowledge, understanding=understanding)
                threading.Thread(target=self._adapt, args=(knowledge,), name="assistant-adapting", daemon=True).start()
            if self._is_behind(knowledge) and not self._is_learning and self._may_try():
                self._is_learning = True
                threading.Thread(target=self._follow, name="assistant-renewal", daemon=True).start()
            return self._mind

    def _keep_what_is_shared(self, mind: Mind) -> None:
        """Hold on to what this worker has in common with the process it came from: to free it would be to copy it first."""
        if self._process != os.getpid():
            self._process, self._shared = os.getpid(), mind

    def _is_behind(self, knowledge: Knowledge) -> bool:
        return self._learned is None or self._learned.knowledge is not knowledge

    def _may_try(self) -> bool:
        return time.monotonic() - self._failed_at > RETRY_AFTER

    def _adapt(self, knowledge: Knowledge) -> None:
        """Take in the phrases and names that the knowledge has beyond what was learned."""
        learned = self._learned
        if learned is None:
            return
        before = learned.knowledge
        new = new_examples(knowledge.phrases, knowledge.schemes, before.phrases, before.schemes)
        if not new:
            return
        model = adapt(learned.understanding.model, new)
        with self._lock:
            if self._mind is not None and self._mind.knowledge is knowledge and self._learned is learned:
                self._mind = replace(self._mind, understanding=_understood(model, knowledge))

    def _follow(self) -> None:
        """Learn until what was learned is what is known: it may change again meanwhile."""
        while True:
            with self._lock:
                mind = self._mind
                self._is_learning = mind is not None and self._is_behind(mind.knowledge) and self._may_try()
                if mind is None or not self._is_learning:
                    return
            self._learn(mind.knowledge)
            del mind
            give_back()

    def _learn(self, knowledge: Knowledge) -> None:
        try:
            mind = make_mind(knowledge, self._cache)
        except Exception as fault:  # whatever it was, the worker answers on from what it learned last, and tries again later
            self._failed_at = time.monotonic()
            log.error("assistant not renewed", fault=type(fault).__name__, said=str(fault)[:200])
            return
        self._learned = mind
        if self._mind is None or self._mind.knowledge is knowledge:
            self._mind = mind
