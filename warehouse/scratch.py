"""A database copied to a place where it may be changed, with the log of changes beside it: for a disk that takes none.

Just when a disk takes nothing any more, somebody wants a backup of it, and to know what is due. Does not decide what is
copied where.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from warehouse.copies import copy_forced
from warehouse.database import Connection, log_of, settle, writing
from warehouse.locks import exclusive


def takes_changes(path: Path) -> bool:
    """Tell whether a database may be written: not where its disk is read-only, or it is somebody else's."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def copy_settled(path: Path, target: Path) -> None:
    """Copy a database that the caller holds the lock of, and write out in the copy what waits in its log.

    Raises OSError and the errors of `settle`.
    """
    copy_forced(path, target)
    if log_of(path).exists():
        copy_forced(log_of(path), log_of(target))
        settle(target)


@contextmanager
def trying(path: Path, *, purpose: str, wait: timedelta) -> Iterator[Connection]:
    """Open the warehouse for changes that the caller takes back; a copy of it, where it takes none at all.

    Raises the errors of `writing`.
    """
    if not path.exists() or takes_changes(path):
        with writing(path, purpose=purpose, wait=wait) as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory(prefix="presswatch-") as folder:
        copy = Path(folder) / path.name
        with exclusive(path.with_suffix(".lock"), purpose=purpose, wait=wait, reading=True):
            copy_settled(path, copy)
        with writing(copy, purpose=purpose, wait=wait) as connection:
            yield connection
