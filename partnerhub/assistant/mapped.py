"""Reads the arrays of a saved model from where they lie in the file, so that the workers of a server share the large ones."""

import mmap
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Smaller arrays are read: a page of memory for each would cost more.
_LARGE = 1 << 20


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of an uncompressed `.npz` by name, large ones as read-only views of the file.

    OSError, ValueError, KeyError, EOFError or BadZipFile when the file is missing or damaged. The views hold when the file is removed.
    """
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        if damaged := archive.testzip():
            raise zipfile.BadZipFile(damaged)
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return {entry.filename.removesuffix(".npy"): _array(archive, entry, whole) for entry in archive.infolist()}


def _array(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, whole: memoryview) -> NDArray[Any]:
    with archive.open(entry) as member:
        if entry.file_size < _LARGE:
            small: NDArray[Any] = np.lib.format.read_array(member, allow_pickle=False)
            return small
        np.lib.format.read_magic(member)
        shape, in_columns, kind = np.lib.format.read_array_header_1_0(member)
        header = member.tell()
    if entry.compress_type != zipfile.ZIP_STORED or in_columns or kind.hasobject:
        raise ValueError("not an array as it was saved")
    # Before the data of a member stand its own header (30 bytes), its name and what is extra.
    name, extra = (int.from_bytes(whole[entry.header_offset + at : entry.header_offset + at + 2], "little") for at in (26, 28))
    first = entry.header_offset + 30 + name + extra + header
    return np.frombuffer(whole, dtype=kind, count=int(np.prod(shape)), offset=first).reshape(shape)
