"""One writer at a time: a lock file that says who holds it, freed by the kernel when its holder dies.

A kernel's lock is not seen from another machine (a folder on a network, or kept alike by a program). So the file names
the machine too, and is touched while it is held: who comes from elsewhere and finds it fresh is refused. Two machines
that begin within the same second or two are not told apart: a data folder belongs to one.
"""

from __future__ import annotations

import errno
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from warehouse.copies import make_folder
from warehouse.errors import LockedError, StorageError
from warehouse.machines import read_machine, this_machine
from warehouse.messages import RIGHT, ROOM

FRESH = timedelta(minutes=5)  # for so long a lock of another machine counts as held after it was last touched
_TOUCH = 60.0  # seconds between two touches
_NO_RIGHT = f"{RIGHT}, or choose another data_dir"
_turns: dict[Path, threading.RLock] = {}  # of the threads of this process
_PAUSE = 0.1  # seconds between two looks: short beside the bounded waits, long beside the cost of a look


@contextmanager
def exclusive(path: Path, *, purpose: str, wait: timedelta, reading: bool = False) -> Iterator[None]:
    """Hold the lock file `path` for the length of the block; `reading`: also where nothing may be written to it.

    Waits at most `wait`, then raises LockedError naming the holder; StorageError where the file cannot be made.
    For other threads of this process it waits as long as they need: they are at work, and nobody need be told.
    """
    with _turns.setdefault(path.absolute(), threading.RLock()):
        yield from _held(path, purpose, wait, reading=reading)


def _opened(path: Path, *, reading: bool) -> IO[str] | None:
    """The lock file; None where nobody can hold it, for the disk takes nothing."""
    try:
        make_folder(path.parent, mode=0o700)
        return path.open("a+", encoding="utf-8", errors="replace")
    except OSError as error:
        if reading and path.exists():
            return path.open(encoding="utf-8", errors="replace")
        if reading and error.errno == errno.EROFS:
            return None
        advice = ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else _NO_RIGHT
        raise StorageError(f"{path.parent}: cannot be written ({error.strerror}); {advice}") from error


def _held(path: Path, purpose: str, wait: timedelta, *, reading: bool) -> Iterator[None]:
    file = _opened(path, reading=reading)
    if file is None:
        yield
        return
    with file:
        _acquire(file, path, wait)
        _sign(file, purpose)
        try:
            with _touched(file):
                yield
        finally:
            with suppress(OSError):
                os.ftruncate(file.fileno(), 0)


@contextmanager
def idle(path: Path) -> Iterator[bool]:
    """Tell whether nobody holds a lock file, and let nobody take it for the length of the block; writes nothing."""
    try:
        file = path.open("r", encoding="utf-8", errors="replace")
    except FileNotFoundError:  # nobody ever held it
        yield True
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield _stranger(file) is None


def holder(path: Path) -> str | None:
    """Return who holds a lock file, in the words that it left there; None where nobody does."""
    with idle(path) as free:
        return None if free else _words(path.read_text("utf-8", "replace"))


def _words(signed: str) -> str:
    return signed.partition("\n")[0].strip() or "another process"


@contextmanager
def _touched(file: IO[str]) -> Iterator[None]:
    """Show other machines that its holder lives, for the length of the block."""
    ended = threading.Event()

    def touch() -> None:
        while not ended.wait(_TOUCH):
            with suppress(OSError):
                os.utime(file.fileno())

    thread = threading.Thread(target=touch, name="lock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _acquire(file: IO[str], path: Path, wait: timedelta) -> None:
    end = time.monotonic() + wait.total_seconds()
    while not _is_ours(file):
        if time.monotonic() >= end:
            raise LockedError(_complaint(file, path, wait)) from None
        time.sleep(_PAUSE)


def _is_ours(file: IO[str]) -> bool:
    """Take it where nobody has it, here or elsewhere."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    if _stranger(file) is None:
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False


def _stranger(file: IO[str]) -> str | None:
    """The host of another machine that holds it, as far as can be told; None where there is none."""
    file.seek(0)
    machine = read_machine(file.read().partition("\n")[2])
    if machine is None or machine.is_one_with(this_machine()):
        return None
    age = time.time() - os.fstat(file.fileno()).st_mtime  # against the clock of a file: no argument could say it
    return machine.host if abs(age) < FRESH.total_seconds() else None


def _sign(file: IO[str], purpose: str) -> None:
    with suppress(OSError):  # a full disk must not turn a held lock into a failure
        os.ftruncate(file.fileno(), 0)
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")  # for people; nothing decides by it
        said = f"{purpose}, process {os.getpid()}, since {since}\n{this_machine().line()}"
        os.write(file.fileno(), said.encode("utf-8", "replace"))  # past the buffer, which would try again at the end


def _complaint(file: IO[str], path: Path, wait: timedelta) -> str:
    host = _stranger(file)
    file.seek(0)
    who = _words(file.read())
    seconds = round(wait.total_seconds())
    if host is None:
        return f"{path}: held by {who}; waited {seconds} s; wait for it to end, or stop it, and run this again"
    minutes = round(FRESH.total_seconds() / 60)
    return (
        f"{path}: held by another machine, {host} ({who}); waited {seconds} s; a folder of data belongs to one; "
        f"stop presswatch on that one; where it is off for good, delete this file, or wait {minutes} minutes"
    )
