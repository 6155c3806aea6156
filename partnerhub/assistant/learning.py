"""Learns in a process of its own: examples on standard input, one JSON object a line, the model into the file that is named."""

import json
import os
import sys
from pathlib import Path

from .examples import Example
from .training import fit


def main() -> None:
    """Read, learn, write; a little behind what else the machine does, for questions are being answered meanwhile."""
    os.nice(3)
    lines = (json.loads(line) for line in sys.stdin if line.strip())
    examples = [Example(**line | {"schemes": tuple(line["schemes"]), "facets": tuple(line["facets"])}) for line in lines]
    fit(examples).save(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
