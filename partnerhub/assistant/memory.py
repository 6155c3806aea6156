"""Keeps a worker small: what a replaced model held goes back to the system instead of staying as gaps in the process.

The GNU C library raises the size from which it takes blocks from the system, one by one, as soon as a large one is freed; a model's tables
then leave gaps that nothing fills, and a worker that follows the knowledge doubles. Other C libraries have no such setting and need none.
"""

import ctypes
from contextlib import suppress

# M_MMAP_THRESHOLD and M_ARENA_MAX of malloc.h.
_BLOCKS_OF_THEIR_OWN_FROM, _MOST_ARENAS = -3, -8
_MEGABYTE = 1 << 20


def take_large_blocks_alone() -> None:
    """Let blocks from a megabyte on be taken from the system one by one, and threads share two arenas."""
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_BLOCKS_OF_THEIR_OWN_FROM, _MEGABYTE)
        library.mallopt(_MOST_ARENAS, 2)


def give_back() -> None:
    """Give memory that is free inside the process back to the system."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
