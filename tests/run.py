"""What the processes of one test run share."""

import contextlib
import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path


class Run:
    """What the processes of one test run share: a folder, a lock, and things made once."""

    def __init__(self, folder: Path, owner: int) -> None:
        self.folder = folder
        self.owner = owner

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the path `name` in the shared folder after `make(path)` has been called on it by one process alone."""
        path, done = self.folder / name, self.folder / f"{name}.done"
        with self._locked(name):
            if not done.exists():
                make(path)
                done.touch()
        return path

    @contextlib.contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        with (self.folder / f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
