"""Files copied whole: on the disk when the call returns, under their name at once or not at all, known by their hash.

Does not know what is in them, and takes no locks.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_PIECE = 1 << 20  # bytes read at once


def copy_forced(source: Path, target: Path) -> str:
    """Copy a file to a name that nobody reads yet, force it to the disk, and return the SHA-256 of what was copied.

    Raises OSError, and then the target is gone again.
    """
    known = hashlib.sha256()
    try:
        with source.open("rb") as old, target.open("wb") as new:
            while piece := old.read(_PIECE):
                known.update(piece)
                new.write(piece)
            new.flush()
            os.fsync(new.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return known.hexdigest()


def copy_in_place(source: Path, target: Path) -> None:
    """Copy a file to a name that somebody may read: they meet the old file or the whole new one. Raises OSError."""
    fresh = target.with_name(f".{target.name}.new")
    copy_forced(source, fresh)
    put(fresh, target)


def put(fresh: Path, target: Path) -> None:
    """Give a file or folder that is on the disk its name, in a way that outlasts a power cut; raises OSError."""
    fresh.replace(target)
    force(target.parent)


def make_folder(path: Path, *, mode: int = 0o700) -> None:
    """Make a folder and those above it that are missing, whose names outlast a power cut; raises OSError.

    For the eyes of their owner alone, whatever the umask, where `mode` does not say otherwise.
    """
    if not path.is_dir():
        make_folder(path.parent, mode=mode)
        path.mkdir(exist_ok=True, mode=mode)  # somebody else may have made it meanwhile
        force(path.parent)


def force(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk; raises OSError."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
