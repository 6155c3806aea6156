"""Learns in a process of its own: examples on standard input, each a JSON list of its fields in a line, the model into the file named.

How it was learned is left beside the model for the next time, which then takes a second or two.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from .examples import Example
from .model import UNREADABLE
from .training import fit
from .workings import Workings

WORKINGS = "workings.npz"


def main() -> None:
    """Read, learn, write; a little behind what else the machine does, for questions are being answered meanwhile."""
    os.nice(3)
    examples = [Example(text, tuple(schemes), tuple(facets), *others) for text, schemes, facets, *others in map(json.loads, sys.stdin)]
    path = Path(sys.argv[1])
    model, workings = fit(examples, _earlier(path.with_name(WORKINGS)))
    model.save(path)
    with suppress(OSError):  # a full disk costs the next one some seconds, not this model
        workings.save(path.with_name(WORKINGS))


def _earlier(path: Path) -> Workings | None:
    try:
        return Workings.load(path)
    except UNREADABLE:
        return None


if __name__ == "__main__":
    main()
