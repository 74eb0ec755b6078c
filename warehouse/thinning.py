"""A file of the archive written anew with fewer records, each copied byte for byte.

The new file has a name of its own, so that whoever reads the old one by its offsets still can; it is on the disk when
the call returns. Does not decide what stays, and takes nothing away.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from warehouse.copies import force
from warehouse.errors import ArchiveError

_ENDING = ".warc.gz"
_THINNED = re.compile(r"(\.kept-\d+)" + re.escape(_ENDING) + "$")
_PIECE = 1 << 16  # bytes read at once
_GZIP = 31  # zlib's number for one gzip member, its checksum verified


def thin(folder: Path, file: str, offsets: Sequence[int]) -> tuple[str, list[int]]:
    """Copy the records at some offsets into a new file; returns its name and where each record begins there.

    Raises ArchiveError where one is not whole, and OSError; then there is no new file.
    """
    name = _free_name(folder, file)
    try:
        with (folder / file).open("rb") as old, (folder / name).open("xb") as new:
            begins = [_copy(old, offset, new, folder / file) for offset in offsets]
            new.flush()
            os.fsync(new.fileno())
        force((folder / name).parent)
    except FileNotFoundError as error:
        raise ArchiveError(f"{folder / file}: missing from the archive; restore it from a backup") from error
    except BaseException:
        (folder / name).unlink(missing_ok=True)
        raise
    return name, begins


def first_name(file: str) -> str:
    """Return what a file was called before it was ever written anew: itself, where it never was."""
    return _THINNED.sub(_ENDING, file)


def _copy(old: IO[bytes], offset: int, new: IO[bytes], path: Path) -> int:
    begins = new.tell()
    try:
        new.writelines(_member(old, offset))
    except (EOFError, zlib.error) as error:
        raise ArchiveError(f"{path} at {offset}: no whole WARC record there ({error}); the file stays") from error
    return begins


def _member(file: IO[bytes], offset: int) -> Iterator[bytes]:
    """The bytes of the gzip member that begins at an offset, up to its own end."""
    file.seek(offset)
    unpacking = zlib.decompressobj(wbits=_GZIP)
    while not unpacking.eof:
        piece = file.read(_PIECE)
        if not piece:
            raise EOFError("end of file")
        unpacking.decompress(piece)
        yield piece[: len(piece) - len(unpacking.unused_data)]


def _free_name(folder: Path, file: str) -> str:
    stem = first_name(file).removesuffix(_ENDING)
    taken = {one.name for one in (folder / file).parent.glob(f"*{_ENDING}")}
    numbers = range(1, len(taken) + 2)
    names = (f"{stem}.kept-{number}{_ENDING}" for number in numbers)
    return next(name for name in names if name.rpartition("/")[2] not in taken)
