"""Files that are whole or not there at all, names that stay in their folder, and what is said of a full disk."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from flows.channels.contract import ChannelError
from warehouse.copies import put
from warehouse.messages import remedy

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80  # characters; file systems take 255 bytes, endings included


def safe_name(name: str) -> str:
    """Return a name as a file can bear it; what had to be changed is told apart by a few digits of its hash."""
    safe = _UNSAFE.sub("-", name).strip(".-")[:_LONGEST] or "unnamed"
    return safe if safe == name else f"{safe}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def refused(folder: Path, error: OSError) -> ChannelError:
    """Return what a channel raises where the disk does not take its files."""
    return ChannelError(f"{folder}: {error.strerror}; {remedy(error.errno)}, or choose another folder")


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place at once, so that nobody reads half of it; raises OSError.

    One process at a time writes a name; what a killed one left half-written, the next one writes over.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        put(fresh, path)  # the ledger will say that it is there, also after a power cut
    finally:
        fresh.unlink(missing_ok=True)
