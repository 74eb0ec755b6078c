"""One writer at a time: a lock file that says who holds it, freed by the kernel when its holder dies.

Does not protect against other machines: the data folder belongs to one.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from warehouse.errors import LockedError, StorageError

_PAUSE = 0.1  # seconds between two looks: short beside the bounded waits, long beside the cost of a look


@contextmanager
def exclusive(path: Path, *, purpose: str, wait: timedelta) -> Iterator[None]:
    """Hold the lock file `path` for the length of the block.

    Waits at most `wait`, then raises LockedError naming the holder; StorageError where the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path.parent}: cannot be written ({error.strerror}); choose another data_dir") from error
    with file:
        _acquire(file, path, wait)
        _sign(file, purpose)
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)


@contextmanager
def idle(path: Path) -> Iterator[bool]:
    """Tell whether nobody holds a lock file, and let nobody take it for the length of the block; writes nothing."""
    try:
        file = path.open("rb")
    except FileNotFoundError:  # nobody ever held it
        yield True
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _acquire(file: IO[str], path: Path, wait: timedelta) -> None:
    end = time.monotonic() + wait.total_seconds()
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise LockedError(_complaint(file, path, wait)) from None
            time.sleep(_PAUSE)


def _sign(file: IO[str], purpose: str) -> None:
    with suppress(OSError):  # a full disk must not turn a held lock into a failure
        file.truncate(0)
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")  # for people; nothing decides by it
        file.write(f"{purpose}, process {os.getpid()}, since {since}")
        file.flush()


def _complaint(file: IO[str], path: Path, wait: timedelta) -> str:
    file.seek(0)
    holder = file.read().strip() or "another process"
    seconds = round(wait.total_seconds())
    return f"{path}: held by {holder}; waited {seconds} s; wait for it to end, or stop it, and run this again"
