"""What learning went through, kept beside the model, so that after a change only what is new is read and only what it moves is learned."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .examples import KEY_LENGTH
from .judges import Table
from .model import packed, save_whole, unpacked
from .rows import Rows


@dataclass(frozen=True, eq=False)
class Workings:
    """A row of features for each example, found by the example's key, and how hard it pulls at each judge."""

    way: str
    keys: list[bytes]
    rows: Rows
    judges: tuple[str, ...]
    burdens: Table

    def save(self, path: Path) -> None:
        """Write the workings to a file, whole."""
        keys = np.frombuffer(b"".join(self.keys), dtype=np.uint8)
        save_whole(path, way=self.way, keys=keys, judges=packed(self.judges), burdens=self.burdens, **self.rows.packed())

    @classmethod
    def load(cls, path: Path) -> "Workings":
        """Return saved workings; one of UNREADABLE when the file is missing or is none."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            joined = data["keys"].tobytes()
            keys = [joined[start : start + KEY_LENGTH] for start in range(0, len(joined), KEY_LENGTH)]
            return cls(str(data["way"]), keys, Rows.unpacked(data), tuple(unpacked(data["judges"])), data["burdens"])
