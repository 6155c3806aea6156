"""Where the tests keep what the assistant has learned: learned once for all tests and runs, from nothing whenever its sources change.

A model learned from an older one differs in the last digits; so a test sees here what it sees on a machine where nothing was learned yet.
"""

import hashlib
import os
import shutil
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_SOURCES = (_ROOT / "partnerhub" / "assistant", _ROOT / "partnerhub" / "schemes" / "content")
_KINDS = frozenset({".yaml", ".jsonl", ".txt"})


def kept_models() -> Path:
    """Return the folder, named by what is learned from; those of other sources are deleted."""
    told = hashlib.sha256()
    for path in sorted(path for source in _SOURCES for path in source.rglob("*") if path.suffix in _KINDS):
        told.update(path.name.encode() + path.read_bytes())
    folder = _ROOT / "build" / "learned" / told.hexdigest()[:16]
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for other in folder.parent.glob("*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    return folder


KEPT = kept_models()
