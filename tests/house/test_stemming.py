"""Stems do not depend on who else is stemming."""

import sys
import threading

import pytest

from partnerhub.stemming import danish_stem

WORDS = [
    f"{first}{last}"
    for first in ("arbejdsløsheds", "uddannelses", "virksomheds", "lærlinge")
    for last in ("dagpengene", "ordninger", "aftalens")
]


@pytest.fixture
def hurried():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_get_the_same_stems(hurried):
    """Four threads that stem at once, nothing remembered, all get what one alone gets."""
    stem = danish_stem.__wrapped__
    alone, wrong = [stem(word) for word in WORDS], []

    def work():
        for _ in range(200):
            found = [stem(word) for word in WORDS]
            if found != alone:
                wrong.append(found)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert stem("virksomhederne") == "virksomhed"
