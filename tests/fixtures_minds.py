"""What ships with the package, as a worker knows it; read once, for nothing changes it."""

from pathlib import Path

import pytest

from partnerhub.assistant.brain import Mind, make_mind
from partnerhub.assistant.learned import PHRASES
from partnerhub.schemes.knowledge import Knowledge, shipped_knowledge


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """The knowledge before anything is in the database."""
    return shipped_knowledge(PHRASES)


@pytest.fixture(scope="session")
def mind(known: Knowledge) -> Mind:
    """The mind of a worker with that knowledge."""
    from conftest import BASE

    return make_mind(known, Path(BASE["ASSISTANT_CACHE"]))
