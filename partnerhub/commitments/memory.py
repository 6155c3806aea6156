"""Answers kept in the process's memory until the next event or the next day: every change records an event."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from ..clock import today
from ..database import db

LIMIT = 256
Answer = TypeVar("Answer")

_kept: WeakKeyDictionary[Any, tuple[tuple[int, date], OrderedDict[Hashable, Any]]] = WeakKeyDictionary()
_lock = Lock()


def remembered(seq: int, key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Return the answer to `key` as of event number `seq` and today, asking only when it is not in memory; the oldest is forgotten first.

    `seq` must have been read in the transaction that `ask` reads in, so that the answer is never older than its stamp.
    """
    stamp = (seq, today())
    with _lock:
        kept = _kept.get(db.engine)
        if kept is None or kept[0] != stamp:
            kept = (stamp, OrderedDict())
            _kept[db.engine] = kept
        answers = kept[1]
        if key in answers:
            answers.move_to_end(key)
            found: Answer = answers[key]
            return found
    answer = ask()
    with _lock:
        answers[key] = answer
        while len(answers) > LIMIT:
            answers.popitem(last=False)
    return answer
